import { describe, expect, it } from "vitest";
import { everyTable, ownerConnection } from "./owner-connection.ts";

const database = ownerConnection();

interface Table {
  oid: number;
  schema: string;
  name: string;
  walled: boolean;
  forced: boolean;
}

/** Tables that belong to no workspace, each with the reason. ARCHITECTURE.md says who may read them. */
const withoutWorkspace: Record<string, string> = {
  _prisma_migrations: "which migrations have run; the application has no right to it",
  removed_workspace: "that a workspace was removed, and when; forced, and seen by definer functions only",
  sweep_turn: "which process looks around in which minute; forced, and seen by definer functions only",
};
/** pg-boss makes and keeps its own: ids only in what we put there. */
const otherSchemas = ["pgboss"];

const tables = async () =>
  (await database.query<Table>(everyTable)).filter(({ schema }) => !otherSchemas.includes(schema));

describe("the catalogue", () => {
  it("has every table of a workspace behind a wall that binds even its owner", async () => {
    const bare = (await tables()).filter(
      ({ name, walled, forced }) => !(name in withoutWorkspace) && !(walled && forced),
    );
    expect(bare.map(({ name }) => name)).toEqual([]);
    expect((await tables()).length).toBeGreaterThan(15);
  });

  it("lets the application see and write the rows of the workspace set, and of no other", async () => {
    const policies = await database.query<{
      table: string;
      using: string;
      check: string;
      commands: string;
      permissive: string;
    }>(
      `SELECT tablename AS table, qual AS using, with_check AS check, cmd AS commands, permissive FROM pg_policies
       WHERE policyname = 'wall' AND roles = '{steward_app}'`,
    );
    const walled = new Map(policies.map((policy) => [policy.table, policy]));
    for (const { name } of (await tables()).filter((table) => !(table.name in withoutWorkspace))) {
      const key = name === "workspace" ? "id" : '"workspaceId"';
      const own = `${key} = ( SELECT (NULLIF(current_setting('app.workspace_id'::text, true), ''::text))::uuid`;
      const wall = walled.get(name);
      expect(wall, `${name} has no wall`).toMatchObject({ commands: "ALL", permissive: "PERMISSIVE" });
      expect(wall?.using.replace(/^\(/u, ""), name).toContain(own);
      expect(wall?.check.replace(/^\(/u, ""), name).toContain(own);
    }
  });

  it("has no other policy for the application, and none for everybody", async () => {
    const others = await database.query<{ table: string; policy: string; roles: string }>(
      `SELECT tablename AS table, policyname AS policy, roles::text FROM pg_policies
       WHERE schemaname = 'public' AND policyname <> 'wall' AND NOT roles <@ '{steward_search,steward_ops}'`,
    );
    expect(others).toEqual([]);
  });

  it("lets the search's eyes only look, and the operation's eyes only where they must", async () => {
    const rights = await database.query<{ role: string; kind: string; table: string }>(
      `SELECT DISTINCT grantee AS role, lower(privilege_type) AS kind, table_name AS table FROM information_schema.role_table_grants
       WHERE grantee IN ('steward_search', 'steward_ops') AND table_schema = 'public' ORDER BY 1, 3, 2`,
    );
    expect(rights.filter(({ role, kind }) => role === "steward_search" && kind !== "select")).toEqual([]);
    const personal = [
      "contact",
      "company",
      "contact_point",
      "contact_fact",
      "interaction",
      "interaction_version",
      "draft",
      "task",
    ];
    const seen = rights.filter(
      ({ role, table, kind }) =>
        role === "steward_ops" && [...personal, "audit_entry"].includes(table) && kind !== "delete",
    );
    expect(seen).toEqual([]);
    // To delete a row it must be found, by its key and by nothing else.
    const columns = await database.query<{ column: string }>(
      `SELECT g.table_name || '.' || g.column_name AS column FROM information_schema.role_column_grants g
       WHERE g.grantee = 'steward_ops' AND g.table_schema = 'public' AND g.privilege_type = 'SELECT'
         AND g.table_name = ANY ($1) AND g.column_name NOT IN ('id', 'workspaceId')`,
      [[...personal, "audit_entry"]],
    );
    expect(columns).toEqual([]);
  });

  it("lets the operation delete in every table of a workspace, and only what is long gone", async () => {
    const policies = await database.query<{ table: string; permissive: string; qual: string }>(
      `SELECT tablename AS table, permissive, qual FROM pg_policies
       WHERE schemaname = 'public' AND cmd = 'DELETE' AND roles = '{steward_ops}'`,
    );
    for (const { name } of (await tables()).filter((table) => !(table.name in withoutWorkspace))) {
      const own = policies.filter(({ table }) => table === name);
      const kinds = own.map(({ permissive }) => permissive).toSorted();
      expect(kinds, name).toEqual(name === "workspace" ? ["PERMISSIVE"] : ["PERMISSIVE", "RESTRICTIVE"]);
      for (const { qual } of own)
        expect(qual, name).toMatch(/"removalBeganAt" >= \(w?\.?"uninstalledAt" \+ steward_keeps_gone/u);
    }
  });

  it("gives the application no way to bypass it", async () => {
    const roles = await database.query<{ name: string }>(
      `SELECT rolname AS name FROM pg_roles
       WHERE rolname LIKE 'steward\\_%' AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolcanlogin)`,
    );
    expect(roles).toEqual([]);
    const owned = await database.query<{ name: string }>(
      "SELECT relname AS name FROM pg_class WHERE relowner = 'steward_app'::regrole AND relkind IN ('r', 'v', 'S')",
    );
    expect(owned).toEqual([]);
    const memberships = await database.query<{ role: string }>(
      "SELECT roleid::regrole::text AS role FROM pg_auth_members WHERE member = 'steward_app'::regrole",
    );
    expect(memberships).toEqual([]);
  });

  it("keeps what happened from being changed or removed", async () => {
    const rights = await database.query<{ kind: string }>(
      `SELECT kind FROM unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) AS kind
       WHERE has_table_privilege('steward_app', 'audit_entry', kind)`,
    );
    expect(rights.map(({ kind }) => kind)).toEqual(["SELECT", "INSERT"]);
    const columns = await database.query<{ column: string }>(
      `SELECT attname AS column FROM pg_attribute WHERE attrelid = 'audit_entry'::regclass AND attnum > 0
       AND has_column_privilege('steward_app', attrelid, attnum, 'UPDATE')`,
    );
    expect(columns).toEqual([]);
    const emptied = await database.query<{ table: string }>(
      "SELECT relname AS table FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND has_table_privilege('steward_app', oid, 'TRUNCATE')",
    );
    expect(emptied).toEqual([]);
  });

  it("has every definer function owned by a role of its own, its path fixed, closed to the public", async () => {
    const functions = await database.query<{
      name: string;
      owner: string;
      settings: string[] | null;
      open: boolean;
      callable: boolean;
    }>(
      `SELECT p.oid::regprocedure::text AS name, p.proowner::regrole::text AS owner, p.proconfig AS settings,
              coalesce((SELECT bool_or(grantee = 0) FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner)))), false) AS open,
              has_function_privilege('steward_app', p.oid, 'EXECUTE') AS callable
       FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
       WHERE p.prosecdef AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pgboss')`,
    );
    expect(functions.length).toBeGreaterThan(8);
    for (const { name, owner, settings, open, callable } of functions) {
      // Only a table's owner may have it analysed (PostgreSQL 15); it takes nothing, reads nothing out and gives nothing back.
      if (name !== "import_statistics()")
        expect(["steward_search", "steward_ops"], `${name} belongs to ${owner}`).toContain(owner);
      expect(settings ?? [], name).toContain("search_path=public, pg_temp");
      expect({ open, callable }, name).toEqual({ open: false, callable: true });
    }
  });

  it("lets nobody but the owner make anything new", async () => {
    const makers = await database.query<{ role: string }>(
      `SELECT rolname AS role FROM pg_roles WHERE rolname LIKE 'steward\\_%' AND has_schema_privilege(rolname, 'public', 'CREATE')`,
    );
    expect(makers).toEqual([]);
  });

  it("starts each foreign key of a workspace's table with the workspace", async () => {
    const late = await database.query<{ table: string; name: string; definition: string }>(
      `SELECT t.relname AS table, c.conname AS name, pg_get_constraintdef(c.oid) AS definition
       FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
       WHERE c.contype = 'f' AND t.relnamespace = 'public'::regnamespace
         AND pg_get_constraintdef(c.oid) NOT LIKE 'FOREIGN KEY ("workspaceId", %) REFERENCES %("workspaceId", %'`,
    );
    expect(late).toEqual([]);
  });
});
