import { describe, expect, it } from "vitest";
import { demoWorkspace } from "../demo/demo-workspace.ts";
import { testClient } from "../support/database.ts";
import { cliOn } from "./cli-fixture.ts";

const db = testClient();
const none = cliOn(db, async () => []);
const two = cliOn(db, async () => [
  { teamId: "T1", name: "Contoh", region: "ID", demo: true },
  { teamId: "T2", name: "Toko", region: "ID", demo: false },
]);

describe("steward", () => {
  it("lists the workspaces", async () => {
    expect((await two.type("workspaces")).said).toEqual(["T1  Contoh  (with made-up customers)", "T2  Toko"]);
    expect((await none.type("workspaces")).said).toEqual([
      "There is no workspace yet. Start Steward once with npm start.",
    ]);
  });

  it("says that nothing had to be migrated", async () => {
    expect((await two.type("migrate")).said).toEqual(["The database is up to date already."]);
  });

  it("wants to know which workspace when there are several, and names them", async () => {
    expect((await two.type("demo", "clear")).fault).toBe(
      "There are several workspaces: T1 (Contoh), T2 (Toko). Say which with --workspace.",
    );
    expect((await two.type("demo", "clear", "--workspace", "T9")).fault).toBe(
      "There is no workspace T9. There is T1 (Contoh), T2 (Toko).",
    );
    expect((await none.type("demo", "seed")).fault).toContain("Start Steward once with npm start");
  });

  it("puts made-up customers in and takes them out again", async () => {
    const { facts } = await demoWorkspace(db);
    const cli = cliOn(db, async () => [{ teamId: facts.teamId, name: "Contoh", region: "ID", demo: false }]);
    expect((await cli.type("demo", "seed")).said[0]).toMatch(
      /^Added 200 made-up customers, 60 companies, [\d,]+ conversations and \d+ tasks to Contoh\.$/,
    );
    expect((await cli.type("demo", "seed")).fault).toContain("has made-up customers already");
    expect((await cli.type("demo", "clear")).said[0]).toMatch(
      /^Removed 200 made-up customers, 60 companies and [\d,]+ conversations from Contoh\.$/,
    );
    expect((await cli.type("demo", "clear")).said).toEqual(["There are no made-up customers in Contoh."]);
  });

  it("says what there is when it is not understood", async () => {
    const { complained } = await two.type("improt", "file.csv");
    expect(complained).toEqual([
      "unknown command 'improt'",
      "(Did you mean import?)",
      "What there is: npm run steward -- help",
    ]);
    expect((await two.type("import")).complained[0]).toBe("missing required argument 'file'");
  });
});
