import { longestTicket } from "../../crm/tickets/ticket.ts";
import { defineShortcut } from "../define.ts";
import { ticketFromMessageForm } from "../modals/ticket-from-message.ts";
import { shorten } from "../mrkdwn.ts";
import { readMessage } from "../read-message.ts";
import { nothing, open } from "../reply.ts";

interface Source {
  permalink: string | null;
  /** a conversation that not everybody with CRM access can read */
  isPrivate: boolean;
}

/** "Open a ticket" on any message: its author, its words, its link, and its thread so far. */
export const openTicketShortcut = defineShortcut<Source>({
  callbackId: "open-ticket",
  type: "message",
  may: "tickets:write",
  async gather(slack, { message }) {
    if (!message) return { permalink: null, isPrivate: true };
    const channel = await slack.channel(message.channelId);
    const permalink = await slack.permalink(message.channelId, message.ts);
    return { permalink, isPrivate: channel?.isPrivate ?? true };
  },
  async run(ctx, { message, where }, { permalink, isPrivate }) {
    if (!message) return nothing();
    const text = await readMessage(ctx, message.text);
    const [subject = ""] = text.trim().split("\n");
    return open(
      ticketFromMessageForm.build({
        ...{ channel: message.channelId, ts: message.ts, link: permalink, author: message.author ?? message.authorId },
        ...{ subject: shorten(subject, longestTicket.subject), text, isPrivate, threadTs: where.threadTs },
      }),
    );
  },
});
