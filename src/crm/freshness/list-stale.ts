import { type Context, sql } from "../../db/context.ts";
import { allow } from "../access/permission.ts";
import { firstValues, lookedAfter, standingColumn } from "./first-values.ts";
import { limitRows, readLimits } from "./limits.ts";
import { type PerishableField, perishableFields, type Standing } from "./perishable.ts";

/** What is looked for: anything, one field, or customers without an e-mail address that works. */
export const staleKinds = ["any", "unreachable", ...perishableFields] as const;
export type StaleKind = (typeof staleKinds)[number];

/** A value that cannot be relied on, or one that is not there. */
export interface StaleValue {
  /** null: nothing is known */
  valueId: string | null;
  field: PerishableField;
  /** as typed; of `value` minor units a year; "" where nothing is known */
  shown: string;
  currency: string | null;
  ofCompany: boolean;
  source: string;
  standing: Exclude<Standing, "confirmed"> | "missing";
  confirmedAt: Date | null;
  confirmedBy: string | null;
  suspendedAt: Date | null;
  suspendedReason: string | null;
}

/** A customer of whom something is to be seen to. */
export interface StaleCustomer {
  contactId: string;
  name: string;
  companyName: string | null;
  owner: { memberId: string; name: string } | null;
  /** minor units a year; null: not known */
  value: { minor: number; currency: string } | null;
  /** suspended first, then the longest beyond its limit, then those never confirmed */
  values: StaleValue[];
  /** a steward has asked the owner within the last month */
  asked: boolean;
}

const askedDays = 30;
const dayMs = 86_400_000;

interface Wanted {
  kind: StaleKind;
  /** one's customers; undefined: everybody's */
  ownerId?: string;
  /** without those that were never confirmed: what is past its limit, or known not to work */
  overdueOnly?: boolean;
}

/**
 * Customers of whom something cannot be relied on, those worth most first, a page at a time.
 * @throws Refusal not_permitted
 */
export async function listStale(
  ctx: Context,
  wanted: Wanted & { offset: number; limit: number },
): Promise<{ customers: StaleCustomer[]; total: number }> {
  await allow(ctx, "customers:read");
  const { offset, limit } = wanted;
  const which = contactsOf(wanted);
  // Hundreds of thousands of values are sorted once; under the server's usual 4 MB that goes to the disk.
  if (wanted.ownerId === undefined) await ctx.tx.$executeRaw`SELECT set_config('work_mem', '128MB', true)`;
  const page = await ctx.tx.$queryRaw<{ contactId: string; total: number }[]>`
    WITH v AS MATERIALIZED (SELECT * FROM (${firstValues(which)}) x WHERE x.field = ANY(${fieldsRead(wanted)})),
    hit AS (${hitsOf(wanted, which, await limitsOf(ctx))})
    SELECT h."contactId", (count(*) OVER ())::int AS total
    FROM (SELECT DISTINCT "contactId" FROM hit) h LEFT JOIN v w ON w."contactId" = h."contactId" AND w.field = 'value'
    ORDER BY w.shown::numeric DESC NULLS LAST, h."contactId" LIMIT ${limit} OFFSET ${offset}`;
  const ids = page.map(({ contactId }) => contactId);
  return { customers: await readCustomers(ctx, ids, wanted), total: page[0]?.total ?? 0 };
}

/** How many of one's customers have something past its limit or known not to work, and what: most first. */
export interface OwnStale {
  customers: number;
  fields: { field: PerishableField; customers: number }[];
}

/** What a person's daily digest says of their own customers in a line; what was never confirmed is not counted, it only gets asked about. */
export async function ownStale(ctx: Context, memberId: string): Promise<OwnStale> {
  const wanted: Wanted = { kind: "any", ownerId: memberId, overdueOnly: true };
  const which = contactsOf(wanted);
  const rows = await ctx.tx.$queryRaw<{ field: PerishableField | null; customers: number }[]>`
    WITH v AS MATERIALIZED (${firstValues(which)}),
    hit AS (${hitsOf(wanted, which, await limitsOf(ctx))})
    SELECT field, count(DISTINCT "contactId")::int AS customers FROM hit GROUP BY GROUPING SETS ((field), ())`;
  return {
    customers: rows.find(({ field }) => field === null)?.customers ?? 0,
    fields: rows
      .flatMap(({ field, customers }) => (field === null ? [] : [{ field, customers }]))
      .toSorted(
        (a, b) => b.customers - a.customers || perishableFields.indexOf(a.field) - perishableFields.indexOf(b.field),
      ),
  };
}

/** The field that is looked for, and the value by which the customers are ordered. */
function fieldsRead({ kind }: Wanted): PerishableField[] {
  if (kind === "any") return [...perishableFields];
  return [kind === "unreachable" ? "email" : kind, "value"];
}

const limitsOf = async (ctx: Context): Promise<sql.Sql> => limitRows(await readLimits(ctx), ctx.now);

function contactsOf({ ownerId }: Wanted): sql.Sql {
  return ownerId === undefined ? lookedAfter : sql.sql`c."ownerId" = ${ownerId}::uuid AND ${lookedAfter}`;
}

/** Columns contactId and field of what was looked for, out of the values `v`. */
function hitsOf({ kind, overdueOnly }: Wanted, which: sql.Sql, limits: sql.Sql): sql.Sql {
  if (kind === "unreachable")
    return sql.sql`
      SELECT c.id AS "contactId", 'email' AS field FROM contact c LEFT JOIN v ON v."contactId" = c.id AND v.field = 'email'
      WHERE ${which} AND (v.id IS NULL OR v."suspendedAt" IS NOT NULL)`;
  const never = overdueOnly ? sql.sql`OR false` : sql.sql`OR v."confirmedAt" IS NULL`;
  return sql.sql`
    SELECT v."contactId", v.field FROM v JOIN ${limits} ON l.field = v.field
    WHERE (v."suspendedAt" IS NOT NULL OR v."confirmedAt" < l."staleBefore" ${never}) AND ${kind} IN ('any', v.field)`;
}

async function readCustomers(
  ctx: Context,
  ids: readonly string[],
  { kind, overdueOnly }: Wanted,
): Promise<StaleCustomer[]> {
  if (ids.length === 0) return [];
  const own = sql.sql`c.id = ANY(${[...ids]}::uuid[])`;
  const rows = await ctx.tx.$queryRaw<(StaleRow & { contactId: string })[]>`
    WITH v AS MATERIALIZED (${firstValues(own)})
    SELECT v."contactId", v.id AS "valueId", v.field, v.shown, v.currency, v."ofCompany", coalesce(p.source, f.source) AS source,
      ${standingColumn} AS standing, v."confirmedAt", m.name AS "confirmedBy", v."suspendedAt", v."suspendedReason"
    FROM v JOIN ${await limitsOf(ctx)} ON l.field = v.field
      LEFT JOIN contact_point p ON p.id = v.id LEFT JOIN contact_fact f ON f.id = v.id
      LEFT JOIN member m ON m.id = coalesce(p."confirmedById", f."confirmedById")
    ORDER BY v."suspendedAt" IS NULL, v."confirmedAt" IS NULL,
      extract(epoch FROM ${ctx.now}::timestamptz - v."confirmedAt") / l.days DESC, l.nth`;
  const contacts = await ctx.tx.$queryRaw<ContactRow[]>`
    SELECT c.id, c.name, co.name AS "companyName", c."ownerId", m.name AS "ownerName", coalesce(a."askedAt" > ${daysAgo(ctx, askedDays)}, false) AS asked
    FROM contact c LEFT JOIN company co ON co.id = c."companyId" LEFT JOIN member m ON m.id = c."ownerId"
      LEFT JOIN freshness_ask a ON a."contactId" = c.id
    WHERE ${own}`;
  return ids.flatMap((id) => {
    const contact = contacts.find((one) => one.id === id);
    if (!contact) return [];
    const known = rows.filter(({ contactId }) => contactId === id);
    const worth = known.find(({ field }) => field === "value");
    const { name, companyName, ownerId, ownerName, asked } = contact;
    return [
      {
        ...{ contactId: id, name, companyName, asked },
        owner: ownerId === null || ownerName === null ? null : { memberId: ownerId, name: ownerName },
        value: worth ? { minor: Number(worth.shown), currency: worth.currency ?? "" } : null,
        values: valuesWanted(known, { kind, ...(overdueOnly !== undefined && { overdueOnly }) }),
      },
    ];
  });
}

type StaleRow = Omit<StaleValue, "standing" | "valueId"> & { valueId: string; standing: Standing };

interface ContactRow {
  id: string;
  name: string;
  companyName: string | null;
  ownerId: string | null;
  ownerName: string | null;
  asked: boolean;
}

const noEmail: StaleValue = {
  ...{ valueId: null, field: "email", shown: "", currency: null, ofCompany: false, source: "", standing: "missing" },
  ...{ confirmedAt: null, confirmedBy: null, suspendedAt: null, suspendedReason: null },
};

function valuesWanted(known: readonly StaleRow[], { kind, overdueOnly }: Wanted): StaleValue[] {
  if (kind === "unreachable" && !known.some(({ field }) => field === "email")) return [noEmail];
  const field = kind === "unreachable" ? "email" : kind;
  return known.flatMap(({ standing, ...value }) => {
    if (standing === "confirmed" || (overdueOnly && standing === "never")) return [];
    return field === "any" || value.field === field ? [{ ...value, standing }] : [];
  });
}

function daysAgo({ now }: Context, days: number): Date {
  return new Date(now.getTime() - days * dayMs);
}
