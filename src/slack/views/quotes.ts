import type { KnownBlock } from "@slack/types";
import type { CustomerQuotes } from "../../crm/quotes/list-customer-quotes.ts";
import type { Quote } from "../../crm/quotes/quote.ts";
import { actions, button, item, menu, section } from "../blocks.ts";
import { inline, inlineWithin } from "../mrkdwn.ts";
import type { Message } from "../reply.ts";
import { customerActions } from "./customers.actions.ts";
import { ageOf, day, happened, type Reader } from "./dates.ts";
import { firstName } from "./first-name.ts";
import { exactMoney } from "./money.ts";
import { quoteActions } from "./quotes.actions.ts";
import { quoteText as text } from "./quotes.text.ts";
import { sentenceMessage } from "./sentence-message.ts";

/** As much of a title and of a reason as a line shows, and of a name. */
const titleInLine = 80;
const reasonInLine = 120;
const nameInLine = 80;
const dayMs = 86_400_000;

/** "Rp 240 jt, open", "Rp 240 jt, lost 12 Nov: too expensive" */
export function quoteStanding(quote: Quote, reader: Reader): string {
  return `${amountOf(quote)}, ${stateOf(quote, reader)}`;
}

/** The quote on the receipt of its entry: the amount as it was understood, so that nothing is guessed silently. */
export function receiptQuoteLine(quote: Quote, reader: Reader): string {
  const line = text.onReceipt(quote.number, quoteStanding(quote, reader));
  return quote.amount === null && quote.state === "open" ? `${line}. ${text.addAmount()}` : line;
}

/** "Q-12, Rp 240 jt", for fall-back texts. */
export function plainQuote(quote: Quote): string {
  return `${text.name(quote.number)}, ${amountOf(quote)}`;
}

/** Open quotes on the customer's card, each with what may become of it, and those decided last in one line. */
export function cardQuoteBlocks(quotes: CustomerQuotes, reader: Reader, mayWrite: boolean): KnownBlock[] {
  const { open, openCount, decided } = quotes;
  const hidden = openCount - open.length;
  const closed = decided.map((quote) => `${text.name(quote.number)} ${quoteStanding(quote, reader)}`).join(" · ");
  const rest = [...(hidden > 0 ? [text.moreOpen(hidden)] : []), ...(closed === "" ? [] : [closed])];
  return [
    ...open.map((quote) => section(openLine(quote, reader), ...(mayWrite ? [decisionMenu(quote)] : []))),
    ...(rest.length > 0 ? [section(rest.join("\n"))] : []),
  ];
}

function openLine(quote: Quote, reader: Reader): string {
  const { number, memberName, title } = quote;
  return [
    text.onReceipt(number, amountOf(quote)),
    openFor(quote, reader),
    text.owner(inlineWithin(firstName(memberName), nameInLine)),
    ...(title === "" ? [] : [inlineWithin(title, titleInLine)]),
  ].join(" · ");
}

function decisionMenu({ id }: Quote) {
  return menu(...decisionItems(id), item(text.details(), quoteActions.show, { quoteId: id }));
}

/** For the ⋯ of a receipt. */
export function decisionItems(quoteId: string) {
  return [item(text.win(), quoteActions.win, { quoteId }), item(text.lose(), quoteActions.lose, { quoteId })];
}

/** All about one quote: what it is, how it stands, and what may become of it. */
export function quoteMessage(quote: Quote, reader: Reader, mayWrite: boolean): Message {
  const { id, number, title, memberName, sentAt, state, decidedAt, decidedByName, lostReason, version, contactId } =
    quote;
  const lines = [
    text.title(number, amountOf(quote), whoOf(quote)),
    ...(title === "" ? [] : [inlineWithin(title, 200)]),
    [
      text.sent(happened(sentAt, reader), inline(memberName)),
      ...(state === "open" ? [openFor(quote, reader)] : []),
    ].join(" · "),
    ...(state !== "open" && decidedAt && decidedByName
      ? [because(text.decidedBy(state, happened(decidedAt, reader), inline(decidedByName)), lostReason)]
      : []),
  ];
  const card = button(text.card(), customerActions.card, { contactId });
  const deeds = !mayWrite
    ? [card]
    : state === "open"
      ? [
          button(text.win(), quoteActions.win, { quoteId: id }),
          button(text.lose(), quoteActions.lose, { quoteId: id }),
          card,
        ]
      : [card, button(text.reopen(), quoteActions.undo, { quoteId: id, version: String(version), entryId: "" })];
  return {
    text: `${plainQuote(quote)}, ${inline(quote.contactName)}, ${stateOf(quote, reader)}`,
    blocks: [section(lines.join("\n")), actions(...deeds)],
    about: [contactId],
  };
}

/** What a decision did, with the way back. @param entry the note that was kept with it */
export function decidedMessage(quote: Quote, entry: { id: string; note: string } | null): Message {
  const { id, number, state, madeCustomer, contactName, lostReason, version, contactId } = quote;
  const said = state === "won" ? text.won : text.lost;
  const head = said(number, amountOf(quote), whoOf(quote));
  const lines = [
    lostReason === null ? head : `${head}\n"${inlineWithin(lostReason, 500)}"`,
    ...(state === "won" && madeCustomer ? [text.nowCustomer(inline(contactName))] : []),
    ...(entry && entry.note !== "" ? [text.noted(`"${inlineWithin(entry.note, 300)}"`)] : []),
  ];
  const back = { quoteId: id, version: String(version), entryId: entry?.id ?? "" };
  return {
    text: lines.join(" "),
    blocks: [
      section(lines.join("\n")),
      actions(
        button(text.undo(), quoteActions.undo, back),
        ...(state === "lost" && lostReason === null ? [button(text.why(), quoteActions.explain, { quoteId: id })] : []),
        button(text.card(), customerActions.card, { contactId }),
      ),
    ],
    about: [contactId],
  };
}

/** As many as can be told apart; the rest is on the customers' cards. */
const mostOffered = 8;

/** Several that may have been meant: each with its button. */
export function whichQuoteMessage(
  { quotes, state, draftId }: { quotes: readonly Quote[]; state: "won" | "lost"; draftId: string },
  reader: Reader,
): Message {
  const offered = quotes.slice(0, mostOffered);
  return {
    text: `${text.which(state)} ${offered.map(plainQuote).join("; ")}`,
    blocks: [
      section(text.which(state)),
      ...offered.map((quote, nth) =>
        section(
          `${openLine(quote, reader)}\n${whoOf(quote)}`,
          button(
            state === "won" ? text.win() : text.lose(),
            quoteActions.choose,
            { quoteId: quote.id, state, draftId },
            { nth },
          ),
        ),
      ),
    ],
    about: [...new Set(offered.map(({ contactId }) => contactId))],
  };
}

export function noneOpenMessage({ name, contactId }: { name: string; contactId: string }): Message {
  const { text: sentence, blocks } = sentenceMessage(text.noneOpen(inlineWithin(name, nameInLine)));
  return {
    text: sentence,
    blocks: [...blocks, actions(button(text.card(), customerActions.card, { contactId }))],
    about: [contactId],
  };
}

function amountOf({ amount }: Quote): string {
  return amount === null ? text.amountUnknown() : exactMoney(amount);
}

function whoOf({ contactName, companyName }: Quote): string {
  const company = companyName === null ? "" : `, ${inlineWithin(companyName, nameInLine)}`;
  return `*${inlineWithin(contactName, nameInLine)}*${company}`;
}

/** In days: a quote is not answered within the hour. */
function openFor({ sentAt }: Quote, reader: Reader): string {
  const isFresh = reader.now.getTime() - sentAt.getTime() < dayMs;
  return isFresh ? text.open() : text.openFor(ageOf(sentAt, reader));
}

function stateWord({ state, decidedAt }: Quote, reader: Reader): string {
  return state === "open" || decidedAt === null ? text.open() : text.decided(state, day(decidedAt, reader));
}

function stateOf(quote: Quote, reader: Reader): string {
  return because(stateWord(quote, reader), quote.lostReason);
}

function because(said: string, reason: string | null): string {
  return reason === null ? said : `${said}: ${inlineWithin(reason, reasonInLine)}`;
}
