import type { Context } from "../../../db/context.ts";
import { allow } from "../../access/permission.ts";
import { type KeptByUndo, type UndoCounts, undoCounts } from "./undo-import.ts";

/** One file that was imported, over all its runs. */
export interface ImportLine {
  id: string;
  fileName: string;
  system: string | null;
  /** none: the command line */
  byName: string | null;
  startedAt: Date;
  /** null: it was cut off, or is under way */
  finishedAt: Date | null;
  created: number;
  updated: number;
  rejected: number;
  undo: "none" | "running" | "done";
  undoCounts: UndoCounts | null;
}

/** The imports of the workspace, the newest first, and how many there are. @throws Refusal not_permitted */
export async function listImports(
  ctx: Context,
  { offset, limit }: { offset: number; limit: number },
): Promise<{ imports: ImportLine[]; total: number }> {
  await allow(ctx, "customers:import");
  const rows = await ctx.tx.$queryRaw<
    (Omit<ImportLine, "undo" | "undoCounts"> & { undoState: string | null; undoCounts: unknown; total: number })[]
  >`
    SELECT last.id, last."fileName", last.system, m.name AS "byName", all_runs."startedAt", last."finishedAt",
      all_runs.created, all_runs.updated, last.rejected, last."undoState", last."undoCounts", (count(*) OVER ())::int AS total
    FROM (
      SELECT max(id::text)::uuid AS id, min("startedAt") AS "startedAt", sum(created)::int AS created, sum(updated)::int AS updated
      FROM import_run GROUP BY coalesce("uploadId", id)
    ) all_runs JOIN import_run last ON last.id = all_runs.id LEFT JOIN member m ON m.id = last."memberId"
    ORDER BY last."startedAt" DESC, last.id DESC OFFSET ${offset} LIMIT ${limit}`;
  return {
    total: rows[0]?.total ?? 0,
    imports: rows.map(({ total: _, undoState, undoCounts: counted, ...line }) => ({
      ...line,
      undo: undoState === null ? "none" : undoState === "done" ? "done" : "running",
      undoCounts: undoCounts.safeParse(counted).data ?? null,
    })),
  };
}

export interface UndoResult {
  fileName: string;
  counts: UndoCounts;
  /** the first of what was left, by name; null where the name is gone */
  kept: { name: string | null; reason: KeptByUndo["reason"] }[];
}

/** What became of an import that was taken back, over all its runs; null when it is not finished. */
export async function findUndoResult(ctx: Context, importId: string, most: number): Promise<UndoResult | null> {
  const runs = await ctx.tx.$queryRaw<
    { fileName: string; undoState: string | null; undoCounts: unknown; undoKept: unknown }[]
  >`
    SELECT "fileName", "undoState", "undoCounts", "undoKept" FROM import_run
    WHERE id = ${importId}::uuid OR "uploadId" = (SELECT "uploadId" FROM import_run WHERE id = ${importId}::uuid)`;
  const [first] = runs;
  if (!first || runs.some(({ undoState }) => undoState !== "done")) return null;
  const counts: UndoCounts = { contacts: 0, companies: 0, restored: 0, kept: 0 };
  for (const run of runs) {
    const own = undoCounts.parse(run.undoCounts);
    for (const key of Object.keys(counts) as (keyof UndoCounts)[]) counts[key] += own[key];
  }
  const kept = runs
    .flatMap(({ undoKept }) => (Array.isArray(undoKept) ? (undoKept as unknown as KeptByUndo[]) : []))
    .slice(0, most);
  const ids = kept.flatMap(({ contactId, companyId }) => contactId ?? companyId ?? []);
  const named = await ctx.tx.$queryRaw<{ id: string; name: string }[]>`
    SELECT id, name FROM contact WHERE id = ANY(${ids}::uuid[]) UNION ALL SELECT id, name FROM company WHERE id = ANY(${ids}::uuid[])`;
  const names = new Map(named.map(({ id, name }) => [id, name]));
  return {
    fileName: first.fileName,
    counts,
    kept: kept.map(({ contactId, companyId, reason }) => ({
      name: names.get(contactId ?? companyId ?? "") ?? null,
      reason,
    })),
  };
}
