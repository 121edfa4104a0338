import { validate as isId } from "uuid";
import type { Context } from "../../db/context.ts";
import { allow } from "../access/permission.ts";
import { Refusal } from "../refusal.ts";
import type { ConfirmedBy, PointKind } from "./contact.ts";

/** One point by its id, or the one that is used first for this kind: the newest that is not suspended. */
export type WhichPoint = { pointId: string } | { contactId: string; kind: PointKind };

export interface CurrentPoint {
  id: string;
  contactId: string | null;
  companyId: string | null;
  kind: PointKind;
  typed: string;
  normal: string;
  confirmedAt: Date | null;
  confirmedById: string | null;
  confirmedHow: string | null;
  suspendedAt: Date | null;
  suspendedReason: string | null;
  /** the entry's evidence on which this rests */
  evidenceId: string | null;
}

/**
 * Notes that a point of contact still reaches whom it should; a suspension ends with it.
 * @returns the point as it was before; null when the contact has none of this kind
 * @throws Refusal not_permitted, point_not_found for an id that is not current
 */
export async function confirmContactPoint(
  ctx: Context,
  input: WhichPoint & { how: ConfirmedBy; evidenceId?: string },
): Promise<CurrentPoint | null> {
  const point = await findPointToChange(ctx, input);
  if (!point) return null;
  await ctx.tx.contactPoint.update({
    where: { id: point.id },
    data: {
      confirmedAt: ctx.now,
      confirmedById: ctx.member?.id ?? null,
      confirmedHow: input.how,
      suspendedAt: null,
      suspendedReason: null,
      evidenceId: input.evidenceId ?? null,
    },
  });
  ctx.audit({
    action: "point.confirmed",
    subjectType: point.contactId ? "contact" : "company",
    subjectId: point.contactId ?? point.companyId,
    ...(point.contactId && { about: { type: "contact", id: point.contactId } }),
    before: { confirmedAt: point.confirmedAt?.toISOString() ?? null, suspendedReason: point.suspendedReason },
    after: {
      pointId: point.id,
      kind: point.kind,
      typed: point.typed,
      confirmedAt: ctx.now.toISOString(),
      how: input.how,
    },
  });
  return point;
}

/** The current point, its row locked. A contact's point of a kind: the newest in use, else the newest suspended. */
export async function findPointToChange(ctx: Context, which: WhichPoint): Promise<CurrentPoint | null> {
  await allow(ctx, "customers:write");
  if ("pointId" in which) {
    const point = isId(which.pointId) ? await lockPoint(ctx, which.pointId) : null;
    if (!point) throw new Refusal("point_not_found", {});
    return point;
  }
  const [newest] = isId(which.contactId)
    ? await ctx.tx.$queryRaw<{ id: string }[]>`
        SELECT id FROM contact_point WHERE "contactId" = ${which.contactId}::uuid AND kind = ${which.kind} AND "validTo" IS NULL
        ORDER BY "suspendedAt" IS NOT NULL, "validFrom" DESC, id DESC LIMIT 1`
    : [];
  return newest ? lockPoint(ctx, newest.id) : null;
}

async function lockPoint(ctx: Context, pointId: string): Promise<CurrentPoint | null> {
  const [point] = await ctx.tx.$queryRaw<CurrentPoint[]>`
    SELECT id, "contactId", "companyId", kind, typed, normal, "confirmedAt", "confirmedById", "confirmedHow", "suspendedAt",
           "suspendedReason", "evidenceId"
    FROM contact_point WHERE id = ${pointId}::uuid AND "validTo" IS NULL FOR UPDATE`;
  return point ?? null;
}
