import { z } from "zod";
import { may } from "../../crm/access/permission.ts";
import { changeNote, noteTicket, removeNote } from "../../crm/tickets/note-ticket.ts";
import { longestTicket } from "../../crm/tickets/ticket.ts";
import { findTicketOfThread } from "../../crm/tickets/ticket-card.ts";
import type { Context } from "../../db/context.ts";
import { defineEvent } from "../define.ts";
import { messageWords, rawMessage } from "../message-words.ts";
import { shorten } from "../mrkdwn.ts";
import { readMessage } from "../read-message.ts";
import { nothing } from "../reply.ts";

const inChannel = z.enum(["channel", "group", "mpim"]);

/** Steward acts where whoever wrote may not: what is said in a card's thread is kept, whoever says it. */
export function asPersonOrSteward(ctx: Context): Context {
  return may(ctx.member, "tickets:write") ? ctx : { ...ctx, member: null };
}

/** A reply in a card's thread is a note of the ticket. */
export const ticketReply = defineEvent({
  type: "message",
  payload: rawMessage.extend({ channel: z.string(), channel_type: inChannel, ts: z.string(), thread_ts: z.string() }),
  actor: ({ user }) => user ?? null,
  concerns: ({ subtype, bot_id, user, ts, thread_ts }, bot) =>
    thread_ts !== ts &&
    bot_id === undefined &&
    user !== undefined &&
    user !== bot.userId &&
    user !== "USLACKBOT" &&
    (subtype === undefined || subtype === "file_share" || subtype === "thread_broadcast"),
  async run(ctx, { channel, ts, thread_ts, ...message }) {
    const by = asPersonOrSteward(ctx);
    const thread = await findTicketOfThread({ ...ctx, member: null }, { channel, ts: thread_ts });
    const text = shorten(await readMessage(ctx, messageWords(message).text), longestTicket.note);
    if (!thread || text.trim() === "") return nothing();
    await noteTicket(by, {
      ...{ ticketId: thread.ticketId, text, channel, ts, at: writtenAt(ctx, ts) },
      ...(by.member === null && { authorName: ctx.member?.name ?? message.user ?? null }),
    });
    return nothing();
  },
});

/** It may be taken up long after it was written. */
function writtenAt({ now }: Context, ts: string): Date {
  return new Date(Math.min(Number(ts) * 1000, now.getTime()));
}

/** A reply that says something else now. */
export const ticketReplyChanged = defineEvent({
  type: "message",
  payload: z.object({
    subtype: z.literal("message_changed"),
    channel: z.string(),
    channel_type: inChannel,
    message: rawMessage.extend({ ts: z.string(), thread_ts: z.string() }),
  }),
  actor: () => null,
  concerns: ({ message: { bot_id, user, ts, thread_ts, subtype } }, bot) =>
    bot_id === undefined && user !== bot.userId && ts !== thread_ts && subtype !== "tombstone",
  async run(ctx, { channel, message }) {
    const text = await readMessage(ctx, messageWords(message).text);
    if (text.trim() !== "") await changeNote(ctx, { channel, ts: message.ts, text });
    return nothing();
  },
});

/** A reply that was deleted: what it said goes from the ticket as well. */
export const ticketReplyRemoved = defineEvent({
  type: "message",
  payload: z.object({
    subtype: z.literal("message_deleted"),
    channel: z.string(),
    channel_type: inChannel,
    deleted_ts: z.string(),
  }),
  actor: () => null,
  async run(ctx, { channel, deleted_ts }) {
    await removeNote(ctx, { channel, ts: deleted_ts });
    return nothing();
  },
});
