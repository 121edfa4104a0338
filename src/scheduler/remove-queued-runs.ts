import pg from "pg";

/**
 * Removes what pg-boss's queue still knows of a workspace: runs that wait, and those of which it keeps that they ended. The
 * queue is the owner's, so it takes the owner's login; where no queue was ever made there is nothing to remove.
 * @param queueSchema pg-boss's schema
 */
export async function removeQueuedRuns(ownerUrl: string, workspaceId: string, queueSchema = "pgboss"): Promise<number> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: "steward-removal" });
  await client.connect();
  try {
    const table = `${pg.escapeIdentifier(queueSchema)}.job`;
    const { rows } = await client.query("SELECT to_regclass($1) IS NOT NULL AS there", [table]);
    if (!rows[0]?.there) return 0;
    const { rowCount } = await client.query(`DELETE FROM ${table} WHERE data ->> 'workspaceId' = $1`, [workspaceId]);
    return rowCount ?? 0;
  } finally {
    await client.end();
  }
}
