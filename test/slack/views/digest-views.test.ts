import { describe, expect, it } from "vitest";
import type { Digest } from "../../../src/crm/digest/find-digest.ts";
import type { DigestSum } from "../../../src/crm/digest/fold-digest.ts";
import type { LeadGroup, QueuedLead } from "../../../src/crm/digest/lead-queue.ts";
import type { QuietLead } from "../../../src/crm/digest/quiet-leads.ts";
import { shareRoom } from "../../../src/crm/digest/room.ts";
import { tips } from "../../../src/crm/digest/tips.ts";
import type { TicketOnCard } from "../../../src/crm/tickets/get-card-ticket.ts";
import type { Message } from "../../../src/slack/reply.ts";
import { digestMessage } from "../../../src/slack/views/digest.ts";
import { foldedMessage } from "../../../src/slack/views/digest-fold.ts";
import { countLines, restWaitedMessage } from "../../../src/slack/views/digest-held.ts";
import { queueText } from "../../../src/slack/views/digest-leads.ts";
import { queueMessage } from "../../../src/slack/views/digest-queue.ts";
import { reminderMessage } from "../../../src/slack/views/tasks.ts";
import { at, hostileTexts, ids, type Text, task } from "../../support/fixture.ts";
import { expectSendable, readMessage } from "../../support/read-message.ts";

/** Friday 27 November 2026, nine o'clock in Jakarta: Budi's offer is due. */
const reader = { zone: "Asia/Jakarta", now: at("2026-11-27", "09:00") };
const app = { teamId: "T1", appId: "A1" };

const said = (text: Text, usual: string, longest = 200) => {
  const kept = (text ?? usual).slice(0, longest).trim();
  return kept === "" ? usual : kept;
};

const openTask = (text: Text = null) => ({ task: task({}, text), state: "open" as const });

function ticket(text: Text = null): Digest["tickets"][number] {
  const onCard: TicketOnCard = {
    ...{ id: ids.entry, number: 31, subject: said(text, "Cannot log in after password reset"), state: "open" },
    ...{ priority: "P2", category: null, department: "support", openedAt: at("2026-11-25"), dueAt: reader.now },
    ...{ late: true, dueSoon: true, solvedAt: null, fix: null, wakeAt: null, wokenAt: null, reopened: 0, revision: 3 },
    customer: {
      ...{ contactId: ids.budi, name: said(text, "Sari Indah"), companyId: null },
      ...{ companyName: said(text, "Toko Indah"), gone: false },
    },
    assignee: { memberId: ids.rizky, slackUserId: "URIZKY", name: said(text, "Rizky Pratama", 80) },
    ...{ solvedBy: null, duplicateOf: null, outage: null },
  };
  return { ticket: onCard, standing: "open" };
}

const ana = (text: Text = null, more: Partial<QuietLead> = {}): QuietLead => ({
  ...{ contactId: ids.hartono, name: said(text, "Ana Wijaya"), companyName: said(text, "CV Sinar Jaya") },
  ...{ source: said(text, "the webinar"), state: "open", quietSince: at("2026-11-15"), bought: 3 },
  ...{ last: { type: "call", outcome: "left_message" }, ownerName: said(text, "Rizky Pratama", 80), planned: null },
  ...more,
});

const group = (more: Partial<LeadGroup> = {}, text: Text = null): LeadGroup => ({
  ...{ arrival: "yesterday", source: said(text, "webinar sign-up"), sources: 1, total: 10, open: 10, openIds: [] },
  ...more,
});

const confirmation = (text: Text = null): Digest["confirmation"] => ({
  question: {
    ...{
      valueId: ids.task,
      contactId: ids.budi,
      contactName: said(text, "Hendra"),
      companyName: said(text, "PT Contoh"),
    },
    ...{ field: "phone", shown: said(text, "+62 811-222-333"), currency: null, ofCompany: false },
    ...{ source: said(text, "import"), confirmedAt: at("2024-11-03"), confirmedBy: said(text, "Maya Putri", 80) },
    ...{ suspendedAt: null, suspendedReason: null, askedBy: said(text, "Dewi Lestari", 80) },
  },
  ...{ nth: 1, of: 2, confirmed: 0, changed: 0, skipped: 0 },
});

const nothing: Digest = {
  ...{ id: ids.draft, memberId: ids.rizky, name: "Rizky Pratama", zone: "Asia/Jakarta", slackUserId: "URIZKY" },
  ...{ day: "2026-11-27", tasks: [], moreDue: 0, tickets: [], moreAtRisk: 0, quiet: [], queue: null, called: 0 },
  ...{ confirmation: null, ownStale: null, week: null, heldIds: [], tip: null, folded: false, place: null },
};

const week = { told: "this", conversations: 12, before: 9 } as const;

/** As much of everything as a digest can bring. */
function fullest(text: Text = null): Digest {
  const room = shareRoom({ tasks: 50, tickets: 50, leads: 50 });
  return {
    ...nothing,
    name: said(text, "Rizky Pratama", 80),
    tasks: Array.from({ length: room.tasks }, () => openTask(text)),
    tickets: Array.from({ length: room.tickets }, () => ticket(text)),
    quiet: Array.from({ length: room.leads }, () => ana(text)),
    ...{ moreDue: 40, moreAtRisk: 40 },
    queue: [
      group({}, text),
      group({ arrival: "last-week", source: said(text, "Digital Expo"), total: 15, open: 4 }),
      group({ arrival: "earlier", source: said(text, "the web site"), total: 90, open: 80 }),
      group({ arrival: null, source: said(text, "import of leads.csv"), sources: 7, total: 500, open: 500 }),
    ],
    confirmation: confirmation(text),
    ownStale: { customers: 12, fields: [{ field: "email", customers: 9 }] },
    ...{ week, tip: "todo" },
  };
}

const held = (count: number, text: Text = null): Message[] =>
  Array.from({ length: count }, () => reminderMessage([task({}, text)], { ...reader, memberId: ids.rizky }));

/** Lines of text; a message is at most as long on a telephone as its lines are. */
const linesOf = ({ blocks }: Message) => countLines(blocks);

describe("digestMessage", () => {
  it("reads as the mock-up has it", () => {
    const digest: Digest = {
      ...nothing,
      ...{ tasks: [openTask()], quiet: [ana()], confirmation: confirmation(), week },
    };
    expect(readMessage(digestMessage(digest, [], reader, app))).toBe(
      [
        "*Two things today, Rizky*",
        "*Send the offer*\nToday · Budi Santoso, PT Contoh Makmur",
        "[Done] [Tomorrow] [⋯ Open · Next week · Not mine · Less of this]",
        "*Call Ana Wijaya*, CV Sinar Jaya\nFrom the webinar. Nothing for 12 days (last: left a message); 3 others from there bought.",
        "[Log call] [Tomorrow] [⋯ Open · Not mine · Not now · Less of this]",
        "*Still true?* +62 811-222-333 reaches Hendra (1 of 2)\nConfirmed 2 years ago (3 Nov 2024) by Maya · Dewi asks",
        "[Yes] [Changed] [Skip]",
        "(12 conversations this week, 9 last. Only you see this. <slack://app?team=T1&id=A1&tab=home|Settings>)",
      ].join("\n"),
    );
  });

  it("tells what is to be called by origin where nothing else is to be done", () => {
    const digest: Digest = {
      ...nothing,
      queue: [group(), group({ arrival: "last-week", source: "Digital Expo", total: 15, open: 4 })],
      tip: "shortcut",
    };
    expect(readMessage(digestMessage(digest, [], reader, { ...app, appId: null }))).toBe(
      [
        "*14 leads to call, Rizky*",
        "*10 leads to call from yesterday:* webinar sign-up\n*15 leads from last week:* Digital Expo, 4 still to call",
        "[Start] [Less of this]",
        "*Tip:* a message worth keeping? Open its menu ⋮ and choose _Log to CRM_  [Less of this]",
        "(Only you see this. Settings are in my Home tab.)",
      ].join("\n"),
    );
    const done = digestMessage({ ...nothing, queue: [], called: 6 }, [], reader, app);
    expect(readMessage(done)).toContain("✓ Your queue is empty: 6 leads called");
  });

  it("stays within fifteen lines and Slack's limits with everything at its most, and shows the rest of what waited at a press", () => {
    for (const waiting of [0, 1, 20]) {
      const message = digestMessage(fullest(), held(waiting), reader, app);
      expect(linesOf(message)).toBeLessThanOrEqual(15 + (waiting > 0 ? 1 : 0));
      expect(message.blocks.length).toBeLessThanOrEqual(25);
      expect(JSON.stringify(message.blocks).length).toBeLessThanOrEqual(13_200);
      expectSendable(message, "message", `${waiting} waiting`);
    }
    const full = readMessage(digestMessage(fullest(), held(3), reader, app));
    expect(full).toContain("*Four things today, Rizky*");
    expect(full).toContain("*594 leads to call:* webinar sign-up, Digital Expo and 8 other origins");
    expect(full).toContain("40 more due: `/crm-task` · 40 more tickets at risk: `/crm-ticket`");
    expect(full).toContain("*3 messages that waited for this morning*  [Show]");
    // A tip gives way.
    expect(full).not.toContain("Tip");
  });

  it("shows what waited as it is where nothing else is to be said, as much as is read at a glance", () => {
    const message = digestMessage(nothing, held(20), reader, app);
    expect(linesOf(message)).toBeLessThanOrEqual(15);
    const words = readMessage(message);
    expect(words.split("\n")[0]).toBe("*20 messages that waited for this morning*");
    const shown = words.split("\n").filter((line) => line.startsWith("*Today:* send the offer")).length;
    expect(shown).toBeGreaterThan(2);
    expect(words).toContain(`[Show ${20 - shown} more]`);
    const rest = restWaitedMessage(held(20 - shown));
    expectSendable(rest, "message", "the rest");
    expect(readMessage(restWaitedMessage([]))).toBe("They have nothing to say any more.");
  });

  it.each(hostileTexts.map((text) => [JSON.stringify(text.slice(0, 30)), text] as const))(
    "is taken by Slack with %s in every place",
    (_, text) => {
      expectSendable(digestMessage(fullest(text), held(20, text), reader, app), "message", "everything");
      for (const tip of tips)
        expectSendable(digestMessage({ ...nothing, tasks: [openTask(text)], tip }, [], reader, app), "message", tip);
      for (const state of ["open", "logged", "planned", "given", "rested", "bought"] as const) {
        for (const ownerName of [said(text, "Maya Putri", 80), null]) {
          const quiet = [ana(text, { state, ownerName })];
          expectSendable(digestMessage({ ...nothing, quiet }, [], reader, app), "message", state);
        }
      }
      expectSendable(queueMessage({ lead: queued(text), at: 3, total: 9 }, null, reader), "message", "queue");
    },
  );
});

describe("queueText", () => {
  it("counts on its last line what has no line of its own, whatever room there is", () => {
    const groups = fullest().queue ?? [];
    expect(queueText(groups, 3)).toEqual([
      "*10 leads to call from yesterday:* webinar sign-up",
      "*84 more leads:* Digital Expo, the web site",
      "*500 leads that nobody has yet:* import of leads.csv and 6 other origins",
    ]);
    expect(queueText(groups, 2)).toEqual([
      "*94 leads to call:* webinar sign-up, Digital Expo and 1 other origin",
      "*500 leads that nobody has yet:* import of leads.csv and 6 other origins",
    ]);
    expect(queueText([group({ open: 1, total: 1, arrival: "today", source: "entry" })], 1)).toEqual([
      "*1 lead to call from today:* added in Slack",
    ]);
  });
});

function queued(text: Text = null): QueuedLead {
  return {
    ...{
      contactId: ids.budi,
      own: true,
      name: said(text, "Budi Santoso"),
      companyName: said(text, "PT Contoh Makmur"),
    },
    ...{ jobTitle: said(text, "Procurement manager"), email: said(text, "budi@contoh.example", 320) },
    phone: { typed: said(text, "+62 812-3456-7890", 320), normal: "+6281234567890" },
    ...{ source: said(text, "the webinar"), arrived: at("2026-11-24"), interests: said(text, "renewal", 2000) },
    value: { minor: 240_000_000, currency: "IDR" },
    tried: { outcome: "no_answer", happenedAt: at("2026-11-25"), by: said(text, "Rizky Pratama", 80) },
  };
}

describe("queueMessage", () => {
  it("shows what one needs to call, and the outcomes at a tap", () => {
    expect(readMessage(queueMessage({ lead: queued(), at: 1, total: 14 }, "✓ Called.", reader))).toBe(
      [
        "(✓ Called.)",
        "*Budi Santoso* · Procurement manager, PT Contoh Makmur\nFrom the webinar, 3 days ago (24 Nov) · Rp 240 jt a year\n" +
          "interests: renewal\n+62 812-3456-7890 · budi@contoh.example\nTried Wed 25 Nov by Rizky: no answer",
        "[Log call] [Tomorrow] [⋯ No answer · Card · Skip · Not mine]",
        "(2 of 14 to call)",
      ].join("\n"),
    );
    const bare = { ...queued(), own: false, jobTitle: null, companyName: null, phone: null, email: null };
    const free = { ...bare, interests: null, value: null, tried: null };
    expect(readMessage(queueMessage({ lead: free, at: 0, total: 1 }, null, reader))).toBe(
      [
        "*Budi Santoso*\nFrom the webinar, 3 days ago (24 Nov) · nobody's yet\nNo number or address yet",
        "[Take] [⋯ Card · Skip]",
        "(1 of 1 to call)",
      ].join("\n"),
    );
  });

  it("ends, and begins again where somebody was passed over", () => {
    expect(readMessage(queueMessage({ lead: null, at: 0, total: 0 }, null, reader))).toBe(
      "✓ That was your queue. Nobody is left to call.",
    );
    expect(readMessage(queueMessage({ lead: null, at: 3, total: 3 }, null, reader))).toBe(
      "That was your queue. 3 were passed over and come again tomorrow.\n[From the start]",
    );
  });
});

describe("foldedMessage", () => {
  const none: DigestSum = {
    ...{ done: 0, moved: 0, dropped: 0, given: 0, solved: 0, waiting: 0, called: 0, confirmed: 0 },
    ...{ changed: 0, open: 0, held: 0 },
  };
  const fold = (sum: Partial<DigestSum>, day = "2026-11-26") =>
    readMessage(foldedMessage({ ...none, ...sum }, day, reader));

  it("says what truly happened, and on which day", () => {
    expect(fold({ done: 2, moved: 1 }, "2026-11-23")).toBe("(Monday: 2 done, 1 moved.)");
    expect(fold({ done: 1, solved: 1, called: 6, confirmed: 2, changed: 1, open: 3 })).toBe(
      "(Thursday: 1 done, 1 ticket solved, 6 leads called, 2 confirmed, 1 corrected, 3 still open.)",
    );
    expect(fold({ held: 2 })).toBe("(Thursday: 2 messages.)");
    expect(fold({})).toBe("(Thursday: left as it was.)");
    expect(fold({ dropped: 1, given: 1, waiting: 1 }, "2026-11-20")).toBe(
      "(20 Nov: 1 dropped, 1 given away, 1 waiting for customers.)",
    );
    expect(fold({ done: 1 }, "2026-11-21")).toBe("(Saturday: 1 done.)");
  });
});
