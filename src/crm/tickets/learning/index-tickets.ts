import type { Context } from "../../../db/context.ts";
import { stemsOf } from "./ticket-words.ts";

/** What counts of one text: a pasted log says no more after its first pages. */
const longestText = 20_000;
/** Lengths and counts are kept as small integers. */
const most = 32_767;
/** Words that are written at once. */
const portion = 10_000;

interface KeptWord {
  word: string;
  ticketId: string;
  inSubject: number;
  inAll: number;
  subjectLength: number;
  allLength: number;
}

/**
 * Keeps which words these tickets' texts hold now, in place of what was kept before: when they are opened, changed and
 * solved. The tickets are to be the transaction's own, or locked by it.
 */
export async function indexTickets(ctx: Context, ticketIds: readonly string[]): Promise<void> {
  if (ticketIds.length === 0) return;
  const tickets = await ctx.tx.ticket.findMany({
    where: { id: { in: [...ticketIds] } },
    select: { id: true, subject: true, text: true, fix: true },
  });
  const kept = tickets.map(wordsKept);
  await forgetTicketWords(ctx, ticketIds);
  const workspaceId = ctx.workspace.id;
  await ctx.tx.ticketLength.createMany({ data: kept.map(({ length }) => ({ workspaceId, ...length })) });
  const words = kept.flatMap((one) => one.words);
  for (let from = 0; from < words.length; from += portion) await keepWords(ctx, words.slice(from, from + portion));
}

/** What is kept of these tickets' words goes: they are to be found no more. */
export async function forgetTicketWords(ctx: Context, ticketIds: readonly string[]): Promise<void> {
  const where = { ticketId: { in: [...ticketIds] } };
  await ctx.tx.ticketWord.deleteMany({ where });
  await ctx.tx.ticketLength.deleteMany({ where });
}

function wordsKept(ticket: { id: string; subject: string; text: string; fix: string | null }) {
  const inSubject = stemsOf(ticket.subject.slice(0, longestText));
  const rest = [ticket.text, ticket.fix ?? ""].flatMap((text) => stemsOf(text.slice(0, longestText)));
  const [subjectCounts, allCounts] = [countOf(inSubject), countOf([...inSubject, ...rest])];
  const length = {
    ticketId: ticket.id,
    subjectLength: Math.min(most, inSubject.length),
    allLength: Math.min(most, inSubject.length + rest.length),
  };
  const words = [...allCounts].map(
    ([word, inAll]): KeptWord => ({ ...length, word, inSubject: subjectCounts.get(word) ?? 0, inAll }),
  );
  return { length, words };
}

/** As arrays, because a statement takes no more than 65,535 values one by one. */
async function keepWords(ctx: Context, words: readonly KeptWord[]): Promise<void> {
  await ctx.tx.$executeRaw`
    INSERT INTO ticket_word ("workspaceId", word, "ticketId", "inSubject", "inAll", "subjectLength", "allLength")
    SELECT ${ctx.workspace.id}::uuid, kept.* FROM unnest(
      ${words.map(({ word }) => word)}::text[],
      ${words.map(({ ticketId }) => ticketId)}::uuid[],
      ${words.map(({ inSubject }) => inSubject)}::smallint[],
      ${words.map(({ inAll }) => inAll)}::smallint[],
      ${words.map(({ subjectLength }) => subjectLength)}::smallint[],
      ${words.map(({ allLength }) => allLength)}::smallint[]
    ) AS kept`;
}

function countOf(words: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, Math.min(most, (counts.get(word) ?? 0) + 1));
  return counts;
}
