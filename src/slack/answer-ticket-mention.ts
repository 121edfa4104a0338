import { longestTicket } from "../crm/tickets/ticket.ts";
import { findTicketOfThread } from "../crm/tickets/ticket-card.ts";
import type { Context } from "../db/context.ts";
import { answerTicketLine, mayBeTicketLine } from "./answer-ticket-line.ts";
import type { AnyCommand, SlackLookup } from "./define.ts";
import type { MessageWords } from "./message-words.ts";
import { shorten } from "./mrkdwn.ts";
import { findWriter, type TicketOrigin } from "./open-from-message.ts";
import { openTypedTicket } from "./open-typed-ticket.ts";
import { readMessage } from "./read-message.ts";
import { type Reply, say } from "./reply.ts";
import { detailOf } from "./ticket-deeds.ts";
import { readNewTicket } from "./ticket-grammar.ts";
import { privateTicketMessage, threadUnseenMessage } from "./views/ticket-mention.ts";

/** A mention that may be about tickets: where it stands, and what that is part of. */
export interface TicketMention {
  channel: string;
  isPrivate: boolean;
  /** the first message of the thread; outside a thread the mention itself */
  origin: TicketOrigin;
  /** what the thread begins with; null: nothing to be read, or no thread */
  root: Pick<MessageWords, "text"> | null;
}

interface Mention {
  user: string;
  text: string;
  channel: string;
  ts: string;
  thread_ts?: string | undefined;
}

/** Asks Slack for the thread in which somebody may be opening a ticket; null: the words are about something else. */
export async function gatherTicketMention(
  slack: SlackLookup,
  { user, text, channel, ts, thread_ts }: Mention,
  place: { permalink: string | null; isPrivate: boolean },
): Promise<TicketMention | null> {
  if (!mayBeTicketLine(text.replace(/<@[^<>]*>[ \t,:]*/gu, " "))) return null;
  const { permalink, isPrivate } = place;
  if (thread_ts === undefined || thread_ts === ts) {
    const source = { channel, ts, link: permalink, author: user };
    return {
      channel,
      isPrivate,
      origin: { source, threadTs: null, writer: await findWriter(slack, user) },
      root: null,
    };
  }
  const root = await slack.message(channel, thread_ts);
  const author = root?.author ?? root?.authorId ?? null;
  const source = { channel, ts: thread_ts, link: await slack.permalink(channel, thread_ts), author };
  return {
    ...{ channel, isPrivate, root },
    origin: { source, threadTs: thread_ts, writer: await findWriter(slack, author) },
  };
}

/**
 * "@Steward ticket printer jams", or in a thread "@Steward ticket" alone: opens one with the thread so far, as the shortcut does;
 * and whatever else follows "/crm-ticket". Null: it is about something else.
 */
export function answerTicketMention(
  ctx: Context,
  { text, ts, mention }: { text: string; ts: string; mention: TicketMention },
  commands: readonly AnyCommand[],
): Promise<Reply | null> {
  return answerTicketLine(ctx, text, { commands, ts, opening: (words) => open(ctx, words, mention) });
}

/** @returns null: nothing says what the problem is, and there is no thread that could */
async function open(ctx: Context, words: string, { isPrivate, origin, root }: TicketMention): Promise<Reply | null> {
  const { source, threadTs } = origin;
  if (words === "" && threadTs === null) return null;
  const card = threadTs === null ? null : await findTicketOfThread(ctx, { channel: source.channel, ts: threadTs });
  // The thread is a ticket's already, and begins with Steward's own card.
  if (card && words === "") return say(await detailOf(ctx, card.ticketId));
  if (card) return openTypedTicket(ctx, readNewTicket(words));
  if (isPrivate)
    return say(privateTicketMessage({ channel: source.channel, ts: source.ts, threadTs: threadTs ?? "", words }));
  const begun = root ? (await readMessage(ctx, root.text)).trim() : "";
  if (words === "" && begun === "") return say(threadUnseenMessage());
  const whole = [words, begun].filter(Boolean).join("\n");
  return openTypedTicket(ctx, readNewTicket(shorten(whole, longestTicket.text)), origin);
}
