import { validate as isId, v7 as newId } from "uuid";
import type { Context } from "../../db/context.ts";
import { allow } from "../access/permission.ts";
import { getContactToMention, holdContacts } from "../customers/get-contact.ts";
import type { Quote } from "../quotes/quote.ts";
import { changeQuoteOfEntry, removeQuoteOfEntry } from "../quotes/quote-of-entry.ts";
import { Refusal } from "../refusal.ts";
import { reopenStepsOf } from "../tasks/steps-of-entry.ts";
import { weighEvidence, withdrawEvidence } from "./evidence.ts";
import type { EntryFields, InteractionType, Outcome } from "./interaction.ts";
import { checkEntry } from "./log-interaction.ts";

/** An entry as it stands. */
export interface Entry {
  id: string;
  contactId: string;
  contactName: string;
  companyName: string | null;
  memberId: string | null;
  memberName: string | null;
  type: InteractionType;
  outcome: Outcome | null;
  happenedAt: Date;
  durationMinutes: number | null;
  note: string;
  link: string | null;
  version: number;
  /** the lines that it was sent with */
  batchId: string | null;
  createdAt: Date;
  removedAt: Date | null;
  /** of an entry about one, in a customer's history */
  quote?: Quote | undefined;
}

/**
 * An entry that the person acting wrote.
 * @throws Refusal interaction_not_found, not_your_entry
 */
export async function getOwnEntry(ctx: Context, id: string): Promise<Entry> {
  await allow(ctx, "interactions:write");
  const [entry] = isId(id)
    ? await ctx.tx.$queryRaw<Entry[]>`
        SELECT i.id, i."contactId", c.name AS "contactName", co.name AS "companyName", i."memberId", m.name AS "memberName",
               i.type, i.outcome, i."happenedAt", i."durationMinutes", i.note, i.link, i.version, i."batchId", i."createdAt", i."removedAt"
        FROM interaction i JOIN contact c ON c.id = i."contactId" LEFT JOIN company co ON co.id = c."companyId"
        LEFT JOIN member m ON m.id = i."memberId"
        WHERE i.id = ${id}::uuid`
    : [];
  if (!entry || entry.removedAt) throw new Refusal("interaction_not_found", {});
  if (entry.memberId !== ctx.member?.id) throw new Refusal("not_your_entry", { author: entry.memberName ?? "Steward" });
  return entry;
}

/** The same, its row locked before it is read: a join that waits for a row which is moved to another customer meanwhile finds none. */
async function holdOwnEntry(ctx: Context, id: string): Promise<Entry> {
  if (isId(id)) await ctx.tx.$queryRaw`SELECT id FROM interaction WHERE id = ${id}::uuid FOR UPDATE`;
  return getOwnEntry(ctx, id);
}

export interface EntryChange extends Partial<Omit<EntryFields, "tasks">> {
  id: string;
  /** it was about somebody else */
  contactId?: string;
}

/** A form knows minutes only: the minute that an entry had already is no change. */
function keepMoment(before: Date, given: Date | null | undefined): Date {
  const minute = (at: Date) => Math.floor(at.getTime() / 60_000);
  return given && minute(given) !== minute(before) ? given : before;
}

/**
 * Changes one's own entry, and its quote with it; what they said before is kept as versions.
 * @param change of a quote, `amount` is what it is from now on: null none, undefined the same as before
 */
export async function changeInteraction(ctx: Context, change: EntryChange): Promise<Entry> {
  await holdCustomers(ctx, change);
  const before = await holdOwnEntry(ctx, change.id);
  const contact = await getContactToMention(ctx, change.contactId ?? before.contactId);
  const after = {
    contactId: contact.id,
    type: change.type ?? before.type,
    outcome: change.outcome === undefined ? before.outcome : change.outcome,
    happenedAt: keepMoment(before.happenedAt, change.happenedAt),
    durationMinutes: change.durationMinutes === undefined ? before.durationMinutes : change.durationMinutes,
    note: change.note ?? before.note,
  };
  checkEntry(ctx, { ...after, tasks: [] });
  await keepVersion(ctx, before);
  await ctx.tx.interaction.update({ where: { id: before.id }, data: { ...after, version: before.version + 1 } });
  if (after.contactId !== before.contactId) {
    await ctx.tx.task.updateMany({ where: { interactionId: before.id }, data: { contactId: after.contactId } });
  }
  // What it proved was proved of whom it was about, by what happened.
  if (after.contactId !== before.contactId || after.type !== before.type || after.outcome !== before.outcome) {
    await withdrawEvidence(ctx, before.id);
    await weighEvidence(ctx, { ...after, id: before.id });
  }
  await changeQuoteOfEntry(
    ctx,
    { ...after, id: before.id, memberId: before.memberId },
    { isQuote: after.type === "quote", typed: change.amount },
  );
  ctx.audit({
    action: "interaction.changed",
    subjectType: "interaction",
    subjectId: before.id,
    // Moved to another customer, it was about that one from the beginning.
    about: { type: "contact", id: after.contactId },
    before: said(before),
    after: said(after),
  });
  return getOwnEntry(ctx, before.id);
}

/** A customer's row is locked before an entry's, so that a merge of that customer and this do not wait for each other. */
async function holdCustomers(ctx: Context, { id, contactId }: EntryChange): Promise<void> {
  const entry = isId(id) ? await ctx.tx.interaction.findFirst({ where: { id }, select: { contactId: true } }) : null;
  await holdContacts(ctx, [...(entry ? [entry.contactId] : []), ...(contactId ? [contactId] : [])]);
}

/** Takes one's own entry back, with the tasks and the quote that came of it and with what it proved. It stays in the history of what was written. */
export async function removeInteraction(ctx: Context, id: string): Promise<Entry> {
  const entry = await holdOwnEntry(ctx, id);
  await ctx.tx.interaction.update({
    where: { id },
    data: { removedAt: ctx.now, removedById: ctx.member?.id ?? null },
  });
  await ctx.tx.task.updateMany({
    where: { interactionId: id, doneAt: null, droppedAt: null },
    data: { droppedAt: ctx.now },
  });
  await reopenStepsOf(ctx, id);
  await withdrawEvidence(ctx, id);
  await removeQuoteOfEntry(ctx, entry);
  ctx.audit({
    action: "interaction.removed",
    subjectType: "interaction",
    subjectId: id,
    about: { type: "contact", id: entry.contactId },
    before: said(entry),
  });
  return entry;
}

/** The last thing that one wrote, to take back. @throws Refusal nothing_to_undo */
export async function getLastEntryId(ctx: Context): Promise<string> {
  await allow(ctx, "interactions:write");
  const [last] = await ctx.tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM interaction WHERE "memberId" = ${ctx.member?.id ?? null}::uuid AND "removedAt" IS NULL
    ORDER BY "createdAt" DESC, id DESC LIMIT 1`;
  if (!last) throw new Refusal("nothing_to_undo", {});
  return last.id;
}

async function keepVersion(ctx: Context, entry: Entry): Promise<void> {
  const { id, version, contactId, type, outcome, happenedAt, durationMinutes, note } = entry;
  await ctx.tx.interactionVersion.create({
    data: {
      id: newId(),
      workspaceId: ctx.workspace.id,
      interactionId: id,
      version,
      contactId,
      type,
      outcome,
      happenedAt,
      durationMinutes,
      note,
      changedAt: ctx.now,
      changedById: ctx.member?.id ?? null,
    },
  });
}

function said(entry: Pick<Entry, "contactId" | "type" | "outcome" | "happenedAt" | "durationMinutes" | "note">) {
  const { contactId, type, outcome, happenedAt, durationMinutes, note } = entry;
  return { contactId, type, outcome, happenedAt: happenedAt.toISOString(), durationMinutes, note };
}
