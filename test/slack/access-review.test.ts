import { afterEach, describe, expect, it } from "vitest";
import type { Review, ReviewItem } from "../../src/crm/access/access-review.ts";
import { exceptions } from "../../src/crm/access/access-review.ts";
import { checkBlocks } from "../../src/sandbox/blocks/check-blocks.ts";
import { reviewDueMessage, reviewMessage } from "../../src/slack/views/access-review.ts";
import { testClient } from "../support/database.ts";
import { type RunningBot, runBot } from "../support/running-bot.ts";

const db = testClient();
let running: RunningBot | null = null;
afterEach(async () => {
  await running?.stop();
  running = null;
});

async function hear(handle: string, text: string) {
  const person = running?.sandbox.as(handle);
  if (!person) throw new Error("Steward is not running");
  const before = new Set(person.messages("#general").map(({ ts }) => ts));
  await person.command("#general", "/crm-admin", text);
  return person.until(() => person.messages("#general").find(({ ts }) => !before.has(ts)));
}

describe("/crm-admin access review", () => {
  it("is gone through in one message, by two stewards", async () => {
    running = await runBot(db, "socket");
    const { sandbox } = running;
    const [dewi, maya] = [sandbox.as("dewi"), sandbox.as("maya")];
    await hear("dewi", "access grant maya steward");
    await hear("dewi", "access grant olivia, jonas member marketing until 30 Nov");
    await hear("dewi", "access grant rizky member sales");
    const message = await hear("dewi", "access review");
    const shown = (handle = "dewi", ts = message.ts) =>
      JSON.stringify(
        sandbox
          .as(handle)
          .messages("#general")
          .find((one) => one.ts === ts)?.blocks ?? null,
      );
    expect(shown()).toContain("2 exceptions first");
    expect(shown()).toContain("⚠ ends within 30 days");
    expect(shown()).toContain("Dewi Lestari, Maya Putri, Rizky Pratama");
    const next = (name: string, text: string, ts = message.ts, handle = "dewi") => {
      const blocks =
        sandbox
          .as(handle)
          .messages("#general")
          .find((one) => one.ts === ts)?.blocks ?? [];
      const at = blocks.findIndex((block) => JSON.stringify(block).includes(`*${name}*`)) + 1;
      return { message: { ...message, ts }, text, match: (_: unknown, block: object) => block === blocks[at] };
    };
    await dewi.press(next("Jonas Becker", "Revoke"));
    await dewi.until(() => shown().includes("✓ Jonas Becker revoked, Dewi Lestari"));

    const hers = await hear("maya", "access review");
    expect(shown("maya", hers.ts)).toContain("1 exception first");
    await maya.press(next("Olivia Carter", "Change", hers.ts, "maya"));
    await maya.untilView(({ title }) => title === "Change access");
    await maya.fill({ role: "viewer", until: "2027-01-31" });
    await maya.submit();
    await maya.until(() => shown("maya", hers.ts).includes("✓ Olivia Carter changed, Maya Putri"));

    // Dewi's message still shows Olivia as she was.
    await dewi.press(next("Olivia Carter", "Keep"));
    await dewi.until(() => shown().includes("Olivia Carter was decided on already: changed by Maya Putri."));
    await dewi.press({ message, text: "Keep 3 unchanged" });
    await dewi.until(() => shown().includes("*Access is reviewed:* 3 kept, 1 changed, 1 revoked."));
    expect(sandbox.problems).toEqual([]);
  });
});

const reader = { zone: "Asia/Jakarta", now: new Date("2026-11-22T07:05:00Z") };
const hostile = ["x".repeat(3000), "& < > ".repeat(500), "<!channel> <@U123>", "👩‍👩‍👧‍👦".repeat(200), "line\nbreak"];

function reviewOf(names: readonly string[], more: Partial<ReviewItem> = {}): Review {
  const items = names.map(
    (name, index): ReviewItem => ({
      itemId: `0199c5d0-0000-7000-8000-${String(index).padStart(12, "0")}`,
      memberId: "0199c5d0-0000-7000-8000-000000000000",
      slackUserId: "U1",
      name,
      exceptions: index % 2 ? [...exceptions] : [],
      access: {
        role: "member",
        departments: ["sales"],
        since: reader.now,
        endsAt: index % 3 ? null : reader.now,
        reason: name,
      },
      grantedBy: name,
      lastActiveAt: index % 3 ? null : reader.now,
      decision: null,
      decidedBy: null,
      ...more,
    }),
  );
  return { reviewId: "r", startedAt: reader.now, dueAt: new Date("2026-12-06T07:05:00Z"), finishedAt: null, items };
}

describe("reviewMessage", () => {
  it.each(hostile)("keeps Slack's limits with any names", (name) => {
    for (const count of [1, 2, 200]) {
      const names = Array.from({ length: count }, () => name);
      for (const review of [
        reviewOf(names),
        reviewOf(names, { decision: "keep", decidedBy: name }),
        { ...reviewOf(names, { decision: "gone", decidedBy: name }), finishedAt: reader.now },
      ]) {
        const message = reviewMessage(review, reader, reader, []);
        expect(checkBlocks(message.blocks, "message", ["blocks"])).toMatchObject({ faults: [], tooLong: false });
        expect(JSON.stringify(message.blocks)).not.toMatch(/<!channel|<@U123/u);
      }
    }
    expect(checkBlocks(reviewDueMessage(reviewOf([name])).blocks, "message", ["blocks"]).faults).toEqual([]);
  });

  it("says when it was due", () => {
    const late = { ...reader, now: new Date("2026-12-08T07:05:00Z") };
    expect(JSON.stringify(reviewMessage(reviewOf(["Maya"]), late, late).blocks)).toContain("⚠ Was due 6 Dec");
  });
});
