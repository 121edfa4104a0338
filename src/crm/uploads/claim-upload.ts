import type { Context } from "../../db/context.ts";
import { type ClaimedUpload, leaseFrom, mostAttempts, type UploadFailure } from "./upload.ts";

/** Thrown when another process has taken an upload over: whatever this one still does would be done twice. */
export class LostUpload extends Error {
  constructor(id: string) {
    super(`The upload ${id} was taken over`);
    this.name = "LostUpload";
  }
}

/**
 * Takes the next upload that waits, or one whose process died; null when there is none. One that was cut off as often
 * as is sensible fails here, and its owner is told.
 */
export async function claimUpload(ctx: Context): Promise<ClaimedUpload | null> {
  for (;;) {
    const [next] = await ctx.tx.$queryRaw<{ id: string; attempts: number; slackUserId: string }[]>`
      SELECT u.id, u.attempts, m."slackUserId" FROM upload u JOIN member m ON m.id = u."memberId"
      WHERE u.state = 'waiting' OR (u.state = 'running' AND u."leaseUntil" <= ${ctx.now})
      ORDER BY u."createdAt" LIMIT 1 FOR UPDATE OF u SKIP LOCKED`;
    if (!next) return null;
    if (next.attempts >= mostAttempts) {
      await fail(ctx, next, "interrupted");
      continue;
    }
    const [claimed] = await ctx.tx.$queryRaw<Omit<ClaimedUpload, "slackUserId">[]>`
      UPDATE upload SET state = 'running', attempts = attempts + 1, "leaseUntil" = ${leaseFrom(ctx.now)}
      WHERE id = ${next.id}::uuid RETURNING id, "fileId", "fileName", mapping, channel, ts, attempts AS attempt`;
    return claimed ? { ...claimed, slackUserId: next.slackUserId } : null;
  }
}

/** Says that the work goes on. @throws LostUpload */
export async function holdUpload(ctx: Context, { id, attempt }: ClaimedUpload): Promise<void> {
  const held = await ctx.tx.$executeRaw`
    UPDATE upload SET "leaseUntil" = ${leaseFrom(ctx.now)}
    WHERE id = ${id}::uuid AND state = 'running' AND attempts = ${attempt}`;
  if (held === 0) throw new LostUpload(id);
}

/** Keeps where the progress is told, so that whoever goes on with it, and its end, use the same message. */
export async function keepProgressPlace(
  ctx: Context,
  claim: ClaimedUpload,
  { channel, ts }: { channel: string; ts: string },
): Promise<void> {
  await ctx.tx.$executeRaw`
    UPDATE upload SET channel = ${channel}, ts = ${ts} WHERE id = ${claim.id}::uuid AND attempts = ${claim.attempt}`;
}

/** Keeps that the rows that were not taken could not be handed over, so that nobody is told to look for them. */
export async function noteRowsUnsent(ctx: Context, { id, attempt }: ClaimedUpload): Promise<void> {
  await ctx.tx.$executeRaw`
    UPDATE upload SET "rowsUnsent" = true WHERE id = ${id}::uuid AND state = 'running' AND attempts = ${attempt}`;
}

/** Lets the next look take the upload up from `until`; an orderly stop of the process is no failed try. */
export async function releaseUpload(
  ctx: Context,
  { id, attempt }: ClaimedUpload,
  { until, failed }: { until: Date; failed: boolean },
): Promise<void> {
  await ctx.tx.$executeRaw`
    UPDATE upload SET "leaseUntil" = ${until}, attempts = ${failed ? attempt : attempt - 1}
    WHERE id = ${id}::uuid AND state = 'running' AND attempts = ${attempt}`;
}

/** In the transaction that saves the end of the import, so that it is told exactly once. */
export async function finishUpload(ctx: Context, { id, slackUserId }: ClaimedUpload): Promise<void> {
  await ctx.tx.$executeRaw`UPDATE upload SET state = 'done', "settledAt" = ${ctx.now} WHERE id = ${id}::uuid`;
  ctx.notify({ kind: "import-finished", recipient: slackUserId, payload: { uploadId: id } });
}

export async function failUpload(ctx: Context, claim: ClaimedUpload, failure: UploadFailure): Promise<void> {
  await holdUpload(ctx, claim);
  await fail(ctx, claim, failure);
}

async function fail(ctx: Context, upload: { id: string; slackUserId: string }, failure: UploadFailure): Promise<void> {
  await ctx.tx.$executeRaw`
    UPDATE upload SET state = 'failed', failure = ${failure}, "settledAt" = ${ctx.now} WHERE id = ${upload.id}::uuid`;
  ctx.audit({ action: "import.failed", subjectType: "upload", subjectId: upload.id, after: { failure } });
  ctx.notify({ kind: "import-failed", recipient: upload.slackUserId, payload: { uploadId: upload.id } });
}
