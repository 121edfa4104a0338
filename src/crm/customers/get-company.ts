import { validate as isId } from "uuid";
import type { Context } from "../../db/context.ts";
import { allow } from "../access/permission.ts";
import { Refusal } from "../refusal.ts";
import type { CompanyName } from "./ensure-company.ts";

/** @throws Refusal not_permitted, company_not_found */
export async function getCompany(ctx: Context, companyId: string): Promise<CompanyName> {
  await allow(ctx, "customers:read");
  const company = isId(companyId)
    ? await ctx.tx.company.findFirst({ where: { id: companyId, endedAt: null }, select: { id: true, name: true } })
    : null;
  if (!company) throw new Refusal("company_not_found", {});
  return company;
}
