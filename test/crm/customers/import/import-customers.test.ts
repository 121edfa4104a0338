import { describe, expect, it } from "vitest";
import { changeContact } from "../../../../src/crm/customers/change-contact.ts";
import { createContact } from "../../../../src/crm/customers/create-contact.ts";
import { findCustomers } from "../../../../src/crm/customers/find-customers.ts";
import { getContactDetails } from "../../../../src/crm/customers/get-contact-details.ts";
import { type ImportResult, importCustomers } from "../../../../src/crm/customers/import/import-customers.ts";
import { readCsv } from "../../../../src/crm/customers/import/read-csv.ts";
import { recogniseColumns, toMapping } from "../../../../src/crm/customers/import/recognise-columns.ts";
import { testClient } from "../../../support/database.ts";
import { openedAudit } from "../../../support/opened-audit.ts";
import { openTeam, type Person, type Team } from "../open-team.ts";

const db = testClient();

async function importText(
  team: Team,
  text: string,
  { person = "steward" as Person | null, fileName = "customers.csv" } = {},
): Promise<ImportResult> {
  const csv = await readCsv([Buffer.from(text)]);
  if (!csv) throw new Error("no header");
  const mapping = toMapping(recogniseColumns(csv.header, csv.sample, "ID"));
  return importCustomers((run) => team.as(person, run, { surface: "cli" }), csv.rows, {
    fileName,
    header: csv.header,
    mapping,
  });
}

const find = (team: Team, text: string) => team.as("seller", (ctx) => findCustomers(ctx, text));
const detailsOf = async (team: Team, text: string) => {
  const [match] = await find(team, text);
  return team.as("seller", (ctx) => getContactDetails(ctx, match?.contactId ?? ""));
};
const tables = (team: Team) =>
  team.as("steward", async (ctx) => [
    await ctx.tx.contact.findMany({ orderBy: { id: "asc" } }),
    await ctx.tx.company.findMany({ orderBy: { id: "asc" } }),
    await ctx.tx.contactPoint.findMany({ orderBy: { id: "asc" } }),
    await ctx.tx.contactFact.findMany({ orderBy: { id: "asc" } }),
  ]);

const file = `Nama,E-mail,No. HP,Perusahaan,Jabatan,Kota,Tgl Lahir,Nilai,Status,Pelanggan sejak,Golongan Darah
Budi Santoso,Budi@contoh.co.id,0812-3456-7890,PT Contoh Makmur Tbk,Manajer,Jakarta,24 Juni 1971,"240.000.000",Pelanggan,2022,O
"Wijaya, Ana",ana@sinar.co.id,,CV Sinar Jaya,,Bandung,1980-02-30,,,,
Sari Indah,not an address,12,,,,,,,,
,nobody@nowhere.co.id,,,,,,,,,
Dewi Lestari,,,,,,,,,,
`;

describe("importCustomers", () => {
  it("takes every row that can be taken, and says of the rest which line, field, value and reason", async () => {
    const team = await openTeam(db);
    const result = await importText(team, file);
    expect(result).toMatchObject({
      rows: 5,
      created: 4,
      updated: 0,
      unchanged: 0,
      rejected: 1,
      leftOut: ["Golongan Darah"],
      rejections: [{ line: 5, field: "name", value: "", reason: "no_name" }],
      notices: [
        { line: 3, field: "birthDate", value: "1980-02-30", reason: "bad_date" },
        { line: 4, field: "email", value: "not an address", reason: "bad_email" },
        { line: 4, field: "phone", value: "12", reason: "bad_phone" },
      ],
    });
    expect(await detailsOf(team, "budi santoso")).toMatchObject({
      name: "Budi Santoso",
      company: { name: "PT Contoh Makmur Tbk" },
      jobTitle: { value: "Manajer" },
      stage: "customer",
      value: { minor: 240_000_000, currency: "IDR" },
      birthDate: "1971-06-24",
      customerSince: { on: "2022-01-01", how: "import" },
      source: "import of customers.csv",
      points: {
        email: [{ typed: "Budi@contoh.co.id", status: "never" }],
        phone: [{ normal: "+6281234567890" }],
        address: [{ typed: "Jakarta" }],
      },
    });
    const run = await team.as("steward", (ctx) =>
      ctx.tx.importRun.findUniqueOrThrow({ where: { id: result.importId } }),
    );
    expect(run).toMatchObject({
      fileName: "customers.csv",
      created: 4,
      rejected: 1,
      rejections: result.rejections,
      notices: result.notices,
      leftOut: ["Golongan Darah"],
    });
    expect(run.finishedAt).not.toBeNull();
  });

  it("changes nothing when the same file comes again", async () => {
    const team = await openTeam(db);
    await importText(team, file);
    const before = await tables(team);
    expect(await importText(team, file)).toMatchObject({ created: 0, updated: 0, unchanged: 4, rejected: 1 });
    expect(await tables(team)).toEqual(before);
  });

  it("changes nothing the second time, however the rows of a file contradict each other", async () => {
    const team = await openTeam(db);
    const rows = [
      "first_name,surname,email,city,company,phone,title",
      "Robert,Alan,robert@smith.net,,,,",
      "Rob,Allen,robert@smith.net,London,Acme Ltd,,Buyer",
      "Robert,Allen,robert@smith.net,Lonodn,Acme,+44 20 7946 0958,",
      "Allen,Robert,,London,,,",
      ",,robert@smith.net,Leeds,,,Director",
      "Robert,Allen,other@smith.net,Paris,Beta GmbH,,",
      "Sari,Wijaya,robert@smith.net,,,,",
      ",,late@smith.net,Rome,,,",
      "Anna,Late,late@smith.net,,,,",
    ].join("\r\n");
    const first = await importText(team, rows);
    expect(first.created + first.updated + first.unchanged + first.rejected).toBe(9);
    expect(first.notices).toContainEqual({
      line: 8,
      field: "email",
      value: "robert@smith.net",
      reason: "other_person",
    });
    const before = await tables(team);
    expect(await importText(team, rows)).toMatchObject({ created: 0, updated: 0, unchanged: 9, rejected: 0 });
    expect(await tables(team)).toEqual(before);
  });

  it("matches another spelling at the same e-mail address and keeps it beside the name; a clearly different name is another person", async () => {
    const team = await openTeam(db);
    await importText(team, "name,email\nRobert Allen,info@allen.net\n");
    expect(await importText(team, "name,email\nRob Alen,INFO@allen.net\n")).toMatchObject({ created: 0, updated: 1 });
    expect(await importText(team, "name,email\nSari Wijaya,info@allen.net\n")).toMatchObject({
      created: 1,
      notices: [{ line: 2, field: "email", value: "info@allen.net", reason: "other_person" }],
    });
    expect(await detailsOf(team, "robert allen")).toMatchObject({ name: "Robert Allen", otherNames: ["Rob Alen"] });
  });

  it("keeps namesakes apart that nothing connects, and takes the same name at the same company for one person", async () => {
    const team = await openTeam(db);
    const result = await importText(
      team,
      "nama,perusahaan,hp\nBudi Santoso,PT Contoh,081234567890\nBudi Santoso,CV Lain,\nSantoso Budi,Contoh Tbk,\nBudi Santoso,,081399998888\n",
    );
    expect(result).toMatchObject({ created: 3, updated: 1 });
  });

  it("matches by the id of the source's own record, whatever else has changed, and keeps what was before", async () => {
    const team = await openTeam(db);
    await importText(
      team,
      "Customer ID,Name,Email,Job Title,Company\n7,Budi Santoso,old@contoh.co.id,Buyer,PT Contoh\n",
    );
    expect(
      await importText(
        team,
        "Customer ID,Name,Email,Job Title,Company\n7,Budi Santoso,new@contoh.co.id,Director,CV Lain\n8,Budi Santoso,,,PT Contoh\n",
      ),
    ).toMatchObject({ created: 1, updated: 1 });
    const details = await detailsOf(team, "new@contoh.co.id");
    expect(details).toMatchObject({
      points: { email: [{ typed: "new@contoh.co.id" }] },
      earlierPoints: [{ typed: "old@contoh.co.id" }],
      jobTitle: { value: "Director" },
      company: { name: "CV Lain" },
      external: { id: "7" },
    });
    expect(details.earlierFacts.map(({ value }) => value).toSorted()).toEqual(["Buyer", "PT Contoh"]);
  });

  it("never overrules what a person confirmed", async () => {
    const team = await openTeam(db);
    const { id } = await team.as("seller", (ctx) =>
      createContact(ctx, {
        name: "Budi Santoso",
        emails: ["budi@contoh.co.id"],
        jobTitle: "Director",
        addresses: ["Jl. Sudirman 12"],
        stage: "customer",
        source: "typed",
      }),
    );
    await team.as("seller", (ctx) => changeContact(ctx, { contactId: id, phones: ["081234567890"] }));
    const result = await importText(
      team,
      "name,email,title,address,phone,status\nBudi Santoso,budi@contoh.co.id,Buyer,Jl. Lain 3,081399998888,lead\n",
    );
    expect(result).toMatchObject({ created: 0, updated: 1 });
    expect(result.notices.map(({ field, reason }) => `${field} ${reason}`).toSorted()).toEqual([
      "address kept_value",
      "jobTitle kept_value",
      "stage kept_value",
    ]);
    expect(await team.as("seller", (ctx) => getContactDetails(ctx, id))).toMatchObject({
      jobTitle: { value: "Director" },
      stage: "customer",
      points: {
        address: [{ typed: "Jl. Sudirman 12" }],
        phone: [
          { typed: "081399998888", status: "never" },
          { typed: "081234567890", status: "confirmed" },
        ],
      },
    });
  });

  it("keeps what was saved when it is cut off, and goes on when it is run again", async () => {
    const team = await openTeam(db);
    const rows = Array.from({ length: 1200 }, (_, i) => `Person ${i},person${i}@example.com`).join("\n");
    const csv = await readCsv([Buffer.from(`name,email\n${rows}`)]);
    const mapping = toMapping(recogniseColumns(csv?.header ?? [], csv?.sample ?? [], "ID"));
    let batches = 0;
    await expect(
      importCustomers(
        (run) => {
          batches += 1;
          if (batches === 3) throw new Error("the plug is pulled");
          return team.as("steward", run);
        },
        csv?.rows ?? [],
        { fileName: "people.csv", header: csv?.header ?? [], mapping },
      ),
    ).rejects.toThrow("the plug is pulled");
    expect(await team.as("steward", (ctx) => ctx.tx.importRun.findFirst())).toMatchObject({
      created: 500,
      finishedAt: null,
    });
    expect(await importText(team, `name,email\n${rows}`)).toMatchObject({ created: 700, unchanged: 500 });
  });

  it("survives hostile rows, and stores them as text", async () => {
    const team = await openTeam(db);
    const result = await importText(
      team,
      [
        "name,email,company,city",
        "Robert'); DROP TABLE contact;--,bobby@tables.com,,",
        "\u0000\u202eBudi\u0000,a\u0000@b.co,,",
        `${"x".repeat(3000)},long@example.com,,`,
        "👩‍👩‍👧‍👦,family@example.com,<!channel>,",
        '"never closed,x@y.co,,',
        "After Wards,after@example.com,,",
        "Too,many@cells.com,a,b,c,d",
      ].join("\n"),
    );
    expect(result.rejections.map(({ line, reason }) => `${line} ${reason}`)).toEqual([
      "4 name_too_long",
      "6 unclosed_quote",
      "8 too_many_cells",
    ]);
    expect(result.created).toBe(4);
    expect((await find(team, "bobby@tables.com"))[0]?.name).toBe("Robert'); DROP TABLE contact;--");
    expect((await find(team, "after wards"))[0]?.email).toBe("after@example.com");
  });

  it("is for stewards, and stays in its workspace", async () => {
    const [team, other] = [await openTeam(db), await openTeam(db)];
    await expect(importText(team, file, { person: "seller" })).rejects.toMatchObject({ code: "not_permitted" });
    await importText(other, file);
    expect(await importText(team, file)).toMatchObject({ created: 4, updated: 0, unchanged: 0 });
    expect(await team.as("steward", (ctx) => ctx.tx.contact.count())).toBe(4);
  });

  it("refuses a file in which no row says whom it is about", async () => {
    const team = await openTeam(db);
    await expect(importText(team, "colour,size\nred,2\n")).rejects.toMatchObject({
      code: "no_customer_column",
      details: { columns: ["colour", "size"] },
    });
  });

  it("leaves an audit entry for each contact, and for the run", async () => {
    const team = await openTeam(db);
    const { importId } = await importText(team, "name,email\nBudi Santoso,budi@contoh.co.id\n");
    const entries = await openedAudit(db, team.workspaceId);
    expect(entries).toMatchObject([
      { action: "import.started", subjectId: importId, surface: "cli" },
      { action: "contact.created", after: { name: "Budi Santoso", email: "budi@contoh.co.id", importId } },
      { action: "import.finished", after: { created: 1 } },
    ]);
  });
});
