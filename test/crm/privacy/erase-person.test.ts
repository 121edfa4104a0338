import { describe, expect, it } from "vitest";
import { verifyAudit } from "../../../src/crm/audits/verify-audit.ts";
import { createContact } from "../../../src/crm/customers/create-contact.ts";
import { importCustomers } from "../../../src/crm/customers/import/import-customers.ts";
import { logInteraction } from "../../../src/crm/interactions/log-interaction.ts";
import { continueErasure, continueErasures } from "../../../src/crm/privacy/continue-erasures.ts";
import { allowErasedAgain } from "../../../src/crm/privacy/erased-people.ts";
import { erasureSteps } from "../../../src/crm/privacy/erasure.ts";
import { findCertificate } from "../../../src/crm/privacy/list-erasures.ts";
import { planErasure } from "../../../src/crm/privacy/plan-erasure.ts";
import { requestErasure } from "../../../src/crm/privacy/request-erasure.ts";
import { settleTakenBack } from "../../../src/crm/privacy/take-back.ts";
import { Refusal } from "../../../src/crm/refusal.ts";
import { testClient } from "../../support/database.ts";
import { openTeam, type Team } from "../customers/open-team.ts";
import { openKnownPerson, traces } from "./known-person.ts";

const db = testClient();
const name = "Zubaidi Santoso";
const reason = "asked by letter";

const request = (team: Team, contactId: string, typedName = name) =>
  team.as("steward", (ctx) => requestErasure(ctx, { contactId, typedName, reason }));

const proceed = (team: Team) => continueErasures((run) => team.as(null, run));

const codeOf = (error: unknown) => (error instanceof Refusal ? error.code : error);

/** Slack's part: everything that was to be taken back is. */
async function takeAllBack(team: Team): Promise<void> {
  await team.as(null, async (ctx) => {
    for (const { id } of await ctx.tx.erasureMessage.findMany({ where: { state: "pending" } }))
      await settleTakenBack(ctx, id, { state: "deleted" });
  });
  await proceed(team);
}

/** Every row of the workspace as text, the audit log's as it is kept. */
async function dump(team: Team): Promise<string> {
  return team.as(null, async (ctx) => {
    const tables = await ctx.tx.$queryRaw<{ name: string }[]>`
      SELECT table_name AS name FROM information_schema.columns
      WHERE table_schema = 'public' AND column_name = 'workspaceId' ORDER BY 1`;
    const rows = [];
    for (const { name } of tables)
      rows.push(...(await ctx.tx.$queryRawUnsafe<{ row: string }[]>(`SELECT t::text AS row FROM "${name}" t`)));
    return rows.map(({ row }) => row).join("\n");
  });
}

/** Traces that an organisation keeps: its own name is not the person's. */
const ofPerson = traces.filter((trace) => trace !== "Quxmakmur");

async function expectNoTrace(team: Team): Promise<void> {
  const all = (await dump(team)).toLowerCase();
  for (const trace of ofPerson) expect(all.includes(trace.toLowerCase()), trace).toBe(false);
  expect(all).toContain("ana-wants-a-quote");
}

describe("erasePerson", () => {
  it("leaves nothing of the person in any table, the counts standing and everybody else untouched", async () => {
    const team = await openTeam(db);
    const { id, importId } = await openKnownPerson(team);
    const before = (await dump(team)).toLowerCase();
    for (const trace of ofPerson) expect(before.includes(trace.toLowerCase()), trace).toBe(true);
    const erasureId = await request(team, id);
    await proceed(team);
    await takeAllBack(team);
    await expectNoTrace(team);
    const rows = await team.as(null, async (ctx) => ({
      contact: await ctx.tx.contact.findFirst({ where: { id } }),
      interactions: await ctx.tx.interaction.findMany({ where: { contactId: id } }),
      key: await ctx.tx.personKey.findMany({ where: { personId: id } }),
      run: await ctx.tx.importRun.findFirst({ where: { id: importId } }),
    }));
    expect(rows.contact).toMatchObject({ name: "Erased person", companyId: null, endedAt: expect.any(Date) });
    expect(rows.interactions).toMatchObject([{ note: "", type: "call" }]);
    expect(rows.key).toMatchObject([{ wrapped: null, destroyedAt: expect.any(Date) }]);
    expect(rows.run?.rejections).toMatchObject([{ value: "somebody(at)else" }]);
    const certificate = await team.as("steward", (ctx) => findCertificate(ctx, erasureId));
    expect(certificate).toMatchObject({
      requestedBy: "USTEWARD",
      finishedAt: expect.any(Date),
      listHash: expect.stringMatching(/^[0-9a-f]{64}$/u),
      counts: { contactPoints: 4, interactions: 1, interactionVersions: 1, tasks: 1, drafts: 1, importRemarks: 1 },
      messages: { deleted: 1 },
      unreachable: [],
    });
    expect(certificate?.counts.auditEntries).toBeGreaterThan(3);
    const verdict = await team.as("steward", (ctx) => verifyAudit(ctx));
    expect(verdict).toMatchObject({ faults: [], faultCount: 0 });
    expect(verdict.entries).toBeGreaterThan(5);
  });

  it("says beforehand what goes, and removes nothing by that", async () => {
    const team = await openTeam(db);
    const { id } = await openKnownPerson(team);
    const before = await dump(team);
    const { counts, messages } = await team.as("steward", (ctx) => planErasure(ctx, id));
    expect(counts).toMatchObject({
      contactPoints: 4,
      interactions: 1,
      tasks: 1,
      drafts: 1,
      importRemarks: 1,
      messages: 1,
    });
    expect(messages).toEqual([{ channel: "D1", ts: "1.000001", fileId: null }]);
    expect(await dump(team)).toBe(before);
  });

  it.each(erasureSteps.filter((step) => step !== "done"))(
    "goes on where it stopped when killed at %s",
    async (step) => {
      const team = await openTeam(db);
      const { id } = await openKnownPerson(team);
      const erasureId = await request(team, id);
      const at = () => team.as(null, (ctx) => ctx.tx.erasure.findFirstOrThrow({ where: { id: erasureId } }));
      while ((await at()).step !== step) await team.as(null, (ctx) => continueErasure(ctx, erasureId));
      // Killed in the middle of it: what the step had done is rolled back with it.
      const killed = team.as(null, async (ctx) => {
        await continueErasure(ctx, erasureId);
        throw new Error("killed");
      });
      await expect(killed).rejects.toThrow("killed");
      expect((await at()).step).toBe(step);
      await proceed(team);
      await takeAllBack(team);
      expect((await at()).step).toBe("done");
      await expectNoTrace(team);
      expect(await proceed(team)).toBe(0);
    },
  );

  it("is begun once when two stewards ask at the same moment", async () => {
    const team = await openTeam(db);
    const { id } = await openKnownPerson(team);
    const outcomes = await Promise.allSettled([request(team, id), request(team, id)]);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const refused = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [codeOf(outcome.reason)] : []));
    expect(refused).toEqual(["erasure_begun"]);
  });

  it("can be gone on with by several at once", async () => {
    const team = await openTeam(db);
    const { id } = await openKnownPerson(team);
    await request(team, id);
    await Promise.all([proceed(team), proceed(team)]);
    await takeAllBack(team);
    await expectNoTrace(team);
    expect(await team.as(null, (ctx) => ctx.tx.auditEntry.count({ where: { action: "erasure.finished" } }))).toBe(1);
  });

  it("and somebody's log on the person: the log lands before and is emptied, or is refused", async () => {
    const team = await openTeam(db);
    const { id } = await openKnownPerson(team);
    const log = (note: string) =>
      team
        .as("seller", (ctx) =>
          logInteraction(ctx, {
            ...{
              contactId: id,
              type: "call",
              outcome: null,
              happenedAt: null,
              durationMinutes: null,
              note,
              tasks: [],
            },
          }),
        )
        .then(() => "landed", codeOf);
    const [, ...logs] = await Promise.all([request(team, id), ...[1, 2, 3].map((n) => log(`late-word-${n}`))]);
    expect(logs.every((outcome) => outcome === "landed" || outcome === "contact_not_found")).toBe(true);
    await proceed(team);
    expect(await log("late-word-4")).toBe("contact_not_found");
    await takeAllBack(team);
    expect(await dump(team)).not.toContain("late-word");
  });

  it("refuses another name, a reason that names the person, and who is no steward", async () => {
    const team = await openTeam(db);
    const { id } = await openKnownPerson(team);
    const ask = (person: "steward" | "seller", input: { typedName?: string; reason?: string }) =>
      team.as(person, (ctx) => requestErasure(ctx, { contactId: id, typedName: name, reason, ...input })).catch(codeOf);
    expect(await ask("steward", { typedName: "Zubaidi" })).toBe("name_does_not_match");
    expect(await ask("steward", { reason: "Zubaidi Santoso wrote" })).toBe("reason_names_person");
    expect(await ask("steward", { reason: "mail of zubaidi.first@example.com" })).toBe("reason_names_person");
    expect(await ask("seller", {})).toBe("not_permitted");
  });
});

describe("an erased person", () => {
  it("is not entered again by address, or by name at the same company, until a steward allows it", async () => {
    const team = await openTeam(db);
    const { id } = await openKnownPerson(team);
    const erasureId = await request(team, id);
    await proceed(team);
    const enter = (input: { name: string; companyName?: string; emails?: string[]; phones?: string[] }) =>
      team.as("seller", (ctx) => createContact(ctx, { source: "typed", ...input })).then(() => "entered", codeOf);
    expect(await enter({ name: "Z", emails: ["Zubaidi.First@Example.com"] })).toBe("person_erased");
    expect(await enter({ name: "Z", phones: ["0812 9876 5432"] })).toBe("person_erased");
    expect(await enter({ name: "Santoso, Zubaidi", companyName: "Quxmakmur" })).toBe("person_erased");
    expect(await enter({ name, companyName: "Another company" })).toBe("entered");
    const allowing = (person: "seller" | "steward") =>
      team.as(person, (ctx) => allowErasedAgain(ctx, { erasureId, reason: "a customer again" })).catch(codeOf);
    expect(await allowing("seller")).toBe("not_permitted");
    await allowing("steward");
    expect(await enter({ name, companyName: "PT Quxmakmur", emails: ["zubaidi.first@example.com"] })).toBe("entered");
  });

  it("is not brought back by an import, which says so of the row and keeps none of its words", async () => {
    const team = await openTeam(db);
    const { id } = await openKnownPerson(team);
    await request(team, id);
    await proceed(team);
    await takeAllBack(team);
    const rows = [
      { line: 2, cells: ["Zubaidi S.", "zubaidi.second@example.com"] },
      { line: 3, cells: ["Citra Dewi", "citra@example.org"] },
    ];
    const result = await importCustomers((run) => team.as("steward", run), rows, {
      fileName: "again.csv",
      header: ["Name", "E-mail"],
      mapping: new Map([
        [0, "name"],
        [1, "email"],
      ]),
    });
    expect(result).toMatchObject({
      created: 1,
      rejected: 1,
      rejections: [{ line: 2, reason: "erased_person", value: "" }],
    });
    await expectNoTrace(team);
  });
});
