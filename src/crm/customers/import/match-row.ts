import type { ReadPoint } from "../read-point.ts";
import type { KnownContact, KnownCustomers } from "./known-contacts.ts";
import type { ImportedRow } from "./read-row.ts";
import { ownSystem } from "./recognise-source.ts";
import { nameAgreement, samePerson } from "./same-person.ts";

export interface RowMatch {
  contact: KnownContact | null;
  /** by the id that the source gives it: then the row is the record's new state */
  byExternalId: boolean;
  /** e-mail addresses of the row that somebody with a clearly different name has */
  others: ReadPoint[];
}

/**
 * Whose row it is: by the id that it has here, where an export of Steward's comes back; by the source's own id; by e-mail, then by telephone, unless the names clearly differ; by the whole
 * name (see `isNamesakeTheSame`), or where the row says nothing new of its bearer. Of several, the one that already has
 * everything the row says, so that reading a file again changes nothing; then the likest; then the oldest.
 */
export function matchRow(row: ImportedRow, known: KnownCustomers, system: string): RowMatch {
  if (row.ownId) {
    // A row of an export may be older than what was entered since: it adds, and takes the place of nothing.
    const contact = known.withOwnId(row.ownId) ?? known.withExternalId(ownSystem, row.ownId);
    if (contact) return { contact, byExternalId: false, others: [] };
  }
  if (row.externalId) {
    const contact = known.withExternalId(row.externalSystem ?? system, row.externalId);
    if (contact) return { contact, byExternalId: true, others: [] };
  }
  const candidates = new Map<KnownContact, number>();
  const others: ReadPoint[] = [];
  for (const point of row.points.filter(({ kind }) => kind === "email" || kind === "phone")) {
    const holders = known.withPoint(point);
    const same = holders.filter(
      (contact) => !isOtherRecord(row, contact, system) && agreement(row, contact) >= samePerson,
    );
    for (const contact of same) candidates.set(contact, agreement(row, contact));
    if (point.kind === "email" && holders.length > 0 && same.length === 0) others.push(point);
  }
  if (row.name) {
    for (const contact of known.withName(row.name.nameKey)) {
      if (!isOtherRecord(row, contact, system) && (hasAll(contact, row) || isNamesakeTheSame(row, contact)))
        candidates.set(contact, 1);
    }
  }
  const [best] = [...candidates].toSorted(
    ([a, agreementA], [b, agreementB]) =>
      Number(hasAll(b, row)) - Number(hasAll(a, row)) || agreementB - agreementA || (a.id < b.id ? -1 : 1),
  );
  return { contact: best?.[0] ?? null, byExternalId: false, others };
}

/** Two records of one source are two customers, as far as the source knows. */
function isOtherRecord(row: ImportedRow, contact: KnownContact, system: string): boolean {
  return [contact, ...contact.merged].some((one) => isOther(row, one, system));
}

function isOther(
  row: ImportedRow,
  contact: Pick<KnownContact, "externalSystem" | "externalId">,
  system: string,
): boolean {
  if (row.ownId && contact.externalSystem === ownSystem && contact.externalId !== row.ownId) return true;
  const ofSystem = row.externalSystem ?? system;
  return row.externalId !== null && contact.externalSystem === ofSystem && contact.externalId !== row.externalId;
}

/** A row without a name is told by its address alone. */
function agreement(row: ImportedRow, contact: KnownContact): number {
  if (!row.name) return 1;
  const { name } = row.name;
  return Math.max(...[...contact.spellings, contact.name].map((spelling) => nameAgreement(name, spelling)));
}

/** At the same company: yes. Only one of them with a company: if something connects them. Neither: if nothing contradicts. */
function isNamesakeTheSame(row: ImportedRow, contact: KnownContact): boolean {
  const bothWithCompany = row.company !== null && contact.companyKeys.size > 0;
  if (row.company && bothWithCompany) return contact.companyKeys.has(row.company.nameKey);
  const ties = (["email", "phone", "address"] as const).map((kind) => {
    const here = row.points.filter((point) => point.kind === kind);
    const there = contact.points.filter((point) => point.kind === kind);
    return compare(here, there, () => here.some(({ normal }) => there.some((point) => point.normal === normal)));
  });
  ties.push(compare(row.birthDate ?? "", contact.birthDate ?? "", () => row.birthDate === contact.birthDate));
  if (row.company || contact.companyKeys.size > 0) return ties.includes("connects");
  return !ties.includes("contradicts");
}

function compare(
  here: { length: number },
  there: { length: number },
  agree: () => boolean,
): "connects" | "contradicts" | "open" {
  if (here.length === 0 || there.length === 0) return "open";
  return agree() ? "connects" : "contradicts";
}

/** Whether the contact has, now or earlier, everything that the row says. */
export function hasAll(contact: KnownContact, row: ImportedRow): boolean {
  return (
    (!row.name || contact.spellings.has(row.name.searchKey)) &&
    row.points.every(
      (point) =>
        point.kind === "website" ||
        contact.points.some(({ kind, normal }) => kind === point.kind && normal === point.normal),
    ) &&
    (!row.company || contact.companyKeys.has(row.company.nameKey)) &&
    (!row.birthDate || row.birthDate === contact.birthDate)
  );
}
