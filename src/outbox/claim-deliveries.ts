import type { Client } from "../db/client.ts";
import type { Claim, StrandedClaim } from "./delivery.ts";

/** The workspaces that this process can speak for; null for all. */
export type Served = readonly string[] | null;

/**
 * Takes up to `room` deliveries that may be sent now; the transaction is committed before anything goes to Slack, so that a
 * crash leaves a row in `sending` and never a message that nobody knows of.
 * @param leaseMs after this time an unsettled delivery is looked up
 */
export async function claimDeliveries(
  db: Pick<Client, "asOps">,
  { now, leaseMs, room, served }: { now: Date; leaseMs: number; room: number; served: Served },
): Promise<Claim[]> {
  return db.asOps(
    (tx) => tx.$queryRaw<Claim[]>`
      SELECT * FROM ops_claim_deliveries(${now}::timestamptz, ${leaseMs}::int * interval '1 millisecond', ${room}::int, ${served}::text[]::uuid[])`,
  );
}

/** Takes deliveries that were being sent and never settled, to look up what became of them. */
export async function claimStranded(
  db: Pick<Client, "asOps">,
  { now, leaseMs, room, served }: { now: Date; leaseMs: number; room: number; served: Served },
): Promise<StrandedClaim[]> {
  return db.asOps(
    (tx) => tx.$queryRaw<StrandedClaim[]>`
      SELECT * FROM ops_claim_stranded(${now}::timestamptz, ${leaseMs}::int * interval '1 millisecond', ${room}::int, ${served}::text[]::uuid[])`,
  );
}

/** When something can next be done; null with nothing to do. */
export async function findNextDue(db: Pick<Client, "asOps">, served: Served): Promise<Date | null> {
  const [row] = await db.asOps(
    (tx) => tx.$queryRaw<{ next: Date | null }[]>`SELECT ops_outbox_next(${served}::text[]::uuid[]) AS next`,
  );
  return row?.next ?? null;
}

/** How many deliveries wait or are under way. */
export async function countOpen(db: Pick<Client, "asOps">, served: Served): Promise<number> {
  const [row] = await db.asOps(
    (tx) => tx.$queryRaw<{ depth: bigint }[]>`SELECT ops_outbox_depth(${served}::text[]::uuid[]) AS depth`,
  );
  return Number(row?.depth ?? 0);
}
