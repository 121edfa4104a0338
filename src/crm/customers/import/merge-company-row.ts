import type { ImportRemark } from "./import-field.ts";
import { addCompanyPoint, ensureKnownCompany, type Merge, type RowOutcome } from "./merge-row.ts";
import type { ImportedRow } from "./read-row.ts";

/**
 * Takes over one row of a file of companies: found by the source's own id, else by its name without legal form. What it
 * has already stays; what it does not have is added.
 */
export function mergeCompanyRow(
  row: ImportedRow,
  { known, writes, system: ofFile }: Omit<Merge, "told">,
): { outcome: RowOutcome; remarks: ImportRemark[] } {
  const { company: named, externalId, externalUrl, line } = row;
  const system = row.externalSystem ?? ofFile;
  const there = externalId ? known.companyWithExternalId(system, externalId) : null;
  if (!named && !there)
    return { outcome: "rejected", remarks: [{ line, field: "company", value: "", reason: "no_company" }] };
  const byName = named ? known.companyWithName(named.nameKey) : null;
  const isNew = !there && (!byName || (externalId !== null && isOtherRecord(byName, system, externalId)));
  const lacksId = !there && !isNew && byName !== null && byName.externalId === null && externalId !== null;
  const company = there ?? (named && ensureKnownCompany(named, externalId, { known, writes, system }));
  if (!company) throw new Error("A row without a company was refused above");
  const remarks: ImportRemark[] = [];
  let changed = lacksId;
  if (externalUrl && company.externalUrl === null) {
    writes.changeCompany(company, { externalUrl });
    changed = true;
  } else if (externalUrl && externalUrl !== company.externalUrl) {
    remarks.push({ line, field: "externalUrl", value: externalUrl, reason: "kept_value" });
  }
  for (const point of row.points) if (addCompanyPoint(company, point, writes)) changed = true;
  return { outcome: isNew ? "created" : changed ? "updated" : "unchanged", remarks };
}

function isOtherRecord(
  company: { externalSystem: string | null; externalId: string | null },
  system: string,
  id: string,
): boolean {
  return company.externalSystem === system && company.externalId !== id;
}
