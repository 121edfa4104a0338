import { defineExportKind, type ExportColumn, within } from "./export-kind.ts";
import { currentPoints, type PointsByKind, pointColumns, readWidths } from "./point-columns.ts";

interface CompanyRow extends PointsByKind {
  id: string;
  name: string;
  source: string;
  externalId: string | null;
  externalSystem: string | null;
  externalUrl: string | null;
  addedAt: Date;
}

/** Every company, in the columns that the import reads; to be imported before the customers. */
export const companiesKind = defineExportKind<CompanyRow>({
  name: "companies",
  table: "company",
  weight: 2,
  async columns(ctx, range) {
    const widths = await readWidths(ctx, "company", range);
    return [
      ["Company", ({ name }) => name],
      // A column of e-mails would make it a list of people; a company's are in the file of addresses.
      ...pointColumns<CompanyRow>(widths, ["phone", "website", "address"]),
      ["External ID", ({ externalId }) => externalId],
      ["External system", ({ externalSystem }) => externalSystem],
      ["External URL", ({ externalUrl }) => externalUrl],
      ["Steward company ID", ({ id }) => id],
      ["Known from", ({ source }) => source],
      ["Added (UTC)", ({ addedAt }) => addedAt],
    ] satisfies ExportColumn<CompanyRow>[];
  },
  async readPage(ctx, range, limit) {
    const companies = await ctx.tx.$queryRaw<Omit<CompanyRow, keyof PointsByKind>[]>`
      SELECT c.id, c.name, c.source, c."externalId", c."externalSystem", c."externalUrl", c."createdAt" AS "addedAt"
      FROM company c WHERE c."endedAt" IS NULL AND ${within("c", range, limit)}`;
    const points = await currentPoints(
      ctx,
      "company",
      companies.map(({ id }) => id),
    );
    const none: PointsByKind = { email: [], phone: [], website: [], address: [] };
    return companies.map((company) => ({ ...company, ...(points.get(company.id) ?? none) }));
  },
});
