import { expect, it } from "vitest";
import { grantAccess } from "../../src/crm/access/grant-access.ts";
import { digestKind } from "../../src/crm/attention/digest.ts";
import { leaveDigest } from "../../src/crm/attention/leave-digest.ts";
import { listDuePeople } from "../../src/crm/attention/personal-turn.ts";
import type { PageMessage, PageView } from "../../src/sandbox/page-protocol.ts";
import { eventually } from "../support/eventually.ts";
import { describeOverBoth, labelsOf, linesOf, type Suite } from "./over-both.ts";

/** The next time that the clock shows Monday ten o'clock in Jakarta. */
const monday = new Date("2026-11-23T03:00:00Z");

const states = (suite: Suite, kind: string) =>
  suite.as("dewi", async (ctx) => {
    const rows = await ctx.tx.delivery.findMany({ where: { kind }, orderBy: { id: "asc" } });
    return rows.map(({ state }) => state);
  });

/** A message of a kind that may wait: one of Steward's may not have arrived. */
async function leaveMessage(suite: Suite, handle: string): Promise<void> {
  await suite.as("dewi", async (ctx) => {
    const { id } = await ctx.tx.delivery.findFirstOrThrow({ orderBy: { id: "asc" } });
    ctx.notify({
      kind: "delivery-unknown",
      recipient: suite.sandbox.user(handle),
      payload: { deliveryId: id },
    });
  });
}

const settled = (suite: Suite, fits: (found: string[]) => boolean) =>
  eventually(async () => {
    suite.running.clock.advance(1_000);
    const found = await states(suite, "delivery-unknown");
    if (!fits(found)) throw new Error(`So far: ${found.join(", ")}`);
    return found;
  });

const wordsOf = (home: PageView | null): string => (home ? linesOf(home as never).join("\n") : "");

describeOverBoth("what Steward says unasked", (suite) => {
  it("waits on a day off, comes with the digest on Monday, and with less of it only there", async () => {
    // Sunday afternoon.
    await leaveMessage(suite, "dewi");
    await settled(suite, (found) => found.at(-1) === "held");
    await suite.advanceTo(monday);
    await suite.as("dewi", async (ctx) => {
      const due = (await listDuePeople(ctx, digestKind)).find(
        ({ slackUserId }) => slackUserId === ctx.member?.slackUserId,
      );
      expect(due?.day).toBe("2026-11-23");
      if (due) expect(await leaveDigest(ctx, due)).toBe("left");
    });
    const digest = await suite.delivered("dewi", ({ text }) => text.includes("waited for this morning"));
    expect(linesOf(digest)[0]).toBe("*1 message that waited for this morning*");
    expect(linesOf(digest)[1]).toMatch(/may not have arrived/u);

    await leaveMessage(suite, "dewi");
    const isNew = (one: PageMessage) => one.ts !== digest.ts && labelsOf(one).includes("Less of this");
    const message = await suite.delivered("dewi", isNew);
    await suite.person("dewi").press({ message, text: "Less of this" });
    const answer = await suite.person("dewi").until(() =>
      suite
        .person("dewi")
        .inbox()
        .findLast(({ text }) => text.includes("in your daily digest only")),
    );
    expect(answer.text).toBe("*Messages that may not have arrived* come in your daily digest only, from now on.");
    await leaveMessage(suite, "dewi");
    await settled(suite, (found) => found.at(-1) === "held");
    await suite.person("dewi").press({ message: answer, text: "As before" });
    await suite.person("dewi").until(() =>
      suite
        .person("dewi")
        .inbox()
        .find(({ text }) => text.includes("come by themselves again")),
    );
  });

  it("is set in Home, refused beside the input, and shown as it is then", async () => {
    const dewi = suite.person("dewi");
    dewi.openHome();
    await dewi.until(() => wordsOf(dewi.home()).includes("Daily digest at 09:00, Mon to Fri") || null);
    expect(wordsOf(dewi.home())).toContain("at most 3 unasked messages a day · quiet from 19:00 to 08:00");
    const home = dewi.home();
    if (!home) throw new Error("Home is gone");
    await dewi.press({ view: home, actionId: "attention.settings" });
    const form = await dewi.until(() => dewi.views().at(-1) ?? null);
    expect(form.title).toBe("When I write to you");
    await dewi.fill({ "work-days": [] });
    expect(await dewi.submit()).toMatchObject({
      errors: { "work-days": "Choose at least one working day: your digest comes on those." },
    });
    await dewi.fill({ "work-days": ["1", "3"], "digest-at": "480", "quiet-from": "07:30", "quiet-to": "09:00" });
    expect(await dewi.submit()).toMatchObject({ errors: { "digest-at": expect.stringContaining("07:30 to 09:00") } });
    await dewi.fill({ "quiet-from": "18:00", "quiet-to": "08:00", allowance: "1" });
    expect(await dewi.submit()).toMatchObject({ ok: true });
    const now = "Daily digest at 08:00, Mon, Wed · nothing else unasked · quiet from 18:00 to 08:00";
    await dewi.until(() => wordsOf(dewi.home()).includes(now) || null);
  });
});

describeOverBoth("/crm-admin jobs", (suite) => {
  it("shows what has run and what did not arrive, sends that again, and leaves the rest", async () => {
    await suite.as("dewi", async (ctx) => {
      const { now, workspace } = ctx;
      const row = { workspaceId: workspace.id, startedAt: now, leaseUntil: now, finishedAt: now };
      await ctx.tx.jobSlot.createMany({
        data: [
          { ...row, job: "retention", slot: now, state: "done", counts: { drafts: 3, rates: 0 }, missed: 2 },
          { ...row, job: "check-people", slot: now, state: "failed", attempt: 3, error: "Error: Slack <is> away" },
        ],
      });
    });
    const shown = await suite.ask("dewi", "/crm-admin", "jobs");
    expect(linesOf(shown)[0]).toBe("*Jobs: 1 needs you*");
    expect(linesOf(shown)[1]).toMatch(/^⚠ \*Check people\* today 14:\d\d · failed · under 0.1 s · try 3$/u);
    expect(linesOf(shown)[2]?.trim()).toBe("Error: Slack &lt;is&gt; away");
    expect(linesOf(shown).find((line) => line.includes("Retention"))).toMatch(
      /^✓ \*Retention\* today 14:\d\d · under 0.1 s · drafts 3 · 2 runs missed before$/u,
    );
    expect(linesOf(shown)).toContain("◷ *Daily digest* has not run yet");
    expect(linesOf(await suite.ask("dewi", "/crm-admin", "jobs check people"))[0]).toBe(
      "*Check people: the latest runs*",
    );
    expect(linesOf(await suite.ask("dewi", "/crm-admin", "jobs xyzzy"))[0]).toContain('No job is called "xyzzy"');

    // Two welcomes that Slack would not take.
    suite.sandbox.faults.api(
      { kind: "error", error: "is_archived" },
      { method: "chat.postMessage", match: ({ args }) => JSON.stringify(args).includes("added you"), times: 2 },
    );
    const profile = (handle: string, name: string) => ({
      ...{ slackUserId: suite.sandbox.user(handle), name, email: null, zone: "Asia/Jakarta", locale: "en-US" },
      ...{ isGuest: false, isSlackOwner: false, deactivated: false },
    });
    const people = [profile("rizky", "Rizky Pratama"), profile("maya", "Maya Putri")];
    await suite.as("dewi", (ctx) => grantAccess(ctx, { people, role: "member", departments: ["sales"] }));
    await eventually(async () => {
      suite.running.clock.advance(1_000);
      expect(await states(suite, "welcome-member")).toEqual(["failed", "failed"]);
    });
    const letters = await suite.ask("dewi", "/crm-admin", "jobs");
    expect(linesOf(letters)).toContain("*2 messages did not arrive*");
    expect(linesOf(letters).join("\n")).toContain("That channel is archived.");
    expect(labelsOf(letters)).toEqual(["Send again", "Leave it", "Send again", "Leave it"]);
    const dewi = suite.person("dewi");
    await dewi.press({ message: letters, text: "Send again" });
    await eventually(async () => {
      suite.running.clock.advance(1_000);
      expect((await states(suite, "welcome-member")).toSorted()).toEqual(["failed", "sent"]);
    });
    const left = await suite.ask("dewi", "/crm-admin", "jobs");
    expect(linesOf(left)).toContain("*1 message did not arrive*");
    await dewi.press({ message: left, text: "Leave it" });
    await eventually(async () =>
      expect((await states(suite, "welcome-member")).toSorted()).toEqual(["dropped", "sent"]),
    );
    expect(linesOf(await suite.ask("dewi", "/crm-admin", "jobs")).join("\n")).not.toContain("did not arrive");
    // A button that somebody else was quicker with.
    await dewi.press({ message: left, text: "Send again" });
    const said = () =>
      dewi.messages(left.channel).find(({ text }) => text.includes("has seen to this message already"));
    await dewi.until(() => said() ?? null);
  });
});
