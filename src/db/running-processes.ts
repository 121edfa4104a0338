import type pg from "pg";

/**
 * A process says with each of its connections, in the name by which the server lists it, which of the operator's keys it
 * was started with. Those whose keys are in the data folder look there each time and need not say anything.
 */
const mark = "steward keys:";

export function keysTold(masterKeyIds: readonly string[]): string {
  return `${mark}${masterKeyIds.join(",")}`;
}

/** The keys of each process that was started with some, the one that it wraps new ones with first; alike ones once. */
export async function listKeysTold(owner: pg.Client): Promise<string[][]> {
  const { rows } = await owner.query<{ name: string }>(
    `SELECT DISTINCT application_name AS name FROM pg_stat_activity
     WHERE datname = current_database() AND starts_with(application_name, $1) ORDER BY 1`,
    [mark],
  );
  return rows.map(({ name }) => name.slice(mark.length).split(","));
}

/** Whether a transaction of ours that may hold something wrapped before `moment` (the server's clock) is still open. */
export async function isOpenSince(owner: pg.Client, moment: string): Promise<boolean> {
  const { rows } = await owner.query<{ open: boolean }>(
    `SELECT EXISTS (
       SELECT FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start <= $1::timestamptz
         AND (application_name = 'steward' OR starts_with(application_name, $2))
     ) AS open`,
    [moment, mark],
  );
  return rows[0]?.open === true;
}
