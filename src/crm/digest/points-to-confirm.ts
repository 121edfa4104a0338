import { validate as isId } from "uuid";
import type { Context } from "../../db/context.ts";
import { allow } from "../access/permission.ts";
import { findPointToChange } from "../customers/confirm-contact-point.ts";
import { ageingAfterDays, type PointKind } from "../customers/contact.ts";

/** Points that one digest asks about, one after the other. */
const mostAsked = 3;
/** A point that was passed over is not asked about again for this long. */
const restDays = 30;
const dayMs = 86_400_000;

/**
 * The points of contact that are to be confirmed first by whoever owns the customers: of those never confirmed, or confirmed
 * longer ago than {@link ageingAfterDays}, one a customer, those worth most first, of each the oldest. Values are compared as
 * they are kept; a team has its customers in one currency, as a rule.
 */
export async function pointsToConfirm(ctx: Context, memberId: string): Promise<string[]> {
  const rows = await ctx.tx.$queryRaw<{ id: string }[]>`
    WITH asked AS (
      SELECT DISTINCT ON (c.id) p.id, p."confirmedAt", f.value::numeric AS value
      FROM contact c JOIN contact_point p ON p."contactId" = c.id
        LEFT JOIN contact_fact f ON f."contactId" = c.id AND f.field = 'value' AND f."validTo" IS NULL
      WHERE c."ownerId" = ${memberId}::uuid AND c."endedAt" IS NULL AND c.stage <> 'former'
        AND p."validTo" IS NULL AND p."suspendedAt" IS NULL AND p.kind IN ('phone', 'email', 'address')
        AND (p."confirmedAt" IS NULL OR p."confirmedAt" < ${new Date(ctx.now.getTime() - ageingAfterDays * dayMs)})
        AND NOT EXISTS (SELECT FROM digest d WHERE d."memberId" = ${memberId}::uuid
          AND d."createdAt" > ${new Date(ctx.now.getTime() - restDays * dayMs)} AND p.id = ANY(d."skippedIds"))
      ORDER BY c.id, p."confirmedAt" NULLS FIRST, p.id)
    SELECT id FROM asked ORDER BY value DESC NULLS LAST, "confirmedAt" NULLS FIRST, id LIMIT ${mostAsked}`;
  return rows.map(({ id }) => id);
}

/** What a digest asks of one point, and what has been answered so far. */
export interface Confirmation {
  /** the first that is not answered; null: all are */
  question: { pointId: string; contactId: string; contactName: string; kind: PointKind; typed: string } | null;
  /** "1 of 2" */
  nth: number;
  of: number;
  confirmed: number;
  changed: number;
  skipped: number;
}

export async function readConfirmation(
  ctx: Context,
  { pointIds, skippedIds, createdAt }: { pointIds: string[]; skippedIds: string[]; createdAt: Date },
): Promise<Confirmation | null> {
  if (pointIds.length === 0) return null;
  const points = await ctx.tx.contactPoint.findMany({
    where: { id: { in: pointIds }, contact: { endedAt: null } },
    select: { id: true, kind: true, typed: true, confirmedAt: true, validTo: true, contact: true },
  });
  const asked = pointIds.flatMap((id) => points.find((point) => point.id === id) ?? []);
  if (asked.length === 0) return null;
  const answers = asked.map((point) => {
    if (point.validTo !== null) return "changed";
    if (point.confirmedAt && point.confirmedAt >= createdAt) return "confirmed";
    return skippedIds.includes(point.id) ? "skipped" : null;
  });
  const open = asked[answers.indexOf(null)];
  const count = (answer: string) => answers.filter((one) => one === answer).length;
  return {
    question: open?.contact
      ? {
          ...{ pointId: open.id, contactId: open.contact.id, contactName: open.contact.name },
          ...{ kind: open.kind as PointKind, typed: open.typed },
        }
      : null,
    nth: answers.filter((answer) => answer !== null).length + 1,
    of: asked.length,
    ...{ confirmed: count("confirmed"), changed: count("changed"), skipped: count("skipped") },
  };
}

/**
 * Notes that whoever was asked does not know whether a point still holds; it is not asked of them again for a while.
 * @throws Refusal not_permitted, point_not_found
 */
export async function skipPoint(ctx: Context, { pointId }: { pointId: string }): Promise<void> {
  await allow(ctx, "customers:write");
  const point = await findPointToChange(ctx, { pointId });
  if (!point || !ctx.member || !isId(pointId)) return;
  const skipped = await ctx.tx.$executeRaw`
    UPDATE digest SET "skippedIds" = "skippedIds" || ${pointId}::uuid WHERE "memberId" = ${ctx.member.id}::uuid
      AND ${pointId}::uuid = ANY("pointIds") AND NOT ${pointId}::uuid = ANY("skippedIds")`;
  if (skipped === 0) return;
  ctx.audit({
    action: "point.skipped",
    subjectType: point.contactId ? "contact" : "company",
    subjectId: point.contactId ?? point.companyId,
    ...(point.contactId && { about: { type: "contact", id: point.contactId } }),
    after: { pointId, kind: point.kind, typed: point.typed },
  });
}
