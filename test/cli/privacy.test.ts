import { readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { verifyAudit } from "../../src/crm/audits/verify-audit.ts";
import { getContact } from "../../src/crm/customers/get-contact.ts";
import { settleTakenBack } from "../../src/crm/privacy/take-back.ts";
import { openTeam } from "../crm/customers/open-team.ts";
import { openKnownPerson, traces } from "../crm/privacy/known-person.ts";
import { testClient } from "../support/database.ts";
import { makeTemporaryFolder } from "../support/temporary-folder.ts";
import { cliOn } from "./cli-fixture.ts";

const db = testClient();

async function openCli() {
  const team = await openTeam(db);
  const person = await openKnownPerson(team);
  const { teamId } = await team.as(null, async (ctx) => ctx.workspace);
  const folder = await makeTemporaryFolder();
  onTestFinished(() => rm(folder, { recursive: true }));
  const cli = cliOn(db, async () => [{ teamId, name: "Contoh", region: "ID", demo: false }]);
  return { team, person, folder, cli };
}

describe("steward privacy erase", () => {
  const typed = (contactId: string, ...more: string[]) =>
    ["privacy", "erase", "--contact", contactId, "--reason", "asked by letter", ...more] as const;

  it("shows everything that would go, and erases nothing, when it is only tried", async () => {
    const { team, person, cli } = await openCli();
    const { said, fault } = await cli.type(...typed(person.id, "--dry-run"));
    expect(fault).toBeNull();
    expect(said[0]).toBe("What goes with Zubaidi Santoso:");
    expect(said).toContain("• 4 addresses, earlier ones included: removed");
    expect(said).toContain("• 1 conversation: the words removed, the count kept");
    expect(said).toContain("• 1 message of mine in Slack: deleted, or emptied where Slack does not let me");
    expect(said).toContain("  D1: 1");
    expect(said.at(-1)).toBe("Nothing was erased: that is what --dry-run is for.");
    expect((await team.as("steward", (ctx) => getContact(ctx, person.id))).name).toBe("Zubaidi Santoso");
  });

  it("asks for the name, erases, and leaves what stands in Slack to the Steward that runs", async () => {
    const { team, person, cli } = await openCli();
    cli.answer("zubaidi");
    expect((await cli.type(...typed(person.id))).fault).toBe("name_does_not_match");
    cli.answer("zubaidi santoso");
    const { said, fault } = await cli.type(...typed(person.id));
    expect(fault).toBeNull();
    expect(cli.questions.at(-1)).toBe('Type "Zubaidi Santoso" to erase them for good: ');
    expect(said.at(-1)).toMatch(
      /^Everything kept about them is gone\. 1 message or file in Slack is taken back by the Steward that runs/u,
    );
    await expect(team.as("steward", (ctx) => getContact(ctx, person.id))).rejects.toMatchObject({
      code: "contact_not_found",
    });
    const kept = await team.as(null, async (ctx) => ({
      points: await ctx.tx.contactPoint.count({ where: { contactId: person.id } }),
      keys: await ctx.tx.personKey.findMany({ where: { personType: "contact", personId: person.id } }),
      erasure: await ctx.tx.erasure.findFirstOrThrow({ where: { contactId: person.id } }),
      entries: await ctx.tx.auditEntry.findMany({ where: { action: "erasure.requested" } }),
    }));
    expect(kept).toMatchObject({ points: 0, keys: [{ wrapped: null }], erasure: { requestedById: null } });
    expect(kept.entries).toMatchObject([{ surface: "cli", actorId: null, after: { reason: "asked by letter" } }]);

    // What Slack has taken back by now, the next call finds.
    await team.as(null, async (ctx) => {
      const pending = await ctx.tx.erasureMessage.findMany({ where: { state: "pending" } });
      for (const { id } of pending) await settleTakenBack(ctx, id, { state: "deleted" });
    });
    const again = await cli.type(...typed(person.id));
    expect(again.fault).toBeNull();
    expect(again.said[0]).toBe("This customer's erasure was begun before.");
    expect(again.said[1]).toBe(`Erased. Certificate of erasure ${kept.erasure.id}, which the stewards get too:`);
    expect(again.said).toContain("In Slack: 1 deleted, 0 emptied, 0 gone before.");
    expect(again.said.at(-1)).toMatch(/^SHA-256 of this list: [0-9a-f]{64}$/u);
    expect((await team.as("steward", (ctx) => verifyAudit(ctx))).faults).toEqual([]);
  });

  it("wants the name in scripts, too", async () => {
    const { team, person, cli } = await openCli();
    expect((await cli.type(...typed(person.id))).fault).toBe(
      'Nothing was erased. To erase them for good, add --confirm "Zubaidi Santoso".',
    );
    expect(await team.as(null, (ctx) => ctx.tx.erasure.count())).toBe(0);
    expect((await cli.type(...typed(person.id, "--confirm", "Somebody Else"))).fault).toBe("name_does_not_match");
    expect((await cli.type(...typed(person.id, "--confirm", "Zubaidi Santoso"))).fault).toBeNull();
    expect(await team.as(null, (ctx) => ctx.tx.erasure.count())).toBe(1);
  });

  it("takes up an erasure that was cut off, from where it stopped", async () => {
    const { team, person, cli } = await openCli();
    await cli.type(...typed(person.id, "--confirm", "Zubaidi Santoso"));
    await team.as(null, (ctx) =>
      ctx.tx.erasure.updateMany({ where: { contactId: person.id }, data: { step: "points" } }),
    );
    const tried = await cli.type(...typed(person.id, "--dry-run"));
    expect(tried.said[0]).toBe("This customer's erasure was begun before.");
    const step = () => team.as(null, async (ctx) => (await ctx.tx.erasure.findFirstOrThrow()).step);
    expect(await step()).toBe("points");
    await cli.type(...typed(person.id));
    expect(await step()).toBe("messages");
  });

  it("refuses a reason that names the customer, and a customer who is not there", async () => {
    const { cli, person } = await openCli();
    const named = ["privacy", "erase", "--contact", person.id, "--confirm", "Zubaidi Santoso", "--reason"];
    expect((await cli.type(...named, "Zubaidi Santoso asked")).fault).toBe("reason_names_person");
    expect((await cli.type(...named, " ")).fault).toBe("reason_missing");
    expect((await cli.type(...typed("nobody"))).fault).toBe("contact_not_found");
    expect((await cli.type("privacy", "erase", "--contact", person.id)).complained[0]).toContain("--reason");
  });
});

describe("steward privacy export", () => {
  const typed = (contactId: string, out: string) =>
    ["privacy", "export", "--contact", contactId, "--out", out, "--reason", "asked for a copy"] as const;

  it("writes both files for their owner alone, tells the stewards, and keeps the reason", async () => {
    const { team, person, folder, cli } = await openCli();
    const out = join(folder, "new", "folder");
    const { said, fault } = await cli.type(...typed(person.id, out));
    expect(fault).toBeNull();
    const [text, json] = ["txt", "json"].map((kind) => join(out, `customer-${person.id}.${kind}`)) as [string, string];
    expect(said).toEqual([`Everything about Zubaidi Santoso is in ${text} and ${json}. The stewards hear of it.`]);
    for (const file of [text, json]) {
      expect((await stat(file)).mode & 0o777).toBe(0o600);
      const content = await readFile(file, "utf8");
      for (const trace of traces) expect(content, trace).toContain(trace);
      expect(content).not.toContain("ana@sinar.example");
    }
    const kept = await team.as(null, async (ctx) => ({
      exports: await ctx.tx.dataExport.findMany({ where: { contactId: person.id } }),
      told: await ctx.tx.delivery.findMany({ where: { kind: "data-exported" } }),
    }));
    expect(kept.exports).toMatchObject([{ surface: "cli", memberId: null, reason: "asked for a copy" }]);
    expect(kept.told).toMatchObject([{ recipient: "USTEWARD" }]);
  });

  it("writes over nothing, and says what is in the way", async () => {
    const { person, folder, cli } = await openCli();
    await cli.type(...typed(person.id, folder));
    const file = join(folder, `customer-${person.id}.json`);
    const first = await readFile(file, "utf8");
    expect((await cli.type(...typed(person.id, folder))).fault).toBe(
      `There is an export of this customer in ${folder} already. Move it away, or name another folder with --out.`,
    );
    expect(await readFile(file, "utf8")).toBe(first);
    await writeFile(join(folder, "file"), "");
    expect((await cli.type(...typed(person.id, join(folder, "file")))).fault).toMatch(
      /^The files cannot be written to .*file \((EEXIST|ENOTDIR)\)\.$|^There is an export/u,
    );
    expect((await cli.type(...typed("nobody", folder))).fault).toBe("contact_not_found");
  });
});

describe("steward export customers", () => {
  const typed = (out: string, ...more: string[]) =>
    ["export", "customers", "--reason", "for the auditor", "--out", out, ...more] as const;

  it("writes a folder of files that only their owner reads, one a kind, and keeps who and why", async () => {
    const { team, folder, cli } = await openCli();
    const out = join(folder, "new", "all");
    const { said, fault } = await cli.type(...typed(out));
    expect(fault).toBeNull();
    const names = ["customers.csv", "companies.csv", "addresses.csv", "details.csv", "conversations.csv", "tasks.csv"];
    expect(said).toEqual([
      `2 customers with everything known of them: ${names.join(", ")} in ${out}.`,
      "The stewards hear of it.",
    ]);
    expect((await stat(out)).mode & 0o777).toBe(0o700);
    for (const name of names) expect((await stat(join(out, name))).mode & 0o777).toBe(0o600);
    const content = await readFile(join(out, "customers.csv"), "utf8");
    for (const known of ["Zubaidi Santoso", "Ana Wijaya", "ana@sinar.example"]) expect(content).toContain(known);
    expect(await readFile(join(out, "conversations.csv"), "utf8")).toContain("wants-the-red-one");
    const exports = await team.as(null, (ctx) => ctx.tx.dataExport.findMany());
    expect(exports).toMatchObject([
      { scope: "customers", surface: "cli", reason: "for the auditor", rows: 2, finishedAt: expect.any(Date) },
    ]);
    expect(await team.as(null, (ctx) => ctx.tx.delivery.findMany())).toMatchObject([
      { kind: "data-exported", recipient: "USTEWARD" },
    ]);
  });

  it("writes JSON Lines, too", async () => {
    const { folder, cli } = await openCli();
    expect((await cli.type(...typed(folder, "--format", "json"))).fault).toBeNull();
    const lines = (await readFile(join(folder, "customers.jsonl"), "utf8")).trimEnd().split("\n");
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { name: "Zubaidi Santoso", email: ["zubaidi.second@example.com"] },
      { name: "Ana Wijaya" },
    ]);
    expect((await cli.type(...typed(folder, "--format", "xml"))).complained.join(" ")).toContain("csv, json");
  });

  it("writes over nothing, and says why a file cannot be written", async () => {
    const { folder, cli } = await openCli();
    const file = join(folder, "customers.csv");
    await writeFile(file, "mine");
    expect((await cli.type(...typed(folder))).fault).toBe(`There is a file ${file} already. Name another with --out.`);
    expect(await readFile(file, "utf8")).toBe("mine");
    expect((await cli.type(...typed(file))).fault).toBe(`${file} is a file. Name a folder with --out.`);
    expect((await cli.type(...typed(join(file, "deeper")))).fault).toMatch(/is a file\. Name a folder with --out\.$/u);
    expect((await cli.type("export", "customers", "--reason", " ", "--out", join(folder, "x"))).fault).toBe(
      "reason_missing",
    );
  });
});
