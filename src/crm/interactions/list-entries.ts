import { validate as isId } from "uuid";
import type { Context } from "../../db/context.ts";
import { sql } from "../../db/context.ts";
import { allow } from "../access/permission.ts";
import { noteRead } from "../audits/note-read.ts";
import { listQuotesOfEntries } from "../quotes/list-customer-quotes.ts";
import type { Entry } from "./change-interaction.ts";

export interface Page<T> {
  rows: T[];
  /** hand it back for the next page; null on the last */
  next: string | null;
}

const columns = sql.sql`
  i.id, i."contactId", c.name AS "contactName", co.name AS "companyName", i."memberId", m.name AS "memberName", i.type, i.outcome,
  i."happenedAt", i."durationMinutes", i.note, i.link, i.version, i."batchId", i."createdAt", i."removedAt"
  FROM interaction i JOIN contact c ON c.id = i."contactId" LEFT JOIN company co ON co.id = c."companyId"
  LEFT JOIN member m ON m.id = i."memberId"`;

/** A customer's history, newest first. @param after `next` of the page before */
export async function listTimeline(
  ctx: Context,
  { contactId, after, limit }: { contactId: string; after: string | null; limit: number },
): Promise<Page<Entry>> {
  await allow(ctx, "customers:read");
  const { at, id } = readMark(after);
  const rows = await ctx.tx.$queryRaw<Entry[]>`
    SELECT ${columns}
    WHERE i."contactId" = ${contactId}::uuid AND i."removedAt" IS NULL
      AND (${at}::timestamptz IS NULL OR (i."happenedAt", i.id) < (${at}::timestamptz, ${id}::uuid))
    ORDER BY i."happenedAt" DESC, i.id DESC LIMIT ${limit + 1}`;
  if (rows.length > 0) noteRead(ctx, contactId);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const quotes = await listQuotesOfEntries(
    ctx,
    shown.flatMap(({ id: entryId, type }) => (type === "quote" ? [entryId] : [])),
  );
  return {
    rows: shown.map((entry) => ({ ...entry, quote: quotes.get(entry.id) })),
    next: rows.length > limit && last ? `${last.happenedAt.toISOString()}~${last.id}` : null,
  };
}

/** A mark that is none of ours begins anew. */
function readMark(mark: string | null): { at: Date | null; id: string | null } {
  const [time = "", id = ""] = mark?.split("~") ?? [];
  const at = new Date(time);
  return Number.isNaN(at.getTime()) || !isId(id) ? { at: null, id: null } : { at, id };
}

/** The newest entry in which something was said of a customer [R66]. */
export async function findLastStatement(ctx: Context, contactId: string): Promise<Entry | null> {
  await allow(ctx, "customers:read");
  const [entry] = await ctx.tx.$queryRaw<Entry[]>`
    SELECT ${columns}
    WHERE i."contactId" = ${contactId}::uuid AND i."removedAt" IS NULL AND i.note <> ''
    ORDER BY i."happenedAt" DESC, i.id DESC LIMIT 1`;
  return entry ?? null;
}

/** What the person acting wrote last. */
export async function listOwnEntries(ctx: Context, limit: number): Promise<Entry[]> {
  await allow(ctx, "customers:read");
  return ctx.tx.$queryRaw<Entry[]>`
    SELECT ${columns}
    WHERE i."memberId" = ${ctx.member?.id ?? null}::uuid AND i."removedAt" IS NULL
    ORDER BY i."createdAt" DESC, i.id DESC LIMIT ${limit}`;
}

/** What the person acting sent at once and has not taken back, in the order in which it was sent. */
export async function listBatch(ctx: Context, batchId: string): Promise<Entry[]> {
  await allow(ctx, "interactions:write");
  if (!isId(batchId)) return [];
  return ctx.tx.$queryRaw<Entry[]>`
    SELECT ${columns}
    WHERE i."batchId" = ${batchId}::uuid AND i."memberId" = ${ctx.member?.id ?? null}::uuid AND i."removedAt" IS NULL
    ORDER BY i.id`;
}
