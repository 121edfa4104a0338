import { createReadStream, createWriteStream } from "node:fs";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { importCustomers } from "../crm/customers/import/import-customers.ts";
import type { ImportField } from "../crm/customers/import/import-field.ts";
import { readCsv } from "../crm/customers/import/read-csv.ts";
import { continueUndo } from "../crm/customers/import/undo-import.ts";
import { recordPosted } from "../crm/privacy/record-posted.ts";
import { Refusal } from "../crm/refusal.ts";
import {
  claimUpload,
  failUpload,
  finishUpload,
  holdUpload,
  keepProgressPlace,
  LostUpload,
  noteRowsUnsent,
  releaseUpload,
} from "../crm/uploads/claim-upload.ts";
import { type ClaimedUpload, interactionOf, mostAttempts, type UploadFailure } from "../crm/uploads/upload.ts";
import type { Context } from "../db/context.ts";
import { type OpenTransaction, UnknownWorkspace } from "../db/open-transaction.ts";
import type { SlackLookup } from "./define.ts";
import { OneAtATime } from "./one-at-a-time.ts";
import { RejectedFile } from "./rejected-file.ts";
import type { ProgressPlace, UploadProgress } from "./upload-progress.ts";
import { uploadText } from "./views/uploads.text.ts";
import { uploadProgressMessage, uploadStartedMessage } from "./views/uploads.ts";

interface UploadsOptions {
  teamId: string;
  openTransaction: OpenTransaction;
  lookup: Pick<SlackLookup, "download">;
  progress: UploadProgress;
  clock: { now(): Date; after(ms: number, run: () => void): () => void };
  /** told after a commit that left a notice */
  committed(): void;
  log: { warn(details: object, message: string): void };
}

export interface Uploads {
  /** looks now whether there is a file to import or an import to take back; to be called after a commit that may have left one */
  wake(): void;
  /** resolves when nothing is being imported and nothing waits */
  idle(): Promise<void>;
  /** begins nothing new and stops after the batch under way; what is left goes on at the next start */
  stop(): Promise<void>;
}

/** Another process's commit, or a dead process's file, is noticed after so many milliseconds at the latest. */
const lookEveryMs = 15_000;
/** Milliseconds for one batch, which also waits for other imports' batches. */
const batchTimeout = 120_000;
/** When Slack or the database fails, the file is taken up again after so many milliseconds. */
const pauseMs = 30_000;

class Stopping extends Error {}

/** Imports the files that people uploaded, one at a time, and takes imports back: begun after the request was saved, gone on with after a crash. */
export function startUploads(options: UploadsOptions): Uploads {
  const { clock, log } = options;
  let stopping = false;
  let cancelLook = () => {};
  const rounds = new OneAtATime(work);

  const look = () => {
    cancelLook();
    if (stopping) return;
    cancelLook = clock.after(lookEveryMs, look);
    rounds.wake();
  };

  async function work(): Promise<void> {
    try {
      while (!stopping) {
        const claim = await asSteward(options, claimUpload);
        options.committed();
        if (!claim) break;
        await importUpload(options, claim, () => stopping);
        options.committed();
      }
      while (!stopping && (await asSteward(options, continueUndo, batchTimeout))) options.committed();
    } catch (error) {
      // Files wait where Slack has taken Steward out, and go on when it is installed again.
      if (error instanceof UnknownWorkspace) return;
      log.warn({ err: error }, "Uploaded files could not be looked for; the next look will");
    }
  }

  look();
  return {
    wake: look,
    idle: () => rounds.idle(),
    async stop() {
      stopping = true;
      cancelLook();
      await rounds.idle();
    },
  };
}

function asSteward<T>(
  { openTransaction, teamId, clock }: UploadsOptions,
  run: (ctx: Context) => Promise<T>,
  timeout = 5000,
): Promise<T> {
  const now = clock.now();
  const interactionId = `uploads:${now.getTime()}`;
  return openTransaction({ teamId, slackUserId: null, surface: "job", interactionId, now, timeout }, run);
}

async function importUpload(options: UploadsOptions, claim: ClaimedUpload, isStopping: () => boolean): Promise<void> {
  try {
    const failure = await importFile(options, claim, isStopping);
    if (failure) await asSteward(options, (ctx) => failUpload(ctx, claim, failure));
  } catch (error) {
    if (error instanceof LostUpload) return;
    if (error instanceof UnknownWorkspace) throw error;
    const failed = !(error instanceof Stopping);
    if (failed) options.log.warn({ err: error, uploadId: claim.id }, "An import was cut off and will go on");
    const until = new Date(options.clock.now().getTime() + (failed ? pauseMs : 0));
    await asSteward(options, (ctx) => releaseUpload(ctx, claim, { until, failed }));
  }
}

/** Null when the import came to its end. */
async function importFile(
  options: UploadsOptions,
  claim: ClaimedUpload,
  isStopping: () => boolean,
): Promise<UploadFailure | null> {
  const { lookup, progress } = options;
  const place = await progressPlace(options, claim);
  const file = await lookup.download(claim.fileId);
  if (!file) return "file_gone";
  // Taken whole before it is read: Slack would not hold the line for as long as a large import takes.
  const folder = await mkdtemp(join(tmpdir(), "steward-import-"));
  const rejectedPath = join(folder, "rejected.csv");
  const path = join(folder, "uploaded.csv");
  try {
    await pipeline(file.bytes, createWriteStream(path, { mode: 0o600 }));
    const { size } = await stat(path);
    let read = 0;
    const csv = await readCsv(
      counted(path, (length) => (read += length)),
      claim.fileName,
    );
    const rejected = new RejectedFile(rejectedPath, csv.header);
    const mapping = new Map<number, ImportField>(
      Object.entries(claim.mapping).map(([index, field]) => [Number(index), field]),
    );
    await importCustomers((run) => inBatch(options, claim, { isStopping, run }), csv.rows, {
      ...{ fileName: claim.fileName, header: csv.header, mapping, uploadId: claim.id },
      onProgress: (counts) =>
        progress.edit(place, uploadProgressMessage(claim.fileName, { ...counts, share: size === 0 ? 1 : read / size })),
      onRejected: (rows) => rejected.add(rows),
      beforeFinish: async () => {
        await progress.settled();
        if (rejected.rows > 0) await attachRejected(options, claim, { place, path: rejectedPath });
      },
    });
    return null;
  } catch (error) {
    if (error instanceof Refusal) return error.code === "file_unreadable" ? "unreadable" : "refused";
    throw error;
  } finally {
    await progress.settled();
    await rm(folder, { recursive: true, force: true });
  }
}

/** The message that says how far it is: the one there is, or a new one. */
async function progressPlace(options: UploadsOptions, claim: ClaimedUpload): Promise<ProgressPlace> {
  const { channel, ts, slackUserId, fileName } = claim;
  if (channel && ts) return { channel, ts };
  const place = await options.progress.post(slackUserId, uploadStartedMessage(fileName));
  await asSteward(options, (ctx) => keepProgressPlace(ctx, claim, place));
  return place;
}

/** One transaction of the import, as whoever uploaded it; the one that ends the import ends the upload too. */
function inBatch<T>(
  { teamId, openTransaction, clock }: UploadsOptions,
  claim: ClaimedUpload,
  { isStopping, run }: { isStopping: () => boolean; run: (ctx: Context) => Promise<T> },
): Promise<T> {
  if (isStopping()) throw new Stopping();
  const { slackUserId, id } = claim;
  const interaction = { teamId, slackUserId, surface: "slack-view" as const, interactionId: interactionOf(id) };
  return openTransaction({ ...interaction, now: clock.now(), timeout: batchTimeout }, async (ctx) => {
    await holdUpload(ctx, claim);
    let finished = false;
    const result = await run({
      ...ctx,
      audit(note) {
        finished ||= note.action === "import.finished";
        ctx.audit(note);
      },
    });
    if (finished) await finishUpload(ctx, claim);
    return result;
  });
}

/** Lays the rows that were not taken into the message's thread. */
async function attachRejected(
  options: UploadsOptions,
  claim: ClaimedUpload,
  { place, path }: { place: ProgressPlace; path: string },
): Promise<void> {
  const file = {
    name: `${claim.fileName.replace(/\.[a-z]{1,5}$/iu, "").slice(0, 100)} to mend.csv`,
    title: uploadText.rejectedFile(),
    about: null,
    contents: createReadStream(path, { encoding: "utf8" }) as AsyncIterable<string>,
  };
  try {
    await options.progress.attach(place, file, (posted) =>
      asSteward(options, (ctx) => recordPosted(ctx, { ...posted, kind: "file", about: [posted.about] })),
    );
  } catch (error) {
    // Tried again with the whole file, whose rows are there by then; the last time, the import is worth more than its file.
    if (claim.attempt < mostAttempts) throw error;
    options.log.warn({ err: error, uploadId: claim.id }, "The rows that were not taken could not be sent");
    await asSteward(options, (ctx) => noteRowsUnsent(ctx, claim));
  }
}

async function* counted(path: string, onRead: (length: number) => void): AsyncGenerator<Uint8Array> {
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    onRead(chunk.length);
    yield chunk;
  }
}
