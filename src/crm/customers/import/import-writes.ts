import { v7 as newId } from "uuid";
import type { Context, Prisma, Transaction } from "../../../db/context.ts";
import type { FactField } from "../contact.ts";
import type { ReadPoint } from "../read-point.ts";
import type { KnownCompany, KnownContact, KnownFact, KnownPoint } from "./known-contacts.ts";

type RowChange = Partial<
  Pick<
    KnownContact,
    | "companyId"
    | "birthDate"
    | "customerSince"
    | "interests"
    | "externalUrl"
    | "externalSystem"
    | "externalId"
    | "stage"
  >
>;

/** What one batch of an import is going to write, gathered so that each table is written once. */
export class ImportWrites {
  readonly #ctx: Context;
  readonly #importId: string;
  readonly #source: string;
  readonly #companies: Prisma.CompanyCreateManyInput[] = [];
  readonly #contacts = new Map<string, Prisma.ContactCreateManyInput>();
  readonly #points = new Map<string, Prisma.ContactPointCreateManyInput>();
  readonly #facts = new Map<string, Prisma.ContactFactCreateManyInput>();
  readonly #endedPoints: string[] = [];
  readonly #endedFacts: string[] = [];
  readonly #rowChanges = new Map<string, RowChange>();
  /** what the audit log says of each contact: field and value */
  readonly #said = new Map<string, Record<string, Prisma.InputJsonValue>>();

  /** @param source what is noted as where the values come from */
  constructor(ctx: Context, { importId, source }: { importId: string; source: string }) {
    this.#ctx = ctx;
    this.#importId = importId;
    this.#source = source;
  }

  createCompany({ id, name, nameKey }: KnownCompany, searchKey: string): void {
    this.#companies.push({
      ...this.#made(id),
      name,
      nameKey,
      searchKey,
      importId: this.#importId,
      createdById: this.#by(),
    });
    this.#ctx.audit({
      action: "company.created",
      subjectType: "company",
      subjectId: id,
      after: { name, source: this.#source },
    });
  }

  createContact(contact: KnownContact, { searchKey, source }: { searchKey: string; source: string | null }): void {
    const { id, name, nameKey, companyId, stage, interests, externalSystem, externalId, externalUrl } = contact;
    this.#contacts.set(id, {
      ...this.#made(id),
      name,
      nameKey,
      searchKey,
      companyId,
      stage,
      interests,
      externalSystem,
      externalId,
      externalUrl,
      birthDate: asDate(contact.birthDate),
      customerSince: asDate(contact.customerSince),
      customerSinceSource: contact.customerSince && "import",
      source: source ?? this.#source,
      sourceAt: this.#ctx.now,
      importId: this.#importId,
      createdById: this.#by(),
    });
    this.#say(id, {
      name,
      stage,
      ...withoutNulls({ birthDate: contact.birthDate, customerSince: contact.customerSince, interests, externalId }),
    });
  }

  addPoint(contact: KnownContact, { kind, normal, typed }: ReadPoint): KnownPoint {
    const id = newId();
    this.#points.set(id, { ...this.#made(id), contactId: contact.id, kind, normal, typed, validFrom: this.#ctx.now });
    this.#say(contact.id, { [kind]: typed });
    return { id, kind, normal, typed, current: true, confirmed: false };
  }

  addCompanyWebsite(company: KnownCompany, { kind, normal, typed }: ReadPoint): void {
    const id = newId();
    this.#points.set(id, { ...this.#made(id), companyId: company.id, kind, normal, typed, validFrom: this.#ctx.now });
    this.#ctx.audit({
      action: "company.changed",
      subjectType: "company",
      subjectId: company.id,
      after: { website: typed },
    });
  }

  endPoint(contact: KnownContact, point: KnownPoint): void {
    point.current = false;
    const fresh = this.#points.get(point.id);
    if (fresh) fresh.validTo = this.#ctx.now;
    else this.#endedPoints.push(point.id);
    this.#say(contact.id, { [`${point.kind} ended`]: point.typed });
  }

  addFact(
    contact: KnownContact,
    field: FactField,
    { value, currency }: { value: string; currency: string | null },
  ): void {
    contact.facts.push(this.#fact(contact, field, value, currency, true));
    this.#say(contact.id, { [field]: currency ? `${value} ${currency}` : value });
  }

  /** Kept as a value that was never the current one. */
  addOtherName(contact: KnownContact, name: string): KnownFact {
    this.#say(contact.id, { "other name": name });
    return this.#fact(contact, "name", name, null, false);
  }

  endFact(contact: KnownContact, fact: KnownFact): void {
    fact.current = false;
    const fresh = this.#facts.get(fact.id);
    if (fresh) fresh.validTo = this.#ctx.now;
    else this.#endedFacts.push(fact.id);
    this.#say(contact.id, { [`${fact.field} ended`]: fact.value });
  }

  changeContact(contact: KnownContact, change: RowChange): void {
    const fresh = this.#contacts.get(contact.id);
    if (fresh) Object.assign(fresh, asColumns(change));
    else this.#rowChanges.set(contact.id, { ...this.#rowChanges.get(contact.id), ...change });
    this.#say(contact.id, withoutNulls(change));
  }

  /** Writes it all: what ends before what begins, so that one value a field is current at any moment. */
  async save(): Promise<void> {
    const { tx, now } = this.#ctx;
    await insertCompanies(tx, this.#companies);
    await insertContacts(tx, [...this.#contacts.values()]);
    for (const [id, change] of [...this.#rowChanges].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
      await tx.contact.update({ where: { id }, data: asColumns(change) });
    }
    await this.#endPoints(now);
    await this.#endFacts(now);
    await insertPoints(tx, [...this.#points.values()]);
    await insertFacts(tx, [...this.#facts.values()]);
    for (const [subjectId, after] of this.#said) {
      this.#ctx.audit({
        action: this.#contacts.has(subjectId) ? "contact.created" : "contact.changed",
        subjectType: "contact",
        subjectId,
        about: { type: "contact", id: subjectId },
        after: { ...after, source: this.#source, importId: this.#importId },
      });
    }
  }

  async #endPoints(now: Date): Promise<void> {
    await this.#ctx.tx
      .$executeRaw`UPDATE contact_point SET "validTo" = ${now} WHERE id = ANY(${this.#endedPoints}::uuid[])`;
  }

  async #endFacts(now: Date): Promise<void> {
    await this.#ctx.tx
      .$executeRaw`UPDATE contact_fact SET "validTo" = ${now} WHERE id = ANY(${this.#endedFacts}::uuid[])`;
  }

  #fact(
    contact: KnownContact,
    field: FactField | "name",
    value: string,
    currency: string | null,
    current: boolean,
  ): KnownFact {
    const id = newId();
    const validTo = current ? null : this.#ctx.now;
    this.#facts.set(id, {
      ...this.#made(id),
      contactId: contact.id,
      field,
      value,
      currency,
      validFrom: this.#ctx.now,
      validTo,
    });
    return { id, field, value, currency, current, confirmed: false };
  }

  #made(id: string) {
    return { id, workspaceId: this.#ctx.workspace.id, source: this.#source, createdAt: this.#ctx.now };
  }

  #by(): string | null {
    return this.#ctx.member?.id ?? null;
  }

  /** Several values of one field become a list. */
  #say(contactId: string, values: Record<string, Prisma.InputJsonValue>): void {
    const said = this.#said.get(contactId) ?? {};
    for (const [field, value] of Object.entries(values)) {
      const before = said[field];
      said[field] =
        before === undefined || before === value ? value : [...(Array.isArray(before) ? before : [before]), value];
    }
    this.#said.set(contactId, said);
  }
}

// Rows go in as one parameter a table: a statement with thousands of parameters took most of an import's time and memory.

async function insertCompanies(tx: Transaction, rows: Prisma.CompanyCreateManyInput[]): Promise<void> {
  const text = JSON.stringify(rows.map((row) => ({ demo: false, ...row })));
  await tx.$executeRaw`INSERT INTO company SELECT * FROM jsonb_populate_recordset(null::company, ${text}::jsonb)`;
}

async function insertContacts(tx: Transaction, rows: Prisma.ContactCreateManyInput[]): Promise<void> {
  const text = JSON.stringify(rows.map((row) => ({ demo: false, ...row })));
  await tx.$executeRaw`INSERT INTO contact SELECT * FROM jsonb_populate_recordset(null::contact, ${text}::jsonb)`;
}

async function insertPoints(tx: Transaction, rows: Prisma.ContactPointCreateManyInput[]): Promise<void> {
  const text = JSON.stringify(rows);
  await tx.$executeRaw`INSERT INTO contact_point SELECT * FROM jsonb_populate_recordset(null::contact_point, ${text}::jsonb)`;
}

async function insertFacts(tx: Transaction, rows: Prisma.ContactFactCreateManyInput[]): Promise<void> {
  const text = JSON.stringify(rows);
  await tx.$executeRaw`INSERT INTO contact_fact SELECT * FROM jsonb_populate_recordset(null::contact_fact, ${text}::jsonb)`;
}

function asDate(day: string | null): Date | null {
  return day === null ? null : new Date(`${day}T00:00:00Z`);
}

function asColumns({ birthDate, customerSince, ...change }: RowChange) {
  return {
    ...change,
    ...(birthDate !== undefined && { birthDate: asDate(birthDate) }),
    ...(customerSince !== undefined && { customerSince: asDate(customerSince), customerSinceSource: "import" }),
  };
}

function withoutNulls(values: Record<string, string | null>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== null));
}
