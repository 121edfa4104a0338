import { readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { PgBoss } from "pg-boss";
import { pino } from "pino";
import { v7 as newId } from "uuid";
import { describe, expect, it, onTestFinished } from "vitest";
import { RemovalComesFirst } from "../../src/crm/access/enrol-workspace.ts";
import { grantAccess } from "../../src/crm/access/grant-access.ts";
import { daysKeptWhenGone, markUninstalled } from "../../src/crm/access/mark-uninstalled.ts";
import { createContact } from "../../src/crm/customers/create-contact.ts";
import { openClient } from "../../src/db/client.ts";
import { migrate } from "../../src/db/migrate.ts";
import { removeGoneWorkspaces } from "../../src/db/remove-gone-workspaces.ts";
import { startRemovals } from "../../src/run-removals.ts";
import { removeQueuedRuns } from "../../src/scheduler/remove-queued-runs.ts";
import { dewi, type EnrolledWorkspace, enrolled, installedAt, maya } from "../crm/access/enrolled-workspace.ts";
import { newDatabase } from "../support/database.ts";
import { ManualClock } from "../support/manual-clock.ts";

const dayMs = 86_400_000;
const later = (days: number, ms = 0) => new Date(installedAt.getTime() + days * dayMs + ms);
const dueAt = later(daysKeptWhenGone);
const nowhereElse = async () => {};

/** A database of the test's own, in which removals may look at all workspaces. */
async function ownDatabase() {
  const { ownerUrl, adminUrl } = await newDatabase();
  const folder = join(import.meta.dirname, "..", "..", "prisma", "migrations");
  await migrate(ownerUrl, { folder, log: pino({ level: "silent" }) });
  const db = openClient({ url: ownerUrl, poolSize: 4, namedStatements: true });
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  onTestFinished(async () => {
    await admin.end();
    await db.close();
  });
  /** rows of each table that names a workspace */
  const rowsOf = async (workspaceId: string): Promise<Record<string, number>> => {
    const counts: Record<string, number> = {};
    for (const { name, key } of await tenantTables(admin)) {
      const { rows } = await admin.query(`SELECT count(*)::int AS rows FROM "${name}" WHERE "${key}" = $1`, [
        workspaceId,
      ]);
      counts[name] = rows[0].rows;
    }
    return counts;
  };
  return { ownerUrl, db, admin, rowsOf };
}

async function tenantTables(admin: pg.Client): Promise<{ name: string; key: string }[]> {
  const { rows } = await admin.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace
       AND c.relname NOT IN ('_prisma_migrations', 'sweep_turn', 'removed_workspace') ORDER BY 1`,
  );
  return rows.map(({ name }) => ({ name, key: name === "workspace" ? "id" : "workspaceId" }));
}

/** One made-up row in every table there is, so that none can be forgotten: without the rules that ask for sense. */
async function fillEveryTable(admin: pg.Client, workspaceIds: string[]): Promise<void> {
  const { rows: checks } = await admin.query<{ table: string; name: string }>(
    `SELECT conrelid::regclass::text AS table, conname AS name FROM pg_constraint
     WHERE contype = 'c' AND connamespace = 'public'::regnamespace AND conname <> 'workspace_removal_check'`,
  );
  for (const { table, name } of checks) await admin.query(`ALTER TABLE ${table} DROP CONSTRAINT "${name}"`);
  await admin.query("SET session_replication_role = replica");
  for (const { name, key } of (await tenantTables(admin)).filter((table) => table.name !== "workspace")) {
    const { rows: columns } = await admin.query<{ name: string; type: string }>(
      `SELECT attname AS name, format_type(atttypid, atttypmod) AS type FROM pg_attribute
       WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' AND attnotnull`,
      [`public."${name}"`],
    );
    for (const workspaceId of workspaceIds) {
      const values = columns.map(({ name: column, type }) => {
        if (column === key) return `'${workspaceId}'::uuid`;
        if (type === "uuid") return "gen_random_uuid()";
        if (type.startsWith("timestamp") || type === "date") return "now()";
        if (type === "jsonb") return "'{}'::jsonb";
        if (type === "bytea") return "'\\x00'::bytea";
        if (type === "boolean") return "false";
        if (type.endsWith("[]")) return "'{}'";
        return type === "text" ? "gen_random_uuid()::text" : "(random() * 30000)::int + 100";
      });
      const names = columns.map(({ name: column }) => `"${column}"`).join(", ");
      await admin.query(`INSERT INTO "${name}" (${names}) VALUES (${values.join(", ")}) ON CONFLICT DO NOTHING`);
    }
  }
  await admin.query("SET session_replication_role = origin");
}

/** People with access, customers, entries and tasks, as they come about. */
async function live(workspace: EnrolledWorkspace): Promise<void> {
  await workspace.as(dewi, (ctx) => grantAccess(ctx, { people: [maya], role: "member", departments: ["sales"] }));
  for (const name of ["Budi Santoso", "Sari Dewanti", "Tono Wijaya"]) {
    await workspace.as(dewi, async (ctx) => {
      const { id: contactId } = await createContact(ctx, {
        ...{ name, companyName: "PT Contoh Jaya", emails: [`${name.split(" ")[0]}@contoh.example`], source: "typed" },
      });
      const { id: memberId } = await ctx.tx.member.findFirstOrThrow({ where: { slackUserId: dewi.slackUserId } });
      const interactionId = newId();
      const own = { workspaceId: workspace.id, contactId, createdAt: ctx.now };
      await ctx.tx.interaction.create({
        data: { ...own, id: interactionId, memberId, type: "call", happenedAt: ctx.now, note: "offer", surface: "cli" },
      });
      await ctx.tx.task.create({
        data: { ...own, id: newId(), title: "send it", assigneeId: memberId, interactionId },
      });
    });
  }
}

const leave = (workspace: EnrolledWorkspace, at = installedAt) =>
  workspace.as(null, (ctx) => markUninstalled(ctx, "app_uninstalled"), at);

describe("removeGoneWorkspaces", () => {
  it("leaves nothing of a workspace in any table or queue, and touches no other", async () => {
    const { ownerUrl, db, admin, rowsOf } = await ownDatabase();
    const [gone, stays, justLeft] = [await enrolled(db), await enrolled(db), await enrolled(db)];
    for (const workspace of [gone, stays, justLeft]) await live(workspace);
    await fillEveryTable(admin, [gone.id, stays.id, justLeft.id]);
    const boss = new PgBoss({ connectionString: ownerUrl, schema: "pgboss" });
    await boss.start();
    await boss.createQueue("job.check-people");
    for (const { id } of [gone, stays]) await boss.send("job.check-people", { workspaceId: id, attempt: 1 });
    await boss.stop();
    await leave(gone);
    await leave(justLeft, later(1));
    const before = { stays: await rowsOf(stays.id), justLeft: await rowsOf(justLeft.id) };
    const kept = await rowsOf(gone.id);
    expect(Object.entries(kept).filter(([, rows]) => rows === 0)).toEqual([]);
    expect(Object.keys(kept).length).toBeGreaterThan(30);

    const removeElsewhere = async (id: string) => void (await removeQueuedRuns(ownerUrl, id));
    const early = await removeGoneWorkspaces(db, { now: later(daysKeptWhenGone, -1), served: null, removeElsewhere });
    expect(early).toEqual([]);
    expect(await rowsOf(gone.id)).toEqual(kept);

    const removed = await removeGoneWorkspaces(db, { now: dueAt, served: null, room: 7, removeElsewhere });
    const total = Object.values(kept).reduce((sum, rows) => sum + rows, 0);
    expect(removed).toEqual([{ workspaceId: gone.id, rows: total }]);
    expect(Object.values(await rowsOf(gone.id)).filter((rows) => rows > 0)).toEqual([]);
    expect({ stays: await rowsOf(stays.id), justLeft: await rowsOf(justLeft.id) }).toEqual(before);

    const jobs = await admin.query("SELECT data ->> 'workspaceId' AS id FROM pgboss.job WHERE data ? 'workspaceId'");
    expect(jobs.rows).toEqual([{ id: stays.id }]);
    const traces = await admin.query(
      'SELECT "removedWorkspaceId", "uninstalledAt", "removedAt" FROM removed_workspace',
    );
    expect(traces.rows).toEqual([{ removedWorkspaceId: gone.id, uninstalledAt: installedAt, removedAt: dueAt }]);
    // Nothing of it stands anywhere else either: neither its team's id nor any of its words.
    for (const { name } of await tenantTables(admin)) {
      const found = await admin.query(
        `SELECT count(*)::int AS rows FROM "${name}" t WHERE t::text LIKE $1 OR t::text LIKE $2`,
        [`%${gone.id}%`, `%${gone.facts.teamId}%`],
      );
      expect(found.rows, name).toEqual([{ rows: 0 }]);
    }
  });

  it("goes on where it was killed", async () => {
    const { db, admin, ownerUrl, rowsOf } = await ownDatabase();
    const workspace = await enrolled(db);
    await live(workspace);
    await leave(workspace);
    let batches = 0;
    const cut = { now: dueAt, served: null, room: 3, removeElsewhere: nowhereElse, aborted: () => batches++ >= 4 };
    expect(await removeGoneWorkspaces(db, cut)).toEqual([]);
    const left = Object.values(await rowsOf(workspace.id)).reduce((sum, rows) => sum + rows, 0);
    expect(left).toBeGreaterThan(1);

    // Cut in the middle of a batch, as by kill -9: its session ends before it commits.
    const dying = new pg.Client({ connectionString: ownerUrl });
    dying.on("error", () => {});
    await dying.connect();
    await dying.query("BEGIN");
    await dying.query("SET LOCAL ROLE steward_app");
    await dying.query("SELECT * FROM ops_remove_batch($1, $2, 3)", [workspace.id, dueAt]);
    const { rows } = await dying.query("SELECT pg_backend_pid() AS pid");
    await admin.query("SELECT pg_terminate_backend($1)", [rows[0].pid]);
    const again = { now: later(daysKeptWhenGone + 1), served: null, room: 3, removeElsewhere: nowhereElse };
    expect(await removeGoneWorkspaces(db, again)).toEqual([{ workspaceId: workspace.id, rows: left }]);
    expect(Object.values(await rowsOf(workspace.id)).filter((count) => count > 0)).toEqual([]);
  });

  it("is done once by two that come at one moment", async () => {
    const { db, admin, rowsOf } = await ownDatabase();
    const workspace = await enrolled(db);
    await live(workspace);
    await leave(workspace);
    const total = Object.values(await rowsOf(workspace.id)).reduce((sum, rows) => sum + rows, 0);
    const go = () => removeGoneWorkspaces(db, { now: dueAt, served: null, room: 2, removeElsewhere: nowhereElse });
    const both = (await Promise.all([go(), go()])).flat();
    expect(both.reduce((sum, { rows }) => sum + rows, 0)).toBe(total);
    expect((await admin.query("SELECT FROM removed_workspace")).rowCount).toBe(1);
  });

  it("is begun by startRemovals at once and each hour", async () => {
    const { db, rowsOf } = await ownDatabase();
    const workspace = await enrolled(db);
    await live(workspace);
    await leave(workspace);
    const clock = new ManualClock(later(daysKeptWhenGone, -30 * 60_000));
    const logged: string[] = [];
    const log = { info: (_: unknown, said?: string) => void logged.push(said ?? ""), warn: () => {} };
    const removals = startRemovals({ db, clock, removeElsewhere: nowhereElse, log: log as never });
    onTestFinished(() => removals.stop());
    await removals.idle();
    expect((await rowsOf(workspace.id))["workspace"]).toBe(1);
    clock.advance(60 * 60_000);
    await removals.idle();
    expect(Object.values(await rowsOf(workspace.id)).filter((rows) => rows > 0)).toEqual([]);
    expect(logged).toEqual(["The data of a workspace that Steward left are removed"]);
  });
});

describe("what is kept of a workspace that is gone", () => {
  it("cannot be deleted early, whatever a program asks for", async () => {
    const { db, admin, rowsOf } = await ownDatabase();
    const workspace = await enrolled(db);
    await live(workspace);
    await leave(workspace);
    const early = later(daysKeptWhenGone - 1).toISOString();
    await expect(
      admin.query('UPDATE workspace SET "removalBeganAt" = $2 WHERE id = $1', [workspace.id, early]),
    ).rejects.toMatchObject({ code: "23514" });
    const before = await rowsOf(workspace.id);
    for (const { name, key } of await tenantTables(admin)) {
      await admin.query("BEGIN");
      await admin.query("SET LOCAL ROLE steward_ops");
      const { rowCount } = await admin.query(`DELETE FROM "${name}" WHERE "${key}" = $1`, [workspace.id]);
      await admin.query("ROLLBACK");
      expect(rowCount, name).toBe(0);
    }
    expect(await rowsOf(workspace.id)).toEqual(before);
    const { rows } = await admin.query("SELECT extract(epoch FROM steward_keeps_gone()) / 86400 AS days");
    expect(Number(rows[0].days)).toBe(daysKeptWhenGone);
    const readme = readFileSync(join(import.meta.dirname, "..", "..", "README.md"), "utf8");
    expect(readme).toContain(`stays for ${daysKeptWhenGone} days`);
  });
});

describe("enrolWorkspace, after Slack took Steward out", () => {
  it("brings everything back as it was within the time that data are kept", async () => {
    const { db, rowsOf } = await ownDatabase();
    const workspace = await enrolled(db);
    await live(workspace);
    const before = await rowsOf(workspace.id);
    await leave(workspace);
    const back = later(daysKeptWhenGone, -1);
    expect(await workspace.enrol({}, back)).toMatchObject({ first: false, appointed: [] });
    const after = await rowsOf(workspace.id);
    expect(after).toEqual({ ...before, audit_entry: (before["audit_entry"] ?? 0) + 2 });
    const told = await workspace.audit();
    expect(told.slice(-2).map(({ action }) => action)).toEqual(["workspace.uninstalled", "workspace.reinstalled"]);
    const roles = await workspace.as(maya, async (ctx) => [ctx.member?.role, ctx.member?.departments], back);
    expect(roles).toEqual(["member", ["sales"]]);
  });

  it("gives no access back to who was deactivated in Slack meanwhile", async () => {
    const { db } = await ownDatabase();
    const workspace = await enrolled(db);
    await live(workspace);
    await leave(workspace);
    await workspace.enrol({ people: [dewi, { ...maya, deactivated: true }] }, later(3));
    const role = await workspace.as({ ...maya, deactivated: true }, async (ctx) => ctx.member?.role, later(3));
    expect(role).toBeNull();
  });

  it("begins anew afterwards, and never on what is half removed", async () => {
    const { db, rowsOf } = await ownDatabase();
    const workspace = await enrolled(db);
    await live(workspace);
    await leave(workspace);
    await expect(workspace.enrol({}, dueAt)).rejects.toBeInstanceOf(RemovalComesFirst);
    let batches = 0;
    const half = { now: dueAt, served: [workspace.id], room: 3, removeElsewhere: nowhereElse };
    await removeGoneWorkspaces(db, { ...half, aborted: () => batches++ >= 3 });
    // Also by a clock that is behind.
    await expect(workspace.enrol({}, later(2))).rejects.toBeInstanceOf(RemovalComesFirst);
    const [removed, refused] = await Promise.all([
      removeGoneWorkspaces(db, half),
      workspace.enrol({}, dueAt).catch((error: unknown) => error),
    ]);
    expect(removed).toHaveLength(1);
    const fresh =
      refused instanceof RemovalComesFirst ? await workspace.enrol({}, dueAt) : (refused as { first: boolean });
    expect(fresh.first).toBe(true);
    const { contact, interaction, member, workspace: rows } = await rowsOf(workspace.id);
    expect({ contact, interaction, member, rows }).toEqual({ contact: 0, interaction: 0, member: 1, rows: 1 });
    expect((await workspace.audit())[0]).toMatchObject({ action: "workspace.enrolled" });
  });
});
