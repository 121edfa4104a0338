/**
 * One customer, one team and one moment, the same wherever a message is rendered: what the receipt says and what the card
 * says cannot contradict each other. Each free text can be replaced by another, to see what becomes of a hostile one.
 */
import { longest } from "../../src/crm/customers/contact.ts";
import type { CustomerMatch } from "../../src/crm/customers/customer-match.ts";
import type { ContactDetails, ContactPoint } from "../../src/crm/customers/get-contact-details.ts";
import type { Entry } from "../../src/crm/interactions/change-interaction.ts";
import type { CustomerCard } from "../../src/crm/interactions/customer-card.ts";
import { longestNote } from "../../src/crm/interactions/interaction.ts";
import type { Reading } from "../../src/crm/interactions/parse-entry.ts";
import type { Receipt } from "../../src/crm/interactions/receipt.ts";
import { longestTitle, type Quote } from "../../src/crm/quotes/quote.ts";
import type { Task } from "../../src/crm/tasks/task.ts";
import type { Member } from "../../src/db/context.ts";

/** Sunday 22 November 2026, 14:05 in Jakarta. */
export const reader = { zone: "Asia/Jakarta", now: new Date("2026-11-22T07:05:00Z") };

/** A day and hour in Jakarta. */
export const at = (day: string, time = "10:00") => new Date(`${day}T${time}:00+07:00`);

export const ids = {
  budi: "019aa5d0-0000-7000-8000-000000000001",
  hartono: "019aa5d0-0000-7000-8000-000000000002",
  company: "019aa5d0-0000-7000-8000-000000000003",
  rizky: "019aa5d0-0000-7000-8000-000000000004",
  maya: "019aa5d0-0000-7000-8000-000000000005",
  entry: "019aa5d0-0000-7000-8000-000000000006",
  task: "019aa5d0-0000-7000-8000-000000000007",
  draft: "019aa5d0-0000-7000-8000-000000000008",
  quote: "019aa5d0-0000-7000-8000-000000000009",
} as const;

export const rizky: Member = {
  id: ids.rizky,
  slackUserId: "URIZKY",
  name: "Rizky Pratama",
  zone: "Asia/Jakarta",
  locale: "en-US",
  isGuest: false,
  isSlackOwner: false,
  deactivated: false,
  role: "member",
  departments: ["sales"],
  lastActiveAt: null,
  hasLookedUp: false,
};

/** Slack's own limit of a person's name. */
const longestOfSlack = 80;

/** What every free text becomes; null: as it is. */
export type Text = string | null;

/** As much of the text as the CRM keeps in this place; what is blank is refused before it is kept. */
function said(text: Text, typical: string, longestKept: number = longest.name): string {
  const kept = (text ?? "")
    .slice(0, longestKept)
    .replace(/[\ud800-\udbff]$/u, "")
    .trim();
  return kept === "" ? typical : kept;
}

export function entry(more: Partial<Entry> = {}, text: Text = null): Entry {
  return {
    id: ids.entry,
    contactId: ids.budi,
    contactName: said(text, "Budi Santoso"),
    companyName: said(text, "PT Contoh Makmur"),
    memberId: ids.rizky,
    memberName: said(text, "Rizky Pratama", longestOfSlack),
    type: "call",
    outcome: "connected",
    happenedAt: reader.now,
    durationMinutes: null,
    note: said(text, "wants the renewal offer by May.", longestNote),
    link: null,
    version: 1,
    batchId: null,
    createdAt: reader.now,
    removedAt: null,
    ...more,
  };
}

const byMaya = (text: Text): Partial<Entry> => ({
  memberId: ids.maya,
  memberName: said(text, "Maya Putri", longestOfSlack),
  type: "email",
  outcome: null,
  happenedAt: at("2026-11-12"),
  note: said(text, "asked for the invoice copy", longestNote),
});

const talks: CustomerCard["talks"] = {
  count: 7,
  byType: { call: 4, email: 2, meeting: 1 },
  first: at("2026-03-09"),
  last: reader.now,
};

/** Friday, at no particular time. */
export const friday = { dueAt: at("2026-11-27", "09:00"), dueOn: "2026-11-27" };

/** A task of Rizky's about Budi. */
export function task(more: Partial<Task> = {}, text: Text = null): Task {
  return {
    ...{ id: ids.task, number: 2, title: said(text, "send the offer", 300), ...friday },
    ...{ assigneeId: ids.rizky, assigneeName: said(text, "Rizky Pratama", longestOfSlack), assigneeSlackId: "URIZKY" },
    ...{ createdById: ids.rizky, createdAt: at("2026-11-20"), contactId: ids.budi },
    ...{ contactName: said(text, "Budi Santoso", 200), companyName: said(text, "PT Contoh Makmur", 200) },
    ...{ ticketId: null, ticketNumber: null, link: null, keptAt: null, doneAt: null, droppedAt: null },
    ...more,
  };
}

export function receipt(text: Text = null): Receipt {
  const { memberName, type, outcome, happenedAt, note } = entry(byMaya(text), text);
  return {
    entry: entry({}, text),
    tasks: [{ id: ids.task, title: said(text, "send the offer", 300), ...friday }],
    ...{ ticket: null, ticketCount: 0, next: null, asksDone: false, finished: [], quote: null },
    previous: { memberName, type, outcome, happenedAt, note },
    talks,
    evidence: { kind: "phone", typed: "+62 812-3456-7890", result: "confirmed" },
  };
}

/** The offer that Rizky sent Budi. */
export function quote(more: Partial<Quote> = {}, text: Text = null): Quote {
  return {
    ...{ id: ids.quote, number: 12, contactId: ids.budi, contactName: said(text, "Budi Santoso") },
    ...{ companyName: said(text, "PT Contoh Makmur"), title: said(text, "renewal", longestTitle) },
    ...{ amount: { minor: 240_000_000, currency: "IDR" }, state: "open", sentAt: at("2026-11-19") },
    ...{ memberId: ids.rizky, memberName: said(text, "Rizky Pratama", longestOfSlack) },
    ...{ decidedAt: null, decidedById: null, decidedByName: null, lostReason: null, madeCustomer: false },
    ...{ interactionId: ids.entry, version: 1, ...more },
  };
}

function point(
  kind: ContactPoint["kind"],
  typed: string,
  normal: string,
  more: Partial<ContactPoint> = {},
): ContactPoint {
  return {
    id: ids.entry,
    kind,
    typed,
    normal,
    status: "confirmed",
    source: "import",
    confirmedAt: reader.now,
    confirmedBy: "Rizky Pratama",
    confirmedHow: "call",
    suspendedAt: null,
    suspendedReason: null,
    validFrom: at("2024-03-05"),
    validTo: null,
    ofCompany: false,
    ...more,
  };
}

const earlierEmail = (text: Text, typed: string, from: string, to: string) =>
  point("email", said(text, typed, longest.point), typed, {
    validFrom: at(from),
    validTo: at(to),
    source: said(text, "import"),
  });

export function details(text: Text = null): ContactDetails {
  const email = "budi.santoso@contoh-makmur.co.id";
  return {
    contactId: ids.budi,
    name: said(text, "Budi Santoso"),
    otherNames: [],
    jobTitle: {
      value: said(text, "Procurement manager"),
      source: "import",
      confirmedAt: null,
      validFrom: at("2024-03-05"),
      validTo: null,
    },
    jobFunction: null,
    company: { id: ids.company, name: said(text, "PT Contoh Makmur"), website: "contoh-makmur.co.id" },
    stage: "customer",
    owner: { memberId: ids.rizky, name: said(text, "Rizky Pratama", longestOfSlack) },
    value: { minor: 240_000_000, currency: "IDR", confirmedAt: null },
    customerSince: { on: "2022-03-31", how: said(text, "the import") },
    birthDate: null,
    source: said(text, 'the webinar "Digital procurement"'),
    sourceAt: at("2024-03-05"),
    interests: said(text, "renewal", longest.interests),
    external: null,
    points: {
      email: [point("email", said(text, email, longest.point), email, { confirmedAt: at("2026-11-12") })],
      phone: [point("phone", said(text, "+62 812-3456-7890"), "+6281234567890")],
      address: [
        point("address", said(text, "Jl. Sudirman 12, Jakarta", longest.address), "jl sudirman 12 jakarta", {
          status: "ageing",
          confirmedAt: at("2024-11-20"),
        }),
      ],
      website: [
        point("website", said(text, "contoh-makmur.co.id"), "contoh-makmur.co.id", {
          status: "never",
          confirmedAt: null,
        }),
      ],
    },
    ageingFacts: [],
    earlierPoints: [
      earlierEmail(text, "budi@contoh-makmur.co.id", "2024-03-05", "2025-07-01"),
      earlierEmail(text, "bsantoso@contoh.co.id", "2022-03-31", "2024-03-05"),
    ],
    earlierFacts: [],
  };
}

export function card(text: Text = null): CustomerCard {
  const newest = entry({ happenedAt: at("2026-11-21") }, text);
  return {
    details: details(text),
    talks: { ...talks, last: newest.happenedAt },
    topics: [said(text, "renewal"), said(text, "invoice")],
    lastStatement: newest,
    tasks: [
      {
        id: ids.task,
        title: said(text, "send the offer", 300),
        ...friday,
        assigneeId: ids.rizky,
        assigneeName: said(text, "Rizky Pratama", longestOfSlack),
      },
    ],
    taskCount: 1,
    timeline: [newest, entry(byMaya(text), text)],
    tickets: { open: [], openCount: 0, solved: [] },
    quotes: { open: [quote({}, text)], openCount: 1, decided: [] },
    merge: null,
    next: "2026-11-12T03:00:00.000Z~019aa5d0-0000-7000-8000-000000000006",
  };
}

/** Somebody of whom only the name is known. */
export function bareCard(): CustomerCard {
  return {
    details: {
      ...details(),
      name: "Ana",
      jobTitle: null,
      company: null,
      stage: "lead",
      owner: null,
      value: null,
      customerSince: null,
      source: "entry",
      sourceAt: null,
      interests: null,
      points: { email: [], phone: [], address: [], website: [] },
      earlierPoints: [],
    },
    talks: { count: 0, byType: {}, first: null, last: null },
    topics: [],
    lastStatement: null,
    tasks: [],
    taskCount: 0,
    timeline: [],
    tickets: { open: [], openCount: 0, solved: [] },
    quotes: { open: [], openCount: 0, decided: [] },
    merge: null,
    next: null,
  };
}

export function match(more: Partial<CustomerMatch> = {}, text: Text = null): CustomerMatch {
  return {
    contactId: ids.budi,
    name: said(text, "Budi Santoso"),
    companyId: ids.company,
    companyName: said(text, "PT Contoh Makmur"),
    jobTitle: said(text, "Procurement manager"),
    stage: "customer",
    email: said(text, "budi.santoso@contoh-makmur.co.id"),
    phone: said(text, "+62 812-3456-7890"),
    lastTalkedAt: at("2026-11-19"),
    lastTalkedById: ids.rizky,
    lastTalkedByMeAt: at("2026-11-19"),
    matchedBy: "prefix",
    exact: false,
    score: 0.88,
    ...more,
  };
}

export const hartono = (text: Text = null) =>
  match(
    {
      contactId: ids.hartono,
      companyName: said(text, "CV Sinar Jaya"),
      name: said(text, "Budi Hartono"),
      jobTitle: null,
      lastTalkedAt: null,
    },
    text,
  );

export function reading(text: Text = null): Reading {
  return {
    type: "call",
    outcome: "connected",
    happenedAt: null,
    durationMinutes: null,
    note: said(text, "wants the renewal offer by May.", longestNote),
    tasks: [{ title: said(text, "send the offer", 300), dueAt: at("2026-11-27", "09:00") }],
    customer: said(text, "budi", 300),
    guessed: false,
    openDays: [],
  };
}

/** Texts that try to be more than text, or more of it than Slack takes. */
export const hostileTexts = [
  "x".repeat(3000),
  "word ".repeat(600),
  "& < > ".repeat(500),
  "<!channel> <!here> <@U123> <https://evil.example|click> <mailto:a@evil.example|mail>",
  "*bold* _it_ ~gone~ `code` ```\nblock\n``` > quote",
  "محمد رسول ‮gnitseretni‬ אבג",
  "👩‍👩‍👧‍👦".repeat(270),
  "😀".repeat(3000),
  "line\nbreak\r\nand\ttab",
  "  ",
  ":smile: :skull: |pipe|%7C",
  "*".repeat(3000),
];
