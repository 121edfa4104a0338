import { describe, expect, it } from "vitest";
import { changeContact } from "../../../../src/crm/customers/change-contact.ts";
import { createContact } from "../../../../src/crm/customers/create-contact.ts";
import { findCustomers } from "../../../../src/crm/customers/find-customers.ts";
import { importCustomers } from "../../../../src/crm/customers/import/import-customers.ts";
import { findUndoResult, listImports } from "../../../../src/crm/customers/import/list-imports.ts";
import { readCsv } from "../../../../src/crm/customers/import/read-csv.ts";
import { recogniseColumns, toMapping } from "../../../../src/crm/customers/import/recognise-columns.ts";
import { continueUndo, requestUndo } from "../../../../src/crm/customers/import/undo-import.ts";
import { openTicket } from "../../../../src/crm/tickets/open-ticket.ts";
import { testClient } from "../../../support/database.ts";
import { openTeam, type Team, talk, today } from "../open-team.ts";

const db = testClient();

async function importText(team: Team, text: string, fileName = "customers.csv"): Promise<string> {
  const csv = await readCsv([Buffer.from(text)]);
  if (!csv) throw new Error("no header");
  const mapping = toMapping(recogniseColumns(csv.header, csv.sample, "ID"));
  const options = { fileName, header: csv.header, mapping };
  return (await importCustomers((run) => team.as("steward", run), csv.rows, options)).importId;
}

async function undo(team: Team, importId: string) {
  await team.as("steward", (ctx) => requestUndo(ctx, { typed: importId }));
  while (await team.as(null, continueUndo));
  return team.as("steward", (ctx) => findUndoResult(ctx, importId, 10));
}

/** Everything that is current, as a person would see it. */
const current = (team: Team) =>
  team.as("steward", async (ctx) => ({
    contacts: await ctx.tx.contact.findMany({
      where: { endedAt: null },
      orderBy: { id: "asc" },
      omit: { importId: true },
    }),
    points: await ctx.tx.contactPoint.findMany({
      where: { validTo: null },
      orderBy: { id: "asc" },
      select: { id: true, typed: true, contactId: true, companyId: true, confirmedAt: true, validFrom: true },
    }),
    facts: await ctx.tx.contactFact.findMany({
      where: { validTo: null },
      orderBy: { id: "asc" },
      select: { id: true, field: true, value: true, contactId: true, confirmedAt: true },
    }),
    companies: await ctx.tx.company.findMany({ where: { endedAt: null }, orderBy: { id: "asc" } }),
  }));

const many = Array.from({ length: 1200 }, (_, n) => `Person ${n},person${n}@contoh.example,PT Contoh ${n % 7}`);

describe("undoing an import", () => {
  it("takes back every contact and company it made, page by page, and the same file can come again", async () => {
    const team = await openTeam(db);
    const text = ["Name,Email,Company", ...many].join("\n");
    const importId = await importText(team, text);
    expect(await undo(team, importId)).toEqual({
      fileName: "customers.csv",
      counts: { contacts: 1200, companies: 7, restored: 0, kept: 0 },
      kept: [],
    });
    expect(await current(team)).toEqual({ contacts: [], points: [], facts: [], companies: [] });
    expect(await team.as("seller", (ctx) => findCustomers(ctx, "person1@contoh.example"))).toEqual([]);
    await importText(team, text);
    expect((await current(team)).contacts).toHaveLength(1200);
  });

  it("makes what it had changed what it was before, to the last value", async () => {
    const team = await openTeam(db);
    const rows = "Customer ID,Name,Email,Job Title,Company,Address,Status,Customer since,Interests\n";
    await importText(
      team,
      `${rows}7,Budi Santoso,old@contoh.co.id,Buyer,PT Contoh,Jl. Lama 1,lead,,\n8,Ana Wijaya,,,,,,,\n`,
    );
    const before = await current(team);
    const importId = await importText(
      team,
      `${rows}7,Budi H Santoso,new@contoh.co.id,Director,CV Lain,Jl. Baru 2,customer,2020,Panels\n8,Ana Wijaya,ana@lain.example,Owner,CV Lain,,,,\n9,New Person,,,,,,,\n`,
    );
    expect(await current(team)).not.toEqual(before);
    expect(await undo(team, importId)).toMatchObject({
      counts: { contacts: 1, companies: 1, restored: 2, kept: 0 },
    });
    expect(await current(team)).toEqual(before);
  });

  it("leaves what was used, changed or confirmed since, and says so", async () => {
    const team = await openTeam(db);
    const later = new Date(today.getTime() + 60_000);
    const there = await team.as("seller", (ctx) => createContact(ctx, { name: "There Before", source: "typed" }));
    const importId = await importText(
      team,
      "Name,Email,Title\nTalked With,talked@contoh.example,\nRe Named,named@contoh.example,\nUn Touched,untouched@contoh.example,\nThere Before,there@contoh.example,Buyer\n",
    );
    const idOf = async (name: string) =>
      (await team.as("seller", (ctx) => ctx.tx.contact.findFirstOrThrow({ where: { name } }))).id;
    const [talked, named] = [await idOf("Talked With"), await idOf("Re Named")];
    await team.as("seller", (ctx) => talk(ctx, talked, { happenedAt: later }), { now: later });
    await team.as("seller", (ctx) => changeContact(ctx, { contactId: named, interests: "Panels" }), {
      now: later,
    });
    await team.as(
      "seller",
      (ctx) =>
        ctx.tx.contactPoint.updateMany({
          where: { contactId: there.id, kind: "email" },
          data: { confirmedAt: later, confirmedHow: "call" },
        }),
      { now: later },
    );
    const result = await undo(team, importId);
    expect(result?.counts).toEqual({ contacts: 1, companies: 0, restored: 0, kept: 3 });
    expect(result?.kept).toEqual(
      expect.arrayContaining([
        { name: "Talked With", reason: "used" },
        { name: "Re Named", reason: "changed" },
        { name: "There Before", reason: "changed" },
      ]),
    );
    const { contacts, points, facts } = await current(team);
    expect(contacts.map(({ name }) => name).toSorted()).toEqual(["Re Named", "Talked With", "There Before"]);
    expect(points.map(({ typed }) => typed).toSorted()).toEqual([
      "named@contoh.example",
      "talked@contoh.example",
      "there@contoh.example",
    ]);
    expect(facts).toEqual([]);
  });

  it("leaves whoever has a ticket, and the company that one is about", async () => {
    const team = await openTeam(db);
    const importId = await importText(team, "Name,Email\nHas Ticket,has@contoh.example\nHas None,none@contoh.example");
    const companies = await importText(team, "Company,Website\nPT Tiket,tiket.example\nPT Kosong,kosong.example");
    await team.as("seller", async (ctx) => {
      const contact = await ctx.tx.contact.findFirstOrThrow({ where: { name: "Has Ticket" } });
      await openTicket(ctx, { subject: "Cannot log in", contactId: contact.id });
      const company = await ctx.tx.company.findFirstOrThrow({ where: { name: "PT Tiket" } });
      await openTicket(ctx, { subject: "Cannot pay", companyId: company.id });
    });
    expect((await undo(team, importId))?.kept).toMatchObject([{ name: "Has Ticket", reason: "used" }]);
    expect((await undo(team, companies))?.kept).toMatchObject([{ name: "PT Tiket", reason: "used" }]);
    const left = await current(team);
    expect(left.contacts.map(({ name }) => name)).toEqual(["Has Ticket"]);
    expect(left.companies.map(({ name }) => name)).toEqual(["PT Tiket"]);
  });

  it("keeps to its own import, is told once, and is refused the second time", async () => {
    const team = await openTeam(db);
    const first = await importText(team, "Name,Email\nOne,one@contoh.example\n", "one.csv");
    const second = await importText(team, "Name,Email\nTwo,two@contoh.example\n", "two.csv");
    await undo(team, first);
    expect((await current(team)).contacts.map(({ name }) => name)).toEqual(["Two"]);
    await expect(team.as("steward", (ctx) => requestUndo(ctx, { typed: first }))).rejects.toMatchObject({
      code: "import_undone_before",
    });
    const told = await team.as("steward", (ctx) => ctx.tx.delivery.findMany({ where: { kind: "import-undone" } }));
    expect(told).toMatchObject([{ recipient: "USTEWARD", payload: { importId: first } }]);
    const { imports, total } = await team.as("steward", (ctx) => listImports(ctx, { offset: 0, limit: 10 }));
    expect(total).toBe(2);
    expect(imports.find(({ id }) => id === first)).toMatchObject({
      fileName: "one.csv",
      undo: "done",
      byName: "steward",
    });
    expect(imports.find(({ id }) => id === second)).toMatchObject({ undo: "none", created: 1 });
  });

  it("finds an import by the end of its id, and refuses what is none", async () => {
    const team = await openTeam(db);
    const importId = await importText(team, "Name\nOne\n");
    for (const typed of ["", "zzzz", "00000000", "%", "' OR 1=1"]) {
      await expect(team.as("steward", (ctx) => requestUndo(ctx, { typed }))).rejects.toMatchObject({
        code: "import_not_found",
      });
    }
    await team.as("steward", (ctx) => requestUndo(ctx, { typed: importId.slice(-8) }));
    await expect(team.as("seller", (ctx) => requestUndo(ctx, { typed: importId }))).rejects.toMatchObject({
      code: "not_permitted",
    });
  });

  it("goes on where a page failed, and counts nothing twice", async () => {
    const team = await openTeam(db);
    const importId = await importText(team, ["Name,Email,Company", ...many].join("\n"));
    await team.as("steward", (ctx) => requestUndo(ctx, { typed: importId }));
    await team.as(null, continueUndo);
    await expect(
      team.as(null, async (ctx) => {
        await continueUndo(ctx);
        throw new Error("the plug is pulled");
      }),
    ).rejects.toThrow("the plug is pulled");
    while (await team.as(null, continueUndo));
    expect(await team.as("steward", (ctx) => findUndoResult(ctx, importId, 10))).toMatchObject({
      counts: { contacts: 1200, companies: 7, kept: 0 },
    });
  });

  it("stops an import that is under way", async () => {
    const team = await openTeam(db);
    const csv = await readCsv([Buffer.from(["Name,Email,Company", ...many].join("\n"))]);
    if (!csv) throw new Error("no header");
    const mapping = toMapping(recogniseColumns(csv.header, csv.sample, "ID"));
    let batches = 0;
    await expect(
      importCustomers(
        async (run) => {
          batches += 1;
          if (batches === 3) {
            const run = await team.as("steward", (ctx) => ctx.tx.importRun.findFirstOrThrow());
            await team.as("steward", (ctx) => requestUndo(ctx, { typed: run.id }));
          }
          return team.as("steward", run);
        },
        csv.rows,
        { fileName: "a.csv", header: csv.header, mapping },
      ),
    ).rejects.toMatchObject({ code: "import_undone" });
    while (await team.as(null, continueUndo));
    expect((await current(team)).contacts).toEqual([]);
  });
});
