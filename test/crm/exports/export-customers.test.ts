import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { createContact } from "../../../src/crm/customers/create-contact.ts";
import { type ImportResult, importCustomers } from "../../../src/crm/customers/import/import-customers.ts";
import { readCsv } from "../../../src/crm/customers/import/read-csv.ts";
import { recogniseColumns, toMapping } from "../../../src/crm/customers/import/recognise-columns.ts";
import { exportKindNames } from "../../../src/crm/exports/export-kind.ts";
import { type ExportFormat, requestCustomersExport } from "../../../src/crm/exports/request-customers-export.ts";
import { writeExport } from "../../../src/crm/exports/write-export.ts";
import { changeInteraction } from "../../../src/crm/interactions/change-interaction.ts";
import { requestErasure } from "../../../src/crm/privacy/request-erasure.ts";
import { Refusal } from "../../../src/crm/refusal.ts";
import { testClient } from "../../support/database.ts";
import { openTeam, type Team } from "../customers/open-team.ts";
import { openKnownPerson, traces } from "../privacy/known-person.ts";
import { describeCustomers, openAwkwardBase } from "./open-awkward-base.ts";

const db = testClient();

/** What is exported, by file name; `pieces` is how many of each were given. */
async function exported(team: Team, format: ExportFormat = "csv", most?: number) {
  const { parts } = await team.as("steward", (ctx) =>
    requestCustomersExport(ctx, { reason: "moving house", format, ...(most && { most }) }),
  );
  const files = new Map<string, { text: string; pieces: number }>();
  for (const part of parts) {
    for (const { name, contents } of writeExport((run) => team.as(null, run), part)) {
      const pieces: string[] = [];
      for await (const piece of contents) pieces.push(piece);
      files.set(name, { text: pieces.join(""), pieces: pieces.length });
    }
  }
  const text = (name: string) => {
    const file = files.get(name);
    if (!file) throw new Error(`There is no ${name} among ${[...files.keys()].join(", ")}`);
    return file.text;
  };
  const rows = (name: string) => parse(text(name), { bom: true, columns: true }) as Record<string, string>[];
  const lines = (name: string) =>
    text(name)
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  return { files, parts, text, rows, lines };
}

async function imported(team: Team, text: string): Promise<ImportResult & { unread: string[] }> {
  const csv = await readCsv([Buffer.from(text)]);
  const columns = recogniseColumns(csv.header, csv.sample, "ID");
  const result = await importCustomers((run) => team.as("steward", run), csv.rows, {
    ...{ fileName: "export.csv", header: csv.header, mapping: toMapping(columns) },
  });
  return { ...result, unread: columns.filter(({ field }) => field === null).map(({ header }) => header) };
}

describe("exportCustomers", () => {
  it("comes back through the import with every customer matched and nothing changed", async () => {
    const team = await openTeam(db);
    await openAwkwardBase(team);
    const before = await describeCustomers(team);
    const { text } = await exported(team);
    const companies = await imported(team, text("companies.csv"));
    expect(companies).toMatchObject({
      system: "steward",
      about: "companies",
      created: 0,
      updated: 0,
      rejected: 0,
      notices: [],
    });
    expect(companies.unread).toEqual(["Steward company ID", "Known from", "Added (UTC)"]);
    const customers = await imported(team, text("customers.csv"));
    expect(customers).toMatchObject({ system: "steward", about: "contacts", notices: [], rejections: [] });
    expect(customers).toMatchObject({ rows: 12, created: 0, updated: 0, unchanged: 12 });
    expect(customers.unread).toEqual(["Customer since: known from", "Added (UTC)", "Added by"]);
    expect(await describeCustomers(team)).toEqual(before);
  });

  it("makes the same customers where there are none, and only once", async () => {
    const [team, empty] = [await openTeam(db), await openTeam(db)];
    await openAwkwardBase(team);
    const { text } = await exported(team);
    expect(await imported(empty, text("companies.csv"))).toMatchObject({ rejected: 0 });
    expect(await imported(empty, text("customers.csv"))).toMatchObject({ created: 12, rejected: 0, notices: [] });
    expect(await describeCustomers(empty)).toEqual(await describeCustomers(team));
    expect(await imported(empty, text("customers.csv"))).toMatchObject({ created: 0, updated: 0, unchanged: 12 });
    // From there it goes on as it came.
    const again = await exported(empty);
    expect(await imported(empty, again.text("customers.csv"))).toMatchObject({ created: 0, updated: 0, unchanged: 12 });
  });

  it("gives each change made in a spreadsheet to the customer it was made to, whatever else changed since", async () => {
    const team = await openTeam(db);
    const { namesakes } = await openAwkwardBase(team);
    const { text } = await exported(team);
    const lines = text("customers.csv").split("\r\n");
    const [header = ""] = lines;
    const stage = ((parse(header, { bom: true }) as string[][])[0] ?? []).indexOf("Stage");
    const changed = lines.map((line) => {
      if (!line.includes(namesakes[1] ?? "none")) return line;
      const cells = parse(line)[0] as string[];
      cells[stage] = "prospect";
      return cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(",");
    });
    await team.as("seller", (ctx) =>
      ctx.tx.contact.update({ where: { id: namesakes[1] ?? "" }, data: { name: "Siti R." } }),
    );
    expect(await imported(team, changed.join("\r\n"))).toMatchObject({ created: 0, updated: 1, unchanged: 11 });
    const stages = await team.as("seller", (ctx) =>
      ctx.tx.contact.findMany({ where: { id: { in: namesakes } }, select: { id: true, stage: true } }),
    );
    expect(namesakes.map((id) => stages.find((each) => each.id === id)?.stage)).toEqual(["lead", "prospect"]);
  });

  it("lets no cell be a formula, whichever file it stands in", async () => {
    const team = await openTeam(db);
    await openAwkwardBase(team);
    const { files, text } = await exported(team);
    expect(text("customers.csv")).toContain(`"'=HYPERLINK(1)"`);
    expect(text("customers.csv")).toContain(`"'@sum"`);
    expect(text("customers.csv")).toContain(`"'+62 812-3456-7890"`);
    expect(text("customers.csv")).toContain(`"'-1+1"`);
    expect(text("details.csv")).toContain(`"'-1 Manager"`);
    for (const { text: csv } of files.values()) {
      const cells = parse(csv, { bom: true }).flat() as string[];
      expect(cells.length).toBeGreaterThan(5);
      expect(cells.filter((cell) => /^\s*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/u.test(cell))).toEqual([]);
    }
  });

  it("says of every address and detail how old it is, where it came from, and whether it can be relied on", async () => {
    const team = await openTeam(db);
    const { changed } = await openAwkwardBase(team);
    const { rows, lines } = { ...(await exported(team)), ...{ lines: (await exported(team, "json")).lines } };
    const own = rows("addresses.csv").filter((row) => row["About: Steward ID"] === changed);
    expect(own).toMatchObject([
      {
        About: "Wayan Sudarta",
        Kind: "email",
        "As typed": "wayan.lama@example.com",
        "Until (UTC)": "2026-11-24 03:00:00",
      },
      {
        "As typed": "wayan.baru@example.com",
        "Since (UTC)": "2026-11-24 03:00:00",
        "Until (UTC)": "",
        "Confirmed by": "seller",
      },
    ]);
    expect(rows("addresses.csv").find((row) => row["As typed"] === "obrien@example.org")).toMatchObject({
      "Suspended (UTC)": "2026-11-24 03:00:00",
      "Suspended because": "bounced",
    });
    const details = rows("details.csv").filter((row) => row["About: Steward ID"] === changed);
    expect(details.map((row) => [row["Detail"], row["Says"], row["Until (UTC)"] === ""])).toEqual(
      expect.arrayContaining([
        ["job_title", "Clerk", false],
        ["job_title", "Director", true],
        ["organisation", "CV Lama", false],
        ["organisation", "CV Baru", true],
      ]),
    );
    const budi = lines("customers.jsonl").find(({ name }) => name === 'Budi "Pak" Santoso, S.E.');
    expect(budi).toMatchObject({
      currency: "IDR",
      value: "240000000",
      owner: "seller",
      address: ["Jl. Sudirman 12 Jakarta", expect.any(String)],
    });
    expect(lines("addresses.jsonl").length).toBe(rows("addresses.csv").length);
  });

  it("holds conversations as they stand now, tasks and tickets, and nothing that was taken back", async () => {
    const team = await openTeam(db);
    const { id, other, entryId } = await openKnownPerson(team);
    const { rows, files } = await exported(team);
    expect([...files.keys()]).toEqual([
      "customers.csv",
      "companies.csv",
      "addresses.csv",
      "details.csv",
      "conversations.csv",
      "tasks.csv",
    ]);
    expect(rows("conversations.csv")).toMatchObject([
      {
        About: "Zubaidi Santoso",
        "About: Steward ID": id,
        Type: "call",
        Said: "wants-the-red-one",
        By: "seller",
        Version: "2",
      },
      { "About: Steward ID": other, Said: "ana-wants-a-quote" },
    ]);
    expect(rows("tasks.csv")).toMatchObject([
      { "About: Steward ID": id, Task: "send-the-zebra", For: "seller", "Done (UTC)": "" },
    ]);
    await team.as("seller", (ctx) => changeInteraction(ctx, { id: entryId, note: "says-it-differently" }));
    await team.as(null, (ctx) =>
      ctx.tx.interaction.updateMany({ where: { contactId: other }, data: { removedAt: ctx.now } }),
    );
    const after = await exported(team);
    expect(after.rows("conversations.csv").map((row) => row["Said"])).toEqual(["says-it-differently"]);
  });

  it("has nothing of who was erased, in any file", async () => {
    const team = await openTeam(db);
    const { id } = await openKnownPerson(team);
    await team.as("steward", (ctx) =>
      requestErasure(ctx, { contactId: id, typedName: "Zubaidi Santoso", reason: "asked" }),
    );
    for (const format of ["csv", "json"] as const) {
      const { files } = await exported(team, format);
      const all = [...files.values()].map(({ text }) => text).join("\n");
      expect(all).toContain("Ana Wijaya");
      // The company is no person; it stays.
      for (const trace of traces.filter((each) => each !== "Quxmakmur")) expect(all, trace).not.toContain(trace);
    }
  });

  it("goes page by page, whatever the number of customers, and leaves out who has ended", async () => {
    const team = await openTeam(db);
    await addMany(team, 2201, 2200);
    const { files, rows } = await exported(team);
    expect(files.get("customers.csv")?.pieces).toBe(4);
    expect(rows("customers.csv")).toHaveLength(2200);
  });

  it("is cut into parts of a size, in which nothing is missing and nothing is twice", async () => {
    const team = await openTeam(db);
    await openAwkwardBase(team);
    await addMany(team, 300, 300);
    const whole = await exported(team);
    for (const most of [4, 50, 401, 1000]) {
      const { parts, files } = await exported(team, "csv", most);
      expect(parts.length).toBeGreaterThan(1);
      expect(parts.every(({ packed }) => packed)).toBe(true);
      expect(parts.map(({ part, parts: of }) => [part, of])).toEqual(parts.map((_, nth) => [nth + 1, parts.length]));
      for (const kind of exportKindNames) {
        const [all] = [whole.files.get(`${kind}.csv`)?.text];
        if (!all) continue;
        const cut = [...files].filter(([name]) => name.startsWith(`${kind} part`)).map(([, { text }]) => text);
        const read = (text: string) => parse(text, { bom: true, columns: true }) as object[];
        expect(cut.flatMap(read).length, `${kind} in parts of ${most}`).toBe(read(all).length);
        const ids = cut.flatMap((text) => read(text).map((row) => JSON.stringify(row)));
        if (kind === "customers") expect(new Set(ids).size).toBe(ids.length);
      }
    }
  });

  it("is kept with its reason, announced to the other stewards and only for stewards", async () => {
    const team = await openTeam(db);
    await team.as(null, (ctx) =>
      ctx.tx.accessGrant.updateMany({ where: { memberId: team.memberIds.colleague }, data: { role: "steward" } }),
    );
    await exported(team, "json");
    const kept = await team.as(null, async (ctx) => ({
      notices: await ctx.tx.delivery.findMany({ orderBy: { kind: "asc" } }),
      export: await ctx.tx.dataExport.findFirst(),
      entry: await ctx.tx.auditEntry.findFirst({ where: { action: "customers.exported" } }),
    }));
    expect(kept.notices).toMatchObject([
      {
        kind: "customers-export",
        recipient: "USTEWARD",
        payload: { part: 1, parts: 1, packed: false, format: "json" },
      },
      { kind: "data-exported", recipient: "UCOLLEAGUE" },
    ]);
    expect(kept.export).toMatchObject({ reason: "moving house", finishedAt: expect.any(Date) });
    expect(kept.entry?.after).toMatchObject({ reason: "moving house", format: "json", parts: 1 });
    for (const person of ["seller", "viewer", "stranger"] as const) {
      const refused = await team
        .as(person, (ctx) => requestCustomersExport(ctx, { reason: "curious", format: "csv" }))
        .catch((error: unknown) => (error instanceof Refusal ? error.code : error));
      expect(refused, person).toBe(person === "stranger" ? "no_access" : "not_permitted");
    }
  });

  it("is a file with its columns where there is nobody", async () => {
    const team = await openTeam(db);
    const { files, text } = await exported(team);
    expect([...files.keys()]).toEqual(["customers.csv"]);
    expect(text("customers.csv")).toMatch(/^\ufeff"Name","Company",/u);
    await team.as("seller", (ctx) => createContact(ctx, { name: "Ana", source: "typed" }));
    expect((await exported(team)).rows("customers.csv")).toMatchObject([{ Name: "Ana", Stage: "lead" }]);
  });
});

function addMany(team: Team, count: number, current: number): Promise<unknown> {
  return team.as(
    null,
    (ctx) => ctx.tx.$executeRaw`
      INSERT INTO contact (id, "workspaceId", name, "searchKey", "nameKey", stage, source, "createdAt", "endedAt")
      SELECT gen_random_uuid(), ${ctx.workspace.id}::uuid, 'C ' || n, 'c ' || n, 'c ' || n, 'lead', 'typed', now(),
             CASE WHEN n > ${current}::int THEN now() END
      FROM generate_series(1, ${count}::int) n`,
  );
}
