import { v7 as newId } from "uuid";
import type { FactField, PointKind } from "../contact.ts";
import { stages } from "../contact.ts";
import type { ReadPoint } from "../read-point.ts";
import type { ImportField, ImportReason, ImportRemark } from "./import-field.ts";
import type { ImportWrites } from "./import-writes.ts";
import type { KnownCompany, KnownContact, KnownCustomers } from "./known-contacts.ts";
import { matchRow } from "./match-row.ts";
import type { ImportedRow } from "./read-row.ts";

/** What became of a row. */
export type RowOutcome = "created" | "updated" | "unchanged" | "rejected";

interface Merge {
  known: KnownCustomers;
  writes: ImportWrites;
  /** the source whose external ids the rows carry */
  system: string;
}

/**
 * Takes one row over: finds whose it is, then makes the contact or adds to it what it does not have yet. An import adds
 * and never contradicts a person: what somebody confirmed stays, what was replaced earlier is not brought back, and
 * another spelling of the name is kept beside it. Reading the same row again therefore changes nothing.
 */
export function mergeRow(
  row: ImportedRow,
  { known, writes, system }: Merge,
): { outcome: RowOutcome; remarks: ImportRemark[] } {
  const { contact, byExternalId, others } = matchRow(row, known, system);
  const remarks: ImportRemark[] = others.map(({ typed }) => ({
    line: row.line,
    field: "email",
    value: typed,
    reason: "other_person",
  }));
  if (contact) {
    const update = new RowUpdate(row, contact, known, writes, remarks);
    update.run({ system, replace: byExternalId });
    return { outcome: update.changed ? "updated" : "unchanged", remarks };
  }
  if (!row.name)
    return { outcome: "rejected", remarks: [{ line: row.line, field: "name", value: "", reason: "no_name" }] };
  createFromRow({ ...row, name: row.name }, { known, writes, system });
  return { outcome: "created", remarks };
}

function createFromRow(
  row: ImportedRow & { name: NonNullable<ImportedRow["name"]> },
  { known, writes, system }: Merge,
): void {
  const company = row.company && ensureKnownCompany(row.company, known, writes);
  const id = newId();
  const contact: KnownContact = {
    id,
    name: row.name.name,
    nameKey: row.name.nameKey,
    spellings: new Set([row.name.searchKey]),
    companyId: company?.id ?? null,
    companyKeys: new Set(company ? [company.nameKey] : []),
    birthDate: row.birthDate,
    customerSince: row.customerSince,
    stage: row.stage ?? (row.customerSince ? "customer" : "lead"),
    interests: row.interests,
    externalSystem: row.externalId && system,
    externalId: row.externalId,
    externalUrl: row.externalUrl,
    points: [],
    facts: [],
  };
  writes.createContact(contact, { searchKey: row.name.searchKey, source: row.source });
  for (const point of row.points) addPoint(point, contact, company, known, writes);
  if (row.company && company) writes.addFact(contact, "organisation", { value: company.name, currency: null });
  if (row.jobTitle) writes.addFact(contact, "job_title", { value: row.jobTitle, currency: null });
  if (row.jobFunction) writes.addFact(contact, "job_function", { value: row.jobFunction, currency: null });
  if (row.value) writes.addFact(contact, "value", row.value);
  known.add(contact);
}

function ensureKnownCompany(
  company: NonNullable<ImportedRow["company"]>,
  known: KnownCustomers,
  writes: ImportWrites,
): KnownCompany {
  const found = known.companies.get(company.nameKey);
  if (found) return found;
  const made = { id: newId(), name: company.name, nameKey: company.nameKey, websites: new Set<string>() };
  writes.createCompany(made, company.searchKey);
  known.companies.set(made.nameKey, made);
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
    if (company.websites.has(point.normal)) return false;
    company.websites.add(point.normal);
    writes.addCompanyWebsite(company, point);
    return true;
  }
  contact.points.push(writes.addPoint(contact, point));
  known.addPoint(contact, point);
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

  run({ system, replace }: { system: string; replace: boolean }): void {
    const { name, company, jobTitle, jobFunction, value } = this.#row;
    if (name && !this.#contact.spellings.has(name.searchKey)) {
      this.#contact.spellings.add(name.searchKey);
      this.#contact.facts.push(this.#writes.addOtherName(this.#contact, name.name));
      this.changed = true;
    }
    if (company) this.#mergeCompany(company);
    for (const kind of ["email", "phone", "address", "website"] as const)
      this.#mergePoints(kind, replace || kind === "address");
    if (jobTitle) this.#mergeFact("job_title", "jobTitle", { value: jobTitle, currency: null });
    if (jobFunction) this.#mergeFact("job_function", "jobFunction", { value: jobFunction, currency: null });
    if (value) this.#mergeFact("value", "value", value);
    this.#mergeRow(system);
  }

  #remark(field: ImportField, value: string, reason: ImportReason): void {
    this.#remarks.push({ line: this.#row.line, field, value, reason });
  }

  /** @param replace the row's value takes the place of those there; otherwise it stands beside them */
  #mergePoints(kind: PointKind, replace: boolean): void {
    const contact = this.#contact;
    const wanted = this.#row.points.filter((point) => point.kind === kind);
    if (wanted.length === 0) return;
    const company = this.#row.company ? (this.#known.companies.get(this.#row.company.nameKey) ?? null) : null;
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

  #mergeCompany(company: NonNullable<ImportedRow["company"]>): void {
    if (this.#contact.companyKeys.has(company.nameKey)) {
      const isCurrent = this.#known.companies.get(company.nameKey)?.id === this.#contact.companyId;
      if (!isCurrent) this.#remark("company", company.name, "earlier_value");
      return;
    }
    const found = ensureKnownCompany(company, this.#known, this.#writes);
    if (!this.#mergeFact("organisation", "company", { value: found.name, currency: null })) return;
    this.#contact.companyKeys.add(company.nameKey);
    this.#contact.companyId = found.id;
    this.#writes.changeContact(this.#contact, { companyId: found.id });
  }

  /** What has no history of its own: filled in where it is empty, never replaced; the stage only goes forward. */
  #mergeRow(system: string): void {
    const [row, contact] = [this.#row, this.#contact];
    for (const field of ["birthDate", "customerSince", "interests", "externalUrl"] as const) {
      const wanted = row[field];
      if (!wanted || contact[field] === wanted) continue;
      if (contact[field] === null) this.#set({ [field]: wanted });
      else this.#remark(field, wanted, "kept_value");
    }
    if (row.externalId && contact.externalId !== row.externalId) {
      if (contact.externalId === null) {
        this.#set({ externalSystem: system, externalId: row.externalId });
        this.#known.addExternal(contact);
      } else this.#remark("externalId", row.externalId, "kept_value");
    }
    if (row.stage && row.stage !== contact.stage) {
      if (stages.indexOf(row.stage) > stages.indexOf(contact.stage)) this.#set({ stage: row.stage });
      else this.#remark("stage", row.stage, "kept_value");
    }
  }

  #set(
    change: Partial<
      Pick<
        KnownContact,
        "birthDate" | "customerSince" | "interests" | "externalUrl" | "externalSystem" | "externalId" | "stage"
      >
    >,
  ): void {
    Object.assign(this.#contact, change);
    this.#writes.changeContact(this.#contact, change);
    this.changed = true;
  }
}
