import { type Context, sql } from "../../db/context.ts";
import { allow, type Department } from "../access/permission.ts";
import { type PerishableField, perishableFields } from "./perishable.ts";

/** How customers stand in one field, on a day. */
export interface FieldFigures {
  field: PerishableField;
  confirmed: number;
  ageing: number;
  never: number;
  suspended: number;
  missing: number;
  /** past the limit, never confirmed or suspended; `before` a week earlier, null where nothing was counted then */
  toSeeTo: number;
  before: number | null;
}

/** Customers of some of the people, of whom something is to be seen to. */
interface GroupFigures {
  customers: number;
  toSeeTo: number;
  before: number | null;
  /** minor units a year, in the workspace's currency */
  valueAtStake: number;
}

export interface DepartmentFigures extends GroupFigures {
  /** null: of nobody, or of somebody without a department */
  department: Department | null;
}

export interface OwnerFigures extends GroupFigures {
  /** null: customers that nobody owns */
  memberId: string | null;
  name: string | null;
}

/** What the scan of a day found, beside the one a week before. */
export interface FreshnessFigures {
  /** "2026-11-23", in the workspace's zone */
  day: string;
  /** what it is compared with; null: there is nothing yet */
  beforeDay: string | null;
  customers: number;
  customersBefore: number | null;
  /** customers of whom anything is past its limit, never confirmed or suspended */
  toSeeTo: number;
  toSeeToBefore: number | null;
  /** customers without an e-mail address that works */
  unreachable: number;
  unreachableBefore: number | null;
  /** minor units a year */
  value: number;
  valueAtStake: number;
  fields: FieldFigures[];
  departments: DepartmentFigures[];
  /** those with most value at stake first */
  owners: OwnerFigures[];
  /** values confirmed and replaced within the week */
  reconfirmed: number;
  changed: number;
  /** who made tasks of these figures */
  handedOut: { by: string; at: Date; owners: number } | null;
}

const weekDays = 7;
/** Figures older than this are of another week. */
const oldestBeforeDays = 13;
/** Owners who are named. */
const ownersNamed = 10;

/**
 * The newest figures, or those of a day, with the change against the week before; null: nothing has been counted.
 * @param input.day "2026-11-23"
 * @throws Refusal not_permitted
 */
export async function findFigures(ctx: Context, input: { day?: string } = {}): Promise<FreshnessFigures | null> {
  await allow(ctx, "reports:read");
  const { tx } = ctx;
  const [days] = await tx.$queryRaw<{ day: string | null; before: string | null }[]>`
    SELECT n.day::text AS day, (SELECT max(b.day)::text FROM freshness_day b
      WHERE b.day BETWEEN n.day - ${oldestBeforeDays}::int AND n.day - ${weekDays}::int) AS before
    FROM (SELECT max(day) AS day FROM freshness_day WHERE ${input.day ?? null}::date IS NULL OR day = ${input.day ?? null}::date) n`;
  if (!days?.day) return null;
  const { day, before } = days;
  const rows = await readSums(ctx, { day, before });
  const any = rows.filter(({ field }) => field === "any");
  const total = (key: "customers" | "toSeeTo" | "value" | "valueAtStake") => sum(any.map((row) => row[key]));
  const hadBefore = <T>(value: T): T | null => (before === null ? null : value);
  const email = rows.filter(({ field }) => field === "email");
  return {
    ...{ day, beforeDay: before, customers: total("customers"), toSeeTo: total("toSeeTo") },
    ...{ value: total("value"), valueAtStake: total("valueAtStake") },
    customersBefore: hadBefore(sum(any.map((row) => row.customersBefore))),
    toSeeToBefore: hadBefore(sum(any.map((row) => row.toSeeToBefore))),
    unreachable: sum(email.map((row) => row.suspended + row.missing)),
    unreachableBefore: hadBefore(sum(email.map((row) => row.unreachableBefore))),
    fields: perishableFields.map((field) => {
      const own = rows.filter((row) => row.field === field);
      const of = (key: "confirmed" | "ageing" | "never" | "suspended" | "missing" | "toSeeTo") =>
        sum(own.map((row) => row[key]));
      return {
        ...{ field, confirmed: of("confirmed"), ageing: of("ageing"), never: of("never") },
        ...{ suspended: of("suspended"), missing: of("missing"), toSeeTo: of("toSeeTo") },
        before: hadBefore(sum(own.map((row) => row.toSeeToBefore))),
      };
    }),
    departments: any
      .map(({ department, customers, toSeeTo, toSeeToBefore, valueAtStake }) => ({
        ...{ department, customers, toSeeTo, valueAtStake, before: hadBefore(toSeeToBefore) },
      }))
      .filter(({ customers }) => customers > 0),
    owners: await readOwners(ctx, { day, before }),
    ...(await readRighted(ctx, day)),
    handedOut: await readHandout(ctx, day),
  };
}

const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);

interface SumRow {
  field: PerishableField | "any";
  department: Department | null;
  customers: number;
  confirmed: number;
  ageing: number;
  never: number;
  suspended: number;
  missing: number;
  toSeeTo: number;
  value: number;
  valueAtStake: number;
  customersBefore: number;
  toSeeToBefore: number;
  unreachableBefore: number;
}

const customers: sql.Sql = sql.sql`confirmed + ageing + never + suspended + missing`;
const toSeeTo: sql.Sql = sql.sql`ageing + never + suspended`;

async function readSums(ctx: Context, { day, before }: { day: string; before: string | null }): Promise<SumRow[]> {
  const now = (column: sql.Sql) => sql.sql`coalesce(sum(${column}) FILTER (WHERE day = ${day}::date), 0)`;
  const then = (column: sql.Sql) => sql.sql`coalesce(sum(${column}) FILTER (WHERE day <> ${day}::date), 0)::int`;
  return ctx.tx.$queryRaw<SumRow[]>`
    SELECT field, department, ${now(customers)}::int AS customers, ${now(sql.sql`confirmed`)}::int AS confirmed,
      ${now(sql.sql`ageing`)}::int AS ageing, ${now(sql.sql`never`)}::int AS never, ${now(sql.sql`suspended`)}::int AS suspended,
      ${now(sql.sql`missing`)}::int AS missing, ${now(toSeeTo)}::int AS "toSeeTo", ${now(sql.sql`value`)}::float8 AS value,
      ${now(sql.sql`"valueAtStake"`)}::float8 AS "valueAtStake", ${then(customers)} AS "customersBefore",
      ${then(toSeeTo)} AS "toSeeToBefore", ${then(sql.sql`suspended + missing`)} AS "unreachableBefore"
    FROM freshness_day WHERE day IN (${day}::date, ${before}::date)
    GROUP BY field, department ORDER BY field, department NULLS LAST`;
}

async function readOwners(
  ctx: Context,
  { day, before }: { day: string; before: string | null },
): Promise<OwnerFigures[]> {
  const rows = await ctx.tx.$queryRaw<(Omit<OwnerFigures, "before"> & { before: number })[]>`
    SELECT d."ownerId" AS "memberId", m.name, ${customers} AS customers, ${toSeeTo} AS "toSeeTo", d."valueAtStake"::float8 AS "valueAtStake",
      coalesce((SELECT sum(b.ageing + b.never + b.suspended)::int FROM freshness_day b
        WHERE b.day = ${before}::date AND b.field = 'any' AND b."ownerId" IS NOT DISTINCT FROM d."ownerId"), 0) AS before
    FROM freshness_day d LEFT JOIN member m ON m.id = d."ownerId"
    WHERE d.day = ${day}::date AND d.field = 'any' AND ${toSeeTo} > 0
    ORDER BY d."valueAtStake" DESC, ${toSeeTo} DESC, m.name NULLS LAST LIMIT ${ownersNamed}`;
  return rows.map((row) => ({ ...row, before: before === null ? null : row.before }));
}

/** Of the seven days that end with this one. */
async function readRighted(ctx: Context, day: string): Promise<{ reconfirmed: number; changed: number }> {
  const [row] = await ctx.tx.$queryRaw<{ reconfirmed: number; changed: number }[]>`
    SELECT coalesce(sum(reconfirmed), 0)::int AS reconfirmed, coalesce(sum(changed), 0)::int AS changed FROM freshness_day
    WHERE field = 'any' AND day > ${day}::date - ${weekDays}::int AND day <= ${day}::date`;
  return row ?? { reconfirmed: 0, changed: 0 };
}

async function readHandout(ctx: Context, day: string): Promise<FreshnessFigures["handedOut"]> {
  const [row] = await ctx.tx.$queryRaw<{ by: string; at: Date; owners: number }[]>`
    SELECT coalesce(m.name, '') AS by, h.at, h.owners FROM freshness_handout h LEFT JOIN member m ON m.id = h."byId" WHERE h.day = ${day}::date`;
  return row ?? null;
}

/** One line of the file: a field of an owner's customers, on a day. */
export interface FigureRow {
  field: PerishableField;
  department: Department | null;
  owner: string | null;
  confirmed: number;
  ageing: number;
  never: number;
  suspended: number;
  missing: number;
  /** minor units a year, as digits */
  value: string;
  valueAtStake: string;
  reconfirmed: number;
  changed: number;
}

/** Every figure of a day, by field, department and owner, a page after the other. @throws Refusal not_permitted */
export async function listFigures(
  ctx: Context,
  { day, after, limit }: { day: string; after: string | null; limit: number },
): Promise<(FigureRow & { id: string })[]> {
  await allow(ctx, "reports:read");
  return ctx.tx.$queryRaw`
    SELECT d.id, d.field, d.department, m.name AS owner, d.confirmed, d.ageing, d.never, d.suspended, d.missing,
      d.value::text AS value, d."valueAtStake"::text AS "valueAtStake", d.reconfirmed, d.changed
    FROM freshness_day d LEFT JOIN member m ON m.id = d."ownerId"
    WHERE d.day = ${day}::date AND d.field <> 'any' AND (${after}::uuid IS NULL OR d.id > ${after}::uuid)
    ORDER BY d.id LIMIT ${limit}`;
}
