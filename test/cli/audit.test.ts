import { readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { createContact } from "../../src/crm/customers/create-contact.ts";
import { dewi, enrolled, installedAt } from "../crm/access/enrolled-workspace.ts";
import { testClient } from "../support/database.ts";
import { makeTemporaryFolder } from "../support/temporary-folder.ts";
import { cliOn } from "./cli-fixture.ts";

const db = testClient();

describe("steward audit", () => {
  it("says that the log is whole, and its head, which it finds again", async () => {
    const { facts } = await enrolled(db);
    const cli = cliOn(db, async () => [{ teamId: facts.teamId, name: "Contoh", region: "ID", demo: false }]);
    const { said } = await cli.type("audit", "verify");
    expect(said[0]).toMatch(/^The audit log is whole: \d+ entries, each as it was written\.$/);
    const head = said[1]?.replace("Head: ", "") ?? "";
    expect(head).toMatch(/^\d+:[0-9a-f]{64}$/);
    expect((await cli.type("audit", "verify", "--head", head)).fault).toBeNull();
    const other = `1:${"0".repeat(64)}`;
    expect((await cli.type("audit", "verify", "--head", other)).fault).toBe(
      "The audit log is not whole: 1 fault in 2 entries.\nEntry 1 is not the one of the head you gave: the log was rewritten up to there.",
    );
    expect((await cli.type("audit", "verify", "--head", "abc")).fault).toContain("64 hexadecimal digits");
  });

  it("writes the log into a file that nobody else reads, with the days and the form that were asked for", async () => {
    const { facts, as, notices } = await enrolled(db);
    await as(dewi, (ctx) => createContact(ctx, { name: "=Budi Santoso", source: "test" }));
    const cli = cliOn(db, async () => [{ teamId: facts.teamId, name: "Contoh", region: "ID", demo: false }]);
    const folder = await makeTemporaryFolder();
    onTestFinished(() => rm(folder, { recursive: true }));
    const because = ["--reason", "the auditors ask"];
    const csv = join(folder, "log.csv");
    const { said, fault } = await cli.type("audit", "export", ...because, "--out", csv);
    expect(fault).toBeNull();
    expect(said).toEqual([`3 entries of the audit log are in ${csv}. The stewards hear of it.`]);
    expect(await readFile(csv, "utf8")).toContain(`"added =Budi Santoso","contact.created"`);
    expect((await stat(csv)).mode & 0o777).toBe(0o600);
    expect((await notices()).filter(({ kind }) => kind === "data-exported")).toHaveLength(1);

    const json = join(folder, "log.json");
    const day = installedAt.toISOString().slice(0, 10);
    await cli.type("audit", "export", ...because, "--format", "json", "--to", day, "--out", json);
    const { entries } = JSON.parse(await readFile(json, "utf8"));
    expect(entries.at(-1)).toMatchObject({ what: "added =Budi Santoso", about: { name: "=Budi Santoso" } });

    expect((await cli.type("audit", "export", ...because, "--out", csv)).fault).toContain("There is a file");
    expect((await cli.type("audit", "export", ...because, "--from", "soon", "--out", "x")).fault).toBe(
      "audit_day_unreadable",
    );
    expect((await cli.type("audit", "export", ...because, "--from", "2099-01-01", "--out", "x")).fault).toBe(
      "audit_period_empty",
    );
    expect((await cli.type("audit", "export", "--reason", " ", "--out", "x")).fault).toBe("reason_missing");
    expect((await cli.type("audit", "export")).complained.join(" ")).toContain("--reason");
    expect((await cli.type("audit", "export", ...because, "--format", "xml")).complained.join(" ")).toContain("csv");
  });
});
