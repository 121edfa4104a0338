import { v7 as newId } from "uuid";
import type { Context } from "../../db/context.ts";
import { allow } from "../access/permission.ts";
import { Refusal } from "../refusal.ts";
import { keepChange, lockTicket } from "./keep-change.ts";
import { longestTicket } from "./ticket.ts";
import { readWords } from "./ticket-words.ts";

export interface NewNote {
  ticketId: string;
  text: string;
  /** of the reply in Slack; each is noted once */
  channel?: string | null;
  ts?: string | null;
  /** who wrote it, where it is not the person acting: a colleague known here */
  authorId?: string | null;
  /** … or somebody who is not: a Slack user's id, or a bot's name */
  authorName?: string | null;
  /** when it was written, where that was earlier */
  at?: Date;
}

/**
 * Keeps what was said about a ticket. The first note by somebody other than who asked for it counts as the first response; so
 * does one's own where one has the ticket oneself.
 * @returns the note's id; `existed`: that reply was noted before
 * @throws Refusal not_permitted, ticket_not_found, note_missing, ticket_text_too_long
 */
export async function noteTicket(ctx: Context, input: NewNote): Promise<{ id: string; existed: boolean }> {
  await allow(ctx, "tickets:write");
  const text = readWords("note", input.text);
  if (text === "") throw new Refusal("note_missing", {});
  const ticket = await lockTicket(ctx, input.ticketId);
  const { channel = null, ts = null, authorName = null } = input;
  const known = channel && ts ? await ctx.tx.ticketNote.findFirst({ where: { channel, ts } }) : null;
  if (known) return { id: known.id, existed: true };
  const authorId = authorName === null ? (input.authorId ?? ctx.member?.id ?? null) : null;
  const id = newId();
  await ctx.tx.ticketNote.create({
    data: {
      ...{ id, workspaceId: ctx.workspace.id, ticketId: ticket.id, authorId, authorName, text, channel, ts },
      at: input.at ?? ctx.now,
    },
  });
  const answers = authorId !== null && (authorId !== ticket.requesterId || authorId === ticket.assigneeId);
  const unanswered = { ticketId: ticket.id, kind: "first_response", stoppedAt: null };
  const isFirst = answers && (await ctx.tx.ticketClock.count({ where: unanswered })) > 0;
  await keepChange(ctx, {
    ticket,
    kind: isFirst ? "replied" : "noted",
    details: { noteId: id },
    after: { noteId: id },
    words: { text },
    action: "ticket.noted",
  });
  return { id, existed: false };
}

/** The reply in Slack says something else now; one that was never noted is left alone. @throws Refusal not_permitted */
export async function changeNote(ctx: Context, input: { channel: string; ts: string; text: string }): Promise<void> {
  await allow(ctx, "tickets:write");
  const { channel, ts } = input;
  const note = await ctx.tx.ticketNote.findFirst({ where: { channel, ts, removedAt: null } });
  // What Slack let somebody write is never refused here; what goes beyond a note is cut off at its end.
  const text = input.text.replaceAll("\u0000", "").trim().slice(0, longestTicket.note);
  if (!note || note.text === text) return;
  const ticket = await lockTicket(ctx, note.ticketId);
  await ctx.tx.ticketNote.update({ where: { id: note.id }, data: { text, editedAt: ctx.now } });
  await auditNote(ctx, "ticket.note_changed", ticket, { noteId: note.id }, { text: note.text }, { text });
}

/** The reply was deleted in Slack: what it said goes, that there was one stays. @throws Refusal not_permitted */
export async function removeNote(ctx: Context, input: { channel: string; ts: string }): Promise<void> {
  await allow(ctx, "tickets:write");
  const { channel, ts } = input;
  const note = await ctx.tx.ticketNote.findFirst({ where: { channel, ts, removedAt: null } });
  if (!note) return;
  const ticket = await lockTicket(ctx, note.ticketId);
  await ctx.tx.ticketNote.update({ where: { id: note.id }, data: { text: "", removedAt: ctx.now } });
  await auditNote(ctx, "ticket.note_removed", ticket, { noteId: note.id }, {}, {});
}

async function auditNote(
  ctx: Context,
  action: string,
  { id, number, contactId }: { id: string; number: number; contactId: string | null },
  ids: { noteId: string },
  before: Record<string, string>,
  after: Record<string, string>,
): Promise<void> {
  ctx.audit({
    ...{ action, subjectType: "ticket", subjectId: id },
    ...(contactId && { about: { type: "contact", id: contactId }, before }),
    after: { number, ...ids, ...(contactId && after) },
  });
}
