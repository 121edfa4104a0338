import { describe, expect, it } from "vitest";
import { impersonal, personalData } from "../../../src/crm/privacy/personal-data.ts";
import { ownerConnection } from "../../house/owner-connection.ts";

const database = ownerConnection();

/** Every column of our tables that can hold words or anything folded out of them. */
const wordColumns = () =>
  database.query<{ table: string; column: string }>(
    `SELECT table_name AS table, column_name AS column FROM information_schema.columns
     WHERE table_schema = 'public' AND table_name <> '_prisma_migrations'
       AND data_type IN ('text', 'character varying', 'json', 'jsonb', 'bytea', 'xml', 'ARRAY', 'USER-DEFINED')
     ORDER BY 1, 2`,
  );

describe("what is exported and erased", () => {
  it("names every column in which words about a person can stand", async () => {
    const columns = await wordColumns();
    expect(columns.length).toBeGreaterThan(80);
    const forgotten = columns.filter(({ table, column }) => {
      const harmless = impersonal[table] ?? [];
      return !personalData[table]?.personal.includes(column) && !harmless.includes(column) && harmless[0] !== "*";
    });
    expect(forgotten.map(({ table, column }) => `${table}.${column}`)).toEqual([]);
  });

  it("names every table that refers to a contact", async () => {
    const tables = await database.query<{ table: string }>(
      `SELECT DISTINCT table_name AS table FROM information_schema.columns
       WHERE table_schema = 'public' AND column_name IN ('contactId', 'personId')`,
    );
    expect(tables.length).toBeGreaterThan(7);
    expect(tables.map(({ table }) => table).filter((table) => !(table in personalData))).toEqual([]);
  });

  it("says why whatever is not exported or not erased is left", () => {
    for (const [table, { exported, erased, because }] of Object.entries(personalData))
      if (exported === "no" || erased === "kept") expect(because, table).toBeTruthy();
  });
});
