import { describe, expect, it } from "vitest";
import { createStatementNames } from "../../src/db/statement-names.ts";

describe("createStatementNames", () => {
  it("gives a text the same name each time, and two texts two names", () => {
    const nameOf = createStatementNames();
    const first = nameOf({ sql: "SELECT 1" });
    expect(first).not.toBe("");
    expect(nameOf({ sql: "SELECT 2" })).not.toBe(first);
    expect(nameOf({ sql: "SELECT 1" })).toBe(first);
  });

  it("names no list whose length follows the data", () => {
    const nameOf = createStatementNames();
    expect(nameOf({ sql: 'SELECT * FROM "contact" WHERE "id" IN ($1,$2,$3)' })).toBe("");
    expect(nameOf({ sql: 'INSERT INTO "task" ("id","title") VALUES ($1,$2), ($3,$4)' })).toBe("");
  });

  it("names one row's insert, whose length is the table's", () => {
    expect(createStatementNames()({ sql: 'INSERT INTO "task" ("id","title") VALUES ($1,$2)' })).not.toBe("");
  });

  it("names nothing but queries", () => {
    const nameOf = createStatementNames();
    for (const sql of ["BEGIN", "COMMIT", "SAVEPOINT prisma_sp_1", "SET LOCAL ROLE x"])
      expect(nameOf({ sql })).toBe("");
  });

  it("stops at a few hundred, whatever comes", () => {
    const nameOf = createStatementNames();
    const named = Array.from({ length: 2_000 }, (_, i) => nameOf({ sql: `SELECT ${i}` })).filter((name) => name !== "");
    expect(named).toHaveLength(500);
  });
});
