import type { AuditNote, Context } from "../../db/context.ts";
import { allow } from "../access/permission.ts";
import { confirmContactFact, findFactToChange } from "../customers/confirm-contact-fact.ts";
import { confirmContactPoint, findPointToChange } from "../customers/confirm-contact-point.ts";
import type { ConfirmedBy } from "../customers/contact.ts";
import { Refusal } from "../refusal.ts";

/**
 * Notes that what is known of a customer in one field is still true, whichever of the eight it is.
 * @throws Refusal not_permitted, point_not_found when it has been replaced, value_not_found when that happens meanwhile
 */
export async function confirmValue(
  ctx: Context,
  { valueId, how }: { valueId: string; how: ConfirmedBy },
): Promise<void> {
  await allow(ctx, "customers:write");
  if (await findFactToChange(ctx, valueId)) await confirmContactFact(ctx, { factId: valueId, how });
  else await confirmContactPoint(ctx, { pointId: valueId, how });
}

/**
 * The entry by which the log keeps that whoever was asked does not know whether a value still holds.
 * @throws Refusal not_permitted, point_not_found when it has been replaced
 */
export async function skippedNote(ctx: Context, valueId: string): Promise<AuditNote> {
  const fact = await findFactToChange(ctx, valueId);
  if (fact) {
    const { id, contactId, field, value, currency } = fact;
    return {
      action: "fact.skipped",
      subjectType: "contact",
      subjectId: contactId,
      about: { type: "contact", id: contactId },
      after: { factId: id, field, value, currency },
    };
  }
  const point = await findPointToChange(ctx, { pointId: valueId });
  if (!point) throw new Refusal("point_not_found", {});
  return {
    action: "point.skipped",
    subjectType: point.contactId ? "contact" : "company",
    subjectId: point.contactId ?? point.companyId,
    ...(point.contactId && { about: { type: "contact", id: point.contactId } }),
    after: { pointId: point.id, kind: point.kind, typed: point.typed },
  };
}
