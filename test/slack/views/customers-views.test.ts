import { describe, expect, it } from "vitest";
import type { Found } from "../../../src/crm/interactions/find-everything.ts";
import type { NoteMatch } from "../../../src/crm/interactions/find-notes.ts";
import { readPassage } from "../../../src/crm/interactions/passage.ts";
import type { Message } from "../../../src/slack/reply.ts";
import {
  cardMessage,
  earlierMessage,
  foundMessage,
  nobodyFoundMessage,
  noCustomersMessage,
  sharedCardMessage,
  timelineMessage,
} from "../../../src/slack/views/customers.ts";
import { homeMessage } from "../../../src/slack/views/home.ts";
import {
  at,
  bareCard,
  card,
  details,
  entry,
  hartono,
  hostileTexts,
  ids,
  match,
  reader,
  rizky,
  type Text,
} from "../../support/fixture.ts";
import { expectSendable, readMessage } from "../../support/read-message.ts";

const times = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);

const foundAs = (one: ReturnType<typeof match>, note: NoteMatch | null = null): Found => ({
  by: "customer",
  contactId: one.contactId,
  match: one,
  note,
});

function noteMatch(text: Text): NoteMatch {
  const { contactId, contactName, companyName, id, type, outcome, happenedAt, memberName, note } = entry({}, text);
  const passage = readPassage(note, [(text === null ? "renewal" : note).slice(0, 4).toLowerCase()]);
  return {
    contactId,
    name: contactName,
    companyName,
    interactionId: id,
    type,
    outcome,
    happenedAt,
    memberName,
    passage,
  };
}

const foundBudi = (text: Text) => foundAs(match({}, text), noteMatch(text));
const foundInNote = (text: Text): Found => ({ by: "note", contactId: ids.budi, note: noteMatch(text) });

/** Every message of these files, with one text in place of every free one and lists as long as they get. */
function messages(text: Text): Record<string, Message> {
  const member = { ...rizky, name: text ?? rizky.name };
  const { earlierPoints } = details(text);
  const long = { ...details(text), earlierPoints: times(250, () => earlierPoints).flat() };
  const page = {
    rows: times(10, () => entry({ happenedAt: card().timeline[0]?.happenedAt ?? reader.now }, text)),
    next: `2026-11-12T03:00:00.000Z~${ids.entry}`,
  };
  return {
    card: cardMessage(card(text), reader, member),
    "shared card": sharedCardMessage(card(text), reader, member),
    timeline: timelineMessage({ details: long, page, isFirst: true }, reader),
    "last page": timelineMessage({ details: long, page: { ...page, next: null }, isFirst: false }, reader),
    found: foundMessage({ typed: text ?? "budi", found: times(24, () => foundBudi(text)), from: 8, size: 8 }, reader),
    "found in notes": foundMessage(
      { typed: text ?? "budi", found: times(8, () => foundInNote(text)), from: 0, size: 8 },
      reader,
    ),
    earlier: earlierMessage(long, 20, reader),
    "nobody found": nobodyFoundMessage(text ?? "budi", { mayAdd: true }),
  };
}

describe("what is said of a customer", () => {
  it.each(hostileTexts.map((text) => [JSON.stringify(text.slice(0, 30)), text] as const))(
    "is taken by Slack with %s in every place",
    (_, text) => {
      for (const [name, message] of Object.entries(messages(text))) expectSendable(message, "message", name);
      const home = homeMessage(
        {
          entries: times(10, () => entry({}, text)),
          customers: times(5, () => match({}, text)),
          mayWrite: true,
          ...{ tasks: [], tickets: [] },
          settings: [],
          panel: [],
        },
        reader,
      );
      expectSendable(home, "home");
      expectSendable(home, "message");
    },
  );

  it("says in the notification what matters before the call", () => {
    expect(cardMessage(card(), reader, rizky).text).toBe(
      "Budi Santoso · PT Contoh Makmur · Wants the renewal offer by May; your task: send the offer, by Fri 27 Nov",
    );
    const found = [match(), hartono()].map((one) => foundAs(one));
    expect(foundMessage({ typed: "budi", found, from: 0, size: 8 }, reader).text).toBe(
      "2 customers for *budi*: Budi Santoso, PT Contoh Makmur; Budi Hartono, CV Sinar Jaya",
    );
  });
});

describe("the card", () => {
  it("joins what the departments know, what matters first [R1] [R64] [R66] [R75]", () => {
    expect(readMessage(cardMessage(card(), reader, rizky)).split("\n")).toEqual([
      "*Budi Santoso* · Procurement manager, PT Contoh Makmur",
      "Wants the renewal offer by May; your task: send the offer, by Fri 27 Nov.",
      "Customer since 2022 (4 years, from the import) · Rizky's · Rp 240 jt a year",
      expect.stringMatching(/^Came from the webinar "Digital procurement", 5 Mar 2024 · /u),
      "✓ budi.santoso@contoh-makmur.co.id · confirmed 10 days ago (12 Nov) · 2 earlier",
      "✓ +62 812-3456-7890 · confirmed today",
      "◷ Jl. Sudirman 12, Jakarta · confirmed 2 years ago (20 Nov 2024)",
      "◷ contoh-makmur.co.id · never confirmed",
      "*Talked 7 times since March:* 4 calls, 2 e-mails, 1 meeting · renewal, invoice",
      "Yesterday · call · Rizky · wants the renewal offer by May",
      "12 Nov · e-mail · Maya · asked for the invoice copy",
      "*Q-12* · Rp 240 jt · open 3 days · Rizky's · renewal  [⋯ Won · Lost · Details]",
      "(⋯ Timeline has the rest and what was before)",
      "[Log] [Task] [⋯ Ticket · Timeline · Edit · Merge · Share]",
    ]);
  });

  it("says whose the task is to everybody else", () => {
    const maya = { ...rizky, id: ids.maya, name: "Maya Putri" };
    expect(readMessage(cardMessage(card(), reader, maya))).toContain("; Rizky's task: send the offer, by Fri 27 Nov.");
    const shared = readMessage(sharedCardMessage(card(), reader, rizky));
    expect(shared).toContain("; Rizky's task: send the offer");
    expect(shared).not.toMatch(/your task|\[/u);
    expect(shared).toContain("(Shared by Rizky Pratama)");
  });

  it("dials, writes and opens by what is tapped", () => {
    const blocks = JSON.stringify(cardMessage(card(), reader, rizky).blocks);
    expect(blocks).toContain("<tel:+6281234567890|+62 812-3456-7890>");
    expect(blocks).toContain("<mailto:budi.santoso@contoh-makmur.co.id|budi.santoso@contoh-makmur.co.id>");
    expect(blocks).toContain("<https://contoh-makmur.co.id|contoh-makmur.co.id>");
  });

  it("tells the other tasks, and when what was said last was said where the list does not reach back to it", () => {
    const [task] = card().tasks;
    if (!task) throw new Error("There is no task");
    const overdue = { ...task, title: "book a room", dueAt: at("2026-11-20"), dueOn: "2026-11-20" };
    const { quotes } = bareCard();
    const told = { ...card(), quotes, tasks: [task, overdue], taskCount: 4 };
    const silent = [entry({ id: ids.draft, note: "", outcome: "no_answer" })];
    const lines = readMessage(cardMessage({ ...told, timeline: silent }, reader, rizky)).split("\n");
    expect(lines.slice(-6, -1)).toEqual([
      "Your task: book a room, overdue since Fri 20 Nov",
      "2 more tasks",
      "Today 14:05 · call, no answer · Rizky",
      "Last said: Yesterday · call · Rizky · wants the renewal offer by May",
      "(⋯ Timeline has the rest and what was before)",
    ]);
  });

  it("says in a line which of title, function, company and value nobody has confirmed within their limit [R36-R39]", () => {
    const told = card();
    const ageingFacts = [
      { field: "job_title" as const, confirmedAt: at("2024-11-20") },
      { field: "value" as const, confirmedAt: at("2023-11-20") },
    ];
    const lines = readMessage(cardMessage({ ...told, details: { ...told.details, ageingFacts } }, reader, rizky)).split(
      "\n",
    );
    expect(lines).toContain(
      "◷ Job title confirmed 2 years ago (20 Nov 2024) · value confirmed 3 years ago (20 Nov 2023)",
    );
  });

  it("says nothing that it does not know", () => {
    expect(readMessage(cardMessage(bareCard(), reader, rizky))).toBe(
      [
        "*Ana*",
        "Lead · nobody's yet",
        "Added in Slack",
        "No e-mail address or phone number yet.",
        "No conversation yet. Log the first one when you have talked.",
        "[Log] [Task] [⋯ Ticket · Timeline · Edit · Merge · Share]",
      ].join("\n"),
    );
  });

  it("offers a viewer nothing that is refused afterwards", () => {
    expect(
      readMessage(cardMessage(card(), reader, { ...rizky, role: "viewer" }))
        .split("\n")
        .at(-1),
    ).toBe("[Timeline] [Share]");
  });

  it("marks what was set aside, and why", () => {
    const [email] = card().details.points.email;
    if (!email) throw new Error("No address");
    const suspended = { ...email, status: "suspended" as const, suspendedAt: reader.now, suspendedReason: "bounced" };
    const shown = readMessage(
      cardMessage(
        { ...card(), details: { ...details(), points: { ...details().points, email: [suspended] } } },
        reader,
        rizky,
      ),
    );
    expect(shown).toContain("⛔ budi.santoso@contoh-makmur.co.id · bounced · 2 earlier");
  });
});

describe("the timeline", () => {
  it("tells everything, the earlier addresses with their dates on its first page [R63] [R64]", () => {
    const page = { rows: card().timeline, next: "x" };
    expect(readMessage(timelineMessage({ details: details(), page, isFirst: true }, reader))).toBe(
      [
        "*Budi Santoso*: everything logged, newest first",
        "Yesterday · call · Rizky · wants the renewal offer by May",
        "12 Nov · e-mail · Maya · asked for the invoice copy",
        "*What was before*",
        "budi@contoh-makmur.co.id · 5 Mar 2024 to 1 Jul 2025 · import",
        "bsantoso@contoh.co.id · 31 Mar 2022 to 5 Mar 2024 · import",
        "[Older] [Back to the card]",
      ].join("\n"),
    );
  });

  it("says where it ends, also where nothing was logged", () => {
    const empty = timelineMessage({ details: details(), page: { rows: [], next: null }, isFirst: false }, reader);
    expect(readMessage(empty).split("\n").slice(1)).toEqual([
      "No conversation yet. Log the first one when you have talked.",
      "[Back to the card]",
    ]);
    const last = timelineMessage({ details: details(), page: { rows: [entry()], next: null }, isFirst: false }, reader);
    expect(readMessage(last).split("\n").slice(-2)).toEqual(["(That is everything.)", "[Back to the card]"]);
  });

  it("tells what was before on pages of its own where there is much of it [R64]", () => {
    const { earlierPoints } = details();
    const long = {
      ...details(),
      earlierPoints: times(13, (): (typeof earlierPoints)[number][] => earlierPoints).flat(),
    };
    const first = readMessage(
      timelineMessage({ details: long, page: { rows: [entry()], next: null }, isFirst: true }, reader),
    );
    expect(first.split("\n").at(-1)).toBe("[More from before] [Back to the card]");
    expect(first.match(/@/gu)).toHaveLength(5);
    const pages = [5, 15, 25].map((from) => readMessage(earlierMessage(long, from, reader)));
    expect(pages.map((page) => page.match(/@/gu)?.length)).toEqual([10, 10, 1]);
    expect(pages.map((page) => page.split("\n").at(-1))).toEqual([
      "[Older] [Back to the card]",
      "[Older] [Back to the card]",
      "[Back to the card]",
    ]);
  });

  it("tells an earlier title and value as well, the last replaced first", () => {
    const fact = { source: "import", confirmedAt: null, validFrom: at("2024-03-05"), currency: null };
    const earlierFacts = [
      { ...fact, field: "job_title" as const, value: "Clerk", validTo: at("2026-02-01") },
      { ...fact, field: "value" as const, value: "90000000", currency: "IDR", validTo: at("2025-01-01") },
    ];
    const message = earlierMessage({ ...details(), earlierFacts, earlierPoints: [] }, 0, reader);
    expect(readMessage(message).split("\n").slice(0, 3)).toEqual([
      "*Budi Santoso*: what was before, the last first",
      "Clerk · 5 Mar 2024 to 1 Feb · import",
      "Rp 90 jt a year · 5 Mar 2024 to 1 Jan 2025 · import",
    ]);
  });
});

describe("an empty base", () => {
  it("shows each the way that they may go", () => {
    expect(readMessage(noCustomersMessage({ mayAdd: true, mayUpload: true }))).toBe(
      "No customers yet.\n[Upload] [Add one]",
    );
    expect(readMessage(noCustomersMessage({ mayAdd: true, mayUpload: false }))).toMatch(
      /^No customers yet\. .+\n\[Add one\]$/u,
    );
    expect(readMessage(noCustomersMessage({ mayAdd: false, mayUpload: false }))).not.toContain("[");
    for (const mayAdd of [true, false])
      for (const mayUpload of [true, false]) expectSendable(noCustomersMessage({ mayAdd, mayUpload }));
  });
});

describe("Home", () => {
  it("opens with what can be done at once, then one's last entries and customers", () => {
    const home = homeMessage(
      {
        entries: card().timeline,
        customers: [match(), hartono()],
        mayWrite: true,
        ...{ tasks: [], tickets: [] },
        settings: [],
        panel: [],
      },
      reader,
    );
    expect(readMessage(home)).toBe(
      [
        "*What happened with your customers?*",
        "[Log a call] [Find a customer] [New contact]",
        "(Type `/crm-log budi no answer` anywhere, or send me `budi no answer` here.)",
        "---",
        "*Your last entries*",
        "Call with *Budi Santoso* · yesterday · wants the renewal offer by May  [⋯ Edit · Wrong person · Undo · Card]",
        "E-mail to *Budi Santoso* · 12 Nov · asked for the invoice copy  [⋯ Edit · Wrong person · Undo · Card]",
        "---",
        "*Your recent customers*",
        "*Budi Santoso*\nProcurement manager, PT Contoh Makmur · talked 3 days ago (19 Nov)  [Card]",
        "*Budi Hartono*\nCV Sinar Jaya · never talked  [Card]",
      ].join("\n"),
    );
  });

  it("has something for a beginner, and for somebody who only reads", () => {
    const empty = { entries: [], customers: [], ...{ tasks: [], tickets: [] }, settings: [], panel: [] };
    expect(readMessage(homeMessage({ ...empty, mayWrite: true }, reader))).toContain("Nothing logged yet.");
    const reading = homeMessage({ ...empty, mayWrite: false }, reader);
    expect(readMessage(reading)).toBe(
      [
        "*Whom do you want to know about?*",
        "[Find a customer]",
        "(Type `/crm budi` anywhere to see a customer's card.)",
      ].join("\n"),
    );
    expectSendable(reading, "home");
  });
});
