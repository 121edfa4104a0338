import { importCustomers } from "../crm/customers/import/import-customers.ts";
import type { ImportField } from "../crm/customers/import/import-field.ts";
import { readCsv } from "../crm/customers/import/read-csv.ts";
import { Refusal } from "../crm/refusal.ts";
import {
  claimUpload,
  failUpload,
  finishUpload,
  holdUpload,
  LostUpload,
  releaseUpload,
} from "../crm/uploads/claim-upload.ts";
import { type ClaimedUpload, interactionOf, type UploadFailure } from "../crm/uploads/upload.ts";
import type { Context } from "../db/context.ts";
import { type OpenTransaction, UnknownWorkspace } from "../db/open-transaction.ts";
import type { SlackLookup } from "./define.ts";
import { OneAtATime } from "./one-at-a-time.ts";

interface UploadsOptions {
  teamId: string;
  openTransaction: OpenTransaction;
  lookup: Pick<SlackLookup, "download">;
  clock: { now(): Date; after(ms: number, run: () => void): () => void };
  /** told after a commit that left a notice */
  committed(): void;
  log: { warn(details: object, message: string): void };
}

export interface Uploads {
  /** looks now whether there is a file to import; to be called after a commit that may have left one */
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

/** Imports the files that people uploaded, one at a time: begun after the request was saved, gone on with after a crash. */
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
        if (!claim) return;
        await importUpload(options, claim, () => stopping);
        options.committed();
      }
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
): Promise<T> {
  const now = clock.now();
  const interactionId = `uploads:${now.getTime()}`;
  return openTransaction({ teamId, slackUserId: null, surface: "job", interactionId, now }, run);
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
  { teamId, openTransaction, lookup, clock }: UploadsOptions,
  claim: ClaimedUpload,
  isStopping: () => boolean,
): Promise<UploadFailure | null> {
  const file = await lookup.download(claim.fileId);
  if (!file) return "file_gone";
  const csv = await readCsv([file.bytes]);
  if (!csv) return "unreadable";
  const mapping = new Map<number, ImportField>(
    Object.entries(claim.mapping).map(([index, field]) => [Number(index), field]),
  );
  try {
    await importCustomers(
      (run) => {
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
      },
      csv.rows,
      { fileName: claim.fileName, header: csv.header, mapping },
    );
    return null;
  } catch (error) {
    if (error instanceof Refusal) return "refused";
    throw error;
  }
}
