import type { QuoteRefusals } from "../../crm/quotes/refusals.ts";
import { inline, shorten } from "../mrkdwn.ts";

const decided = { won: "won", lost: "lost" } as const;

export const quoteText = {
  name: (number: number) => `Q-${number}`,
  amountUnknown: () => "amount not known yet",
  open: () => "open",
  openFor: (age: string) => `open ${age}`,
  decided: (state: "won" | "lost", when: string) => `${decided[state]} ${when}`,
  /** @param standing "Rp 240 jt, open" */
  onReceipt: (number: number, standing: string) => `*Q-${number}* · ${standing}`,
  addAmount: () => "`Edit` adds the amount",
  owner: (name: string) => `${name}'s`,
  moreOpen: (count: number) => `${count} more open ${count === 1 ? "quote" : "quotes"}, on the timeline`,
  title: (number: number, amount: string, name: string) => `*Q-${number} · ${amount}*, for ${name}`,
  sent: (when: string, name: string) => `Sent ${when} by ${name}`,
  won: (number: number, amount: string, name: string) => `✓ *Q-${number} won: ${amount}*, from ${name}`,
  lost: (number: number, amount: string, name: string) => `*Q-${number} lost: ${amount}*, from ${name}`,
  nowCustomer: (name: string) => `${name} is a customer now.`,
  decidedBy: (state: "won" | "lost", when: string, name: string) =>
    `${state === "won" ? "Won" : "Lost"} ${when} by ${name}`,
  noted: (note: string) => `Noted: ${note}`,
  which: (state: "won" | "lost") => `Which quote was ${decided[state]}? Your words are kept.`,
  noneOpen: (name: string) => `${name} has no open quote.`,
  win: () => "Won",
  lose: () => "Lost",
  details: () => "Details",
  undo: () => "Undo",
  why: () => "Say why",
  reopen: () => "Open again",
  card: () => "Card",
  loseTitle: (number: number) => `Q-${number} was lost`,
  reason: () => "Why?",
  reasonHint: () => "Too expensive, too late, went with somebody else. It helps with the next one.",
  save: () => "Save",
  cancel: () => "Cancel",
  amount: () => "Amount of the quote",
  amountHint: () => "Such as 12.000.000, Rp 240 jt or $1,200. Leave it empty while it is not known.",
};

const shown = (typed: string) => inline(shorten(typed, 80));

export const quoteRefusals = {
  quote_not_found: () => "That quote is no longer there. Its entry may have been taken back.",
  quote_unknown: ({ number }) => `There is no quote Q-${number}. A customer's quotes are on their card.`,
  quote_decided: ({ number, state, by }) =>
    `${by === null ? "You" : shown(by)} marked Q-${number} as ${state} already. Nothing was changed.`,
  quote_changed: ({ number }) => `Q-${number} has changed since. Type /crm Q-${number} to see how it stands.`,
  bad_amount: ({ typed }) =>
    `"${shown(typed)}" is not an amount that I can read. Write it as 12.000.000, Rp 240 jt or USD 1,200.`,
  lost_reason_too_long: ({ length, longest }) =>
    `The reason has ${length} characters, and ${longest} fit. Shorten it, or log the rest as a note.`,
} satisfies { [C in keyof QuoteRefusals]: (details: QuoteRefusals[C]) => string };
