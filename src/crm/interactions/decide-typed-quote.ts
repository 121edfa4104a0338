import type { Context } from "../../db/context.ts";
import { allow } from "../access/permission.ts";
import { loseQuote, reopenQuote, winQuote } from "../quotes/decide-quote.ts";
import { getQuote, getQuoteByNumber } from "../quotes/get-quote.ts";
import { listOpenQuotes } from "../quotes/list-customer-quotes.ts";
import type { Quote } from "../quotes/quote.ts";
import { removeInteraction } from "./change-interaction.ts";
import { dropDraft, getDraft, keepDraft } from "./draft.ts";
import type { EntryFields } from "./interaction.ts";
import { logInteraction } from "./log-interaction.ts";
import { parseEntry, type Reading } from "./parse-entry.ts";
import type { DateReader } from "./read-date.ts";
import { resolveCustomer } from "./resolve-customer.ts";

type Decision = "won" | "lost";

const decisions: Record<string, Decision> = {
  ...{ won: "won", menang: "won", deal: "won" },
  ...{ lost: "lost", kalah: "lost", batal: "lost" },
};
const verb = Object.keys(decisions).join("|");
const quoteWord = "(?:quote|quotation|penawaran)";
const numbered = "q[-‐‑‒–—−]?\\s?0*(?<number>[1-9]\\d{0,8})";
const behind = "(?<rest>(?:\\s*[:：,]|\\s|$)[\\s\\S]*)";

/** "quote won Q-12", "Q-12 lost: too expensive" */
const byNumber = [
  new RegExp(`^(?:${quoteWord}\\s+)?(?<verb>${verb})\\s+${numbered}${behind}$`, "iu"),
  new RegExp(`^(?:${quoteWord}\\s+)?${numbered}\\s+(?<verb>${verb})${behind}$`, "iu"),
];
/** "quote won budi: signed today" */
const byCustomer = new RegExp(`^${quoteWord}\\s+(?<verb>${verb})\\s+(?<rest>\\S[\\s\\S]*)$`, "iu");
const alone = new RegExp(`^(?:${quoteWord}\\s+)?${numbered}$`, "iu");

/** The quote that a text names and says nothing else of: "Q-12", "q12", "quote Q-12". */
export function readQuoteNumber(typed: string): number | null {
  const number = alone.exec(typed.trim())?.groups?.["number"];
  return number === undefined ? null : Number(number);
}

/** What came of words that decide a quote. */
export type DecidedTyped =
  | { kind: "decided"; quote: Quote; entryId: string | null }
  /** several are open, or it is not certain who was meant */
  | { kind: "which"; state: Decision; draftId: string; quotes: Quote[] }
  /** it is certain who was meant, and nothing of theirs is open */
  | { kind: "none_open"; contactId: string; name: string };

/**
 * Decides a quote by words. The verb is one only if the rest fits it: a customer who is called "Won Bin" is a customer, and what
 * names nobody is an entry like any other. Words behind a won one are kept as a note.
 * @returns null: it is an entry
 * @throws Refusal not_permitted, quote_unknown, quote_decided, lost_reason_too_long
 */
export async function decideTypedQuote(ctx: Context, typed: string, reader: DateReader): Promise<DecidedTyped | null> {
  const text = typed.trim();
  const groups = byNumber.map((pattern) => pattern.exec(text)?.groups).find((found) => found !== undefined);
  if (groups) {
    await allow(ctx, "interactions:write");
    const { id } = await getQuoteByNumber(ctx, Number(groups["number"]));
    const words = (groups["rest"] ?? "").replace(/^[\s:：,]+/u, "");
    return decide(ctx, id, decisionOf(groups["verb"]), readWords(words, reader));
  }
  const named = byCustomer.exec(text)?.groups;
  if (!named) return null;
  await allow(ctx, "interactions:write");
  const asEntry = await resolveCustomer(ctx, parseEntry(text, reader));
  if (asEntry?.kind === "certain" || (asEntry?.kind === "several" && asEntry.matches[0]?.exact)) return null;
  const meant = await resolveCustomer(ctx, parseEntry(`quote ${named["rest"]}`, reader));
  if (!meant || meant.kind === "none") return null;
  const matches = meant.kind === "several" ? meant.matches : [meant.match];
  const quotes = await listOpenQuotes(
    ctx,
    matches.map(({ contactId }) => contactId),
  );
  const [only] = quotes;
  const [first] = matches;
  if (!only) return meant.kind === "certain" && first ? { kind: "none_open", ...first } : null;
  const state = decisionOf(named["verb"]);
  if (meant.kind === "certain" && quotes.length === 1) return decide(ctx, only.id, state, meant.reading);
  return { kind: "which", state, draftId: await keepDraft(ctx, typed, meant.reading), quotes };
}

/** Decides the quote that was chosen, with the words that were kept while it was asked. @throws Refusal draft_gone */
export async function decideKeptQuote(
  ctx: Context,
  { quoteId, state, draftId }: { quoteId: string; state: Decision; draftId: string },
): Promise<DecidedTyped & { kind: "decided" }> {
  await allow(ctx, "interactions:write");
  const draft = await getDraft(ctx, draftId);
  const decided = await decide(ctx, quoteId, state, draft);
  await dropDraft(ctx, draftId);
  return decided;
}

/** Takes a decision back, and the note that was kept with it. */
export async function takeBackDecision(
  ctx: Context,
  { quoteId, version, entryId }: { quoteId: string; version: number; entryId: string | null },
): Promise<Quote> {
  const quote = await reopenQuote(ctx, { quoteId, version });
  if (entryId !== null) await removeInteraction(ctx, entryId);
  return quote;
}

async function decide(
  ctx: Context,
  quoteId: string,
  state: Decision,
  said: Pick<EntryFields, "note" | "tasks">,
): Promise<DecidedTyped & { kind: "decided" }> {
  const { note, tasks } = said;
  const decided = state === "won" ? await winQuote(ctx, { quoteId }) : await loseQuote(ctx, { quoteId, reason: note });
  // Why it was lost stands with the quote; everything else that was said has no place but the history.
  if (tasks.length === 0 && (state === "lost" || note === ""))
    return { kind: "decided", quote: decided, entryId: null };
  const { id } = await logInteraction(ctx, {
    ...{ contactId: decided.contactId, type: "note", outcome: null, happenedAt: null, durationMinutes: null },
    ...{ note, tasks, evenIfRepeated: true },
  });
  return { kind: "decided", quote: await getQuote(ctx, quoteId), entryId: id };
}

function decisionOf(word: string | undefined): Decision {
  return decisions[word?.toLowerCase() ?? ""] ?? "won";
}

/** A note and what is to be done, without a customer. */
function readWords(words: string, reader: DateReader): Pick<Reading, "note" | "tasks"> {
  const [reading] = words === "" ? [] : parseEntry(`note "quote": ${words}`, reader).readings;
  return reading ?? { note: words, tasks: [] };
}
