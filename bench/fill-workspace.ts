import pg from "pg";

/** Runs these statements in a workspace, one after the other: `$1` is its id, `$2` the moment that it is filled for. */
export async function fillWorkspace(
  url: string,
  fills: readonly string[],
  { workspaceId, now }: { workspaceId: string; now: Date },
): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("BEGIN; SET LOCAL ROLE steward_app");
    await client.query("SELECT set_config('app.workspace_id', $1, true)", [workspaceId]);
    for (const fill of fills) await client.query(fill, [workspaceId, now]);
    await client.query("COMMIT");
    // What autovacuum does by itself within a minute.
    await client.query("VACUUM (ANALYZE)");
  } finally {
    await client.end();
  }
}
