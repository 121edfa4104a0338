import { z } from "zod";
import { findCustomers } from "../../crm/customers/find-customers.ts";
import { openTicket } from "../../crm/tickets/open-ticket.ts";
import { findInbox } from "../../crm/tickets/set-ticket-settings.ts";
import { longestTicket } from "../../crm/tickets/ticket.ts";
import { tell } from "../../crm/tickets/ticket-notices.ts";
import type { Context } from "../../db/context.ts";
import { defineEvent } from "../define.ts";
import { messageLink } from "../message-link.ts";
import { isEmail, type MessageWords, messageWords, rawMessage } from "../message-words.ts";
import { shorten } from "../mrkdwn.ts";
import { readMessage } from "../read-message.ts";
import { nothing } from "../reply.ts";
import { ticketNoticeText } from "../views/ticket-notices.text.ts";
import { asPersonOrSteward } from "./ticket-thread.ts";

const slackbot = "USLACKBOT";
/** Joins, topics, pins and the like are no messages of anybody. */
const messages = new Set([undefined, "bot_message", "file_share", "me_message"]);

/** In a channel that is set as inbox every new message is a ticket: a person's, a bot's, an e-mail's; replies and joins are not. */
export const inboxMessage = defineEvent({
  type: "message",
  payload: rawMessage.extend({ channel: z.string(), channel_type: z.enum(["channel", "group"]), ts: z.string() }),
  actor: ({ user, bot_id }) => (bot_id === undefined && user !== slackbot ? (user ?? null) : null),
  concerns: ({ ts, thread_ts, ...message }, bot) =>
    messages.has(message.subtype) &&
    message.user !== bot.userId &&
    message.bot_id !== bot.botId &&
    // Slackbot brings e-mails; what it says by itself, such as a reminder, is nobody's problem.
    (message.user !== slackbot || isEmail(message)) &&
    (thread_ts === undefined || thread_ts === ts),
  async run(ctx, { channel, ts, ...message }) {
    const steward = { ...ctx, member: null };
    const department = await findInbox(steward, channel);
    if (department === null) return nothing();
    const by = asPersonOrSteward(ctx);
    const words = messageWords(message);
    const text = shorten(await readMessage(ctx, words.text), longestTicket.text);
    const { id, existed } = await openTicket(by, {
      subject: shorten(words.subject ?? (text.trim() === "" ? ticketNoticeText.wordless() : ""), longestTicket.subject),
      ...{ text, department, contactId: await findSender(steward, words) },
      source: {
        ...{ channel, ts, link: messageLink(ctx.workspace.url, channel, ts) },
        author: words.author ?? message.user ?? null,
      },
    });
    if (!existed) tell(ctx, "ticket-received", channel, { ticketId: id });
    return nothing();
  },
});

/** The customer whose address a message comes from, or names first, if there is exactly one of that address. */
async function findSender(ctx: Context, { from, text }: MessageWords): Promise<string | null> {
  const address = from ?? /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/u.exec(text.slice(0, 2_000))?.[0];
  if (!address) return null;
  const [match, ...others] = await findCustomers(ctx, address, { exactOnly: true, limit: 2 });
  return match && others.length === 0 ? match.contactId : null;
}
