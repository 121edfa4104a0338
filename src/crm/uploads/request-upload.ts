import { v7 as newId } from "uuid";
import type { Context } from "../../db/context.ts";
import { allow } from "../access/permission.ts";
import { Refusal } from "../refusal.ts";
import type { UploadMapping } from "./upload.ts";

/** Keeps that a file is to be imported. It is begun once this is saved, and taken up again whatever happens. */
export async function requestUpload(
  ctx: Context,
  input: {
    fileId: string;
    fileName: string;
    mapping: UploadMapping;
    /** the message in which its progress is to be told; a new one unless said */
    place?: { channel: string; ts: string };
  },
): Promise<string> {
  await allow(ctx, "customers:import");
  if (!ctx.member) throw new Error("Only a person can upload a file");
  const id = newId();
  const { fileId, fileName, place } = input;
  const mapping = JSON.stringify(input.mapping);
  await ctx.tx.$executeRaw`
    INSERT INTO upload (id, "workspaceId", "memberId", "fileId", "fileName", mapping, state, "createdAt", channel, ts)
    VALUES (${id}::uuid, ${ctx.workspace.id}::uuid, ${ctx.member.id}::uuid, ${fileId}, ${fileName}, ${mapping}::jsonb, 'waiting', ${ctx.now},
            ${place?.channel ?? null}, ${place?.ts ?? null})`;
  ctx.audit({ action: "import.requested", subjectType: "upload", subjectId: id, after: { fileName } });
  return id;
}

/**
 * Begins a failed import anew.
 * @throws Refusal upload_gone when it is not one's own or did not fail
 */
export async function retryUpload(ctx: Context, input: { uploadId: string }): Promise<{ fileName: string }> {
  await allow(ctx, "customers:import");
  const [upload] = await ctx.tx.$queryRaw<{ fileName: string }[]>`
    UPDATE upload SET state = 'waiting', failure = NULL, attempts = 0, "rowsUnsent" = false, "leaseUntil" = NULL, "settledAt" = NULL
    WHERE id = ${input.uploadId}::uuid AND "memberId" = ${ctx.member?.id ?? null}::uuid AND state = 'failed'
    RETURNING "fileName"`;
  if (!upload) throw new Refusal("upload_gone", {});
  ctx.audit({ action: "import.requested", subjectType: "upload", subjectId: input.uploadId, after: upload });
  return upload;
}
