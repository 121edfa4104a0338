import type { Transaction } from "../db/context.ts";
import type { Claim, Posted } from "./delivery.ts";

/**
 * It has arrived. Whoever knows that is right, also when another worker has taken the delivery over meanwhile; false
 * when it was known already.
 */
export async function markSent(tx: Transaction, claim: Claim, { channel, ts }: Posted, now: Date): Promise<boolean> {
  const rows = await tx.$executeRaw`
    UPDATE delivery SET state = 'sent', channel = ${channel}, ts = ${ts}, "lastError" = NULL, "settledAt" = ${now}
    WHERE id = ${claim.id}::uuid AND state <> 'sent'`;
  return rows === 1;
}

/** It will be tried again at `at`. */
export async function markPending(
  tx: Transaction,
  claim: Claim,
  { at, attempts, reason }: { at: Date; attempts: number; reason: string | null },
): Promise<void> {
  await tx.$executeRaw`
    UPDATE delivery SET state = 'pending', "nextAttemptAt" = ${at}, attempts = ${attempts}, lookups = 0, "lastError" = ${reason}
    WHERE id = ${claim.id}::uuid AND state = 'sending' AND "claimId" = ${claim.claimId}::uuid`;
}

/** Slack will be asked at `at` whether it has arrived. */
export async function markLookUp(tx: Transaction, claim: Claim, at: Date, reason: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE delivery SET "nextAttemptAt" = ${at}, "lastError" = ${reason}
    WHERE id = ${claim.id}::uuid AND state = 'sending' AND "claimId" = ${claim.claimId}::uuid`;
}

/** It waits for the recipient's digest: out of the line, so that nothing waits behind it. */
export async function markHeld(tx: Transaction, claim: Claim): Promise<void> {
  await tx.$executeRaw`
    UPDATE delivery SET state = 'held', attempts = 0, "lastError" = NULL
    WHERE id = ${claim.id}::uuid AND state = 'sending' AND "claimId" = ${claim.claimId}::uuid`;
}

/**
 * It is given up: not delivered (`failed`), nobody can say (`unknown`), or there is nobody to read it or nothing to say any
 * more (`dropped`). False when it was no longer this claim's.
 */
export async function markGivenUp(
  tx: Transaction,
  claim: Claim,
  state: "failed" | "unknown" | "dropped",
  { reason, now }: { reason: string; now: Date },
): Promise<boolean> {
  const rows = await tx.$executeRaw`
    UPDATE delivery SET state = ${state}, "lastError" = ${reason}, "settledAt" = ${now}
    WHERE id = ${claim.id}::uuid AND state = 'sending' AND "claimId" = ${claim.claimId}::uuid`;
  return rows === 1;
}

/** Lets one method of one workspace rest until `until`, for every worker. */
export async function pauseMethod(tx: Transaction, { workspaceId }: Claim, method: string, until: Date): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO rate AS r ("workspaceId", channel, "nextAt") VALUES (${workspaceId}::uuid, ${`method:${method}`}, ${until})
    ON CONFLICT ("workspaceId", channel) DO UPDATE SET "nextAt" = greatest(r."nextAt", excluded."nextAt")`;
}
