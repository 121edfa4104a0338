import { describe, expect, it } from "vitest";
import type { Quote } from "../../../src/crm/quotes/quote.ts";
import { loseQuoteForm } from "../../../src/slack/modals/lose-quote.ts";
import { cardMessage } from "../../../src/slack/views/customers.ts";
import { batchMessage } from "../../../src/slack/views/entry-batch.ts";
import { receiptMessage, timelineLine } from "../../../src/slack/views/interactions.ts";
import { exactMoney } from "../../../src/slack/views/money.ts";
import { decidedMessage, noneOpenMessage, quoteMessage, whichQuoteMessage } from "../../../src/slack/views/quotes.ts";
import { at, card, entry, hostileTexts, ids, quote, reader, receipt, rizky, type Text } from "../../support/fixture.ts";
import { expectSendable, readMessage } from "../../support/read-message.ts";

const decision = { decidedAt: at("2026-11-21"), decidedById: ids.maya, decidedByName: "Maya Putri", version: 2 };
const won = (text: Text = null) => quote({ ...decision, state: "won", madeCustomer: true }, text);
const lost = (text: Text = null) => quote({ ...decision, state: "lost", lostReason: text ?? "too expensive" }, text);
const ofQuote = (text: Text = null, more: Partial<Quote> = {}) => ({
  ...receipt(text),
  ...{ entry: entry({ type: "quote", outcome: null, note: "renewal" }, text), tasks: [], evidence: null },
  quote: quote(more, text),
});

function messages(text: Text) {
  const all = [quote({}, text), won(text), lost(text)];
  return {
    receipt: receiptMessage(ofQuote(text), reader),
    batch: batchMessage([ofQuote(text), receipt(text)], ids.draft, reader),
    card: cardMessage(
      { ...card(text), quotes: { open: [quote({}, text)], openCount: 3, decided: all.slice(1) } },
      reader,
      rizky,
    ),
    open: quoteMessage(quote({}, text), reader, true),
    won: quoteMessage(won(text), reader, true),
    lost: quoteMessage(lost(text), reader, false),
    "just won": decidedMessage(won(text), { id: ids.entry, note: text ?? "signed today" }),
    "just lost": decidedMessage(lost(text), null),
    which: whichQuoteMessage(
      { quotes: Array.from({ length: 12 }, () => quote({}, text)), state: "won", draftId: ids.draft },
      reader,
    ),
    "none open": noneOpenMessage({ name: text ?? "Budi Santoso", contactId: ids.budi }),
  };
}

describe("messages about quotes", () => {
  it.each([null, ...hostileTexts])("can be sent whatever is written in them", (text) => {
    for (const message of Object.values(messages(text))) expectSendable(message);
  });

  it("echo the amount as it was understood, with the way to mend it", () => {
    expect(readMessage(receiptMessage(ofQuote(), reader))).toBe(
      [
        "✓ *Quote for Budi Santoso*, PT Contoh Makmur · today 14:05",
        '"renewal"',
        "*Q-12* · Rp 240 jt, open",
        "(Last: Maya, 12 Nov, asked for the invoice copy · 7 talks since March)",
        "[Edit] [Wrong person] [⋯ Won · Lost · Undo · Card · Share]",
      ].join("\n"),
    );
    const unknown = receiptMessage(ofQuote(null, { amount: null }), reader);
    expect(readMessage(unknown)).toContain("*Q-12* · amount not known yet, open. `Edit` adds the amount");
    expect(receiptMessage(ofQuote(), reader).text).toBe("Logged: quote for Budi Santoso. Q-12, Rp 240 jt.");
    const decided = readMessage(receiptMessage({ ...ofQuote(), quote: lost() }, reader));
    expect(decided).toContain("*Q-12* · Rp 240 jt, lost 21 Nov: too expensive");
    expect(decided).toContain("[⋯ Undo · Card · Ticket · Share]");
    expect(readMessage(batchMessage([ofQuote(), receipt()], ids.draft, reader))).toContain("*Q-12* · Rp 240 jt, open");
    const told = entry({ type: "quote", outcome: null, note: "renewal", quote: won() });
    expect(timelineLine(told, reader)).toBe("Today 14:05 · quote · Rizky · Q-12 Rp 240 jt, won 21 Nov · renewal");
  });

  it("say what a decision did, and how to take it back", () => {
    expect(readMessage(decidedMessage(won(), { id: ids.entry, note: "signed today" })).split("\n")).toEqual([
      "✓ *Q-12 won: Rp 240 jt*, from *Budi Santoso*, PT Contoh Makmur",
      "Budi Santoso is a customer now.",
      'Noted: "signed today"',
      "[Undo] [Card]",
    ]);
    expect(readMessage(decidedMessage({ ...lost(), lostReason: null }, null)).split("\n")).toEqual([
      "*Q-12 lost: Rp 240 jt*, from *Budi Santoso*, PT Contoh Makmur",
      "[Undo] [Say why] [Card]",
    ]);
    expect(readMessage(quoteMessage(lost(), reader, true)).split("\n")).toEqual([
      "*Q-12 · Rp 240 jt*, for *Budi Santoso*, PT Contoh Makmur",
      "renewal",
      "Sent Thu 19 Nov by Rizky Pratama",
      "Lost yesterday by Maya Putri: too expensive",
      "[Card] [Open again]",
    ]);
  });

  it("show nothing to press to whoever may only read", () => {
    const reading = readMessage(cardMessage(card(), reader, { ...rizky, role: "viewer" }));
    expect(reading).toContain("*Q-12* · Rp 240 jt · open 3 days");
    expect(reading).not.toContain("Won");
    expect(readMessage(quoteMessage(quote(), reader, false))).toContain("\n[Card]");
  });

  it("ask for the reason with what is known of the quote", () => {
    const { title, blocks } = loseQuoteForm.build(quote());
    expect(title).toBe("Q-12 was lost");
    expect(JSON.stringify(blocks)).toContain("Q-12, Rp 240 jt · Budi Santoso");
  });
});

describe("exactMoney", () => {
  it.each([
    [240_000_000, "IDR", "Rp 240 jt"],
    [12_345_678, "IDR", "Rp 12.345.678"],
    [1_200_000_000, "IDR", "Rp 1,2 M"],
    [1_250_000_000, "IDR", "Rp 1.250 jt"],
    [5_000, "IDR", "Rp 5.000"],
    [120_050, "USD", "US$1,200.50"],
    [120_000, "AUD", "A$1,200"],
    [1_200_000, "EUR", "€12,000"],
    [1_200_000, "GBP", "£12,000"],
    [120_000, "SGD", "SGD 1,200"],
    [12_500, "KWD", "KWD 12.500"],
  ])("says %d %s as %s", (minor, currency, said) => {
    expect(exactMoney({ minor, currency })).toBe(said);
  });
});
