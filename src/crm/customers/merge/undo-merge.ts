import { validate as isId, v7 as newId } from "uuid";
import { type Context, sql } from "../../../db/context.ts";
import { allow } from "../../access/permission.ts";
import { Refusal } from "../../refusal.ts";
import { redrawTickets } from "../../tickets/redraw-tickets.ts";
import type { Stage } from "../contact.ts";
import { noteStageChanges } from "../note-stage-change.ts";
import { countHistory, type History } from "./compare-contacts.ts";
import { listColumns, movedColumns, singleColumns } from "./contact-columns.ts";
import { lockPair } from "./lock-pair.ts";
import { type Change, changedColumns, emptyRecord, type Moved, readRecord } from "./merge-record.ts";

export interface UndoneMerge {
  keptId: string;
  keptName: string;
  goneId: string;
  goneName: string;
  /** what was added since the merge, and stays with the one that had stayed */
  since: History;
}

interface MergeRow {
  id: string;
  keptId: string;
  goneId: string;
  mergedAt: Date;
  moved: unknown;
  changed: unknown;
  undoneAt: Date | null;
}

/**
 * Makes two contacts of one again: what moved goes back, what was changed gets its old value where nobody has changed it since. What
 * was added since stays where it is.
 * @throws Refusal not_permitted, merge_not_found, merge_undone, merge_followed (the one that stayed was merged itself), merge_covered
 *   (another one was merged into it since)
 */
export async function undoMerge(ctx: Context, input: { mergeId: string }): Promise<UndoneMerge> {
  await allow(ctx, "customers:write");
  const { mergedAt, keptId, goneId, moved, changed } = await lockMerge(ctx, input.mergeId);
  const stageBefore = await readStage(ctx, keptId);
  await moveBack(ctx, { keptId, goneId, moved });
  await takeBackValues(ctx, changed);
  await ctx.tx.contactMerge.update({
    where: { id: input.mergeId },
    data: { undoneAt: ctx.now, undoneById: ctx.member?.id ?? null, ...emptyRecord },
  });
  await noteStageChanges(ctx, [
    { contactId: keptId, from: stageBefore, to: await readStage(ctx, keptId), cause: "undo" },
  ]);
  await sharePosted(ctx, { keptId, goneId, mergedAt });
  for (const [id, other] of [
    [keptId, goneId],
    [goneId, keptId],
  ] as const) {
    ctx.audit({
      ...{ action: "contact.merge_undone", subjectType: "contact", subjectId: id, about: { type: "contact", id } },
      after: { mergeId: input.mergeId, contactId: other },
    });
  }
  const looksOther = changed.some(({ table, id, after }) => table === "contact" && id === keptId && "name" in after);
  await redrawTickets(ctx, { ticketIds: moved["ticket.contactId"] ?? [] });
  if (looksOther) await redrawTickets(ctx, { contactId: keptId });
  const names = await ctx.tx.contact.findMany({
    where: { id: { in: [keptId, goneId] } },
    select: { id: true, name: true },
  });
  const nameOf = (id: string) => names.find((one) => one.id === id)?.name ?? "";
  return {
    ...{ keptId, keptName: nameOf(keptId), goneId, goneName: nameOf(goneId) },
    since: await countHistory(ctx, keptId, mergedAt),
  };
}

interface LockedMerge extends Pick<MergeRow, "mergedAt" | "keptId" | "goneId"> {
  moved: Moved;
  changed: Change[];
}

/** The merge with both contacts held, in the order in which a merge holds them. */
async function lockMerge(ctx: Context, mergeId: string): Promise<LockedMerge> {
  const read = () => ctx.tx.contactMerge.findFirst({ where: { id: mergeId } });
  const found = isId(mergeId) ? await read() : null;
  if (!found) throw new Refusal("merge_not_found", {});
  const [kept, gone] = await lockPair(ctx, [found.keptId, found.goneId]);
  const merge: MergeRow | null = await read();
  if (!merge || !kept || !gone) throw new Refusal("merge_not_found", {});
  if (merge.undoneAt) throw new Refusal("merge_undone", {});
  if (kept.mergedIntoId) {
    const { name } = await ctx.tx.contact.findFirstOrThrow({
      where: { id: kept.mergedIntoId },
      select: { name: true },
    });
    throw new Refusal("merge_followed", { name: kept.name, into: name });
  }
  if (kept.endedAt || gone.mergedIntoId !== kept.id) throw new Refusal("merge_not_found", {});
  const later = await ctx.tx.contactMerge.findFirst({
    where: { keptId: kept.id, undoneAt: null, id: { gt: merge.id } },
    include: { gone: { select: { name: true } } },
    orderBy: { id: "desc" },
  });
  if (later) throw new Refusal("merge_covered", { name: kept.name, other: later.gone.name });
  return { ...merge, ...readRecord(merge) };
}

/** What has been put on a third contact since stays there. */
async function moveBack(
  ctx: Context,
  { keptId, goneId, moved }: { keptId: string; goneId: string; moved: Moved },
): Promise<void> {
  for (const { key, table, column } of movedColumns) {
    const ids = moved[key] ?? [];
    if (ids.length === 0) continue;
    const [into, named] = [sql.raw(`"${table}"`), sql.raw(`"${column}"`)];
    await ctx.tx.$executeRaw`
      UPDATE ${into} SET ${named} = ${goneId}::uuid
      WHERE id IN (SELECT id FROM ${into} WHERE id = ANY(${ids}::uuid[]) AND ${named} = ${keptId}::uuid ORDER BY id FOR NO KEY UPDATE)`;
  }
  for (const { key, table, column } of singleColumns) {
    if (!moved[key]?.includes(goneId)) continue;
    const [into, named] = [sql.raw(`"${table}"`), sql.raw(`"${column}"`)];
    await ctx.tx.$executeRaw`UPDATE ${into} SET ${named} = ${goneId}::uuid WHERE ${named} = ${keptId}::uuid`;
  }
  for (const { key, table, column } of listColumns) {
    const ids = moved[key] ?? [];
    if (ids.length === 0) continue;
    const [into, named] = [sql.raw(`"${table}"`), sql.raw(`"${column}"`)];
    await ctx.tx.$executeRaw`
      UPDATE ${into} SET ${named} = array_replace(${named}, ${keptId}::uuid, ${goneId}::uuid) WHERE id IN (
        SELECT id FROM ${into} WHERE id = ANY(${ids}::uuid[]) ORDER BY id FOR NO KEY UPDATE)`;
  }
}

/** Whose a value is comes before whether it is in use: of each kind one is. */
async function takeBackValues(ctx: Context, changed: readonly Change[]): Promise<void> {
  const made = changed.filter(({ before }) => before === null).map(({ id }) => id);
  await ctx.tx.contactFact.deleteMany({ where: { id: { in: made }, field: "name" } });
  const steps = changed.flatMap(({ table, id, before, after }) =>
    Object.keys(after).flatMap((column) =>
      before ? [{ table, id, column, before: before[column] ?? null, after: after[column] ?? null }] : [],
    ),
  );
  const ends = ({ column }: Step) => column === "validTo" || column === "endedAt";
  for (const step of steps.filter((one) => !ends(one))) await takeBackValue(ctx, step);
  for (const step of steps.filter(ends)) await takeBackValue(ctx, step);
}

interface Step {
  table: Change["table"];
  id: string;
  column: string;
  before: string | null;
  after: string | null;
}

/** One value, where it is still what the merge made it. */
async function takeBackValue(ctx: Context, { table, id, column, before, after }: Step): Promise<void> {
  const types: Record<string, string> = changedColumns[table];
  const type = types[column];
  if (!type) return;
  const [into, named, typed] = [sql.raw(`"${table}"`), sql.raw(`"${column}"`), sql.raw(type)];
  // Somebody has set another value since: that one counts.
  const free =
    column !== "validTo"
      ? sql.empty
      : table === "contact_fact"
        ? sql.sql`AND NOT EXISTS (SELECT FROM contact_fact o WHERE o."contactId" = x."contactId" AND o.field = x.field AND o."validTo" IS NULL)`
        : sql.sql`AND NOT EXISTS (SELECT FROM contact_point o WHERE o."contactId" = x."contactId" AND o.kind = x.kind
            AND o.normal = x.normal AND o."validTo" IS NULL)`;
  await ctx.tx.$executeRaw`
    UPDATE ${into} x SET ${named} = CAST(${before}::text AS ${typed})
    WHERE id = ${id}::uuid AND ${named} IS NOT DISTINCT FROM CAST(${after}::text AS ${typed}) ${free}`;
}

async function readStage(ctx: Context, contactId: string): Promise<Stage> {
  const { stage } = await ctx.tx.contact.findFirstOrThrow({ where: { id: contactId }, select: { stage: true } });
  return stage as Stage;
}

/** What was posted of the one contact meanwhile was about both: whichever of them is erased, it is found. */
async function sharePosted(
  ctx: Context,
  { keptId, goneId, mergedAt }: { keptId: string; goneId: string; mergedAt: Date },
): Promise<void> {
  const posted = await ctx.tx.postedMessage.findMany({ where: { contactId: keptId, postedAt: { gte: mergedAt } } });
  await ctx.tx.postedMessage.createMany({ data: posted.map((one) => ({ ...one, id: newId(), contactId: goneId })) });
}
