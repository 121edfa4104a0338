import { describe, expect, it } from "vitest";
import { createContact } from "../../../src/crm/customers/create-contact.ts";
import { importCustomers } from "../../../src/crm/customers/import/import-customers.ts";
import { readCsv } from "../../../src/crm/customers/import/read-csv.ts";
import { recogniseColumns, toMapping } from "../../../src/crm/customers/import/recognise-columns.ts";
import { requestCustomersExport, writeCustomers } from "../../../src/crm/privacy/export-customers.ts";
import { Refusal } from "../../../src/crm/refusal.ts";
import { testClient } from "../../support/database.ts";
import { openTeam, type Team } from "../customers/open-team.ts";

const db = testClient();

async function fill(team: Team): Promise<void> {
  await team.as("seller", async (ctx) => {
    await createContact(ctx, {
      name: 'Budi "Pak" Santoso, S.E.',
      companyName: "PT Contoh Makmur",
      emails: ["budi@contoh.co.id", "budi.dua@contoh.co.id"],
      phones: ["+62 812-3456-7890", "0811 222 333"],
      addresses: ["Jl. Sudirman 12, Jakarta"],
      websites: ["contoh-makmur.co.id"],
      jobTitle: "Manager",
      valueMinor: 240_000_000,
      stage: "customer",
      interests: "renewal, lines",
      source: "typed",
    });
    await createContact(ctx, { name: "=HYPERLINK(1)", source: "typed", emails: ["x@example.org"] });
    await createContact(ctx, { name: "@sum", source: "-1+1", phones: ["+62 21 555 0101"] });
    await createContact(ctx, { name: "Ana", source: "typed", valueMinor: 12_345, currency: "USD" });
  });
}

async function exported(team: Team): Promise<{ text: string; pieces: number }> {
  const id = await team.as("steward", (ctx) => requestCustomersExport(ctx, { reason: "moving house" }));
  const pieces: string[] = [];
  for await (const piece of writeCustomers((run) => team.as(null, run), id)) pieces.push(piece);
  return { text: pieces.join(""), pieces: pieces.length };
}

describe("exportCustomers", () => {
  it("comes back through the import with every customer matched and nothing changed", async () => {
    const team = await openTeam(db);
    await fill(team);
    const { text } = await exported(team);
    const csv = await readCsv([Buffer.from(text)]);
    if (!csv) throw new Error("The file cannot be read");
    const mapping = toMapping(recogniseColumns(csv.header, csv.sample, "ID"));
    expect(mapping.size).toBe(csv.header.length);
    const result = await importCustomers((run) => team.as("steward", run), csv.rows, {
      fileName: "customers.csv",
      header: csv.header,
      mapping,
    });
    expect(result).toMatchObject({ rows: 4, created: 0, updated: 0, unchanged: 4, rejected: 0, notices: [] });
  });

  it("lets no cell be a formula", async () => {
    const team = await openTeam(db);
    await fill(team);
    const { text } = await exported(team);
    expect(text).toContain(`"'=HYPERLINK(1)"`);
    expect(text).toContain(`"'@sum"`);
    expect(text).toContain(`"'+62 812-3456-7890"`);
    expect(text).toContain(`"'-1+1"`);
    const cells = text.match(/(?<=^|,)"(?:[^"]|"")*"/gmu) ?? [];
    expect(cells.length).toBeGreaterThan(20);
    expect(cells.filter((cell) => /^"[=+\-@\t\r]/u.test(cell))).toEqual([]);
  });

  it("goes page by page, whatever the number of customers, and leaves out who has ended", async () => {
    const team = await openTeam(db);
    await team.as(
      null,
      (ctx) =>
        ctx.tx.$executeRaw`
        INSERT INTO contact (id, "workspaceId", name, "searchKey", "nameKey", stage, source, "createdAt", "endedAt")
        SELECT gen_random_uuid(), ${ctx.workspace.id}::uuid, 'C ' || n, 'c ' || n, 'c ' || n, 'lead', 'typed', now(),
               CASE WHEN n > 1200 THEN now() END
        FROM generate_series(1, 1201) n`,
    );
    const { text, pieces } = await exported(team);
    expect(pieces).toBe(4);
    expect(text.trimEnd().split("\r\n")).toHaveLength(1201);
  });

  it("is kept with its reason, announced to the other stewards and only for stewards", async () => {
    const team = await openTeam(db);
    await team.as(null, (ctx) =>
      ctx.tx.accessGrant.updateMany({ where: { memberId: team.memberIds.colleague }, data: { role: "steward" } }),
    );
    await exported(team);
    const kept = await team.as(null, async (ctx) => ({
      notices: await ctx.tx.delivery.findMany({ orderBy: { kind: "asc" } }),
      export: await ctx.tx.dataExport.findFirst(),
      entry: await ctx.tx.auditEntry.findFirst({ where: { action: "customers.exported" } }),
    }));
    expect(kept.notices).toMatchObject([
      { kind: "customers-export", recipient: "USTEWARD" },
      { kind: "data-exported", recipient: "UCOLLEAGUE" },
    ]);
    expect(kept.export).toMatchObject({ reason: "moving house", finishedAt: expect.any(Date) });
    expect(kept.entry?.after).toMatchObject({ reason: "moving house" });
    const refused = await team
      .as("seller", (ctx) => requestCustomersExport(ctx, { reason: "curious" }))
      .catch((error: unknown) => (error instanceof Refusal ? error.code : error));
    expect(refused).toBe("not_permitted");
  });
});
