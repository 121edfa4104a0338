import { z } from "zod";
import { keepDraft } from "../../crm/interactions/draft.ts";
import { logLines } from "../../crm/interactions/log-lines.ts";
import { parseEntry } from "../../crm/interactions/parse-entry.ts";
import { readMention } from "../../crm/interactions/read-mention.ts";
import { answerQuoteLine } from "../answer-quote-line.ts";
import { answerSearch } from "../answer-search.ts";
import { answerTicketMention, gatherTicketMention, type TicketMention } from "../answer-ticket-mention.ts";
import { defineEvent, type SlackLookup } from "../define.ts";
import { sayLogged } from "../entry-message.ts";
import { asksForHelp } from "../find-command.ts";
import { typistOf } from "../listeners/payload.ts";
import { readMessage } from "../read-message.ts";
import { readerOf } from "../reader.ts";
import { say } from "../reply.ts";
import { helpMessage } from "../views/help.ts";
import { privateEntryMessage } from "../views/private-entry.ts";

interface Place {
  permalink: string | null;
  /** a conversation that not everybody with CRM access can read */
  isPrivate: boolean;
  /** null: it is not about tickets */
  ticket: TicketMention | null;
}

const payload = z.object({
  user: z.string(),
  text: z.string(),
  channel: z.string(),
  ts: z.string(),
  thread_ts: z.string().optional(),
  bot_id: z.string().optional(),
  edited: z.looseObject({}).optional(),
});

/**
 * "@Steward budi" in a thread or a channel: looks up, logs where the words say that something happened, or opens a ticket.
 * Answered to the asker alone. A message that was changed is not read again: what it said first may stand in the CRM by then.
 */
export const mentioned = defineEvent({
  type: "app_mention",
  payload,
  actor: ({ user }) => user,
  place: ({ channel, thread_ts }) => ({ channelId: channel, threadTs: thread_ts ?? null }),
  concerns: ({ user, bot_id, edited }, bot) => user !== bot.userId && bot_id === undefined && edited === undefined,
  async gather(slack: SlackLookup, mention): Promise<Place> {
    const channel = await slack.channel(mention.channel);
    const permalink = await slack.permalink(mention.channel, mention.ts);
    const place = { permalink, isPrivate: channel?.isPrivate ?? true };
    return { ...place, ticket: await gatherTicketMention(slack, mention, place) };
  },
  async run(ctx, { text, ts }, gathered, commands) {
    const { permalink, isPrivate, ticket } = gathered as Place;
    const words = withoutMention(text, ctx.workspace.botUserId);
    const typed = await readMessage(ctx, words);
    if (typed === "" || asksForHelp(typed)) return say(helpMessage(commands));
    const aboutTickets = ticket && (await answerTicketMention(ctx, { text: words, ts, mention: ticket }, commands));
    if (aboutTickets) return aboutTickets;
    const begunAt = new Date(Math.min(Number(ts) * 1000, ctx.now.getTime()));
    const reader = { ...typistOf(ctx), now: begunAt };
    const aboutQuotes = await answerQuoteLine(ctx, typed, reader);
    if (aboutQuotes) return aboutQuotes;
    const meant = await readMention(ctx, parseEntry(typed, reader));
    if (meant.kind === "look-up") return answerSearch(ctx, typed);
    if (!isPrivate) return sayLogged(ctx, await logLines(ctx, typed, reader, { begunAt, link: permalink }));
    const { reading } = meant;
    const draftId = await keepDraft(ctx, typed, reading, permalink);
    return say(privateEntryMessage({ reading, draftId, hasLink: permalink !== null }, readerOf(ctx)));
  },
});

/** What was said to Steward: the words without its own name, wherever in them it stands. */
function withoutMention(text: string, botUserId: string): string {
  const mention = new RegExp(`[ \\t]*<@${RegExp.escape(botUserId)}(?:\\|[^<>]*)?>[ \\t,:]*`, "gu");
  return text.replace(mention, " ").trim();
}
