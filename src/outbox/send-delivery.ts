import { UnknownWorkspace } from "../db/open-transaction.ts";
import { backoff } from "./backoff.ts";
import type { Claim, Posted } from "./delivery.ts";
import { Overtaken, RateLimited, RetryLater, Uncertain, Undeliverable } from "./delivery-outcome.ts";
import type { Outcome, Settings } from "./outbox-options.ts";
import { markGivenUp, markHeld, markLookUp, markPending, markSent, pauseMethod } from "./settle-delivery.ts";

/** Sends one claimed delivery and writes down what came of it. Only the database's own errors leave it. */
export async function sendDelivery(settings: Settings, claim: Claim): Promise<Outcome> {
  const { db, clock, deliver } = settings;
  const { workspaceId } = claim;
  let posted: Posted;
  try {
    const attended = await attendTo(settings, claim);
    if (attended !== "send") return attended;
    posted = await withDeadline(settings, (signal) => deliver(claim, signal));
  } catch (error) {
    return settleFailure(settings, claim, error);
  }
  const first = await db.inWorkspace(workspaceId, (tx) => markSent(tx, claim, posted, clock.now()), {
    repeatable: true,
  });
  if (!first) settings.log.error({ delivery: claim.id, kind: claim.kind }, "delivery was sent by two workers");
  return "sent";
}

/** Asks whether it goes now, and settles it where it does not. */
async function attendTo(
  { openTransaction, attend, clock }: Settings,
  claim: Claim,
): Promise<"send" | "kept-for-digest" | "dropped"> {
  const now = clock.now();
  const { teamId, id } = claim;
  return openTransaction({ teamId, slackUserId: null, surface: "job", interactionId: id, now }, async (ctx) => {
    const attended = await attend(ctx, claim);
    if (attended === "send") return "send";
    if (attended === "hold") {
      await markHeld(ctx.tx, claim);
      return "kept-for-digest";
    }
    await markGivenUp(ctx.tx, claim, "dropped", { reason: "nobody there who may read it", now });
    return "dropped";
  });
}

async function settleFailure(settings: Settings, claim: Claim, error: unknown): Promise<Outcome> {
  const { db, clock, maxAttempts, random, lookUpAfterMs } = settings;
  const { workspaceId, attempts } = claim;
  const now = clock.now();
  const inMs = (ms: number) => new Date(now.getTime() + ms);

  // Slack took Steward out meanwhile, and the message has not left: it waits until Steward is installed again.
  if (error instanceof UnknownWorkspace) {
    const later = { at: inMs(lookUpAfterMs), attempts: attempts - 1, reason: "not installed" };
    await db.inWorkspace(workspaceId, (tx) => markPending(tx, claim, later), { repeatable: true });
    return "held";
  }
  if (error instanceof RateLimited) {
    const until = inMs(error.afterMs);
    await db.inWorkspace(
      workspaceId,
      async (tx) => {
        await pauseMethod(tx, claim, error.method, until);
        await markPending(tx, claim, { at: until, attempts: attempts - 1, reason: "rate limited" });
      },
      { repeatable: true },
    );
    return "rate-limited";
  }
  if (error instanceof Overtaken) {
    const { reason } = error;
    await db.inWorkspace(workspaceId, (tx) => markGivenUp(tx, claim, "dropped", { reason, now }), { repeatable: true });
    return "dropped";
  }
  if (error instanceof Undeliverable || (error instanceof RetryLater && attempts >= maxAttempts)) {
    const { reason } = error;
    await db.inWorkspace(workspaceId, (tx) => markGivenUp(tx, claim, "failed", { reason, now }), { repeatable: true });
    return "failed";
  }
  if (error instanceof RetryLater) {
    const at = inMs(backoff(attempts, random()));
    await db.inWorkspace(workspaceId, (tx) => markPending(tx, claim, { at, attempts, reason: error.reason }), {
      repeatable: true,
    });
    return "retry";
  }
  if (!(error instanceof Uncertain)) {
    settings.log.error({ delivery: claim.id, kind: claim.kind, err: error }, "delivery ended in an unexpected error");
  }
  await db.inWorkspace(workspaceId, (tx) => markLookUp(tx, claim, inMs(lookUpAfterMs), reasonOf(error)), {
    repeatable: true,
  });
  return "uncertain";
}

/** Of an error that nobody foresaw only the name is kept: its message may hold anything. */
export function reasonOf(error: unknown): string {
  if (error instanceof Uncertain || error instanceof RetryLater || error instanceof Undeliverable) return error.reason;
  return error instanceof Error ? error.name : "unexpected error";
}

/** @throws Uncertain when the call has not answered in time; what it still answers is not heard */
export async function withDeadline<T>(
  { clock, callTimeoutMs }: Pick<Settings, "clock" | "callTimeoutMs">,
  call: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const abort = new AbortController();
  let cancel = () => {};
  const deadline = new Promise<never>((_, reject) => {
    cancel = clock.after(callTimeoutMs, () => {
      reject(new Uncertain("no answer in time"));
      abort.abort();
    });
  });
  try {
    return await Promise.race([call(abort.signal), deadline]);
  } finally {
    cancel();
  }
}
