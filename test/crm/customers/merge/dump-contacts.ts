import type { Client } from "../../../../src/db/client.ts";

/** Tables that tell what was done, and by whom: a merge and its undoing are told there for good. */
const told = new Set([
  "audit_entry",
  "audit_head",
  "person_key",
  "delivery",
  "contact_merge",
  "stage_change",
  "handled",
]);

/** Every row of a workspace, table by table, but for what only tells that something was done. */
export async function dumpWorkspace(db: Client, workspaceId: string): Promise<Record<string, string[]>> {
  return db.inWorkspace(workspaceId, async (tx) => {
    const tables = await tx.$queryRaw<{ table: string }[]>`
      SELECT c.table_name AS table FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
      WHERE c.table_schema = 'public' AND c.column_name = 'workspaceId' AND t.table_type = 'BASE TABLE' ORDER BY 1`;
    const dump: Record<string, string[]> = {};
    for (const { table } of tables.filter((one) => !told.has(one.table))) {
      // Drawn anew twice, a ticket's card is of a later revision.
      const rows = await tx.$queryRawUnsafe<{ row: string }[]>(
        `SELECT (to_jsonb(x) - 'revision')::text AS row FROM "${table}" x ORDER BY 1`,
      );
      if (rows.length > 0) dump[table] = rows.map(({ row }) => row);
    }
    return dump;
  });
}
