import { type Context, sql } from "../../db/context.ts";
import { type PointKind, pointKinds } from "../customers/contact.ts";
import type { ExportColumn, IdRange } from "./export-kind.ts";

/** What somebody is reached at now, by kind, the oldest first. */
export type PointsByKind = Record<PointKind, string[]>;

/** Columns of one kind at most; what somebody has beyond them shares the last one, which the import takes apart again. */
const mostColumns = 8;

const headers: Record<PointKind, string> = {
  email: "E-mail",
  phone: "Phone",
  website: "Website",
  address: "Address",
};

type Holder = "contact" | "company";

const holderId = (holder: Holder) => (holder === "contact" ? sql.sql`"contactId"` : sql.sql`"companyId"`);

/** How many columns of each kind the rows of this range take. */
export async function readWidths(ctx: Context, holder: Holder, { after, upTo }: IdRange): Promise<PointWidths> {
  const id = holderId(holder);
  const rows = await ctx.tx.$queryRaw<{ kind: PointKind; most: number }[]>`
    SELECT kind, max(count)::int AS most FROM (
      SELECT kind, count(*) FROM contact_point
      WHERE "validTo" IS NULL AND ${id} > ${after}::uuid AND ${id} <= ${upTo}::uuid GROUP BY kind, ${id}) counted
    GROUP BY kind`;
  // A customer's row has the company's websites as well.
  const beside = holder === "contact" ? await readCompanyWebsites(ctx) : 0;
  const width = (kind: PointKind) =>
    Math.min(
      mostColumns,
      Math.max(1, (rows.find((row) => row.kind === kind)?.most ?? 0) + (kind === "website" ? beside : 0)),
    );
  return Object.fromEntries(pointKinds.map((kind) => [kind, width(kind)])) as PointWidths;
}

export type PointWidths = Record<PointKind, number>;

async function readCompanyWebsites(ctx: Context): Promise<number> {
  const [most] = await ctx.tx.$queryRaw<{ most: number | null }[]>`
    SELECT max(count)::int AS most FROM (
      SELECT count(*) FROM contact_point
      WHERE "validTo" IS NULL AND kind = 'website' AND "companyId" IS NOT NULL GROUP BY "companyId") counted`;
  return most?.most ?? 0;
}

/** As the import recognises them: several of one kind have the same header. */
export function pointColumns<Row extends PointsByKind>(
  widths: PointWidths,
  kinds: readonly PointKind[],
): ExportColumn<Row>[] {
  return kinds.flatMap((kind) =>
    Array.from(
      { length: widths[kind] },
      (_, nth): ExportColumn<Row> => [headers[kind], (row) => cell(row, kind, nth, widths)],
    ),
  );
}

function cell(row: PointsByKind, kind: PointKind, nth: number, widths: PointWidths): string | null {
  const values = row[kind];
  // An address may hold any mark itself; whoever has more of them than columns has them in the file of addresses.
  if (kind === "address" || nth < widths[kind] - 1) return values[nth] ?? null;
  return values.slice(nth).join("; ") || null;
}

/** By holder. Each is as typed where the import reads that as the same one, and alone; otherwise in its normal form. */
export async function currentPoints(
  ctx: Context,
  holder: Holder,
  ids: readonly string[],
): Promise<ReadonlyMap<string, PointsByKind>> {
  if (ids.length === 0) return new Map();
  const id = holderId(holder);
  const points = await ctx.tx.$queryRaw<{ holder: string; kind: PointKind; typed: string; normal: string }[]>`
    SELECT ${id} AS holder, kind, typed, normal FROM contact_point
    WHERE ${id} = ANY(${[...ids]}::uuid[]) AND "validTo" IS NULL ORDER BY "validFrom", id`;
  const all = new Map<string, PointsByKind>();
  for (const { holder: of, kind, typed, normal } of points) {
    const own = all.get(of) ?? { email: [], phone: [], website: [], address: [] };
    own[kind].push(readsBack[kind](typed) ? typed : normal);
    all.set(of, own);
  }
  return all;
}

const readsBack: Record<PointKind, (typed: string) => boolean> = {
  email: (typed) => !/[\s;,]/u.test(typed),
  // Without its country a number is another one elsewhere.
  phone: (typed) => /^\+[^;/,|]+$/u.test(typed),
  website: (typed) => !typed.includes(";"),
  address: () => true,
};
