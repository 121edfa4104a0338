import { digestKind } from "../../src/crm/attention/digest.ts";
import { leaveDigest } from "../../src/crm/attention/leave-digest.ts";
import { listDuePeople } from "../../src/crm/attention/personal-turn.ts";
import type { PageMessage } from "../../src/sandbox/page-protocol.ts";
import { eventually } from "../support/eventually.ts";
import { linesOf, type Suite } from "./over-both.ts";

/** A day and hour in Jakarta. */
export const jakarta = (day: string, time: string) => new Date(`${day}T${time}:00+07:00`);

/** Lets the job's slot come for one person, if it is due for them: what it left. */
export async function slot(suite: Suite, handle: string, at: Date): Promise<"left" | "empty" | "had" | "not due"> {
  await suite.advanceTo(at);
  return suite.as(handle, async (ctx) => {
    const own = { ...ctx, member: null, now: at };
    const due = (await listDuePeople(own, digestKind)).find((one) => one.memberId === ctx.member?.id);
    return due ? leaveDigest(own, due) : "not due";
  });
}

/** Waits for a person's digest, until it is settled where it stands: what is pressed in it is pressed after that. */
export async function digestOf(suite: Suite, handle: string): Promise<PageMessage> {
  let tries = 0;
  const place = await eventually(async () => {
    const [latest] = await suite.as(handle, (ctx) =>
      ctx.tx.digest.findMany({ where: { memberId: ctx.member?.id ?? "" }, orderBy: { day: "desc" }, take: 1 }),
    );
    const waiting = await suite.as(handle, (ctx) =>
      ctx.tx.delivery.findMany({ where: { state: { in: ["pending", "sending"] } } }),
    );
    // What is being sent at the moment is given a while before it counts as stranded.
    const atRest = waiting.length > 0 && waiting.every(({ state }) => state === "pending");
    if (atRest || ++tries % 50 === 0) suite.running.clock.advance(atRest ? 1_000 : 60_000);
    if (!latest?.ts || waiting.length > 0) throw new Error("It has not arrived yet");
    return latest;
  });
  const message = suite
    .person(handle)
    .inbox()
    .find(({ ts }) => ts === place.ts);
  if (!message) throw new Error("It does not stand where it was put");
  return message;
}

/** Waits until the message stands there as it should. */
export const becomes = (suite: Suite, handle: string, message: PageMessage, fits: (lines: string[]) => boolean) =>
  suite.person(handle).until(() => {
    const now = suite.again(handle, message);
    return now && fits(linesOf(now)) ? now : null;
  });
