import { describe, expect, it } from "vitest";
import { type ImportResult, importCustomers } from "../../../../src/crm/customers/import/import-customers.ts";
import { readCsv } from "../../../../src/crm/customers/import/read-csv.ts";
import { recogniseColumns, toMapping } from "../../../../src/crm/customers/import/recognise-columns.ts";
import { recogniseSource } from "../../../../src/crm/customers/import/recognise-source.ts";
import { testClient } from "../../../support/database.ts";
import { openTeam, type Team } from "../open-team.ts";

const db = testClient();

async function importText(team: Team, text: string): Promise<ImportResult> {
  const csv = await readCsv([Buffer.from(text)]);
  const mapping = toMapping(recogniseColumns(csv.header, csv.sample, "ID"));
  const options = { fileName: "export.csv", header: csv.header, mapping };
  return importCustomers((run) => team.as("steward", run), csv.rows, options);
}

const contacts = (team: Team) =>
  team.as("steward", (ctx) =>
    ctx.tx.contact.findMany({
      where: { endedAt: null },
      orderBy: { externalId: "asc" },
      select: {
        ...{ name: true, externalSystem: true, externalId: true, stage: true },
        ...{ company: { select: { name: true, externalId: true } }, owner: { select: { name: true } } },
      },
    }),
  );

describe("an export of another system", () => {
  it.each([
    ["hubspot", "contacts", "Record ID,First Name,Last Name,Email,Phone Number,Contact owner,Lifecycle Stage"],
    ["hubspot", "companies", "Record ID,Company name,Company owner,Company Domain Name,Phone Number"],
    ["salesforce", "contacts", "Id,AccountId,LastName,FirstName,MailingStreet,Email,OwnerId"],
    ["salesforce", "companies", "Id,Name,BillingStreet,BillingCity,Phone,Website,OwnerId"],
    ["pipedrive", "contacts", "Person - Name,Person - Organization,Person - Email - Work,Person - Owner,Person - ID"],
    ["pipedrive", "companies", "Organization - Name,Organization - Address,Organization - Owner,Organization - ID"],
  ])("is known by its headers: %s, %s", (system, about, header) => {
    expect(recogniseSource(header.split(","))).toMatchObject({ system, about });
  });

  it.each([
    "Name,Email,Phone",
    "Record ID,Name,Email",
    "Id,Name,Phone",
    "Nama,Perusahaan,No HP",
    "Organization,Owner,Title",
  ])("is not taken for one without its own headers: %s", (header) => {
    expect(recogniseSource(header.split(","))).toBeNull();
  });

  it("brings companies first, then contacts into them by the source's ids, with owners who work here", async () => {
    const team = await openTeam(db);
    const companies =
      "Record ID,Company name,Company owner,Company Domain Name,Phone Number,City\n501,PT Contoh Makmur,seller,contoh.co.id,021 5550001,Jakarta\n502,CV Lain,,,,\n503,,,,,\n";
    expect(await importText(team, companies)).toMatchObject({
      ...{ about: "companies", system: "hubspot", created: 2, rejected: 1 },
      rejections: [{ line: 4, field: "company", reason: "no_company" }],
    });
    expect(await importText(team, companies)).toMatchObject({ created: 0, updated: 0, unchanged: 2 });
    const people =
      "Record ID,First Name,Last Name,Email,Contact owner,Lifecycle Stage,Associated Company IDs\n1,Budi,Santoso,budi@contoh.co.id,Seller,Customer,501;502\n2,Ana,Wijaya,ana@lain.example,Gone Person,Lead,502\n3,Sari,Dewi,sari@lain.example,Gone Person,Lead,999\n";
    expect(await importText(team, people)).toMatchObject({
      created: 3,
      notices: [
        { line: 3, field: "owner", value: "Gone Person", reason: "unknown_owner" },
        { line: 4, field: "companyId", value: "999", reason: "unknown_company" },
      ],
    });
    const there = await contacts(team);
    expect(there).toEqual([
      {
        ...{ name: "Budi Santoso", externalSystem: "hubspot", externalId: "1", stage: "customer" },
        ...{ company: { name: "PT Contoh Makmur", externalId: "501" }, owner: { name: "seller" } },
      },
      {
        ...{ name: "Ana Wijaya", externalSystem: "hubspot", externalId: "2", stage: "lead" },
        ...{ company: { name: "CV Lain", externalId: "502" }, owner: null },
      },
      {
        ...{ name: "Sari Dewi", externalSystem: "hubspot", externalId: "3", stage: "lead" },
        ...{ company: null, owner: null },
      },
    ]);
    expect(await importText(team, people)).toMatchObject({ created: 0, updated: 0, unchanged: 3 });
    expect(await contacts(team)).toEqual(there);
  });

  it("keeps one number of two systems apart", async () => {
    const team = await openTeam(db);
    await importText(team, "Record ID,First Name,Last Name,Contact owner\n7,Budi,Santoso,\n");
    await importText(team, "Person - ID,Person - Name,Person - Owner\n7,Sari Dewi,\n");
    expect((await contacts(team)).map(({ name, externalSystem }) => `${name} ${externalSystem}`).toSorted()).toEqual([
      "Budi Santoso hubspot",
      "Sari Dewi pipedrive",
    ]);
  });
});
