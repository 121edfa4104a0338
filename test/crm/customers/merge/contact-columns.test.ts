import { describe, expect, it } from "vitest";
import { contactColumns } from "../../../../src/crm/customers/merge/contact-columns.ts";
import { ownerConnection } from "../../../house/owner-connection.ts";

/** Lists of ids of something else. */
const otherLists = ["taskIds", "ticketIds", "heldIds", "pointIds", "skippedIds"].map((column) => `digest.${column}`);

const database = ownerConnection();

describe("what a merge deals with", () => {
  it("names every column that refers to a contact, or is called so", async () => {
    const columns = await database.query<{ column: string }>(`
      SELECT table_name || '.' || column_name AS column FROM information_schema.columns
      WHERE table_schema = 'public' AND udt_name IN ('uuid', '_uuid')
        AND (udt_name = '_uuid' OR column_name IN ('contactId', 'contactIds', 'personId', 'subjectId', 'mergedIntoId', 'detailsFor', 'keptId', 'goneId'))
      UNION
      SELECT c.relname || '.' || a.attname FROM pg_constraint f JOIN pg_class c ON c.oid = f.conrelid
        JOIN pg_attribute a ON a.attrelid = f.conrelid AND a.attnum = ANY (f.conkey) AND a.attname <> 'workspaceId'
      WHERE f.contype = 'f' AND f.confrelid = 'contact'::regclass
      ORDER BY 1`);
    expect(columns.length).toBeGreaterThan(15);
    const forgotten = columns.filter(({ column }) => !(column in contactColumns) && !otherLists.includes(column));
    expect(forgotten).toEqual([]);
  });

  it("names no column that is not there", async () => {
    const columns = await database.query<{ column: string }>(
      `SELECT table_name || '.' || column_name AS column FROM information_schema.columns WHERE table_schema = 'public'`,
    );
    const there = new Set(columns.map(({ column }) => column));
    expect(Object.keys(contactColumns).filter((column) => !there.has(column))).toEqual([]);
  });
});
