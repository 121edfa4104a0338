import { v7 as newId } from "uuid";
import type { Context } from "../../db/context.ts";
import type { FactField } from "./contact.ts";

export interface FactValue {
  value: string;
  currency?: string | null;
}

/**
 * Makes `wanted` the current value of one field: another value ends now and the new one begins; null ends it.
 * @returns what it said before; "unchanged" when it said the same already
 */
export async function keepFact(
  ctx: Context,
  contactId: string,
  field: FactField,
  wanted: FactValue | null,
  { source, confirmed }: { source: string; confirmed: boolean },
): Promise<{ before: string | null; after: string | null } | "unchanged"> {
  const current = await ctx.tx.contactFact.findFirst({
    where: { contactId, field, validTo: null },
    select: { id: true, value: true, currency: true },
  });
  const currency = wanted?.currency ?? null;
  if (current?.value === wanted?.value && (current?.currency ?? null) === currency) return "unchanged";
  if (current) await ctx.tx.contactFact.update({ where: { id: current.id }, data: { validTo: ctx.now } });
  if (wanted) {
    await ctx.tx.contactFact.create({
      data: {
        id: newId(),
        workspaceId: ctx.workspace.id,
        contactId,
        field,
        value: wanted.value,
        currency,
        source,
        ...(confirmed && { confirmedAt: ctx.now, confirmedById: ctx.member?.id ?? null, confirmedHow: "edit" }),
        validFrom: ctx.now,
        createdAt: ctx.now,
      },
    });
  }
  return { before: showFact(current), after: showFact(wanted) };
}

function showFact(fact: FactValue | null): string | null {
  return fact && (fact.currency ? `${fact.value} ${fact.currency}` : fact.value);
}
