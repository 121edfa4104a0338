import { v7 as newId } from "uuid";
import type { Context } from "../../db/context.ts";
import { allow } from "../access/permission.ts";
import { Refusal } from "../refusal.ts";
import { cleanLine } from "./clean-line.ts";
import { companyNameKey } from "./company-name-key.ts";
import { longest } from "./contact.ts";
import { foldName } from "./fold-name.ts";

export interface CompanyName {
  id: string;
  name: string;
}

/**
 * The company of this name, legal forms and accents aside; it is made if there is none. Two people naming it at once
 * get the same one. Null when nothing was typed.
 * @throws Refusal not_permitted, text_too_long
 */
export async function ensureCompany(ctx: Context, typed: string, source = "typed"): Promise<CompanyName | null> {
  await allow(ctx, "customers:write");
  const name = cleanLine(typed);
  const searchKey = foldName(name);
  if (searchKey === "") return null;
  if (name.length > longest.company)
    throw new Refusal("text_too_long", { field: "companyName", longest: longest.company });
  const nameKey = companyNameKey(name);
  const known = await findCompanyByKey(ctx, nameKey);
  if (known) return known;
  await lockIdentities(ctx, [`company ${nameKey}`]);
  const sinceThen = await findCompanyByKey(ctx, nameKey);
  if (sinceThen) return sinceThen;
  const company = { id: newId(), name };
  await ctx.tx.company.create({
    data: {
      ...company,
      workspaceId: ctx.workspace.id,
      searchKey,
      nameKey,
      source,
      createdAt: ctx.now,
      createdById: ctx.member?.id ?? null,
    },
  });
  ctx.audit({ action: "company.created", subjectType: "company", subjectId: company.id, after: { name, source } });
  return company;
}

async function findCompanyByKey(ctx: Context, nameKey: string): Promise<CompanyName | null> {
  const [company] = await ctx.tx.$queryRaw<CompanyName[]>`
    SELECT id, name FROM company WHERE "nameKey" = ${nameKey} AND "endedAt" IS NULL ORDER BY id LIMIT 1`;
  return company ?? null;
}

/**
 * Puts those who are about to make the same thing in order until the end of the transaction; locked in one order, so
 * that two with several in common do not wait for each other.
 */
export async function lockIdentities(ctx: Context, identities: string[]): Promise<void> {
  for (const identity of [...new Set(identities)].toSorted()) {
    const lock = `${ctx.workspace.id} ${identity}`;
    await ctx.tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${lock}, 0))`;
  }
}
