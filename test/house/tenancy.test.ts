import { describe, expect, it } from "vitest";
import { testClient } from "../support/database.ts";
import { installWorkspace } from "../support/install-workspace.ts";
import { everyTable, ownerConnection } from "./owner-connection.ts";

const db = testClient();
const database = ownerConnection();

/** "42501": the wall; "23503": a foreign key; "" when it is done. */
async function refusedBy(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "";
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
}

interface Walled {
  name: string;
  key: string;
}

/** Forced, but of no workspace: the application has no right to them at all. */
const withoutWorkspace = ["sweep_turn", "removed_workspace"];

async function walledTables(): Promise<Walled[]> {
  const tables = await database.query<{ name: string; schema: string; forced: boolean }>(everyTable);
  return tables
    .filter(({ schema, forced, name }) => schema === "public" && forced && !withoutWorkspace.includes(name))
    .map(({ name }) => ({ name, key: name === "workspace" ? "id" : "workspaceId" }));
}

/** A row of any table: some value in each column that must have one. */
async function rowOf(table: string, key: string, workspaceId: string): Promise<{ columns: string; values: string }> {
  const columns = await database.query<{ name: string; type: string }>(
    `SELECT attname AS name, format_type(atttypid, atttypmod) AS type FROM pg_attribute
     WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' AND attnotnull`,
    [`public."${table}"`],
  );
  const value = ({ name, type }: { name: string; type: string }) => {
    if (name === key) return `'${workspaceId}'::uuid`;
    if (type === "uuid") return "gen_random_uuid()";
    if (type.startsWith("timestamp") || type === "date") return "now()";
    if (type === "jsonb") return "'{}'::jsonb";
    if (type === "bytea") return "'\\x00'::bytea";
    if (type === "boolean") return "false";
    return type === "text" ? "gen_random_uuid()::text" : "1";
  };
  return { columns: columns.map(({ name }) => `"${name}"`).join(", "), values: columns.map(value).join(", ") };
}

describe("the wall around a workspace", () => {
  it("lets no table's row be written for another workspace", async () => {
    const [a, b] = [await installWorkspace(db), await installWorkspace(db)];
    const tables = await walledTables();
    expect(tables.length).toBeGreaterThan(15);
    for (const { name, key } of tables) {
      const { columns, values } = await rowOf(name, key, a.id);
      const insert = `INSERT INTO "${name}" (${columns}) VALUES (${values})`;
      expect(await refusedBy(database.asApplication(b.id, insert)), name).toBe("42501");
      expect(await refusedBy(database.asApplication(null, insert)), name).toBe("42501");
      // The same from within is stopped by nothing but the row's own made-up contents.
      expect(await refusedBy(database.asApplication(a.id, insert)), name).not.toBe("42501");
    }
  });

  it("shows no row of another workspace, and none at all without one", async () => {
    const [a, b] = [await installWorkspace(db), await installWorkspace(db)];
    for (const { name, key } of await walledTables()) {
      const strangers = `SELECT count(*)::int AS count FROM "${name}" WHERE "${key}" IS DISTINCT FROM $1::uuid`;
      expect(await database.asApplication(b.id, strangers, [b.id]), name).toEqual([{ count: 0 }]);
      expect(await database.asApplication(null, `SELECT count(*)::int AS count FROM "${name}"`), name).toEqual([
        { count: 0 },
      ]);
    }
    expect(await database.asApplication(a.id, "SELECT id FROM workspace")).toEqual([{ id: a.id }]);
  });

  it("lets no row move to another workspace, and none of another be changed or removed", async () => {
    const [a, b] = [await installWorkspace(db), await installWorkspace(db)];
    expect(await refusedBy(database.asApplication(a.id, "UPDATE workspace SET id = $1", [b.id]))).toBe("42501");
    for (const { name, key } of await walledTables()) {
      const right = async (which: string) =>
        (
          await database.query<{ has: boolean }>("SELECT has_table_privilege('steward_app', $1, $2) AS has", [
            `public."${name}"`,
            which,
          ])
        )[0]?.has;
      if (await right("DELETE")) {
        const gone = await database.asApplication(b.id, `DELETE FROM "${name}" WHERE "${key}" = $1 RETURNING 1`, [
          a.id,
        ]);
        expect(gone, name).toEqual([]);
      }
      if (await right("UPDATE")) {
        const changed = await database.asApplication(
          b.id,
          `UPDATE "${name}" SET "${key}" = $1 WHERE "${key}" = $2 RETURNING 1`,
          [b.id, a.id],
        );
        expect(changed, name).toEqual([]);
      }
    }
  });

  it("is named by a UUID or not at all: a broken setting shows nothing", async () => {
    expect(await refusedBy(database.asApplication("' OR true --", "SELECT * FROM contact"))).toBe("22P02");
  });

  it("ends with the transaction: the next one on the connection stands before it again", async () => {
    const a = await installWorkspace(db);
    expect(await database.asApplication(a.id, "SELECT id FROM workspace")).toHaveLength(1);
    expect(await database.query("SELECT current_setting('app.workspace_id', true) AS id")).toEqual([{ id: "" }]);
    expect(await database.asApplication(null, "SELECT id FROM workspace")).toEqual([]);
  });
});

describe("foreign keys", () => {
  it("cannot point from one workspace into another", async () => {
    const keys = await database.query<{ table: string; target: string; columns: string[]; name: string }>(
      `SELECT t.relname AS table, f.relname AS target, c.conname AS name,
              ARRAY(SELECT attname::text FROM unnest(c.conkey) k JOIN pg_attribute ON attrelid = c.conrelid AND attnum = k) AS columns
       FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid JOIN pg_class f ON f.oid = c.confrelid
       WHERE c.contype = 'f' AND t.relnamespace = 'public'::regnamespace`,
    );
    expect(keys.length).toBeGreaterThan(8);
    for (const { columns, name } of keys) expect(columns, name).toContain("workspaceId");
  });

  it("refuse an entry about another workspace's customer", async () => {
    const [a, b] = [await installWorkspace(db), await installWorkspace(db)];
    const contactId = crypto.randomUUID();
    await db.inWorkspace(a.id, (tx) =>
      tx.contact.create({
        data: {
          id: contactId,
          workspaceId: a.id,
          name: "Budi",
          searchKey: "budi",
          nameKey: "budi",
          stage: "lead",
          source: "typed",
          createdAt: new Date(),
        },
      }),
    );
    const insert = `INSERT INTO interaction (id, "workspaceId", "contactId", type, "happenedAt", note, surface, "createdAt")
      VALUES (gen_random_uuid(), $1, $2, 'call', now(), '', 'slack-command', now())`;
    expect(await refusedBy(database.asApplication(b.id, insert, [b.id, contactId]))).toBe("23503");
    expect(await refusedBy(database.asApplication(a.id, insert, [a.id, contactId]))).toBe("");
  });
});
