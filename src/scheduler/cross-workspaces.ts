import type { Client } from "../db/client.ts";

/** The workspaces that this process runs jobs for; null for all. */
export type Served = readonly string[] | null;
type Ops = Pick<Client, "asOps">;

export interface InstalledWorkspace {
  id: string;
  teamId: string;
  zone: string;
  createdAt: Date;
}

export async function listWorkspaces(db: Ops, served: Served): Promise<InstalledWorkspace[]> {
  return db.asOps((tx) => tx.$queryRaw<InstalledWorkspace[]>`SELECT * FROM ops_workspaces(${served}::text[]::uuid[])`);
}

/** The latest slot that each job has had in each workspace. */
export async function listLatestSlots(
  db: Ops,
  jobs: string[],
  served: Served,
): Promise<{ workspaceId: string; job: string; slot: Date }[]> {
  return db.asOps(
    (tx) => tx.$queryRaw<{ workspaceId: string; job: string; slot: Date }[]>`
      SELECT * FROM ops_latest_slots(${jobs}::text[], ${served}::text[]::uuid[])`,
  );
}

/** Runs whose time is up, a thousand at most; the longest due first. */
export async function listLapsedSlots(
  db: Ops,
  { now, jobs, served }: { now: Date; jobs: string[]; served: Served },
): Promise<{ workspaceId: string; job: string; slot: Date }[]> {
  return db.asOps(
    (tx) => tx.$queryRaw<{ workspaceId: string; job: string; slot: Date }[]>`
      SELECT * FROM ops_lapsed_slots(${now}::timestamptz, ${jobs}::text[], ${served}::text[]::uuid[])`,
  );
}

/** True for one process a slot. */
export async function takeTurn(db: Ops, turn: string, slot: Date): Promise<boolean> {
  const [row] = await db.asOps(
    (tx) => tx.$queryRaw<{ taken: boolean }[]>`SELECT ops_take_turn(${turn}, ${slot}::timestamptz) AS taken`,
  );
  return row?.taken ?? false;
}
