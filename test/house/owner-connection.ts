import pg from "pg";
import { afterAll, beforeAll, inject } from "vitest";

export interface OwnerConnection {
  /** as the login that owns the tables */
  query<Row>(sql: string, values?: unknown[]): Promise<Row[]>;
  /** as the application in one workspace's transaction, which is rolled back. @throws what the database throws */
  asApplication<Row>(workspaceId: string | null, sql: string, values?: unknown[]): Promise<Row[]>;
}

/** One connection for the tests of a file, past the product's own client: what the database itself allows. */
export function ownerConnection(): OwnerConnection {
  const client = new pg.Client({ connectionString: inject("ownerUrl") });
  beforeAll(() => client.connect());
  afterAll(() => client.end());
  const query = async <Row>(sql: string, values: unknown[] = []) => (await client.query(sql, values)).rows as Row[];
  return {
    query,
    async asApplication<Row>(workspaceId: string | null, sql: string, values: unknown[] = []) {
      await query("BEGIN");
      try {
        await query("SET LOCAL ROLE steward_app");
        await query("SELECT set_config('app.workspace_id', $1, true)", [workspaceId ?? ""]);
        return await query<Row>(sql, values);
      } finally {
        await query("ROLLBACK");
      }
    },
  };
}

/** Every table of ours, in whatever schema. */
export const everyTable = `
  SELECT c.oid, n.nspname AS schema, c.relname AS name, c.relrowsecurity AS walled, c.relforcerowsecurity AS forced
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg_t%'
  ORDER BY 2, 3`;
