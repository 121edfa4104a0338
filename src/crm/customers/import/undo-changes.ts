import { z } from "zod";
import { type Context, sql } from "../../../db/context.ts";
import { isStage } from "../contact.ts";
import { noteStageChanges } from "../note-stage-change.ts";
import type { KeptByUndo, UndonePage } from "./undo-import.ts";

interface Page {
  importId: string;
  after: string | null;
  limit: number;
}

const columns = z.record(z.string(), z.string().nullable());

interface ChangeRow {
  id: string;
  contactId: string | null;
  companyId: string | null;
  before: unknown;
  after: unknown;
}

/** The columns that an import may fill in, each with its type: what is restored goes by these names alone. */
const contactColumns = {
  ...{ companyId: "uuid", ownerId: "uuid", birthDate: "date", customerSince: "date", stage: "text", interests: "text" },
  ...{ externalSystem: "text", externalId: "text", externalUrl: "text" },
} as const;
const companyColumns = { externalSystem: "text", externalId: "text", externalUrl: "text" } as const;

/**
 * Makes contacts and companies that were there before an import what they were, a page of its changes, the latest first. A
 * value that the import had added is taken out (it was never theirs), one that it had ended is current again, a column has
 * its old value: each only where nobody has confirmed, suspended or changed it since.
 */
export async function takeBackChanges(ctx: Context, { importId, after, limit }: Page): Promise<UndonePage> {
  const changes = await ctx.tx.$queryRaw<ChangeRow[]>`
    SELECT h.id, h."contactId", h."companyId", h.before, h.after FROM import_change h
    WHERE h."importId" = ${importId}::uuid AND (${after}::uuid IS NULL OR h.id < ${after}::uuid)
    ORDER BY h.id DESC LIMIT ${limit}`;
  // What the import itself had made is gone as a whole, or stays as a whole.
  const made = await ctx.tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM contact WHERE id = ANY(${changes.flatMap(({ contactId }) => contactId ?? [])}::uuid[])
      AND ("importId" = ${importId}::uuid OR "endedAt" IS NOT NULL)
    UNION ALL SELECT id FROM company WHERE id = ANY(${changes.flatMap(({ companyId }) => companyId ?? [])}::uuid[])
      AND ("importId" = ${importId}::uuid OR "endedAt" IS NOT NULL)`;
  const skipped = new Set(made.map(({ id }) => id));
  const mine = changes.filter((one) => !skipped.has(one.contactId ?? one.companyId ?? ""));
  const contactIds = [...new Set(mine.flatMap(({ contactId }) => contactId ?? []))];
  const companyIds = [...new Set(mine.flatMap(({ companyId }) => companyId ?? []))];
  const kept = new Set<string>();
  const points = await takeBackPoints(ctx, importId, [...contactIds, ...companyIds]);
  const facts = await takeBackFacts(ctx, importId, contactIds);
  for (const id of [...points.kept, ...facts.kept]) kept.add(id);
  const back = new Set([...points.back, ...facts.back]);
  for (const { contactId, companyId, ...change } of mine) {
    const id = contactId ?? companyId ?? "";
    const outcome = await takeBackColumns(ctx, contactId ? "contact" : "company", id, change);
    if (outcome.kept) kept.add(id);
    if (outcome.back) back.add(id);
  }
  for (const id of back) {
    const isContact = contactIds.includes(id);
    ctx.audit({
      action: isContact ? "contact.changes_taken_back" : "company.changes_taken_back",
      subjectType: isContact ? "contact" : "company",
      subjectId: id,
      after: { importId },
    });
  }
  return {
    counts: { restored: [...back].filter((id) => !kept.has(id)).length },
    kept: [...kept].map(
      (id): KeptByUndo =>
        contactIds.includes(id)
          ? { contactId: id, companyId: null, reason: "changed" }
          : { contactId: null, companyId: id, reason: "changed" },
    ),
    after: changes.length < limit ? null : (changes.at(-1)?.id ?? null),
  };
}

interface TakenBack {
  /** ids of contacts and companies of which something was taken back */
  back: string[];
  /** and of those of which something had to stay */
  kept: string[];
}

async function takeBackPoints({ tx }: Context, importId: string, ids: readonly string[]): Promise<TakenBack> {
  const own = sql.sql`("contactId" = ANY(${ids}::uuid[]) OR "companyId" = ANY(${ids}::uuid[]))`;
  const untouched = sql.sql`"confirmedAt" IS NULL AND "suspendedAt" IS NULL
    AND ("validTo" IS NULL OR "endedByImportId" = ${importId}::uuid)`;
  const removed = await tx.$queryRaw<{ id: string }[]>`
    DELETE FROM contact_point WHERE ${own} AND "importId" = ${importId}::uuid AND ${untouched}
    RETURNING coalesce("contactId", "companyId") AS id`;
  const left = await tx.$queryRaw<{ id: string; kind: string }[]>`
    SELECT coalesce("contactId", "companyId") AS id, kind FROM contact_point
    WHERE ${own} AND "importId" = ${importId}::uuid`;
  // Where somebody has confirmed what the import brought, what it replaced stays replaced.
  const restored = await tx.$queryRaw<{ id: string }[]>`
    UPDATE contact_point SET "validTo" = NULL, "endedByImportId" = NULL
    WHERE ${own} AND "endedByImportId" = ${importId}::uuid AND "importId" IS DISTINCT FROM ${importId}::uuid
      AND (coalesce("contactId", "companyId")::text || ' ' || kind) <> ALL(${left.map(({ id, kind }) => `${id} ${kind}`)}::text[])
    RETURNING coalesce("contactId", "companyId") AS id`;
  return { back: [...removed, ...restored].map(({ id }) => id), kept: left.map(({ id }) => id) };
}

async function takeBackFacts({ tx }: Context, importId: string, ids: readonly string[]): Promise<TakenBack> {
  const removed = await tx.$queryRaw<{ id: string }[]>`
    DELETE FROM contact_fact WHERE "contactId" = ANY(${ids}::uuid[]) AND "importId" = ${importId}::uuid AND "confirmedAt" IS NULL
      AND (field = 'name' OR "validTo" IS NULL OR "endedByImportId" = ${importId}::uuid)
    RETURNING "contactId" AS id`;
  const left = await tx.$queryRaw<{ id: string }[]>`
    SELECT "contactId" AS id FROM contact_fact WHERE "contactId" = ANY(${ids}::uuid[]) AND "importId" = ${importId}::uuid`;
  // One value of a field is current at any moment: the last that the import ended, if nobody has set another since.
  const restored = await tx.$queryRaw<{ id: string }[]>`
    UPDATE contact_fact SET "validTo" = NULL, "endedByImportId" = NULL WHERE id IN (
      SELECT DISTINCT ON (f."contactId", f.field) f.id FROM contact_fact f
      WHERE f."contactId" = ANY(${ids}::uuid[]) AND f."endedByImportId" = ${importId}::uuid
        AND f."importId" IS DISTINCT FROM ${importId}::uuid
        AND NOT EXISTS (SELECT FROM contact_fact o WHERE o."contactId" = f."contactId" AND o.field = f.field AND o."validTo" IS NULL)
      ORDER BY f."contactId", f.field, f."validTo" DESC, f.id DESC)
    RETURNING "contactId" AS id`;
  return { back: [...removed, ...restored].map(({ id }) => id), kept: left.map(({ id }) => id) };
}

/** Each column that still holds what the import wrote gets back what it held before. */
async function takeBackColumns(
  ctx: Context,
  table: "contact" | "company",
  id: string,
  change: { before: unknown; after: unknown },
): Promise<{ back: boolean; kept: boolean }> {
  const { tx } = ctx;
  const [before, after] = [columns.parse(change.before), columns.parse(change.after)];
  const outcome = { back: false, kept: false };
  for (const [column, type] of Object.entries(table === "contact" ? contactColumns : companyColumns)) {
    if (!(column in after)) continue;
    const name = sql.raw(`"${column}"`);
    const typed = sql.raw(type);
    // An organisation that somebody confirmed since stays with its company.
    const tied =
      column === "companyId"
        ? sql.sql`AND NOT EXISTS (SELECT FROM contact_fact f WHERE f."contactId" = ${id}::uuid AND f.field = 'organisation'
            AND f."validTo" IS NULL AND f."confirmedAt" IS NOT NULL)`
        : sql.empty;
    const source = column === "customerSince" ? sql.sql`, "customerSinceSource" = NULL` : sql.empty;
    const done = await tx.$executeRaw`
      UPDATE ${sql.raw(table)} SET ${name} = CAST(${before[column] ?? null}::text AS ${typed})${source}
      WHERE id = ${id}::uuid AND ${name} IS NOT DISTINCT FROM CAST(${after[column] ?? null}::text AS ${typed}) ${tied}`;
    if (done > 0) outcome.back = true;
    else outcome.kept = true;
    const [from, to] = [after[column], before[column]];
    if (done > 0 && column === "stage" && from && to && isStage(from) && isStage(to))
      await noteStageChanges(ctx, [{ contactId: id, from, to, cause: "undo" }]);
  }
  return outcome;
}
