import { describe, expect, it } from "vitest";
import type { TicketReasons } from "../../../src/crm/tickets/explain-ticket.ts";
import type { TicketOnCard } from "../../../src/crm/tickets/get-card-ticket.ts";
import type { Ticket } from "../../../src/crm/tickets/get-ticket.ts";
import type { SimilarTicket } from "../../../src/crm/tickets/learning/find-similar-tickets.ts";
import type { TriageSuggestions } from "../../../src/crm/tickets/learning/suggest-triage.ts";
import type { TopProblems } from "../../../src/crm/tickets/list-top-problems.ts";
import { awayForm } from "../../../src/slack/modals/ticket-away.ts";
import { groupForm, linkForm, priorityForm, waitForm } from "../../../src/slack/modals/ticket-choices.ts";
import { ticketCustomerForm } from "../../../src/slack/modals/ticket-customer.ts";
import { ticketFromMessageForm } from "../../../src/slack/modals/ticket-from-message.ts";
import { newTicketForm } from "../../../src/slack/modals/ticket-new.ts";
import { assignForm, handOverForm } from "../../../src/slack/modals/ticket-person.ts";
import { ticketWordsForm } from "../../../src/slack/modals/ticket-words.ts";
import type { BuiltModal, Message } from "../../../src/slack/reply.ts";
import {
  deskMessage,
  nobodyNamedMessage,
  notUnderstoodMessage,
  whichCustomerMessage,
  whichPersonMessage,
  whichTicketMessage,
} from "../../../src/slack/views/ticket-desk.ts";
import { ticketDetailMessage } from "../../../src/slack/views/ticket-detail.ts";
import { foundTicketsMessage, ticketListMessage, ticketsBehindMessage } from "../../../src/slack/views/ticket-list.ts";
import { privateTicketMessage, threadUnseenMessage } from "../../../src/slack/views/ticket-mention.ts";
import { cardMovedMessage } from "../../../src/slack/views/ticket-notices.ts";
import { groupedMessage, nextMessage, solvedMessage } from "../../../src/slack/views/ticket-said.ts";
import { sourceLines } from "../../../src/slack/views/ticket-source.ts";
import { topMessage } from "../../../src/slack/views/ticket-top.ts";
import { openedMessage } from "../../../src/slack/views/ticket-triage.ts";
import { whyMessage, workingLength } from "../../../src/slack/views/ticket-why.ts";
import { at, hostileTexts, ids, match, reader, type Text } from "../../support/fixture.ts";
import { expectOpenable, expectSendable, readBlocks, readMessage } from "../../support/read-message.ts";

const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

/** As much of the text as the CRM keeps in this place. */
const said = (text: Text, typical: string, longest: number) =>
  (text ?? typical)
    .slice(0, longest)
    .replace(/[\ud800-\udbff]$/u, "")
    .trim() || typical;

const maya = (text: Text) => ({ memberId: ids.maya, slackUserId: "UMAYA", name: said(text, "Maya Putri", 80) });

/** The T-31 of the mock-ups. */
function ticket(text: Text = null, more: Partial<TicketOnCard> = {}): TicketOnCard {
  return {
    ...{ id: ids.draft, number: 31, subject: said(text, "Cannot log in after password reset", 200) },
    ...{ state: "open" as const, priority: "P2" as const, category: null, department: "support" as const },
    customer: {
      ...{ contactId: ids.budi, name: said(text, "Budi Santoso", 200), companyId: ids.company },
      ...{ companyName: said(text, "PT Contoh Makmur", 200), gone: false },
    },
    ...{
      assignee: maya(text),
      openedAt: at("2026-11-20"),
      dueAt: at("2026-11-23", "11:40"),
      late: false,
      dueSoon: false,
    },
    ...{ solvedAt: null, solvedBy: null, fix: null, wakeAt: null, wokenAt: null, duplicateOf: null },
    ...{ outage: null, reopened: 0, revision: 1 },
    ...more,
  };
}

function full(text: Text = null): Ticket & TicketOnCard {
  return {
    ...ticket(text, {
      category: said(text, "login", 60),
      outage: { id: ids.company, title: said(text, "No login", 200) },
    }),
    text: said(text, "Since the update of Friday", 10_000),
    requester: maya(text),
    source: { channel: "C1", ts: "1.1", link: "https://contoh.slack.com/archives/C1/p1", author: said(text, "x", 80) },
    customerSince: { on: new Date("2022-05-01T00:00:00Z"), how: said(text, "the import", 200) },
    attempts: times(10, () => ({
      id: ids.task,
      at: reader.now,
      by: said(text, "Maya Putri", 80),
      text: said(text, "cleared the cache", 3000),
    })),
    notes: times(20, () => ({
      ...{
        id: ids.task,
        at: reader.now,
        by: said(text, "Maya Putri", 80),
        text: said(text, "asked for a screenshot", 10_000),
      },
      ...{ editedAt: null, removedAt: null },
    })),
    ...{
      notesLeftOut: 980,
      history: [],
      clocks: [],
      duplicates: times(100, (index) => index),
      alike: times(100, (index) => index),
    },
    closedAt: null,
  };
}

function similar(text: Text, number: number): SimilarTicket {
  return {
    ...{
      id: ids.entry,
      number,
      subject: said(text, "Login fails", 200),
      fix: said(text, "cleared the stale session cookie", 3000),
    },
    ...{ solvedAt: at("2026-11-14"), solvedBy: maya(text), category: "login", priority: "P2" },
    ...{ covers: 1, looksAlike: 1, score: 1 },
  };
}

function triage(text: Text = null): TriageSuggestions {
  const like = [similar(text, 12), similar(text, 7)];
  return {
    similar: [...like, similar(text, 3)],
    alike: [similar(text, 30)],
    category: { value: said(text, "login", 60), confidence: 0.9, like },
    priority: { value: "P1", confidence: 0.8, like },
    assignee: { value: maya(text), confidence: 0.8, like },
  };
}

const reasons: TicketReasons = {
  ...{ number: 31, priority: "P2" as const, zone: "Asia/Jakarta" },
  clocks: [
    {
      ...{
        kind: "resolution" as const,
        targetMinutes: 480,
        dueAt: at("2026-11-24", "12:00"),
        warnAt: null,
        stoppedAt: null,
      },
      elapsed: 200 * 60_000,
      counted: times(40, (index) => ({
        ...{ from: at(`2026-10-${String((index % 28) + 1).padStart(2, "0")}`, "09:00"), minutes: 200 },
        to: at(`2026-10-${String((index % 28) + 1).padStart(2, "0")}`, "12:20"),
      })),
      paused: [{ from: at("2026-11-20", "16:00"), to: at("2026-11-22", "10:00"), reason: "waiting" as const }],
      holidays: [{ date: "2026-11-19", name: "Founders' day" }],
    },
  ],
};

const top = (text: Text): TopProblems => ({
  problems: times(3, (index) => ({
    ...{ category: index === 2 ? null : "x", name: said(text, `login ${index}`, 200), count: 9 - index, before: index },
    ...{ numbers: times(50, (number) => 999_999_000 + number), ticketIds: [] },
  })),
  ...{ total: 40, totalBefore: 20, uncategorised: 4 },
});

const period = { from: at("2026-10-24", "00:00"), to: at("2026-11-23", "00:00") };
const help = { usage: "*/crm-ticket solve* T-31 what helped", example: "For example" };

/** Every message about tickets that somebody asked for, with one text in every free place. */
function messages(text: Text): Record<string, Message> {
  const page = times(6, () => ticket(text));
  const typed = text ?? "budi";
  const asked = { customer: typed, subject: typed, draftId: ids.draft };
  return {
    opened: openedMessage(
      {
        said: ["✓"],
        ticket: ticket(text, { customer: null, assignee: null }),
        triage: triage(text),
        guess: match({}, text),
        mayWrite: true,
      },
      reader,
    ),
    detail: ticketDetailMessage(full(text), triage(text), { mayWrite: true }, reader),
    list: ticketListMessage({ tickets: page, what: "late", typed, next: "x~1", total: 99, isFirst: false }, reader),
    behind: ticketsBehindMessage(
      { tickets: page, numbers: times(50, (index) => 999_999_000 + index), from: 6 },
      reader,
    ),
    found: foundTicketsMessage(typed, page.slice(0, 3), reader),
    solved: solvedMessage(
      {
        said: ["✓"],
        ticketId: ids.draft,
        left: { outageId: ids.company, title: typed, count: 29 },
        next: ticket(text),
      },
      reader,
    ),
    next: nextMessage(
      ticket(text),
      times(60, () => ids.draft),
      reader,
    ),
    nothing: nextMessage(null, [], reader),
    grouped: groupedMessage({ outageId: ids.company, title: typed, count: 30 }),
    why: whyMessage(ids.draft, reasons, 15, reader),
    top: topMessage(top(text), period, reader),
    desk: deskMessage({ atRisk: [], waiting: [], open: 3, free: 9 }, ticket(text), { mayWrite: true }, reader),
    "which customer": whichCustomerMessage(
      { matches: times(5, () => match({}, text)), certain: false, ...asked },
      reader,
    ),
    "did you mean": whichCustomerMessage({ matches: [match({}, text)], certain: true, ...asked }, reader),
    "which ticket": whichTicketMessage(
      { tickets: page.slice(0, 5), commandOf: (number) => `/crm-ticket solve T-${number} ${typed}`, typed },
      help,
      reader,
    ),
    "which person": whichPersonMessage(
      times(9, () => maya(text)),
      typed,
      (mention) => `/crm-ticket assign T-31 ${mention}`,
    ),
    "nobody named": nobodyNamedMessage(typed, "/crm-ticket assign T-31"),
    "private mention": privateTicketMessage({
      ...{ channel: "C0123456789", ts: "1795331100.000004", threadTs: "1795331100.000004", words: typed },
    }),
    "thread unseen": threadUnseenMessage(),
    "card moved": cardMovedMessage({ number: 999_999_999, channelId: "C0123456789", link: "https://x.example/p1" }),
    "not understood": notUnderstoodMessage(typed, help, [
      { label: "Open a ticket with it", command: `/crm-ticket new ${typed}` },
    ]),
  };
}

function modals(text: Text): Record<string, BuiltModal> {
  const named = { id: ids.draft, number: 999_999_999, subject: said(text, "Cannot log in", 200), onCard: true };
  const label = said(text, "Budi Santoso, PT Contoh Makmur", 400);
  return {
    new: newTicketForm.build({
      contact: { id: ids.budi, label },
      newName: "",
      subject: text ?? "x",
      text: text ?? "",
      draftId: null,
    }),
    "new for somebody new": newTicketForm.build({
      contact: null,
      newName: text ?? "Ana",
      subject: "",
      text: "",
      draftId: ids.draft,
    }),
    ...Object.fromEntries(
      (["solve", "outage", "tried", "note", "escalate"] as const).map((purpose) => [
        purpose,
        ticketWordsForm.build({ purpose, ...named }),
      ]),
    ),
    "from message": ticketFromMessageForm.build({
      ...{ channel: "C0123456789", ts: "1795331100.000004", threadTs: null, link: "https://x.example/p1" },
      ...{ author: said(text, "Monitoring", 80), subject: said(text, "x", 200), text: text ?? "", isPrivate: true },
    }),
    assign: assignForm.build({ ...named, slackUserId: "U1" }),
    "hand over": handOverForm.build(undefined),
    priority: priorityForm.build({ ...named, priority: "P1" }),
    wait: waitForm.build({ ...named, days: 2 }),
    link: linkForm.build(named),
    group: groupForm.build({
      ticket: named,
      alike: times(30, (index) => ({ ...named, id: `${index}` })),
      onCard: false,
    }),
    customer: ticketCustomerForm.build({ ...named, contact: { id: ids.budi, label } }),
    away: awayForm.build({ days: { from: "2026-12-24", to: "2026-12-31" } }),
  };
}

describe("what is said of tickets", () => {
  it.each(
    [null, ...hostileTexts].map((text) => [JSON.stringify(text?.slice(0, 30) ?? "what is typical"), text] as const),
  )("is taken by Slack with %s in every place", (_, text) => {
    for (const [name, message] of Object.entries(messages(text))) expectSendable(message, "message", name);
    for (const [name, modal] of Object.entries(modals(text))) expectOpenable(modal, name);
  });
});

describe("a new ticket", () => {
  it("shows how others like it were solved, and each suggestion with its reason and one press [R76] [R77]", () => {
    const fresh = ticket(null, { assignee: null });
    const opened = openedMessage(
      { said: ["✓ Opened T-31."], ticket: fresh, triage: triage(), guess: null, mayWrite: true },
      reader,
    );
    expect(readBlocks(opened.blocks.slice(3)).split("\n")).toEqual([
      "*Solved before*",
      "T-12, 8 days ago (14 Nov), Maya · Login fails",
      '"cleared the stale session cookie"  [Use this fix]',
      "T-7, 8 days ago (14 Nov), Maya · Login fails",
      '"cleared the stale session cookie"  [Use this fix]',
      "T-3, 8 days ago (14 Nov), Maya · Login fails",
      '"cleared the stale session cookie"  [Use this fix]',
      "*T-30* is not solved either and says the same: Login fails  [Same problem]",
      "*Maya* could take it: like T-12 and T-7, which Maya solved  [Give to Maya]",
      "Probably about *login*: like T-12 and T-7  [Set login]",
      "Probably *P1*: like T-12 and T-7  [Set P1]",
    ]);
  });

  it("offers a viewer nothing to press", () => {
    const opened = openedMessage(
      { said: ["✓"], ticket: ticket(), triage: triage(), guess: null, mayWrite: false },
      reader,
    );
    expect(readBlocks(opened.blocks.slice(3))).not.toContain("[");
  });
});

describe("why", () => {
  it("tells each span, pause and day off in order, a page at a time [R78]", () => {
    const first = readMessage(whyMessage(ids.draft, reasons, 0, reader)).split("\n");
    expect(first.slice(0, 4)).toEqual([
      "*Why T-31 (P2) is due when it is*",
      "*Solution:* 8 h of working time, 3 h 20 min used · due Tue 24 Nov 12:00",
      "*Solution*",
      "Thu 1 Oct 09:00–12:20 · 3 h 20 min",
    ]);
    const last = readMessage(whyMessage(ids.draft, reasons, 30, reader));
    expect(last).toContain("Thu 19 Nov · not counted, Founders' day");
    expect(last).toContain("Fri 20 Nov 16:00–Sun 22 Nov 10:00 · not counted, waiting for the customer");
    expect(last).toContain("[Earlier]");
    expect(last).not.toContain("[Later]");
  });

  it.each([
    [0, "none"],
    [20_000, "under a minute"],
    [60 * 60_000, "1 h"],
    [61 * 60_000, "1 h 1 min"],
    [1000 * 3_600_000, "1,000 h"],
  ])("says %i ms as %s", (milliseconds, words) => {
    expect(workingLength(milliseconds)).toBe(words);
  });
});

describe("where a ticket came from", () => {
  const lines = (author: string | null, requester: Ticket["requester"]) =>
    sourceLines({ source: { channel: "C1", ts: "1.1", link: "https://x.example/p1", author }, requester });

  it("names whoever wrote the message, unless they are whoever asked", () => {
    expect(lines("UMAYA", maya(null))).toEqual(["<https://x.example/p1|Open the message>"]);
    expect(lines("U0PARTNER", maya(null))[0]).toBe("From <@U0PARTNER>");
    expect(lines("Monitoring <!channel>", null)[0]).toBe("From Monitoring &lt;!channel&gt;");
    expect(sourceLines({ source: null, requester: null })).toEqual([]);
  });
});

describe("a ticket in full", () => {
  it("does not say its subject twice where the words it came with begin with it [R76]", () => {
    const said = "Cannot log in after password reset\nSince the update of Friday";
    const words = readBlocks(
      ticketDetailMessage({ ...full(), text: said }, null, { mayWrite: false }, reader).blocks,
    ).split("\n");
    expect(words.filter((line) => line.includes("Cannot log in after password reset"))).toHaveLength(1);
    expect(words).toContain("Since the update of Friday");
  });
});
