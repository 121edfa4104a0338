import { UnknownWorkspace } from "../db/open-transaction.ts";
import { backoff } from "./backoff.ts";
import type { Posted, StrandedClaim } from "./delivery.ts";
import { RateLimited } from "./delivery-outcome.ts";
import type { Outcome, Settings } from "./outbox-options.ts";
import { reasonOf, withDeadline } from "./send-delivery.ts";
import { markGivenUp, markLookUp, markPending, markSent } from "./settle-delivery.ts";

/** After so many failed questions the answer counts as "cannot say": about an hour with the backoff. */
const maxLookups = 10;
/** What tells of a delivery that is unknown; were it unknown itself, telling of it would never end. */
export const tellsOfUnknown = "delivery-unknown";

/** Finds out at Slack what became of a delivery that was being sent when something broke, and writes it down. */
export async function lookUpDelivery(settings: Settings, claim: StrandedClaim): Promise<Outcome> {
  const { db, clock, find, random, maxAttempts } = settings;
  const { workspaceId, attempts, lookups } = claim;
  let answer: Posted | "absent" | "cannot say";
  try {
    answer = await withDeadline(settings, (signal) => find(claim, signal));
  } catch (error) {
    const limited = error instanceof RateLimited;
    if (limited || lookups < maxLookups) {
      const at = new Date(clock.now().getTime() + (limited ? error.afterMs : backoff(lookups, random())));
      await db.inWorkspace(workspaceId, (tx) => markLookUp(tx, claim, at, `look-up: ${reasonOf(error)}`), {
        repeatable: true,
      });
      return "uncertain";
    }
    answer = "cannot say";
  }

  const now = clock.now();
  if (answer === "cannot say") return giveUp(settings, claim, now);
  if (answer === "absent") {
    const reason = "did not arrive";
    if (attempts >= maxAttempts) {
      await db.inWorkspace(workspaceId, (tx) => markGivenUp(tx, claim, "failed", { reason, now }), {
        repeatable: true,
      });
      return "failed";
    }
    const at = new Date(now.getTime() + backoff(attempts, random()));
    await db.inWorkspace(workspaceId, (tx) => markPending(tx, claim, { at, attempts, reason }), { repeatable: true });
    return "absent";
  }
  const posted = answer;
  await db.inWorkspace(workspaceId, (tx) => markSent(tx, claim, posted, now), { repeatable: true });
  return "found";
}

async function giveUp({ openTransaction, onUnknown }: Settings, claim: StrandedClaim, now: Date): Promise<Outcome> {
  const { id, teamId, kind } = claim;
  try {
    await openTransaction({ teamId, slackUserId: null, surface: "job", interactionId: id, now }, async (ctx) => {
      const given = await markGivenUp(ctx.tx, claim, "unknown", { reason: "may not have arrived", now });
      if (given && kind !== tellsOfUnknown) await onUnknown(ctx, claim);
    });
  } catch (error) {
    // Uninstalled a moment ago: nobody is left to be told.
    if (!(error instanceof UnknownWorkspace)) throw error;
  }
  return "unknown";
}
