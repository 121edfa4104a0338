import { v7 as newId } from "uuid";
import type { FactField, PointKind } from "../contact.ts";
import { stages } from "../contact.ts";
import { foldName } from "../fold-name.ts";
import type { ReadPoint } from "../read-point.ts";
import type { ImportField, ImportReason, ImportRemark } from "./import-field.ts";
import type { ImportWrites, RowChange } from "./import-writes.ts";
import { type KnownCompany, type KnownContact, type KnownCustomers, withCompany } from "./known-contacts.ts";
import { matchRow } from "./match-row.ts";
import type { ImportedRow } from "./read-row.ts";
import { ownSystem } from "./recognise-source.ts";

/** What became of a row. */
export type RowOutcome = "created" | "updated" | "unchanged" | "rejected";

export interface Merge {
  known: KnownCustomers;
  writes: ImportWrites;
  /** the source whose external ids the rows carry */
  system: string;
  /** owners and companies that nobody knows, of whom was told already: one word each is enough */
  told: Set<string>;
}

/**
 * Takes one row over: finds whose it is, then makes the contact or adds to it what it does not have yet. An import adds
 * and never contradicts a person: what somebody confirmed stays, what was replaced earlier is not brought back, and
 * another spelling of the name is kept beside it. Reading the same row again therefore changes nothing.
 */
export function mergeRow(
  read: ImportedRow,
  { known, writes, system, told }: Merge,
): { outcome: RowOutcome; remarks: ImportRemark[] } {
  const row = withCompany(read, known, system);
  const { contact, byExternalId, others } = matchRow(row, known, system);
  const remarks: ImportRemark[] = others.map(({ typed }) => ({
    line: row.line,
    field: "email",
    value: typed,
    reason: "other_person",
  }));
  if (!contact && !row.name)
    return { outcome: "rejected", remarks: [{ line: row.line, field: "name", value: "", reason: "no_name" }] };
  const ownerId = row.owner ? findOwner(row.owner, known) : null;
  if (row.owner && !ownerId) tellOnce(told, remarks, { row, field: "owner", value: row.owner });
  if (!row.company && row.companyExternalId)
    tellOnce(told, remarks, { row, field: "companyId", value: row.companyExternalId });
  if (contact) {
    const update = new RowUpdate(row, contact, known, writes, remarks);
    // A record that is only a part of the customer takes the place of nothing that came from the other part.
    update.run({ system, replace: byExternalId && contact.merged.length === 0, ownerId });
    return { outcome: update.changed ? "updated" : "unchanged", remarks };
  }
  if (row.name) createFromRow({ ...row, name: row.name }, { known, writes, system, ownerId });
  return { outcome: "created", remarks };
}

/** The member whom this name or address means; null for nobody, and for several. */
function findOwner(typed: string, known: KnownCustomers): string | null {
  const address = /<([^<>]+)>/.exec(typed)?.[1] ?? typed;
  return known.owners.get(address.trim().toLowerCase()) ?? known.owners.get(foldName(typed)) ?? null;
}

function tellOnce(
  told: Set<string>,
  remarks: ImportRemark[],
  { row, field, value }: { row: ImportedRow; field: "owner" | "companyId"; value: string },
): void {
  // A file whose companies were never imported would name each of them.
  const once = field === "owner" ? `owner ${value}` : field;
  if (told.has(once)) return;
  told.add(once);
  remarks.push({ line: row.line, field, value, reason: field === "owner" ? "unknown_owner" : "unknown_company" });
}

function createFromRow(
  row: ImportedRow & { name: NonNullable<ImportedRow["name"]> },
  { known, writes, system, ownerId }: Omit<Merge, "told"> & { ownerId: string | null },
): void {
  const ofCompany = row.companySystem ?? system;
  const company =
    row.company && ensureKnownCompany(row.company, row.companyExternalId, { known, writes, system: ofCompany });
  const id = newId();
  const contact: KnownContact = {
    id,
    name: row.name.name,
    nameKey: row.name.nameKey,
    spellings: new Set([row.name.searchKey]),
    companyId: company?.id ?? null,
    ownerId,
    companyKeys: new Set(company ? [company.nameKey] : []),
    birthDate: row.birthDate,
    customerSince: row.customerSince,
    stage: row.stage ?? (row.customerSince ? "customer" : "lead"),
    interests: row.interests,
    ...foreignId(row, system),
    externalUrl: row.externalUrl,
    points: [],
    facts: [],
    merged: [],
  };
  writes.createContact(contact, { searchKey: row.name.searchKey, source: row.source });
  for (const point of row.points) addPoint(point, contact, company, known, writes);
  if (row.company && company) writes.addFact(contact, "organisation", { value: company.name, currency: null });
  if (row.jobTitle) writes.addFact(contact, "job_title", { value: row.jobTitle, currency: null });
  if (row.jobFunction) writes.addFact(contact, "job_function", { value: row.jobFunction, currency: null });
  if (row.value) writes.addFact(contact, "value", row.value);
  known.add(contact);
}

/** By which a new customer is known again: the source's id, else the one that another Steward gave. */
function foreignId(
  { externalId, externalSystem, ownId }: ImportedRow,
  system: string,
): Pick<KnownContact, "externalSystem" | "externalId"> {
  if (externalId) return { externalSystem: externalSystem ?? system, externalId };
  return ownId ? { externalSystem: ownSystem, externalId: ownId } : { externalSystem: null, externalId: null };
}

/** The company by the source's own id, else by its name; two records of one source are two companies. */
export function ensureKnownCompany(
  { name, nameKey, searchKey }: NonNullable<ImportedRow["company"]>,
  externalId: string | null,
  { known, writes, system }: Omit<Merge, "told">,
): KnownCompany {
  const same = externalId && known.companyWithExternalId(system, externalId);
  if (same) return same;
  const found = known.companyWithName(nameKey);
  const isOther = externalId !== null && found?.externalSystem === system && found.externalId !== externalId;
  if (found && !isOther) {
    if (externalId !== null && found.externalId === null) {
      writes.changeCompany(found, { externalSystem: system, externalId });
      known.addCompany(found);
    }
    return found;
  }
  const made: KnownCompany = {
    ...{ id: newId(), name, nameKey, externalId, externalSystem: externalId && system, externalUrl: null },
    points: new Set(),
  };
  writes.createCompany(made, searchKey);
  known.addCompany(made);
  return made;
}

function addPoint(
  point: ReadPoint,
  contact: KnownContact,
  company: KnownCompany | null,
  known: KnownCustomers,
  writes: ImportWrites,
): boolean {
  // A website belongs to the company where there is one.
  if (point.kind === "website" && company) {
    return addCompanyPoint(company, point, writes);
  }
  contact.points.push(writes.addPoint(contact, point));
  known.addPoint(contact, point);
  return true;
}

/** False when the company has it, or had it. */
export function addCompanyPoint(company: KnownCompany, point: ReadPoint, writes: ImportWrites): boolean {
  const key = `${point.kind} ${point.normal}`;
  if (company.points.has(key)) return false;
  company.points.add(key);
  writes.addCompanyPoint(company, point);
  return true;
}

const fieldOfKind: Record<PointKind, ImportField> = {
  email: "email",
  phone: "phone",
  address: "address",
  website: "website",
};

/** One row on its way into one contact that is there already. */
class RowUpdate {
  changed = false;
  readonly #row: ImportedRow;
  readonly #contact: KnownContact;
  readonly #known: KnownCustomers;
  readonly #writes: ImportWrites;
  readonly #remarks: ImportRemark[];

  constructor(
    row: ImportedRow,
    contact: KnownContact,
    known: KnownCustomers,
    writes: ImportWrites,
    remarks: ImportRemark[],
  ) {
    this.#row = row;
    this.#contact = contact;
    this.#known = known;
    this.#writes = writes;
    this.#remarks = remarks;
  }

  run({ system, replace, ownerId }: { system: string; replace: boolean; ownerId: string | null }): void {
    const { name, company, jobTitle, jobFunction, value } = this.#row;
    if (name && !this.#contact.spellings.has(name.searchKey)) {
      this.#contact.spellings.add(name.searchKey);
      this.#contact.facts.push(this.#writes.addOtherName(this.#contact, name.name));
      this.changed = true;
    }
    if (company) this.#mergeCompany(company, system);
    for (const kind of ["email", "phone", "address", "website"] as const)
      this.#mergePoints(kind, replace || kind === "address");
    if (jobTitle) this.#mergeFact("job_title", "jobTitle", { value: jobTitle, currency: null });
    if (jobFunction) this.#mergeFact("job_function", "jobFunction", { value: jobFunction, currency: null });
    if (value) this.#mergeFact("value", "value", value);
    this.#mergeRow(system);
    if (ownerId && !this.#contact.ownerId) this.#set({ ownerId });
    else if (ownerId && ownerId !== this.#contact.ownerId && this.#row.owner)
      this.#remark("owner", this.#row.owner, "kept_value");
  }

  #remark(field: ImportField, value: string, reason: ImportReason): void {
    this.#remarks.push({ line: this.#row.line, field, value, reason });
  }

  /** @param replace the row's value takes the place of those there; otherwise it stands beside them */
  #mergePoints(kind: PointKind, replace: boolean): void {
    const contact = this.#contact;
    const wanted = this.#row.points.filter((point) => point.kind === kind);
    if (wanted.length === 0) return;
    const company = this.#row.company ? this.#known.companyWithName(this.#row.company.nameKey) : null;
    const there = contact.points.filter((point) => point.kind === kind);
    const added = wanted.filter(({ normal }) => !there.some((point) => point.normal === normal));
    for (const point of wanted) {
      if (there.some(({ normal, current }) => normal === point.normal && !current))
        this.#remark(fieldOfKind[kind], point.typed, "earlier_value");
    }
    if (added.length === 0) return;
    const current = there.filter((point) => point.current);
    if (kind === "address" && current.some((point) => point.confirmed)) {
      for (const point of added) this.#remark(fieldOfKind[kind], point.typed, "kept_value");
      return;
    }
    if (replace && !(kind === "website" && company)) {
      // What a person confirmed stays beside the new one; what the row says again stays as well.
      for (const point of current) {
        if (!point.confirmed && !wanted.some(({ normal }) => normal === point.normal))
          this.#writes.endPoint(contact, point);
      }
    }
    for (const point of added) if (addPoint(point, contact, company, this.#known, this.#writes)) this.changed = true;
  }

  #mergeFact(field: FactField, column: ImportField, wanted: { value: string; currency: string | null }): boolean {
    const there = this.#contact.facts.filter((fact) => fact.field === field);
    const same = there.find(({ value, currency }) => value === wanted.value && currency === wanted.currency);
    if (same) {
      if (!same.current) this.#remark(column, wanted.value, "earlier_value");
      return false;
    }
    const current = there.find((fact) => fact.current);
    if (current?.confirmed) {
      this.#remark(column, wanted.value, "kept_value");
      return false;
    }
    if (current) this.#writes.endFact(this.#contact, current);
    this.#writes.addFact(this.#contact, field, wanted);
    this.changed = true;
    return true;
  }

  #mergeCompany(company: NonNullable<ImportedRow["company"]>, ofFile: string): void {
    const { companyExternalId, companySystem } = this.#row;
    const system = companySystem ?? ofFile;
    if (this.#contact.companyKeys.has(company.nameKey)) {
      const same = companyExternalId && this.#known.companyWithExternalId(system, companyExternalId);
      const isCurrent = (same || this.#known.companyWithName(company.nameKey))?.id === this.#contact.companyId;
      if (!isCurrent) this.#remark("company", company.name, "earlier_value");
      return;
    }
    const found = ensureKnownCompany(company, companyExternalId, { known: this.#known, writes: this.#writes, system });
    if (!this.#mergeFact("organisation", "company", { value: found.name, currency: null })) return;
    this.#contact.companyKeys.add(found.nameKey);
    this.#writes.changeContact(this.#contact, { companyId: found.id });
  }

  /** What has no history of its own: filled in where it is empty, never replaced; the stage only goes forward. */
  #mergeRow(system: string): void {
    const [row, contact] = [this.#row, this.#contact];
    const ofFile = row.externalSystem ?? system;
    const merged = contact.merged.find(
      ({ id, externalSystem, externalId }) =>
        id === row.ownId ||
        (row.externalId !== null && externalSystem === ofFile && externalId === row.externalId) ||
        (row.ownId !== null && externalSystem === ownSystem && externalId === row.ownId),
    );
    for (const field of ["birthDate", "customerSince", "interests", "externalUrl"] as const) {
      const wanted = row[field];
      if (!wanted || contact[field] === wanted) continue;
      if (contact[field] === null) this.#set({ [field]: wanted });
      else this.#remark(field, wanted, "kept_value");
    }
    if (row.externalId && contact.externalId !== row.externalId && merged?.externalId !== row.externalId) {
      if (contact.externalId === null) {
        this.#set({ externalSystem: ofFile, externalId: row.externalId });
        this.#known.addExternal(contact);
      } else this.#remark("externalId", row.externalId, "kept_value");
    }
    // What the record of a merged contact said before the merge is no news.
    if (row.stage && row.stage !== contact.stage && row.stage !== merged?.stage) {
      if (stages.indexOf(row.stage) > stages.indexOf(contact.stage)) this.#set({ stage: row.stage });
      else this.#remark("stage", row.stage, "kept_value");
    }
  }

  #set(change: RowChange): void {
    this.#writes.changeContact(this.#contact, change);
    this.changed = true;
  }
}
