import { describe, expect, it } from "vitest";
import { interactionTypes, outcomes } from "../../../src/crm/interactions/interaction.ts";
import type { LogOutcome } from "../../../src/crm/interactions/log-entry.ts";
import type { Message } from "../../../src/slack/reply.ts";
import {
  discardedMessage,
  nobodyMessage,
  probableMessage,
  receiptMessage,
  repeatedMessage,
  severalMessage,
  sharedEntryMessage,
  undoneMessage,
} from "../../../src/slack/views/interactions.ts";
import { logOutcomeMessage } from "../../../src/slack/views/log-outcome.ts";
import {
  at,
  entry,
  hartono,
  hostileTexts,
  ids,
  match,
  reader,
  reading,
  receipt,
  type Text,
} from "../../support/fixture.ts";
import { expectSendable, readMessage } from "../../support/read-message.ts";

const draftId = ids.draft;
const nothingYet = { count: 0, byType: {}, first: null, last: null };

/** Every message of this file, with one text in place of every free one. */
function messages(text: Text): Record<string, Message> {
  const link = `https://contoh.slack.com/archives/C1/p1?${encodeURIComponent(text ?? "").slice(0, 500)}`;
  const matches = [match({}, text), hartono(text), match({}, text), hartono(text), match({}, text)];
  return {
    receipt: receiptMessage(receipt(text), reader),
    "receipt of a message": receiptMessage(
      { ...receipt(text), entry: entry({ link, durationMinutes: 12 }, text) },
      reader,
    ),
    "receipt of a bounce": receiptMessage(
      {
        ...receipt(text),
        entry: entry({ type: "email", outcome: "bounced" }, text),
        evidence: { kind: "email", typed: text ?? "budi.santoso@contoh-makmur.co.id", result: "suspended" },
      },
      reader,
    ),
    "shared entry": sharedEntryMessage(entry({ link }, text), reader),
    repeated: repeatedMessage(match({}, text), draftId),
    probable: probableMessage({ match: match({}, text), reading: reading(text), draftId }, reader),
    several: severalMessage({ matches, typed: text ?? "budi", reading: reading(text), draftId }, reader),
    nobody: nobodyMessage({ customer: text ?? "budi", reading: reading(text), draftId }, reader),
    undone: undoneMessage(entry({}, text)),
    discarded: discardedMessage(),
  };
}

describe("what an entry is answered with", () => {
  it.each(hostileTexts.map((text) => [JSON.stringify(text.slice(0, 30)), text] as const))(
    "is taken by Slack with %s in every place",
    (_, text) => {
      for (const [name, message] of Object.entries(messages(text))) {
        expectSendable(message, "message", name);
        if (message.blocks.length > 12) throw new Error(`${name} is a wall`);
      }
    },
  );

  it("says of each what matters in the notification", () => {
    const told = Object.fromEntries(Object.entries(messages(null)).map(([name, { text }]) => [name, text]));
    expect(told).toMatchObject({
      receipt: "Logged: call with Budi Santoso. Send the offer Fri 27 Nov.",
      "shared entry": 'Call with Budi Santoso: "wants the renewal offer by May"',
      repeated: "Already logged for *Budi Santoso*, less than a minute ago. Log it again?",
      probable: "Did you mean *Budi Santoso*? Your note is kept.",
      nobody: "I know no customer called *budi*. Your note is kept.",
    });
    expect(told["several"]).toMatch(
      /^Which \*budi\*\? Your note is kept\. Budi Santoso, PT Contoh Makmur; Budi Hartono, CV Sinar Jaya/u,
    );
    expect(told["undone"]).toMatch(/^Taken back: call with Budi Santoso\./u);
  });

  it("has at most three buttons and the rest behind ⋯, never a wall", () => {
    for (const [name, { blocks }] of Object.entries(messages(null))) {
      for (const block of blocks) {
        if (block.type !== "actions") continue;
        expect(block.elements.filter(({ type }) => type === "button").length, name).toBeLessThanOrEqual(3);
        expect(block.elements.filter(({ type }) => type === "overflow").length, name).toBeLessThanOrEqual(1);
      }
    }
  });

  it("answers each outcome of an entry", () => {
    const outcomes_: LogOutcome[] = [
      { kind: "logged", receipt: receipt() },
      { kind: "repeated", draftId, match: match() },
      { kind: "probable", draftId, reading: reading(), match: match() },
      { kind: "several", draftId, reading: reading(), matches: [match(), hartono()] },
      { kind: "none", draftId, reading: reading() },
    ];
    const first = outcomes_.map((outcome) => readMessage(logOutcomeMessage(outcome, reader)).split("\n")[0]);
    expect(first).toEqual([
      "✓ *Call with Budi Santoso*, PT Contoh Makmur · today 14:05",
      "Already logged for *Budi Santoso*, less than a minute ago. Log it again?",
      "Did you mean *Budi Santoso*? Your note is kept.",
      "Which *budi*? Your note is kept.",
      "I know no customer called *budi*. Your note is kept.",
    ]);
  });
});

describe("the receipt", () => {
  it("reads as the mock-up does", () => {
    expect(readMessage(receiptMessage(receipt(), reader))).toBe(
      [
        "✓ *Call with Budi Santoso*, PT Contoh Makmur · today 14:05",
        '"wants the renewal offer by May"',
        "*Fri 27 Nov:* send the offer",
        "(Last: Maya, 12 Nov, asked for the invoice copy · 7th talk since March · number confirmed by this call)",
        "[Edit] [Wrong person] [⋯ Undo · Card · Ticket · Share]",
      ].join("\n"),
    );
    expect(receiptMessage(receipt(), reader).blocks.map(({ type }) => type)).toEqual(["section", "context", "actions"]);
  });

  it("says nothing that it does not know", () => {
    const least = {
      entry: entry({ companyName: null, note: "", outcome: "no_answer", happenedAt: at("2026-11-20") }),
      tasks: [],
      previous: null,
      talks: nothingYet,
      evidence: null,
      ...{ ticket: null, ticketCount: 0, next: null, asksDone: false, finished: [], quote: null },
    };
    expect(readMessage(receiptMessage(least, reader))).toBe(
      [
        "✓ *Call to Budi Santoso, no answer* · Fri 20 Nov",
        "(First entry for this customer)",
        "[Edit] [Wrong person] [⋯ Undo · Card · Ticket · Share]",
      ].join("\n"),
    );
  });

  it("keeps as much of a long note as Slack shows, and all of the rest", () => {
    const shown = readMessage(
      receiptMessage({ ...receipt(), entry: entry({ note: `begins here ${"long ".repeat(600)}` }) }, reader),
    );
    expect(shown).toContain("begins here");
    expect(shown).toContain("…");
    expect(shown).toContain("*Fri 27 Nov:* send the offer");
  });

  it("has a title for every type with every outcome", () => {
    const titles = interactionTypes.flatMap((type) =>
      [null, ...outcomes].map(
        (outcome) => receiptMessage({ ...receipt(), entry: entry({ type, outcome }) }, reader).text,
      ),
    );
    for (const title of titles)
      expect(title).toMatch(/^Logged: (call|e-mail|meeting|visit|quote|note) (with|to|for|on) Budi Santoso/u);
    expect(new Set(titles).size).toBe(interactionTypes.length * outcomes.length);
  });
});

describe("a question about an entry", () => {
  it("tells the candidates apart, as the mock-up does", () => {
    expect(
      readMessage(
        severalMessage({ matches: [match(), hartono()], typed: "budi", reading: reading(), draftId }, reader),
      ),
    ).toBe(
      [
        "Which *budi*? Your note is kept.",
        "*Budi Santoso*\nProcurement manager, PT Contoh Makmur · talked 3 days ago (19 Nov)  [This one]",
        "*Budi Hartono*\nCV Sinar Jaya · never talked  [This one]",
        '(Call, connected · "wants the renewal offer by May" · send the offer (Fri 27 Nov))',
        "[Someone else] [New contact] [Discard]",
      ].join("\n"),
    );
  });

  it("says that the entry is kept where there is no note", () => {
    const bare = { ...reading(), note: "", tasks: [], outcome: "no_answer" as const };
    expect(readMessage(probableMessage({ match: match(), reading: bare, draftId }, reader))).toBe(
      [
        "Did you mean *Budi Santoso*? Your entry is kept.\nProcurement manager, PT Contoh Makmur · talked 3 days ago (19 Nov)",
        "(Call, no answer)",
        "[Yes] [Someone else] [Discard]",
      ].join("\n"),
    );
  });

  it("offers the name as it is written, not as it was typed", () => {
    const create = (customer: string) =>
      readMessage(nobodyMessage({ customer, reading: reading(), draftId }, reader))
        .split("\n")
        .at(-1);
    expect(create("budi santoso")).toBe("[Create Budi Santoso] [Someone else] [Discard]");
    expect(create("PT contoh")).toBe("[Create PT contoh] [Someone else] [Discard]");
    expect(create("budi@contoh.co.id")).toBe("[Create budi@contoh.co.id] [Someone else] [Discard]");
  });
});
