import type { Context } from "../../../db/context.ts";
import { companyNameKey } from "../company-name-key.ts";
import type { FactField, PointKind, Stage } from "../contact.ts";
import { foldName } from "../fold-name.ts";
import type { ImportedRow } from "./read-row.ts";

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
}

export interface KnownCompany {
  id: string;
  name: string;
  nameKey: string;
  websites: Set<string>;
}

/** What a batch is compared with: every contact that one of its rows could be, and the companies it names. */
export class KnownCustomers {
  readonly #byId = new Map<string, KnownContact>();
  readonly #byPoint = new Map<string, Set<KnownContact>>();
  readonly #byName = new Map<string, Set<KnownContact>>();
  readonly #byExternal = new Map<string, KnownContact>();
  readonly companies = new Map<string, KnownCompany>();

  add(contact: KnownContact): void {
    this.#byId.set(contact.id, contact);
    put(this.#byName, contact.nameKey, contact);
    for (const point of contact.points) this.addPoint(contact, point);
    if (contact.externalSystem && contact.externalId) this.addExternal(contact);
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

/** Reads what these rows could be. @param system the source whose external ids the rows carry */
export async function readKnownCustomers(
  ctx: Context,
  rows: readonly ImportedRow[],
  system: string,
): Promise<KnownCustomers> {
  const known = new KnownCustomers();
  const ids = await queryContactIds(ctx, rows, system);
  for (const contact of await queryContacts(ctx, ids)) known.add(contact);
  for (const company of await queryCompanies(ctx, [
    ...new Set(rows.flatMap(({ company }) => company?.nameKey ?? [])),
  ])) {
    if (!known.companies.has(company.nameKey)) known.companies.set(company.nameKey, company);
  }
  return known;
}

async function queryContactIds(ctx: Context, rows: readonly ImportedRow[], system: string): Promise<string[]> {
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
  const externalIds = [...new Set(rows.flatMap(({ externalId }) => externalId ?? []))];
  const found = await ctx.tx.$queryRaw<{ id: string }[]>`
    SELECT "contactId" AS id FROM contact_point
    WHERE kind = 'email' AND normal = ANY(${of("email")}::text[]) AND "contactId" IS NOT NULL
    UNION SELECT "contactId" FROM contact_point
    WHERE kind = 'phone' AND normal = ANY(${of("phone")}::text[]) AND "contactId" IS NOT NULL
    UNION SELECT id FROM contact WHERE "externalSystem" = ${system} AND "externalId" = ANY(${externalIds}::text[])
    UNION SELECT same.id FROM unnest(${names.map(([name]) => name)}::text[], ${names.map(([, company]) => company)}::text[]) named(name, company), LATERAL (
      SELECT c.id FROM contact c LEFT JOIN company co ON co.id = c."companyId"
      WHERE c."nameKey" = named.name AND c."endedAt" IS NULL AND (named.company = '' OR co.id IS NULL OR co."nameKey" = named.company
        OR EXISTS (SELECT FROM contact_fact f WHERE f."contactId" = c.id AND f.field = 'organisation' AND f."validTo" IS NOT NULL))
      ORDER BY c.id LIMIT ${mostNamesakes}) same`;
  return found.map(({ id }) => id);
}

async function queryContacts(ctx: Context, ids: string[]): Promise<KnownContact[]> {
  if (ids.length === 0) return [];
  const contacts = await ctx.tx.$queryRaw<
    (Omit<KnownContact, "spellings" | "companyKeys" | "points" | "facts"> & { companyKey: string | null })[]
  >`
    SELECT c.id, c.name, c."nameKey", c."companyId", co."nameKey" AS "companyKey", to_char(c."birthDate", 'YYYY-MM-DD') AS "birthDate",
           to_char(c."customerSince", 'YYYY-MM-DD') AS "customerSince", c.stage, c.interests, c."externalSystem", c."externalId", c."externalUrl"
    FROM contact c LEFT JOIN company co ON co.id = c."companyId"
    WHERE c.id = ANY(${ids}::uuid[]) AND c."endedAt" IS NULL ORDER BY c.id`;
  const points = await ctx.tx.$queryRaw<(KnownPoint & { contactId: string })[]>`
    SELECT id, "contactId", kind, normal, typed, "validTo" IS NULL AS current, "confirmedAt" IS NOT NULL AS confirmed
    FROM contact_point WHERE "contactId" = ANY(${ids}::uuid[]) ORDER BY id`;
  const facts = await ctx.tx.$queryRaw<(KnownFact & { contactId: string })[]>`
    SELECT id, "contactId", field, value, currency, "validTo" IS NULL AS current, "confirmedAt" IS NOT NULL AS confirmed
    FROM contact_fact WHERE "contactId" = ANY(${ids}::uuid[]) ORDER BY id`;
  const pointsOf = Map.groupBy(points, ({ contactId }) => contactId);
  const factsOf = Map.groupBy(facts, ({ contactId }) => contactId);
  return contacts.map(({ companyKey, ...contact }) => {
    const own = factsOf.get(contact.id) ?? [];
    return {
      ...contact,
      spellings: new Set(
        [contact.name, ...own.filter(({ field }) => field === "name").map(({ value }) => value)].map(foldName),
      ),
      companyKeys: new Set([
        ...(companyKey === null ? [] : [companyKey]),
        ...own.filter(({ field }) => field === "organisation").map(({ value }) => companyNameKey(value)),
      ]),
      points: pointsOf.get(contact.id) ?? [],
      facts: own,
    };
  });
}

async function queryCompanies(ctx: Context, nameKeys: string[]): Promise<KnownCompany[]> {
  if (nameKeys.length === 0) return [];
  const companies = await ctx.tx.$queryRaw<(Omit<KnownCompany, "websites"> & { websites: string[] })[]>`
    SELECT co.id, co.name, co."nameKey",
           coalesce((SELECT array_agg(normal) FROM contact_point WHERE "companyId" = co.id AND kind = 'website'), '{}') AS websites
    FROM company co WHERE co."nameKey" = ANY(${nameKeys}::text[]) AND co."endedAt" IS NULL ORDER BY co.id`;
  return companies.map((company) => ({ ...company, websites: new Set(company.websites) }));
}
