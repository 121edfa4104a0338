import type { Context } from "../../db/context.ts";
import type { ImportRemark } from "../customers/import/import-field.ts";
import { interactionOf, type UploadFailure } from "./upload.ts";

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
}

interface Run {
  created: number;
  updated: number;
  unchanged: number;
  rejected: number;
  rejections: ImportRemark[] | null;
}

/**
 * What became of an upload, over all its runs: one that was cut off and went on found its own rows again, which are
 * counted as what they became the first time. Null when there is no such upload.
 */
export async function findUploadResult(ctx: Context, uploadId: string): Promise<UploadResult | null> {
  const [upload] = await ctx.tx.$queryRaw<Pick<UploadResult, "id" | "fileName" | "state" | "failure">[]>`
    SELECT id, "fileName", state, failure FROM upload WHERE id = ${uploadId}::uuid`;
  if (!upload) return null;
  const runs = await ctx.tx.$queryRaw<Run[]>`
    SELECT r.created, r.updated, r.unchanged, r.rejected, r.rejections FROM audit_entry a
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
  };
}
