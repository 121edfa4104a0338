import { describe, expect, it } from "vitest";
import { readAuditQuery } from "../../../../src/crm/audits/read-audit-query.ts";
import { verifyAudit } from "../../../../src/crm/audits/verify-audit.ts";
import { createContact } from "../../../../src/crm/customers/create-contact.ts";
import { importCustomers } from "../../../../src/crm/customers/import/import-customers.ts";
import { readCsv } from "../../../../src/crm/customers/import/read-csv.ts";
import { recogniseColumns, toMapping } from "../../../../src/crm/customers/import/recognise-columns.ts";
import { mergeContacts } from "../../../../src/crm/customers/merge/merge-contacts.ts";
import { undoMerge } from "../../../../src/crm/customers/merge/undo-merge.ts";
import { requestCustomersExport } from "../../../../src/crm/exports/request-customers-export.ts";
import { writeExport } from "../../../../src/crm/exports/write-export.ts";
import { logInteraction } from "../../../../src/crm/interactions/log-interaction.ts";
import { collectPerson } from "../../../../src/crm/privacy/collect-person.ts";
import { continueErasures } from "../../../../src/crm/privacy/continue-erasures.ts";
import { planErasure } from "../../../../src/crm/privacy/plan-erasure.ts";
import { recordPosted } from "../../../../src/crm/privacy/record-posted.ts";
import { requestErasure } from "../../../../src/crm/privacy/request-erasure.ts";
import { settleTakenBack } from "../../../../src/crm/privacy/take-back.ts";
import { testClient } from "../../../support/database.ts";
import { call, minutes } from "../../interactions/interactions-fixture.ts";
import { openKnownPerson, traces } from "../../privacy/known-person.ts";
import { openTeam, type Team } from "../open-team.ts";
import { dumpWorkspace } from "./dump-contacts.ts";

const db = testClient();

async function bringIn(team: Team, text: string, fileName = "crm.csv") {
  const csv = await readCsv([Buffer.from(text)]);
  const mapping = toMapping(recogniseColumns(csv.header, csv.sample, "ID"));
  return importCustomers((run) => team.as("steward", run, { surface: "cli" }), csv.rows, {
    ...{ fileName, header: csv.header, mapping },
  });
}

const idOf = (team: Team, externalId: string) =>
  team.as("steward", async (ctx) => (await ctx.tx.contact.findFirstOrThrow({ where: { externalId } })).id);

const inUse = (team: Team) => team.as("steward", (ctx) => ctx.tx.contact.count({ where: { endedAt: null } }));

const hubspot = (rows: readonly string[]) =>
  `Record ID,First Name,Last Name,Email,Phone Number,Job Title,Company Name,Lifecycle Stage\n${rows.join("\n")}\n`;
const first = "101,Budi,Santoso,budi@contoh.example,0812-3456-7890,Buyer,PT Contoh Makmur,Lead";
const second = "102,Bob,Santoso,bob@lain.example,0812-3456-7891,Director,CV Lain,Customer";

async function openImported() {
  const team = await openTeam(db);
  await bringIn(team, hubspot([first, second]));
  const [keptId, goneId] = [await idOf(team, "101"), await idOf(team, "102")];
  const merge = () => team.as("seller", (ctx) => mergeContacts(ctx, { keptId, goneId, choices: { stage: "kept" } }));
  return { ...team, keptId, goneId, merge };
}

describe("an import after a merge", () => {
  it("finds both records in the one that stays, and changes nothing when it says what it said before", async () => {
    const team = await openImported();
    await team.merge();
    const before = await dumpWorkspace(db, team.workspaceId);
    const again = await bringIn(team, hubspot([first, second]));
    expect(again).toMatchObject({ created: 0, updated: 0, unchanged: 2 });
    const { import_run: _, ...after } = await dumpWorkspace(db, team.workspaceId);
    const { import_run: __, ...unchanged } = before;
    expect(after).toEqual(unchanged);
  });

  it("adds what either record says anew to the one that stays, and ends nothing of the other", async () => {
    const team = await openImported();
    await team.merge();
    const news = [first.replace("Buyer", "Head buyer"), second.replace("bob@lain.example", "bob.new@lain.example")];
    expect(await bringIn(team, hubspot(news))).toMatchObject({ created: 0, updated: 2 });
    expect(await inUse(team)).toBe(1);
    const points = await team.as("steward", (ctx) =>
      ctx.tx.contactPoint.findMany({
        where: { contactId: team.keptId, validTo: null, kind: "email" },
        orderBy: { typed: "asc" },
      }),
    );
    expect(points.map(({ typed }) => typed)).toEqual([
      "bob.new@lain.example",
      "bob@lain.example",
      "budi@contoh.example",
    ]);
    await bringIn(team, "Name,Company\nBob Santoso,CV Lain\n", "names.csv");
    expect(await inUse(team)).toBe(1);
  });
});

async function exportText(team: Team): Promise<Map<string, string>> {
  const { parts } = await team.as("steward", (ctx) => requestCustomersExport(ctx, { reason: "moving", format: "csv" }));
  const files = new Map<string, string>();
  for (const part of parts) {
    for (const { name, contents } of writeExport((run) => team.as(null, run), part)) {
      let text = "";
      for await (const piece of contents) text += piece;
      files.set(name, text);
    }
  }
  return files;
}

describe("an export after a merge", () => {
  it("has the one that stays once, and comes back through the import with nothing changed", async () => {
    const team = await openImported();
    const earlier = (await exportText(team)).get("customers.csv") ?? "";
    await team.merge();
    const text = (await exportText(team)).get("customers.csv") ?? "";
    expect(text.trim().split("\n")).toHaveLength(2);
    expect(text).toContain("bob@lain.example");
    // The file of before the merge names both, and finds both in the one that stays.
    for (const file of [text, earlier]) {
      const { import_run: _, ...before } = await dumpWorkspace(db, team.workspaceId);
      expect(await bringIn(team, file, "export.csv")).toMatchObject({ created: 0, updated: 0 });
      const { import_run: __, ...after } = await dumpWorkspace(db, team.workspaceId);
      expect(after).toEqual(before);
    }
  });
});

/** Zubaidi, with a row of every kind, merged into somebody who knew nothing of them. */
async function openMergedPerson() {
  const team = await openTeam(db);
  const { id: goneId } = await openKnownPerson(team);
  const { id: keptId } = await team.as("seller", (ctx) =>
    createContact(ctx, { name: "Quentin Vandermeer", emails: ["quentin@vandermeer.example"], source: "typed" }),
  );
  await team.as("seller", (ctx) => logInteraction(ctx, call(keptId, { note: "quentin-wants-more" })));
  await team.as(null, (ctx) => recordPosted(ctx, { kind: "notice", channel: "C9", ts: "9.9", about: [goneId] }));
  const { mergeId } = await team.as("seller", (ctx) => mergeContacts(ctx, { keptId, goneId }), { now: minutes(1) });
  return { ...team, keptId, goneId, mergeId };
}

const ofPerson = [
  ...traces.filter((trace) => trace !== "Quxmakmur"),
  ...["Vandermeer", "quentin@vandermeer.example", "quentin-wants-more"],
];

async function dumpText(team: Team): Promise<string> {
  return team.as(null, async (ctx) => {
    const tables = await ctx.tx.$queryRaw<{ name: string }[]>`
      SELECT table_name AS name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'workspaceId'`;
    const rows: string[] = [];
    for (const { name } of tables)
      rows.push(
        ...(await ctx.tx.$queryRawUnsafe<{ row: string }[]>(`SELECT t::text AS row FROM "${name}" t`)).map(
          ({ row }) => row,
        ),
      );
    return rows.join("\n").toLowerCase();
  });
}

async function erase(team: Team, contactId: string, typedName: string): Promise<void> {
  await team.as("steward", (ctx) => requestErasure(ctx, { contactId, typedName, reason: "asked by letter" }));
  await continueErasures((run) => team.as(null, run));
  await team.as(null, async (ctx) => {
    for (const { id } of await ctx.tx.erasureMessage.findMany({ where: { state: "pending" } }))
      await settleTakenBack(ctx, id, { state: "deleted" });
  });
  await continueErasures((run) => team.as(null, run));
}

describe("one person of two", () => {
  it("is exported with everything that came from the merged one, its part of the audit log opened", async () => {
    const team = await openMergedPerson();
    const data = await team.as("steward", (ctx) => collectPerson(ctx, team.keptId));
    const text = JSON.stringify(data, (_key, value) =>
      typeof value === "bigint" ? String(value) : value,
    ).toLowerCase();
    for (const trace of ofPerson) expect(text.includes(trace.toLowerCase()), trace).toBe(true);
    expect(data.contact).toHaveLength(2);
    expect(data.postedMessages.map(({ channel }) => channel)).toContain("C9");
    const own = data.auditEntries.filter(({ subjectId }) => subjectId === team.goneId);
    expect(own.map(({ action }) => action)).toContain("contact.created");
    expect(own.every(({ erased }) => erased === false)).toBe(true);
  });

  it("is erased with everything that came from the merged one, by the old id as well, and the chain verifies", async () => {
    for (const by of ["keptId", "goneId"] as const) {
      const team = await openMergedPerson();
      const before = await dumpText(team);
      for (const trace of ofPerson) expect(before.includes(trace.toLowerCase()), trace).toBe(true);
      const plan = await team.as("steward", (ctx) => planErasure(ctx, team[by]));
      expect(plan.counts.contact).toBe(2);
      await erase(team, team[by], "Quentin Vandermeer");
      const after = await dumpText(team);
      for (const trace of ofPerson) expect(after.includes(trace.toLowerCase()), trace).toBe(false);
      const rows = await team.as(null, async (ctx) => ({
        keys: await ctx.tx.personKey.findMany({ where: { personId: { in: [team.keptId, team.goneId] } } }),
        erased: await ctx.tx.erasedPerson.count(),
        merge: await ctx.tx.contactMerge.findFirstOrThrow(),
      }));
      expect(rows.keys.map(({ wrapped }) => wrapped)).toEqual([null, null]);
      expect(rows.merge).toMatchObject({ moved: {}, changed: [] });
      // Whoever was known by the other name is not entered again by accident either.
      const again = team.as("seller", (ctx) =>
        createContact(ctx, { name: "Zubaidi Santoso", companyName: "PT Quxmakmur", source: "typed" }),
      );
      await expect(again).rejects.toMatchObject({ code: "person_erased" });
      const verified = await team.as("steward", (ctx) => verifyAudit(ctx));
      expect(verified.faults).toEqual([]);
    }
  });

  it("leaves the other one whole when they are two again and one of them is erased", async () => {
    const team = await openMergedPerson();
    await team.as("seller", (ctx) => undoMerge(ctx, { mergeId: team.mergeId }), { now: minutes(2) });
    await erase(team, team.goneId, "Zubaidi Santoso");
    const after = await dumpText(team);
    for (const trace of traces.filter((one) => one !== "Quxmakmur"))
      expect(after.includes(trace.toLowerCase()), trace).toBe(false);
    expect(after).toContain("quentin-wants-more");
  });

  it("has its part of the audit log found by the name that it has", async () => {
    const team = await openMergedPerson();
    const filter = await team.as("steward", (ctx) =>
      readAuditQuery(ctx, { text: "quentin vandermeer", slackUserIds: [] }),
    );
    expect(filter.contactIds?.toSorted()).toEqual([team.keptId, team.goneId].toSorted());
  });
});
