import { describe, expect, it } from "vitest";
import { hashRow, readChainPage } from "../../../src/crm/audits/chain-row.ts";
import { hashEntry, type sql } from "../../../src/db/context.ts";
import { testClient } from "../../support/database.ts";
import { hostileTexts } from "../../support/fixture.ts";
import { dewi, enrolled } from "../access/enrolled-workspace.ts";

const db = testClient();

/** Everything below a space but zero, which no text in PostgreSQL holds; what JSON escapes, and what it might. */
const awkward = `${[...Array(31).keys()].map((code) => String.fromCharCode(code + 1)).join("")}"\\/\u007f\u2028\u2029\ufffe😀é`;

describe("a row of the chain", () => {
  it("has the hash that its entry was given, whatever it says", async () => {
    const workspace = await enrolled(db);
    const values: sql.InputJsonObject[] = [
      { text: awkward, [awkward]: 1, "": null, é: "é", z: [1e21, -0.5, 1e-7, 123456789012, true, [], {}] },
      // What looks like sealed values and is not quite.
      { v: 1, key: "k", iv: 'a"b', data: "d", tag: "t" },
      { v: 1, key: "k", iv: "a", data: "d", tag: "t", more: 1 },
      { v: 1, key: "019d0000-0000-7000-8000-000000000000", iv: "+/==", data: "", tag: "t" },
      ...hostileTexts.map((text) => ({ text, list: [text, { [[...text].slice(0, 40).join("")]: text }] })),
    ];
    await workspace.as(dewi, async (ctx) => {
      for (const [index, after] of values.entries()) {
        const about = index % 2 === 0 ? { about: { type: "contact" as const, id: workspace.id } } : {};
        ctx.audit({ action: `test.${awkward}`, subjectType: awkward, subjectId: null, before: after, after, ...about });
        ctx.audit({ action: "test.open", subjectType: "x", subjectId: workspace.id, after });
      }
    });
    await workspace.as(dewi, async (ctx) => {
      const entries = await ctx.tx.auditEntry.findMany({ orderBy: { seq: "asc" } });
      const rows = await readChainPage(ctx, { workspaceId: workspace.id, seq: null, id: workspace.id });
      expect(rows).toHaveLength(entries.length);
      expect(entries.length).toBeGreaterThan(values.length * 2);
      for (const [index, { previousHash, hash, aboutKey: _, ...entry }] of entries.entries()) {
        const row = rows[index];
        if (!row) throw new Error("Unreachable");
        const made = hashEntry(previousHash, { ...entry, seq: String(entry.seq), at: entry.at.toISOString() });
        expect(hashRow(row)).toBe(Buffer.from(made).toString("hex"));
        expect(hashRow(row)).toBe(Buffer.from(hash).toString("hex"));
        expect(JSON.parse(row.action)).toBe(entry.action);
        expect({ seq: row.seq, id: row.id }).toEqual({ seq: entry.seq, id: entry.id });
      }
    });
  });

  it("is read a page at a time, behind the entry before", async () => {
    const workspace = await enrolled(db);
    await workspace.as(dewi, async (ctx) => {
      const all = await readChainPage(ctx, { workspaceId: workspace.id, seq: null, id: workspace.id });
      const [first] = all;
      if (!first) throw new Error("Enrolling has its entries");
      const rest = await readChainPage(ctx, { workspaceId: workspace.id, seq: first.seq, id: first.id });
      expect(rest).toEqual(all.slice(1));
      const last = all.at(-1);
      expect(await readChainPage(ctx, { workspaceId: workspace.id, seq: last?.seq ?? 0n, id: last?.id ?? "" })).toEqual(
        [],
      );
    });
  });
});
