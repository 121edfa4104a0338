import { continueErasures } from "../crm/privacy/continue-erasures.ts";
import { type OpenTransaction, UnknownWorkspace } from "../db/open-transaction.ts";
import { OneAtATime } from "./one-at-a-time.ts";

interface ErasuresOptions {
  teamId: string;
  openTransaction: OpenTransaction;
  clock: () => Date;
  /** told when the outbox may have something to take back */
  committed(): void;
  log: { warn(details: object, message: string): void };
}

export interface Erasures {
  /** goes on now with what was begun; to be called after a commit that may have begun an erasure */
  wake(): void;
  /** begins no further step */
  stop(): Promise<void>;
}

/** A step goes over all of a person's rows, which may be many. */
const stepTimeout = 60_000;

/** Erases what was asked for, at once and at each start; the job `finish-erasures` sees to what failed meanwhile. */
export function startErasures({ teamId, openTransaction, clock, committed, log }: ErasuresOptions): Erasures {
  let stopping = false;
  const rounds = new OneAtATime(work);
  const wake = () => {
    if (!stopping) rounds.wake();
  };

  async function work(): Promise<void> {
    if (stopping) return;
    try {
      const steps = await continueErasures(
        (run) => {
          const now = clock();
          const interactionId = `erasures:${now.getTime()}`;
          return openTransaction(
            { teamId, slackUserId: null, surface: "job", interactionId, now, timeout: stepTimeout },
            run,
          );
        },
        () => stopping,
      );
      if (steps > 0) committed();
    } catch (error) {
      if (error instanceof UnknownWorkspace) return;
      log.warn({ err: error }, "An erasure was cut off; it goes on within ten minutes");
    }
  }

  wake();
  return {
    wake,
    async stop() {
      stopping = true;
      await rounds.idle();
    },
  };
}
