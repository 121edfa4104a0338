import { validate as isId } from "uuid";
import type { Context } from "../../db/context.ts";
import { allow } from "../access/permission.ts";
import { Refusal } from "../refusal.ts";
import type { ConfirmedBy, FactField } from "./contact.ts";

export interface CurrentFact {
  id: string;
  contactId: string;
  field: FactField;
  value: string;
  currency: string | null;
  confirmedAt: Date | null;
}

/**
 * Notes that a job title, function, organisation or value is still true.
 * @returns it as it was before
 * @throws Refusal not_permitted, value_not_found for an id that is not current
 */
export async function confirmContactFact(
  ctx: Context,
  { factId, how }: { factId: string; how: ConfirmedBy },
): Promise<CurrentFact> {
  await allow(ctx, "customers:write");
  const fact = await findFactToChange(ctx, factId);
  if (!fact) throw new Refusal("value_not_found", {});
  await ctx.tx.contactFact.update({
    where: { id: fact.id },
    data: { confirmedAt: ctx.now, confirmedById: ctx.member?.id ?? null, confirmedHow: how },
  });
  ctx.audit({
    action: "fact.confirmed",
    subjectType: "contact",
    subjectId: fact.contactId,
    about: { type: "contact", id: fact.contactId },
    before: { confirmedAt: fact.confirmedAt?.toISOString() ?? null },
    after: {
      ...{ factId: fact.id, field: fact.field, value: fact.value, currency: fact.currency },
      ...{ confirmedAt: ctx.now.toISOString(), how },
    },
  });
  return fact;
}

/** The current value, its row locked; null: it was replaced, or it is another kind of thing. */
export async function findFactToChange(ctx: Context, factId: string): Promise<CurrentFact | null> {
  if (!isId(factId)) return null;
  const [fact] = await ctx.tx.$queryRaw<CurrentFact[]>`
    SELECT id, "contactId", field, value, currency, "confirmedAt" FROM contact_fact
    WHERE id = ${factId}::uuid AND "validTo" IS NULL AND field <> 'name' FOR UPDATE`;
  return fact ?? null;
}
