import type { Context } from "../../db/context.ts";
import { whomRowsAreAbout } from "../customers/import/import-customers.ts";
import type { ImportRemark } from "../customers/import/import-field.ts";
import { interactionOf, type UploadFailure, type UploadMapping } from "./upload.ts";

export interface UploadResult {
  id: string;
  fileName: string;
  state: "waiting" | "running" | "done" | "failed";
  failure: UploadFailure | null;
  created: number;
  updated: number;
  unchanged: number;
  rejected: number;
  /** the first of the rows that were not taken */
  rejections: ImportRemark[];
  /** the file of all of them could not be handed over */
  rowsUnsent: boolean;
  /** the first of what else a person should know of rows that were taken */
  notices: ImportRemark[];
  about: "contacts" | "companies";
  /** the last run's; null: none was begun */
  importId: string | null;
  /** the message in which it is told */
  place: { channel: string; ts: string } | null;
}

interface Run {
  id: string;
  created: number;
  updated: number;
  unchanged: number;
  rejected: number;
  rejections: ImportRemark[] | null;
  notices: ImportRemark[] | null;
}

/**
 * What became of an upload, over all its runs: one that was cut off and went on found its own rows again, which are
 * counted as what they became the first time. Null when there is no such upload.
 */
export async function findUploadResult(ctx: Context, uploadId: string): Promise<UploadResult | null> {
  const [found] = await ctx.tx.$queryRaw<
    (Pick<UploadResult, "id" | "fileName" | "state" | "failure" | "rowsUnsent"> & {
      mapping: UploadMapping;
      channel: string | null;
      ts: string | null;
    })[]
  >`
    SELECT id, "fileName", state, failure, "rowsUnsent", mapping, channel, ts FROM upload WHERE id = ${uploadId}::uuid`;
  if (!found) return null;
  const { mapping, channel, ts, ...upload } = found;
  const runs = await ctx.tx.$queryRaw<Run[]>`
    SELECT r.id, r.created, r.updated, r.unchanged, r.rejected, r.rejections, r.notices FROM audit_entry a
    JOIN import_run r ON r.id = a."subjectId"
    WHERE a."subjectType" = 'import' AND a.action = 'import.started' AND a."interactionId" = ${interactionOf(uploadId)}
    ORDER BY a.seq`;
  const last = runs.at(-1);
  const before = runs.slice(0, -1);
  const sum = (of: readonly Run[], key: "created" | "updated") => of.reduce((total, run) => total + run[key], 0);
  return {
    ...upload,
    created: sum(runs, "created"),
    updated: sum(runs, "updated"),
    unchanged: Math.max(0, (last?.unchanged ?? 0) - sum(before, "created") - sum(before, "updated")),
    rejected: last?.rejected ?? 0,
    rejections: last?.rejections ?? [],
    notices: last?.notices ?? [],
    about: whomRowsAreAbout(Object.values(mapping)) ?? "contacts",
    importId: last?.id ?? null,
    place: channel && ts ? { channel, ts } : null,
  };
}
