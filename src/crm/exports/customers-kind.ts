import type { Context } from "../../db/context.ts";
import type { PointKind } from "../customers/contact.ts";
import { defineExportKind, type ExportColumn, type IdRange, within } from "./export-kind.ts";
import { majorAmount } from "./major-amount.ts";
import { currentPoints, type PointsByKind, pointColumns, readWidths } from "./point-columns.ts";

interface CustomerRow extends PointsByKind {
  id: string;
  name: string;
  company: string | null;
  companyId: string | null;
  companyExternalId: string | null;
  companySystem: string | null;
  jobTitle: string | null;
  jobFunction: string | null;
  /** whole units */
  value: string | null;
  currency: string | null;
  stage: string;
  owner: string | null;
  customerSince: string | null;
  customerSinceSource: string | null;
  birthDate: string | null;
  source: string;
  interests: string | null;
  externalId: string | null;
  externalSystem: string | null;
  externalUrl: string | null;
  addedAt: Date;
  addedBy: string | null;
}

/**
 * Everybody with what is known of them now, in the columns that the import reads: this is the file to be changed in a
 * spreadsheet and to be imported again, here or elsewhere.
 */
export const customersKind = defineExportKind<CustomerRow>({
  name: "customers",
  table: "contact",
  weight: 4,
  async columns(ctx, range) {
    const widths = await readWidths(ctx, "contact", range);
    return [
      ["Name", ({ name }) => name],
      ["Company", ({ company }) => company],
      ["Job title", ({ jobTitle }) => jobTitle],
      ["Job function", ({ jobFunction }) => jobFunction],
      ...pointColumns<CustomerRow>(widths, ["email", "phone", "website", "address"]),
      ["Stage", ({ stage }) => stage],
      ["Value", ({ value }) => value],
      ["Currency", ({ currency }) => currency],
      ["Owner", ({ owner }) => owner],
      ["Customer since", ({ customerSince }) => customerSince],
      ["Date of birth", ({ birthDate }) => birthDate],
      ["Source", ({ source }) => source],
      ["Interests", ({ interests }) => interests],
      ["External ID", ({ externalId }) => externalId],
      ["External system", ({ externalSystem }) => externalSystem],
      ["External URL", ({ externalUrl }) => externalUrl],
      ["Company ID", ({ companyExternalId }) => companyExternalId],
      ["Company system", ({ companySystem }) => companySystem],
      ["Steward ID", ({ id }) => id],
      ["Customer since: known from", ({ customerSinceSource }) => customerSinceSource],
      ["Added (UTC)", ({ addedAt }) => addedAt],
      ["Added by", ({ addedBy }) => addedBy],
    ] satisfies ExportColumn<CustomerRow>[];
  },
  readPage,
});

type Found = Omit<CustomerRow, keyof PointsByKind | "jobTitle" | "jobFunction" | "value" | "currency">;

async function readPage(ctx: Context, range: IdRange, limit: number): Promise<CustomerRow[]> {
  const contacts = await ctx.tx.$queryRaw<Found[]>`
    SELECT c.id, c.name, co.name AS company, co.id AS "companyId", co."externalId" AS "companyExternalId",
           co."externalSystem" AS "companySystem", c.stage, o.name AS owner, c."customerSince"::text AS "customerSince",
           c."customerSinceSource", c."birthDate"::text AS "birthDate", c.source, c.interests, c."externalId", c."externalSystem",
           c."externalUrl", c."createdAt" AS "addedAt", m.name AS "addedBy"
    FROM contact c LEFT JOIN company co ON co.id = c."companyId" LEFT JOIN member o ON o.id = c."ownerId"
      LEFT JOIN member m ON m.id = c."createdById"
    WHERE c."endedAt" IS NULL AND ${within("c", range, limit)}`;
  const ids = contacts.map(({ id }) => id);
  const companyIds = [...new Set(contacts.flatMap(({ companyId }) => companyId ?? []))];
  const points = await currentPoints(ctx, "contact", ids);
  const ofCompanies = await currentPoints(ctx, "company", companyIds);
  const facts = await ctx.tx.$queryRaw<{ contactId: string; field: string; value: string; currency: string | null }[]>`
    SELECT "contactId", field, value, currency FROM contact_fact
    WHERE "contactId" = ANY(${ids}::uuid[]) AND "validTo" IS NULL AND field IN ('job_title', 'job_function', 'value')`;
  const factsOf = Map.groupBy(facts, ({ contactId }) => contactId);
  return contacts.map((contact) => {
    const own = (kind: PointKind) => points.get(contact.id)?.[kind] ?? [];
    const fact = (field: string) => factsOf.get(contact.id)?.find((one) => one.field === field) ?? null;
    const value = fact("value");
    const { companyId } = contact;
    return {
      ...contact,
      ...{ jobTitle: fact("job_title")?.value ?? null, jobFunction: fact("job_function")?.value ?? null },
      value: value && majorAmount(value.value, value.currency ?? ctx.workspace.currency),
      currency: value && (value.currency ?? ctx.workspace.currency),
      ...{ email: own("email"), phone: own("phone"), address: own("address") },
      // A website belongs to the company where there is one, and the import gives it back to it.
      website: [...own("website"), ...((companyId && ofCompanies.get(companyId)?.website) || [])],
    };
  });
}
