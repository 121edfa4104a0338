import { v7 as newId } from "uuid";
import type { Context } from "../../db/context.ts";
import { allow } from "../access/permission.ts";
import { getContactToMention } from "../customers/get-contact.ts";
import { keepQuote, understandQuote } from "../quotes/quote-of-entry.ts";
import { Refusal } from "../refusal.ts";
import { addTask, checkTitle } from "../tasks/add-task.ts";
import { type Evidence, weighEvidence } from "./evidence.ts";
import { type EntryFields, longestNote } from "./interaction.ts";

export interface NewEntry extends EntryFields {
  contactId: string;
  /** permalink of the message it was made from */
  link?: string | null;
  /** how long the entry took, from the form's opening or the command's arrival [R27] */
  entryMs?: number | null;
  /** the lines that it was sent with */
  batchId?: string | null;
  /** a repeated text was confirmed to be meant */
  evenIfRepeated?: boolean;
}

export interface LoggedEntry {
  id: string;
  evidence: Evidence | null;
}

/** The same words about the same customer within this time are taken for a second press. */
const repeatSeconds = 60;

/**
 * Logs what happened with a customer, with the tasks that follow from it; of a quote the quote as well.
 * @throws Refusal not_permitted, contact_not_found, note_too_long, task_too_long, date_in_future, already_logged, bad_amount
 */
export async function logInteraction(ctx: Context, entry: NewEntry): Promise<LoggedEntry> {
  await allow(ctx, "interactions:write");
  const happenedAt = checkEntry(ctx, entry);
  const contact = await getContactToMention(ctx, entry.contactId);
  const repeated = !entry.evenIfRepeated && (await isRepeated(ctx, { ...entry, contactId: contact.id }));
  if (repeated) throw new Refusal("already_logged", {});

  const id = newId();
  const { type, outcome, durationMinutes, note, link = null, entryMs = null, batchId = null } = entry;
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
      batchId,
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
  for (const task of entry.tasks) await addTask(ctx, { ...task, contactId: contact.id, interactionId: id });
  const evidence = await weighEvidence(ctx, { id, contactId: contact.id, type, outcome });
  if (type === "quote") {
    const sent = { id, contactId: contact.id, memberId: ctx.member?.id ?? null, happenedAt, note };
    await keepQuote(ctx, sent, entry.amount);
  }
  return { id, evidence };
}

/** Checks what no customer is needed for, and gives the time that it happened. */
export function checkEntry(ctx: Context, entry: Pick<EntryFields, "note" | "happenedAt" | "tasks">): Date {
  const { length } = entry.note;
  if (length > longestNote) throw new Refusal("note_too_long", { length, longest: longestNote });
  for (const { title } of entry.tasks) checkTitle(title);
  const happenedAt = entry.happenedAt ?? ctx.now;
  if (happenedAt > ctx.now) throw new Refusal("date_in_future", { at: happenedAt });
  return happenedAt;
}

/** Whether the same words about the same customer were logged by this member a moment ago. */
export async function isRepeated(ctx: Context, entry: NewEntry): Promise<boolean> {
  // Two requests in flight: the second waits here until the first has committed, and then finds it.
  const lock = `${ctx.member?.id}:${entry.contactId}:${entry.type}:${entry.outcome}:${entry.note}`;
  await ctx.tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${lock}, 0))`;
  const { amount } = entry.type === "quote" ? understandQuote(ctx, entry.note, entry.amount) : { amount: null };
  const [repeated] = await ctx.tx.$queryRaw<{ id: string }[]>`
    SELECT i.id FROM interaction i LEFT JOIN quote q ON q."interactionId" = i.id
    WHERE i."memberId" = ${ctx.member?.id ?? null}::uuid AND i."contactId" = ${entry.contactId}::uuid
      AND i."createdAt" > ${new Date(ctx.now.getTime() - repeatSeconds * 1000)}
      AND type = ${entry.type} AND outcome IS NOT DISTINCT FROM ${entry.outcome} AND note = ${entry.note} AND i."removedAt" IS NULL
      AND (type <> 'quote' OR (q."amountMinor", q.currency) IS NOT DISTINCT FROM (${amount?.minor ?? null}::bigint, ${amount?.currency ?? null}::text))
    LIMIT 1`;
  return repeated !== undefined;
}
