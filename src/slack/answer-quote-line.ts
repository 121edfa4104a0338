import { may } from "../crm/access/permission.ts";
import { getOwnEntry } from "../crm/interactions/change-interaction.ts";
import { type DecidedTyped, decideTypedQuote, readQuoteNumber } from "../crm/interactions/decide-typed-quote.ts";
import type { DateReader } from "../crm/interactions/read-date.ts";
import { getQuoteByNumber } from "../crm/quotes/get-quote.ts";
import type { Context } from "../db/context.ts";
import { readerOf } from "./reader.ts";
import { type Message, type Reply, say } from "./reply.ts";
import { decidedMessage, noneOpenMessage, quoteMessage, whichQuoteMessage } from "./views/quotes.ts";
import { typedBackBlocks } from "./views/typed-back.ts";

/**
 * A line that is about quotes that were sent: "Q-12", or words that decide one ("quote won budi", "Q-12 lost: too expensive").
 * Null: it is about something else.
 */
export async function answerQuoteLine(ctx: Context, typed: string, reader: DateReader): Promise<Reply | null> {
  const number = readQuoteNumber(typed);
  if (number !== null) return say(await quoteOf(ctx, number));
  const decided = await decideTypedQuote(ctx, typed, reader);
  if (decided === null) return null;
  if (decided.kind === "which") return say(whichQuoteMessage(decided, readerOf(ctx)));
  if (decided.kind === "decided") return say(await decidedReply(ctx, decided));
  const message = noneOpenMessage(decided);
  return say({ ...message, blocks: [...message.blocks, ...typedBackBlocks(typed)] });
}

/** How the quote with this number stands. */
export async function quoteOf(ctx: Context, number: number): Promise<Message> {
  return quoteMessage(await getQuoteByNumber(ctx, number), readerOf(ctx), may(ctx.member, "interactions:write"));
}

export async function decidedReply(
  ctx: Context,
  { quote, entryId }: DecidedTyped & { kind: "decided" },
): Promise<Message> {
  return decidedMessage(quote, entryId === null ? null : await getOwnEntry(ctx, entryId));
}
