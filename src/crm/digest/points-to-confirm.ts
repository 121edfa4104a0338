import { validate as isId } from "uuid";
import { type Context, sql } from "../../db/context.ts";
import { allow } from "../access/permission.ts";
import { confirmValue, skippedNote } from "../freshness/confirm-value.ts";
import { firstValues, lookedAfter } from "../freshness/first-values.ts";
import { limitRows, readLimits } from "../freshness/limits.ts";
import { type OwnStale, ownStale } from "../freshness/list-stale.ts";
import type { PerishableField } from "../freshness/perishable.ts";

/** Values that one digest asks about, one after the other. */
const mostAsked = 3;
/** A value that was passed over is not asked about again for this long; nor does a steward's question count after it. */
const restDays = 30;
const dayMs = 86_400_000;

/**
 * What is to be confirmed first by whoever owns the customers, of all eight perishable fields: never confirmed, or longer ago
 * than the field's limit; one a customer. Customers that a steward asks about come first (of those a suspended address too: is
 * there another?), then those worth most. Of a customer's values the one never confirmed, else the one furthest beyond its limit.
 * Values are compared as they are kept; a team has its customers in one currency, as a rule.
 * @returns ids of contact_point and contact_fact
 */
export async function pointsToConfirm(ctx: Context, memberId: string): Promise<string[]> {
  const rest = new Date(ctx.now.getTime() - restDays * dayMs);
  const own = sql.sql`c."ownerId" = ${memberId}::uuid AND ${lookedAfter}`;
  const rows = await ctx.tx.$queryRaw<{ id: string }[]>`
    WITH v AS MATERIALIZED (${firstValues(own)}),
    asked AS (
      SELECT DISTINCT ON (v."contactId") v.id, v."confirmedAt", w.shown::numeric AS value, a."contactId" IS NOT NULL AS wanted
      FROM v JOIN ${limitRows(await readLimits(ctx), ctx.now)} ON l.field = v.field
        LEFT JOIN v w ON w."contactId" = v."contactId" AND w.field = 'value'
        LEFT JOIN freshness_ask a ON a."contactId" = v."contactId" AND a."askedAt" > ${rest}
      WHERE (v."confirmedAt" IS NULL OR v."confirmedAt" < l."staleBefore" OR v."suspendedAt" IS NOT NULL)
        AND (v."suspendedAt" IS NULL OR a."contactId" IS NOT NULL)
        AND NOT EXISTS (SELECT FROM digest d WHERE d."memberId" = ${memberId}::uuid
          AND d."createdAt" > ${rest} AND v.id = ANY(d."skippedIds"))
      ORDER BY v."contactId", v."suspendedAt" IS NULL, v."confirmedAt" IS NOT NULL,
        extract(epoch FROM ${ctx.now}::timestamptz - v."confirmedAt") / l.days DESC, l.nth),
    -- A company's website is one value of several customers.
    once AS (SELECT DISTINCT ON (id) * FROM asked ORDER BY id, wanted DESC, value DESC NULLS LAST)
    SELECT id FROM once ORDER BY wanted DESC, value DESC NULLS LAST, "confirmedAt" NULLS FIRST, id LIMIT ${mostAsked}`;
  return rows.map(({ id }) => id);
}

/** A value that may no longer be true, and what is known of how far it can be relied on. */
export interface ValueInQuestion {
  /** of contact_point or contact_fact */
  valueId: string;
  contactId: string;
  contactName: string;
  companyName: string | null;
  field: PerishableField;
  /** as typed; of `value` minor units a year */
  shown: string;
  currency: string | null;
  /** the company's own, not the person's */
  ofCompany: boolean;
  source: string;
  confirmedAt: Date | null;
  /** the member's name; null for Steward itself */
  confirmedBy: string | null;
  suspendedAt: Date | null;
  suspendedReason: string | null;
  /** the steward who asked for it; null: nobody did */
  askedBy: string | null;
}

/** What a digest asks, and what has been answered so far. */
export interface Confirmation {
  /** the first that is not answered; null: all are */
  question: ValueInQuestion | null;
  /** "1 of 2" */
  nth: number;
  of: number;
  confirmed: number;
  changed: number;
  skipped: number;
}

interface Asked extends ValueInQuestion {
  validTo: Date | null;
}

export async function readConfirmation(
  ctx: Context,
  {
    memberId,
    pointIds,
    skippedIds,
    createdAt,
  }: { memberId: string; pointIds: string[]; skippedIds: string[]; createdAt: Date },
): Promise<Confirmation | null> {
  if (pointIds.length === 0) return null;
  const values = await readAsked(ctx, { memberId, ids: pointIds, createdAt });
  const asked = pointIds.flatMap((id) => values.find(({ valueId }) => valueId === id) ?? []);
  if (asked.length === 0) return null;
  const answers = asked.map(({ valueId, validTo, confirmedAt, suspendedAt }) => {
    if (validTo !== null) return "changed";
    // A number found wrong since needs no question any more.
    if (suspendedAt && suspendedAt > createdAt) return "changed";
    if (!suspendedAt && confirmedAt && confirmedAt >= createdAt) return "confirmed";
    return skippedIds.includes(valueId) ? "skipped" : null;
  });
  const open = asked[answers.indexOf(null)];
  const count = (answer: string) => answers.filter((one) => one === answer).length;
  const { validTo: _, ...question } = open ?? { validTo: null };
  return {
    question: open ? (question as ValueInQuestion) : null,
    nth: answers.filter((answer) => answer !== null).length + 1,
    of: asked.length,
    ...{ confirmed: count("confirmed"), changed: count("changed"), skipped: count("skipped") },
  };
}

/** What is asked about, of customers who are still there. A company's address is asked of for the one of its people who is this member's. */
async function readAsked(
  ctx: Context,
  { memberId, ids, createdAt }: { memberId: string; ids: readonly string[]; createdAt: Date },
): Promise<Asked[]> {
  return ctx.tx.$queryRaw<Asked[]>`
    SELECT x.id AS "valueId", c.id AS "contactId", c.name AS "contactName", co.name AS "companyName", x.field, x.shown, x.currency,
      x."ofCompany", x.source, x."confirmedAt", m.name AS "confirmedBy", x."suspendedAt", x."suspendedReason", x."validTo", b.name AS "askedBy"
    FROM (
      SELECT p.id, p."contactId", p."companyId", p.kind AS field, p.typed AS shown, NULL::text AS currency, p."contactId" IS NULL AS "ofCompany",
        p.source, p."confirmedAt", p."confirmedById", p."suspendedAt", p."suspendedReason", p."validTo"
      FROM contact_point p WHERE p.id = ANY(${[...ids]}::uuid[])
      UNION ALL
      SELECT f.id, f."contactId", NULL, f.field, f.value, f.currency, false, f.source, f."confirmedAt", f."confirmedById", NULL, NULL, f."validTo"
      FROM contact_fact f WHERE f.id = ANY(${[...ids]}::uuid[]) AND f.field <> 'name'
    ) x
    JOIN LATERAL (SELECT c.* FROM contact c WHERE c."endedAt" IS NULL AND (c.id = x."contactId" OR c."companyId" = x."companyId")
      ORDER BY c."ownerId" = ${memberId}::uuid DESC NULLS LAST, c.id LIMIT 1) c ON true
    LEFT JOIN company co ON co.id = c."companyId" LEFT JOIN member m ON m.id = x."confirmedById"
    LEFT JOIN freshness_ask a ON a."contactId" = c.id AND a."askedAt" BETWEEN ${new Date(createdAt.getTime() - restDays * dayMs)} AND ${createdAt}
    LEFT JOIN member b ON b.id = a."askedById"`;
}

/** "Yes": it is still true, by whom and when. @throws Refusal not_permitted, point_not_found */
export async function confirmAsked(ctx: Context, { pointId }: { pointId: string }): Promise<void> {
  await confirmValue(ctx, { valueId: pointId, how: "digest" });
}

/**
 * Notes that whoever was asked does not know whether a value still holds; it is not asked of them again for a while.
 * @throws Refusal not_permitted, point_not_found
 */
export async function skipPoint(ctx: Context, { pointId }: { pointId: string }): Promise<void> {
  await allow(ctx, "customers:write");
  const note = await skippedNote(ctx, pointId);
  if (!ctx.member || !isId(pointId)) return;
  const skipped = await ctx.tx.$executeRaw`
    UPDATE digest SET "skippedIds" = "skippedIds" || ${pointId}::uuid WHERE "memberId" = ${ctx.member.id}::uuid
      AND ${pointId}::uuid = ANY("pointIds") AND NOT ${pointId}::uuid = ANY("skippedIds")`;
  if (skipped > 0) ctx.audit(note);
}

/**
 * What a digest says of a person's own customers beside its questions: how many have something past its limit, where these are
 * more than it asks about. By itself that makes no digest; whoever wants none of the questions does not hear of it.
 */
export async function findOwnStale(
  ctx: Context,
  { memberId, pointIds }: { memberId: string; pointIds: readonly string[] },
): Promise<OwnStale | null> {
  const less = await ctx.tx.attentionLess.findFirst({
    where: { memberId, kind: "digest-fields" },
    select: { kind: true },
  });
  const own = less ? null : await ownStale(ctx, memberId);
  return own && own.customers > pointIds.length ? own : null;
}
