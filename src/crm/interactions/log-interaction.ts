import { v7 as newId } from "uuid";
import type { Context } from "../../db/context.ts";
import { allow } from "../access/permission.ts";
import { confirmContactPoint } from "../customers/confirm-contact-point.ts";
import { getContactToMention } from "../customers/get-contact.ts";
import { suspendContactPoint } from "../customers/suspend-contact-point.ts";
import { Refusal } from "../refusal.ts";
import { addTask, checkTitle } from "../tasks/add-task.ts";
import { type EntryFields, longestNote } from "./interaction.ts";

export interface NewEntry extends EntryFields {
  contactId: string;
  /** permalink of the message it was made from */
  link?: string | null;
  /** how long the entry took, from the form's opening or the command's arrival [R27] */
  entryMs?: number | null;
  /** a repeated text was confirmed to be meant */
  evenIfRepeated?: boolean;
}

export interface LoggedEntry {
  id: string;
  /** what the entry itself proved about an address of the customer [R42] */
  evidence: { kind: "email" | "phone"; typed: string; result: "confirmed" | "suspended" } | null;
}

/** The same words about the same customer within this time are taken for a second press. */
const repeatSeconds = 60;

/**
 * Logs what happened with a customer, with the task that follows from it.
 * @throws Refusal not_permitted, contact_not_found, note_too_long, task_too_long, date_in_future, already_logged
 */
export async function logInteraction(ctx: Context, entry: NewEntry): Promise<LoggedEntry> {
  await allow(ctx, "interactions:write");
  const happenedAt = checkEntry(ctx, entry);
  const contact = await getContactToMention(ctx, entry.contactId);
  if (!entry.evenIfRepeated && (await isRepeated(ctx, entry))) throw new Refusal("already_logged", {});

  const id = newId();
  const { type, outcome, durationMinutes, note, link = null, entryMs = null } = entry;
  await ctx.tx.interaction.create({
    data: {
      id,
      workspaceId: ctx.workspace.id,
      contactId: contact.id,
      memberId: ctx.member?.id ?? null,
      type,
      outcome,
      happenedAt,
      durationMinutes,
      note,
      link,
      entryMs,
      surface: ctx.surface,
      createdAt: ctx.now,
    },
  });
  ctx.audit({
    action: "interaction.logged",
    subjectType: "interaction",
    subjectId: id,
    about: { type: "contact", id: contact.id },
    after: { contactId: contact.id, type, outcome, happenedAt: happenedAt.toISOString(), durationMinutes, note, link },
  });
  if (entry.task) await addTask(ctx, { ...entry.task, contactId: contact.id, interactionId: id });
  return { id, evidence: await weighEvidence(ctx, entry) };
}

/** Checks what no customer is needed for, and gives the time that it happened. */
export function checkEntry(ctx: Context, entry: Pick<EntryFields, "note" | "happenedAt" | "task">): Date {
  const { length } = entry.note;
  if (length > longestNote) throw new Refusal("note_too_long", { length, longest: longestNote });
  if (entry.task) checkTitle(entry.task.title);
  const happenedAt = entry.happenedAt ?? ctx.now;
  if (happenedAt > ctx.now) throw new Refusal("date_in_future", { at: happenedAt });
  return happenedAt;
}

/** Whether the same words about the same customer were logged by this member a moment ago. */
export async function isRepeated(ctx: Context, entry: NewEntry): Promise<boolean> {
  // Two requests in flight: the second waits here until the first has committed, and then finds it.
  const lock = `${ctx.member?.id}:${entry.contactId}:${entry.type}:${entry.outcome}:${entry.note}`;
  await ctx.tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${lock}, 0))`;
  const [repeated] = await ctx.tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM interaction
    WHERE "memberId" = ${ctx.member?.id ?? null}::uuid AND "contactId" = ${entry.contactId}::uuid
      AND "createdAt" > ${new Date(ctx.now.getTime() - repeatSeconds * 1000)}
      AND type = ${entry.type} AND outcome IS NOT DISTINCT FROM ${entry.outcome} AND note = ${entry.note} AND "removedAt" IS NULL
    LIMIT 1`;
  return repeated !== undefined;
}

/** A connected call confirms the number by itself; a bounce or a wrong number suspends what did not reach anybody. */
async function weighEvidence(ctx: Context, entry: NewEntry): Promise<LoggedEntry["evidence"]> {
  const { contactId, type, outcome } = entry;
  if (type === "call" && outcome === "connected") {
    const point = await confirmContactPoint(ctx, { contactId, kind: "phone", how: "call" });
    return point && { kind: "phone", typed: point.typed, result: "confirmed" };
  }
  if (outcome === "bounced") {
    const point = await suspendContactPoint(ctx, { contactId, kind: "email", reason: "bounced" });
    return point && { kind: "email", typed: point.typed, result: "suspended" };
  }
  if (outcome === "wrong_number") {
    const point = await suspendContactPoint(ctx, { contactId, kind: "phone", reason: "wrong number" });
    return point && { kind: "phone", typed: point.typed, result: "suspended" };
  }
  return null;
}
