import { v7 as newId } from "uuid";
import type { Context, Prisma, Transaction } from "../../../db/context.ts";
import { type FactField, isStage } from "../contact.ts";
import { noteStageChanges } from "../note-stage-change.ts";
import type { ReadPoint } from "../read-point.ts";
import type { KnownCompany, KnownContact, KnownFact, KnownPoint } from "./known-contacts.ts";

/** What an import changes of a contact's own row: values are filled in, never taken away. */
export type RowChange = Partial<
  Pick<
    KnownContact,
    | "companyId"
    | "ownerId"
    | "birthDate"
    | "customerSince"
    | "interests"
    | "externalUrl"
    | "externalSystem"
    | "externalId"
    | "stage"
  >
>;

export type CompanyChange = Partial<Pick<KnownCompany, "externalSystem" | "externalId" | "externalUrl">>;

interface Change {
  before: Record<string, string | null>;
  after: Record<string, string | null>;
}

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
  /** contacts and companies from before this batch that it touches, with what becomes of their own rows */
  readonly #touched = new Map<string, Change>();
  readonly #touchedCompanies = new Map<string, Change>();
  /** what the audit log says of each contact: field and value */
  readonly #said = new Map<string, Record<string, Prisma.InputJsonValue>>();

  /** @param source what is noted as where the values come from */
  constructor(ctx: Context, { importId, source }: { importId: string; source: string }) {
    this.#ctx = ctx;
    this.#importId = importId;
    this.#source = source;
  }

  createCompany(company: KnownCompany, searchKey: string): void {
    const { id, name, nameKey, externalSystem, externalId, externalUrl } = company;
    this.#companies.push({
      ...this.#made(id),
      ...{ name, nameKey, searchKey, externalSystem, externalId, externalUrl },
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
    const { id, name, nameKey, companyId, stage, interests, ownerId } = contact;
    const { externalSystem, externalId, externalUrl } = contact;
    this.#contacts.set(id, {
      ...this.#made(id),
      name,
      nameKey,
      searchKey,
      companyId,
      stage,
      ownerId,
      interests,
      externalSystem,
      externalId,
      externalUrl,
      birthDate: asDate(contact.birthDate),
      customerSince: asDate(contact.customerSince),
      customerSinceSource: contact.customerSince && "import",
      source: source ?? this.#source,
      sourceAt: this.#ctx.now,
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
    this.#touch(contact);
    this.#points.set(id, { ...this.#made(id), contactId: contact.id, kind, normal, typed, validFrom: this.#ctx.now });
    this.#say(contact.id, { [kind]: typed });
    return { id, kind, normal, typed, current: true, confirmed: false };
  }

  addCompanyPoint(company: KnownCompany, { kind, normal, typed }: ReadPoint): void {
    const id = newId();
    this.#touchCompany(company);
    this.#points.set(id, { ...this.#made(id), companyId: company.id, kind, normal, typed, validFrom: this.#ctx.now });
    this.#ctx.audit({
      action: "company.changed",
      subjectType: "company",
      subjectId: company.id,
      after: { [kind]: typed, source: this.#source, importId: this.#importId },
    });
  }

  changeCompany(company: KnownCompany, change: CompanyChange): void {
    const fresh = this.#companies.find(({ id }) => id === company.id);
    if (fresh) Object.assign(fresh, change);
    else note(this.#touchCompany(company), company, change);
    Object.assign(company, change);
    this.#ctx.audit({
      action: "company.changed",
      subjectType: "company",
      subjectId: company.id,
      after: { ...withoutNulls(change), source: this.#source, importId: this.#importId },
    });
  }

  endPoint(contact: KnownContact, point: KnownPoint): void {
    point.current = false;
    this.#touch(contact);
    const fresh = this.#points.get(point.id);
    if (fresh) Object.assign(fresh, { validTo: this.#ctx.now, endedByImportId: this.#importId });
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
    this.#touch(contact);
    const fresh = this.#facts.get(fact.id);
    if (fresh) Object.assign(fresh, { validTo: this.#ctx.now, endedByImportId: this.#importId });
    else this.#endedFacts.push(fact.id);
    this.#say(contact.id, { [`${fact.field} ended`]: fact.value });
  }

  changeContact(contact: KnownContact, change: RowChange): void {
    const fresh = this.#contacts.get(contact.id);
    if (fresh) Object.assign(fresh, asColumns(change));
    else note(this.#touch(contact), contact, change);
    Object.assign(contact, change);
    this.#say(contact.id, withoutNulls(change));
  }

  /** Writes it all: what ends before what begins, so that one value a field is current at any moment. */
  async save(): Promise<void> {
    const { tx, now } = this.#ctx;
    await insertCompanies(tx, this.#companies);
    await insertContacts(tx, [...this.#contacts.values()]);
    await this.#changeRows();
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

  /** What was there before this batch; what it makes itself is known by its importId. */
  #touch({ id }: KnownContact): Change {
    return this.#contacts.has(id) ? { before: {}, after: {} } : changeOf(this.#touched, id);
  }

  #touchCompany({ id }: KnownCompany): Change {
    const fresh = this.#companies.some((company) => company.id === id);
    return fresh ? { before: {}, after: {} } : changeOf(this.#touchedCompanies, id);
  }

  /** Contacts' and companies' own rows, and what they were before, from which the import can be taken back. */
  async #changeRows(): Promise<void> {
    const { tx, workspace, interactionId } = this.#ctx;
    const changed = (of: ReadonlyMap<string, Change>) =>
      [...of].flatMap(([id, { after }]) => (Object.keys(after).length > 0 ? [{ ...after, id }] : []));
    await changeContacts(this.#ctx, this.#importId, changed(this.#touched));
    await changeCompanies(tx, changed(this.#touchedCompanies));
    const entry = { workspaceId: workspace.id, importId: this.#importId, interactionId };
    await insertChanges(tx, [
      ...[...this.#touched].map(([contactId, change]) => ({ ...entry, ...change, id: newId(), contactId })),
      ...[...this.#touchedCompanies].map(([companyId, change]) => ({ ...entry, ...change, id: newId(), companyId })),
    ]);
  }

  async #endPoints(now: Date): Promise<void> {
    await this.#ctx.tx
      .$executeRaw`UPDATE contact_point SET "validTo" = ${now}, "endedByImportId" = ${this.#importId}::uuid WHERE id = ANY(${this.#endedPoints}::uuid[])`;
  }

  async #endFacts(now: Date): Promise<void> {
    await this.#ctx.tx
      .$executeRaw`UPDATE contact_fact SET "validTo" = ${now}, "endedByImportId" = ${this.#importId}::uuid WHERE id = ANY(${this.#endedFacts}::uuid[])`;
  }

  #fact(
    contact: KnownContact,
    field: FactField | "name",
    value: string,
    currency: string | null,
    current: boolean,
  ): KnownFact {
    const id = newId();
    this.#touch(contact);
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
    const { workspace, now } = this.#ctx;
    return { id, workspaceId: workspace.id, source: this.#source, createdAt: now, importId: this.#importId };
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

function changeOf(changes: Map<string, Change>, id: string): Change {
  const change = changes.get(id) ?? { before: {}, after: {} };
  changes.set(id, change);
  return change;
}

function note({ before, after }: Change, row: KnownContact | KnownCompany, change: RowChange | CompanyChange): void {
  const now = row as unknown as Record<string, string | null>;
  for (const [column, value] of Object.entries(change)) {
    if (!(column in before)) before[column] = now[column] ?? null;
    after[column] = value;
  }
}

async function changeContacts(
  ctx: Context,
  importId: string,
  rows: ({ id: string } & Change["after"])[],
): Promise<void> {
  if (rows.length === 0) return;
  const { tx } = ctx;
  // Locked in one order, as everybody does who changes several.
  const ids = rows.map(({ id }) => id);
  const before = await tx.$queryRaw<{ id: string; stage: string; importId: string | null }[]>`
    SELECT id, stage, "importId" FROM contact WHERE id = ANY(${ids}::uuid[]) ORDER BY id FOR UPDATE`;
  const after = new Map(rows.map(({ id, stage }) => [id, stage]));
  await noteStageChanges(
    ctx,
    before.flatMap(({ id, stage: from, importId: madeBy }) => {
      const to = after.get(id);
      // Whom an earlier batch of the same list has made began with what the whole list says.
      if (madeBy === importId || !to || !isStage(to) || !isStage(from)) return [];
      return [{ contactId: id, from, to, cause: "import" as const }];
    }),
  );
  await tx.$executeRaw`
    UPDATE contact c SET
      "companyId" = coalesce(n."companyId", c."companyId"), "ownerId" = coalesce(n."ownerId", c."ownerId"),
      "birthDate" = coalesce(n."birthDate", c."birthDate"), stage = coalesce(n.stage, c.stage),
      "customerSince" = coalesce(n."customerSince", c."customerSince"),
      "customerSinceSource" = CASE WHEN n."customerSince" IS NULL THEN c."customerSinceSource" ELSE 'import' END,
      interests = coalesce(n.interests, c.interests), "externalSystem" = coalesce(n."externalSystem", c."externalSystem"),
      "externalId" = coalesce(n."externalId", c."externalId"), "externalUrl" = coalesce(n."externalUrl", c."externalUrl")
    FROM jsonb_populate_recordset(null::contact, ${JSON.stringify(rows)}::jsonb) n WHERE c.id = n.id`;
}

async function changeCompanies(tx: Transaction, rows: { id: string }[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.$executeRaw`
    UPDATE company c SET "externalSystem" = coalesce(n."externalSystem", c."externalSystem"),
      "externalId" = coalesce(n."externalId", c."externalId"), "externalUrl" = coalesce(n."externalUrl", c."externalUrl")
    FROM jsonb_populate_recordset(null::company, ${JSON.stringify(rows)}::jsonb) n WHERE c.id = n.id`;
}

async function insertChanges(tx: Transaction, rows: object[]): Promise<void> {
  if (rows.length === 0) return;
  const text = JSON.stringify(rows);
  await tx.$executeRaw`INSERT INTO import_change SELECT * FROM jsonb_populate_recordset(null::import_change, ${text}::jsonb)`;
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
