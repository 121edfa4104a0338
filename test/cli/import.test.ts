import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testClient } from "../support/database.ts";
import { installWorkspace } from "../support/install-workspace.ts";
import { makeTemporaryFolder } from "../support/temporary-folder.ts";
import { cliOn } from "./cli-fixture.ts";

const db = testClient();
let folder = "";
beforeAll(async () => {
  folder = await makeTemporaryFolder();
});
afterAll(() => rm(folder, { recursive: true }));

async function file(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

async function start() {
  const { id, teamId } = await installWorkspace(db);
  const cli = cliOn(db, async () => [{ teamId, name: "Contoh", region: "ID", demo: false }]);
  const contacts = () =>
    db.inWorkspace(id, (tx) =>
      tx.contact.findMany({ orderBy: { name: "asc" }, select: { name: true, points: { select: { normal: true } } } }),
    );
  return { cli, contacts };
}

const people =
  "Nama Lengkap,E-mail,No HP\nBudi Santoso,budi@contoh.example,0812-0000-0001\nAna Wijaya,ana@contoh.example,\n";

describe("steward import", () => {
  it("shows what the columns become and imports them once they are confirmed", async () => {
    const { cli, contacts } = await start();
    cli.answer("yes");
    const { said, fault } = await cli.type("import", await file("people.csv", people));
    expect(fault).toBeNull();
    expect(said.slice(1, 4)).toEqual([
      "  1. Nama Lengkap → name   for example Budi Santoso",
      "  2. E-mail → e-mail   for example budi@contoh.example",
      "  3. No HP → phone   for example 0812-0000-0001",
    ]);
    expect(said.at(-2)).toBe(
      "2 rows for Contoh: 2 customers added, 0 customers updated, 0 already there, 0 not taken.",
    );
    expect((await contacts()).map(({ name }) => name)).toEqual(["Ana Wijaya", "Budi Santoso"]);
  });

  it("matches what is there already instead of doubling it", async () => {
    const { cli, contacts } = await start();
    const path = await file("again.csv", people);
    await cli.type("import", path, "--yes");
    const { said } = await cli.type("import", path, "--yes");
    expect(said.at(-1)).toBe(
      "2 rows for Contoh: 0 customers added, 0 customers updated, 2 already there, 0 not taken.",
    );
    expect(await contacts()).toHaveLength(2);
  });

  it("imports nothing when the person says no, and changes a column when told", async () => {
    const { cli, contacts } = await start();
    const path = await file("who.csv", "who,mail\nBudi Santoso,budi@contoh.example\n");
    cli.answer("no");
    expect((await cli.type("import", path)).fault).toBe("Nothing was imported.");
    expect(await contacts()).toEqual([]);
    cli.answer("what", "1=name", "yes");
    const { said, fault } = await cli.type("import", path);
    expect(fault).toBeNull();
    expect(said.some((line) => line.startsWith('"what" is not one of them.'))).toBe(true);
    expect(said).toContain("  1. who → name   for example Budi Santoso");
    expect((await contacts()).map(({ name }) => name)).toEqual(["Budi Santoso"]);
  });

  it("asks a script to say --yes", async () => {
    const { cli, contacts } = await start();
    const { fault } = await cli.type("import", await file("script.csv", people));
    expect(fault).toContain("run it again with --yes");
    expect(await contacts()).toEqual([]);
  });

  it("takes a column from the command line and refuses two for one field", async () => {
    const { cli, contacts } = await start();
    const path = await file("map.csv", "who,mail,other\nBudi Santoso,budi@contoh.example,Ana\n");
    expect((await cli.type("import", path, "--yes", "--map", "who=name", "--map", "other=name")).fault).toBe(
      "Only one column can be the name, and who and other are.",
    );
    expect((await cli.type("import", path, "--yes", "--map", "nobody=name")).fault).toContain(
      "--map nobody=name is not understood",
    );
    expect((await cli.type("import", path, "--yes", "--map", "who=name", "--map", "mail=-")).fault).toBeNull();
    expect(await contacts()).toEqual([{ name: "Budi Santoso", points: [] }]);
  });

  it("reads phone numbers as those of another country when told", async () => {
    const { cli, contacts } = await start();
    const path = await file("germans.csv", "name,phone\nKatharina Möller,040 66969 123\n");
    expect((await cli.type("import", path, "--yes", "--region", "de")).fault).toBeNull();
    expect((await contacts())[0]?.points).toEqual([{ normal: "+494066969123" }]);
    expect((await cli.type("import", path, "--yes", "--region", "Germany")).fault).toContain("is not a country");
  });

  it("says of each bad row its line, field, value and reason", async () => {
    const { cli, contacts } = await start();
    const path = await file(
      "bad.csv",
      'name,email\nBudi Santoso,budi@@contoh\n,\n,=cmd@@x\nAna Wijaya,ana@contoh.example\nMaya,maya@contoh.example\n"Rudi,rudi@contoh.example\n',
    );
    const { said } = await cli.type("import", path, "--yes");
    expect(said).toContain('  line 2, e-mail "budi@@contoh": not an e-mail address');
    expect(said.some((line) => /^ {2}line 4, name.*: no name/.test(line) || /^ {2}line 4, e-mail/.test(line))).toBe(
      true,
    );
    expect(said.some((line) => line.includes("a quotation mark is opened and never closed"))).toBe(true);
    expect((await contacts()).map(({ name }) => name)).toEqual(["Ana Wijaya", "Budi Santoso", "Maya"]);
  });

  it("puts all remarks into a file beside when they are many, safe to open in a spreadsheet", async () => {
    const { cli } = await start();
    const rows = Array.from({ length: 30 }, (_, index) => `Person ${index} Number,=bad${index}`);
    const path = await file(
      "many.csv",
      `name,email\n${rows.join("\n")}\nAna Wijaya,ana@contoh.example\nMaya Putri,maya@contoh.example\n`,
    );
    const { said } = await cli.type("import", path, "--yes", "--map", "email=email");
    expect(said.filter((line) => line.startsWith("  line "))).toHaveLength(20);
    expect(said).toContain(`All 30 remarks are in ${join(folder, "many.remarks.csv")}.`);
    const written = (await readFile(join(folder, "many.remarks.csv"), "utf8")).split("\r\n");
    expect(written[1]).toBe(`"2","e-mail","'=bad0","not an e-mail address"`);
    expect(written).toHaveLength(32);
  });

  it.each([
    ["nothing.csv", null, /^There is no file .*nothing\.csv\. Check its name and folder\.$/],
    ["empty.csv", "", /^file_unreadable$/],
    ["odd.csv", "foo,bar\n1,2\n", /^no_customer_column$/],
  ])("refuses %s", async (name, text, sentence) => {
    const { cli } = await start();
    const path = text === null ? join(folder, name) : await file(name, text);
    expect((await cli.type("import", path, "--yes")).fault).toMatch(sentence);
  });

  it("gives the rows that were not taken as a file that can be mended and imported", async () => {
    const { cli, contacts } = await start();
    const path = await file("mend.csv", "Name,E-mail,Note\n,,=1+1\nAna Wijaya,ana@contoh.example,x\n,,b,too many\n");
    const { said } = await cli.type("import", path, "--yes");
    const beside = join(folder, "mend.to-mend.csv");
    expect(said).toContain(
      `2 rows that were not taken are in ${beside}, each with its reason. Mend them there and import that file.`,
    );
    const written = await readFile(beside, "utf8");
    expect(written).toBe(
      '\ufeff"Name","E-mail","Note","Steward: line","Steward: field","Steward: reason"\r\n' +
        `,,"'=1+1","2",,"no name, and no address that would tell whose row it is"\r\n` +
        ',,"b","4",,"more cells than the first line has columns (too many)"\r\n',
    );
    await writeFile(beside, written.replace(',,"\'=1+1"', '"Mended Person","mended@contoh.example","\'=1+1"'));
    expect((await cli.type("import", beside, "--yes")).said.find((line) => line.includes("for Contoh"))).toContain(
      "1 customer added",
    );
    expect((await contacts()).map(({ name }) => name)).toEqual(["Ana Wijaya", "Mended Person"]);
  });

  it("lists imports and takes one back by the end of its id", async () => {
    const { cli, contacts } = await start();
    expect((await cli.type("import", "list")).said).toEqual(["Nothing was imported into Contoh yet."]);
    const { said } = await cli.type("import", await file("undo.csv", people), "--yes");
    const id = /import undo ([0-9a-f]{8})$/.exec(said.at(-1) ?? "")?.[1] ?? "";
    expect((await cli.type("import", "list")).said).toEqual([
      expect.stringMatching(
        new RegExp(`^${id}  .* UTC  undo\\.csv: 2 customers added, 0 updated, 0 not taken, by the command line$`),
      ),
    ]);
    const undone = await cli.type("import", "undo", id);
    expect(undone.fault).toBeNull();
    expect(undone.said).toEqual([
      "undo.csv is taken back: 2 customers and 0 companies removed, 0 as before again, 0 left.",
    ]);
    expect((await cli.type("import", "undo", "nonsense")).fault).toBe("import_not_found");
    expect((await cli.type("import", "undo", id)).fault).toBe("import_undone_before");
    expect((await contacts()).length).toBe(2);
    expect((await cli.type("import", "list")).said[0]).toContain("; taken back");
  });

  it("refuses a folder", async () => {
    const { cli } = await start();
    expect((await cli.type("import", folder, "--yes")).fault).toContain("cannot be read (it is not a file)");
  });
});
