import type { Context } from "../../../db/context.ts";
import { companyNameKey } from "../company-name-key.ts";
import type { FactField, PointKind, Stage } from "../contact.ts";
import { foldName } from "../fold-name.ts";
import type { ImportedRow } from "./read-row.ts";
import { ownSystem } from "./recognise-source.ts";

export interface KnownPoint {
  id: string;
  kind: PointKind;
  normal: string;
  typed: string;
  current: boolean;
  confirmed: boolean;
}

export interface KnownFact {
  id: string;
  field: FactField | "name";
  value: string;
  currency: string | null;
  current: boolean;
  confirmed: boolean;
}

/** A contact as far as an import compares and changes it, those included that the same batch has just made. */
export interface KnownContact {
  id: string;
  name: string;
  nameKey: string;
  /** in place of the name in other spellings, folded; its own is among them */
  spellings: Set<string>;
  companyId: string | null;
  ownerId: string | null;
  /** of the companies it is and was with */
  companyKeys: Set<string>;
  birthDate: string | null;
  customerSince: string | null;
  stage: Stage;
  interests: string | null;
  externalSystem: string | null;
  externalId: string | null;
  externalUrl: string | null;
  points: KnownPoint[];
  facts: KnownFact[];
  /** the contacts that were merged into it, by which it is known as well */
  merged: MergedContact[];
}

/** What a merged contact was known by, and what its rows said of it. */
export interface MergedContact {
  id: string;
  name: string;
  nameKey: string;
  externalSystem: string | null;
  externalId: string | null;
  stage: Stage;
}

export interface KnownCompany {
  id: string;
  name: string;
  nameKey: string;
  externalSystem: string | null;
  externalId: string | null;
  externalUrl: string | null;
  /** "website contoh.co.id", those included that have ended */
  points: Set<string>;
}

/** What a batch is compared with: every contact that one of its rows could be, and the companies it names. */
export class KnownCustomers {
  readonly #byId = new Map<string, KnownContact>();
  readonly #byPoint = new Map<string, Set<KnownContact>>();
  readonly #byName = new Map<string, Set<KnownContact>>();
  readonly #byExternal = new Map<string, KnownContact>();
  readonly #companies = new Map<string, KnownCompany>();
  readonly #companiesByExternal = new Map<string, KnownCompany>();
  /** people of the workspace by e-mail address and by folded name; null: several are called that */
  readonly owners: ReadonlyMap<string, string | null>;

  constructor(owners: ReadonlyMap<string, string | null>) {
    this.owners = owners;
  }

  add(contact: KnownContact): void {
    this.#byId.set(contact.id, contact);
    put(this.#byName, contact.nameKey, contact);
    for (const point of contact.points) this.addPoint(contact, point);
    if (contact.externalSystem && contact.externalId) this.addExternal(contact);
    for (const { id, nameKey, externalSystem, externalId } of contact.merged) {
      this.#byId.set(id, contact);
      put(this.#byName, nameKey, contact);
      if (externalSystem && externalId) this.#byExternal.set(`${externalSystem} ${externalId}`, contact);
    }
  }

  /** Of several with one name, the first is the one that the name stands for. */
  addCompany(company: KnownCompany): void {
    if (!this.#companies.has(company.nameKey)) this.#companies.set(company.nameKey, company);
    if (company.externalSystem && company.externalId)
      this.#companiesByExternal.set(`${company.externalSystem} ${company.externalId}`, company);
  }

  companyWithName(nameKey: string): KnownCompany | null {
    return this.#companies.get(nameKey) ?? null;
  }

  companyWithExternalId(system: string, id: string): KnownCompany | null {
    return this.#companiesByExternal.get(`${system} ${id}`) ?? null;
  }

  addPoint(contact: KnownContact, { kind, normal }: Pick<KnownPoint, "kind" | "normal">): void {
    put(this.#byPoint, `${kind} ${normal}`, contact);
  }

  addExternal(contact: KnownContact): void {
    this.#byExternal.set(`${contact.externalSystem} ${contact.externalId}`, contact);
  }

  withPoint({ kind, normal }: Pick<KnownPoint, "kind" | "normal">): KnownContact[] {
    return [...(this.#byPoint.get(`${kind} ${normal}`) ?? [])];
  }

  withName(nameKey: string): KnownContact[] {
    return [...(this.#byName.get(nameKey) ?? [])];
  }

  /** By the id that it has here. */
  withOwnId(id: string): KnownContact | null {
    return this.#byId.get(id) ?? null;
  }

  withExternalId(system: string, id: string): KnownContact | null {
    return this.#byExternal.get(`${system} ${id}`) ?? null;
  }
}

function put<K, V>(map: Map<K, Set<V>>, key: K, value: V): void {
  const set = map.get(key);
  if (set) set.add(value);
  else map.set(key, new Set([value]));
}

/** Bearers of one name that are compared for a row, the oldest first: beyond them a name tells nobody apart. */
const mostNamesakes = 50;

/** Reads what these rows could be. @param system the source whose external ids the rows carry, unless a row says its own */
export async function readKnownCustomers(
  ctx: Context,
  rows: readonly ImportedRow[],
  system: string,
): Promise<KnownCustomers> {
  const systems = [
    ...new Set([
      system,
      ownSystem,
      ...rows.flatMap((row) => [row.externalSystem ?? [], row.companySystem ?? []].flat()),
    ]),
  ];
  const known = new KnownCustomers(rows.some(({ owner }) => owner) ? await queryOwners(ctx) : new Map());
  for (const company of await queryCompanies(ctx, rows, systems)) known.addCompany(company);
  // A company that a row names by its id alone is known by its name from here on.
  const named = rows.map((row) => withCompany(row, known, system));
  const ids = await queryContactIds(ctx, named, systems);
  for (const contact of await queryContacts(ctx, ids)) known.add(contact);
  return known;
}

/** The row with the company that its source's id stands for, in place of a name. */
export function withCompany(row: ImportedRow, known: KnownCustomers, system: string): ImportedRow {
  const company =
    row.companyExternalId && known.companyWithExternalId(row.companySystem ?? system, row.companyExternalId);
  if (!company) return row;
  const { name, nameKey } = company;
  return { ...row, company: { name, nameKey, searchKey: foldName(name) } };
}

/** Who may own a customer: people who work here still. Whom two would answer to, nobody is. */
async function queryOwners(ctx: Context): Promise<Map<string, string | null>> {
  const people = await ctx.tx.member.findMany({
    where: { deactivatedAt: null, isGuest: false },
    select: { id: true, name: true, email: true },
  });
  const owners = new Map<string, string | null>();
  for (const { id, name, email } of people) {
    for (const key of [foldName(name), ...(email ? [email.toLowerCase()] : [])])
      owners.set(key, owners.has(key) && owners.get(key) !== id ? null : id);
  }
  return owners;
}

async function queryContactIds(ctx: Context, rows: readonly ImportedRow[], systems: string[]): Promise<string[]> {
  const of = (kind: PointKind) => [
    ...new Set(rows.flatMap(({ points }) => points.filter((point) => point.kind === kind).map(({ normal }) => normal))),
  ];
  const names = [
    ...new Map(
      rows.flatMap(({ name, company }) =>
        name ? [[`${name.nameKey}|${company?.nameKey}`, [name.nameKey, company?.nameKey ?? ""] as const]] : [],
      ),
    ).values(),
  ];
  const ownIds = [...new Set(rows.flatMap(({ ownId }) => ownId ?? []))];
  const externalIds = [...new Set([...rows.flatMap(({ externalId }) => externalId ?? []), ...ownIds])];
  const found = await ctx.tx.$queryRaw<{ id: string }[]>`
    SELECT coalesce(m."mergedIntoId", found.id) AS id FROM (
    SELECT "contactId" AS id FROM contact_point
    WHERE kind = 'email' AND normal = ANY(${of("email")}::text[]) AND "contactId" IS NOT NULL
    UNION SELECT "contactId" FROM contact_point
    WHERE kind = 'phone' AND normal = ANY(${of("phone")}::text[]) AND "contactId" IS NOT NULL
    UNION SELECT id FROM contact WHERE id = ANY(${ownIds}::uuid[])
    UNION SELECT id FROM contact WHERE "externalSystem" = ANY(${systems}::text[]) AND "externalId" = ANY(${externalIds}::text[])
    UNION SELECT same.id FROM unnest(${names.map(([name]) => name)}::text[], ${names.map(([, company]) => company)}::text[]) named(name, company), LATERAL (
      SELECT c.id FROM contact c LEFT JOIN company co ON co.id = c."companyId"
      WHERE c."nameKey" = named.name AND (c."endedAt" IS NULL OR c."mergedIntoId" IS NOT NULL) AND (named.company = '' OR co.id IS NULL OR co."nameKey" = named.company
        OR c."mergedIntoId" IS NOT NULL
        OR EXISTS (SELECT FROM contact_fact f WHERE f."contactId" = c.id AND f.field = 'organisation' AND f."validTo" IS NOT NULL))
      ORDER BY c.id LIMIT ${mostNamesakes}) same
    ) found LEFT JOIN contact m ON m.id = found.id AND m."mergedIntoId" IS NOT NULL GROUP BY 1`;
  return found.map(({ id }) => id);
}

async function queryContacts(ctx: Context, ids: string[]): Promise<KnownContact[]> {
  if (ids.length === 0) return [];
  const contacts = await ctx.tx.$queryRaw<
    (Omit<KnownContact, "spellings" | "companyKeys" | "points" | "facts" | "merged"> & { companyKey: string | null })[]
  >`
    SELECT c.id, c.name, c."nameKey", c."companyId", c."ownerId", co."nameKey" AS "companyKey", to_char(c."birthDate", 'YYYY-MM-DD') AS "birthDate",
           to_char(c."customerSince", 'YYYY-MM-DD') AS "customerSince", c.stage, c.interests, c."externalSystem", c."externalId", c."externalUrl"
    FROM contact c LEFT JOIN company co ON co.id = c."companyId"
    WHERE c.id = ANY(${ids}::uuid[]) AND c."endedAt" IS NULL ORDER BY c.id`;
  const points = await ctx.tx.$queryRaw<(KnownPoint & { contactId: string })[]>`
    SELECT id, "contactId", kind, normal, typed, "validTo" IS NULL AS current, "confirmedAt" IS NOT NULL AS confirmed
    FROM contact_point WHERE "contactId" = ANY(${ids}::uuid[]) ORDER BY id`;
  const facts = await ctx.tx.$queryRaw<(KnownFact & { contactId: string })[]>`
    SELECT id, "contactId", field, value, currency, "validTo" IS NULL AS current, "confirmedAt" IS NOT NULL AS confirmed
    FROM contact_fact WHERE "contactId" = ANY(${ids}::uuid[]) ORDER BY id`;
  const merged = await ctx.tx.$queryRaw<(MergedContact & { into: string; companyKey: string | null })[]>`
    SELECT c.id, c.name, c."nameKey", c."externalSystem", c."externalId", c.stage, c."mergedIntoId" AS into, co."nameKey" AS "companyKey"
    FROM contact c LEFT JOIN company co ON co.id = c."companyId" WHERE c."mergedIntoId" = ANY(${ids}::uuid[]) ORDER BY c.id`;
  const mergedOf = Map.groupBy(merged, ({ into }) => into);
  const pointsOf = Map.groupBy(points, ({ contactId }) => contactId);
  const factsOf = Map.groupBy(facts, ({ contactId }) => contactId);
  return contacts.map(({ companyKey, ...contact }) => {
    const own = factsOf.get(contact.id) ?? [];
    const others = mergedOf.get(contact.id) ?? [];
    return {
      ...contact,
      merged: others,
      spellings: new Set(
        [
          contact.name,
          ...others.map(({ name }) => name),
          ...own.filter(({ field }) => field === "name").map(({ value }) => value),
        ].map(foldName),
      ),
      companyKeys: new Set([
        ...[companyKey, ...others.map((one) => one.companyKey)].filter((key) => key !== null),
        ...own.filter(({ field }) => field === "organisation").map(({ value }) => companyNameKey(value)),
      ]),
      points: pointsOf.get(contact.id) ?? [],
      facts: own,
    };
  });
}

async function queryCompanies(ctx: Context, rows: readonly ImportedRow[], systems: string[]): Promise<KnownCompany[]> {
  const nameKeys = [...new Set(rows.flatMap(({ company }) => company?.nameKey ?? []))];
  const externalIds = [
    ...new Set(rows.flatMap(({ companyExternalId, externalId }) => [companyExternalId ?? [], externalId ?? []].flat())),
  ];
  if (nameKeys.length === 0 && externalIds.length === 0) return [];
  const companies = await ctx.tx.$queryRaw<(Omit<KnownCompany, "points"> & { points: string[] })[]>`
    SELECT co.id, co.name, co."nameKey", co."externalSystem", co."externalId", co."externalUrl",
           coalesce((SELECT array_agg(kind || ' ' || normal) FROM contact_point WHERE "companyId" = co.id), '{}') AS points
    FROM company co WHERE co.id IN (
      SELECT id FROM company WHERE "nameKey" = ANY(${nameKeys}::text[])
      UNION ALL SELECT id FROM company WHERE "externalSystem" = ANY(${systems}::text[]) AND "externalId" = ANY(${externalIds}::text[])
    ) AND co."endedAt" IS NULL ORDER BY co.id`;
  return companies.map((company) => ({ ...company, points: new Set(company.points) }));
}
