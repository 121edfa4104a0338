import type { Context } from "../../db/context.ts";
import { type CurrentPoint, findPointToChange, type WhichPoint } from "./confirm-contact-point.ts";

/**
 * Notes that a point of contact does not reach anybody, so that nobody tries it again: a bounce, a wrong number.
 * @param input.reason in words, as it will be read: "bounced on 12 Nov"
 * @returns the point as it was before; null when the contact has none of this kind
 * @throws Refusal not_permitted, point_not_found for an id that is not current
 */
export async function suspendContactPoint(
  ctx: Context,
  input: WhichPoint & { reason: string; evidenceId?: string },
): Promise<CurrentPoint | null> {
  const point = await findPointToChange(ctx, input);
  // Said again by an entry, it rests on that entry too.
  const known = point?.suspendedAt && point.suspendedReason === input.reason && input.evidenceId === undefined;
  if (!point || known) return point;
  await ctx.tx.contactPoint.update({
    where: { id: point.id },
    data: { suspendedAt: ctx.now, suspendedReason: input.reason, evidenceId: input.evidenceId ?? null },
  });
  ctx.audit({
    action: "point.suspended",
    subjectType: point.contactId ? "contact" : "company",
    subjectId: point.contactId ?? point.companyId,
    ...(point.contactId && { about: { type: "contact", id: point.contactId } }),
    before: { suspendedAt: point.suspendedAt?.toISOString() ?? null, suspendedReason: point.suspendedReason },
    after: { pointId: point.id, kind: point.kind, typed: point.typed, reason: input.reason },
  });
  return point;
}
