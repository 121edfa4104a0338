import { type Context, sql } from "../../db/context.ts";
import { type ExportKind, type ExportKindName, firstId, type IdRange, lastId } from "./export-kind.ts";
import { exportKinds } from "./export-kinds.ts";

/** Rows of one kind that go into one part. */
export interface ExportSlice extends IdRange {
  kind: ExportKindName;
}

/**
 * What one part may hold, in rows of the lightest kind, of which 10,000 took a second on two cores shared by seven times as
 * much work: written, packed and sent well within the half minute that the outbox gives a delivery.
 */
export const partWeight = 100_000;
/** What is left as it is, to be opened with a tap: some 8 MB. */
const openWeight = 40_000;

/** Everything there is, cut into parts of about the same size; the kinds that have no rows are left out. */
export async function planParts(
  ctx: Context,
  most = partWeight,
): Promise<{ parts: ExportSlice[][] /** too much to be sent as it is */; packed: boolean }> {
  const counted = await countRows(ctx);
  const parts: ExportSlice[][] = [[]];
  let left = most;
  for (const { kind, rows } of counted) {
    const cuts: number[] = [];
    let beyond = rows;
    // The first cut is where the part under way is full, the next where one of this kind alone is.
    for (let take = Math.floor(left / kind.weight); beyond > take; take = Math.max(1, Math.floor(most / kind.weight))) {
      cuts.push((cuts.at(-1) ?? 0) + take);
      beyond -= take;
      left = most;
    }
    left -= beyond * kind.weight;
    const ids = await findIds(ctx, kind, cuts);
    for (const [nth, upTo] of [...ids, lastId].entries()) {
      if (nth > 0) parts.push([]);
      const after = ids[nth - 1] ?? firstId;
      if (upTo !== firstId) parts.at(-1)?.push({ kind: kind.name, after, upTo });
    }
  }
  const weight = counted.reduce((total, { kind, rows }) => total + rows * kind.weight, 0);
  return { parts: parts.filter((slices) => slices.length > 0), packed: weight > Math.min(openWeight, most) };
}

/** What an export holds whole: for a file on a disk, which may be of any size. */
export async function planWhole(ctx: Context): Promise<ExportSlice[]> {
  return (await countRows(ctx)).map(({ kind }) => ({ kind: kind.name, after: firstId, upTo: lastId }));
}

async function countRows(ctx: Context): Promise<{ kind: ExportKind; rows: number }[]> {
  const counted: { kind: ExportKind; rows: number }[] = [];
  for (const kind of exportKinds) {
    const [row] = await ctx.tx.$queryRaw<{ rows: number }[]>`SELECT count(*)::int AS rows FROM ${table(kind)}`;
    const rows = row?.rows ?? 0;
    // A base without customers still has a file that says so.
    if (rows > 0 || kind.name === "customers") counted.push({ kind, rows });
  }
  return counted;
}

/** The ids at these places, in the order of all of them. */
async function findIds(ctx: Context, kind: ExportKind, places: readonly number[]): Promise<string[]> {
  if (places.length === 0) return [];
  const found = await ctx.tx.$queryRaw<{ id: string; place: number }[]>`
    SELECT id, place FROM (SELECT id, row_number() OVER (ORDER BY id)::int AS place FROM ${table(kind)}) numbered
    WHERE place = ANY(${[...places]}::int[]) ORDER BY place`;
  const at = new Map(found.map(({ id, place }) => [place, id]));
  // Place 0 is before the first: the part under way was full already.
  return places.flatMap((place) => (place === 0 ? firstId : (at.get(place) ?? [])));
}

/** A name out of a closed list, not of anything that was typed. */
function table({ table }: ExportKind) {
  return sql.raw(`"${table}"`);
}
