import { describe, expect, it } from "vitest";
import { setLess } from "../../../src/crm/attention/own-attention.ts";
import { findDigest, noteDigestPlace } from "../../../src/crm/digest/find-digest.ts";
import { foldEarlierDigests, sumOfDigest } from "../../../src/crm/digest/fold-digest.ts";
import { listDigestSoon } from "../../../src/crm/digest/list-digest-soon.ts";
import { keepDigest } from "../../../src/crm/digest/plan-digest.ts";
import { logInteraction } from "../../../src/crm/interactions/log-interaction.ts";
import { removeExpired } from "../../../src/crm/retention/remove-expired.ts";
import { addTask } from "../../../src/crm/tasks/add-task.ts";
import { finishTask, snoozeTask } from "../../../src/crm/tasks/change-task.ts";
import { remindOfTasks } from "../../../src/crm/tasks/remind-tasks.ts";
import { assignTicket } from "../../../src/crm/tickets/assign-ticket.ts";
import { openTicket } from "../../../src/crm/tickets/open-ticket.ts";
import type { Context, Transaction } from "../../../src/db/context.ts";
import { cardOf } from "../../../src/slack/card-of.ts";
import { testClient } from "../../support/database.ts";
import { dewi, type EnrolledWorkspace, maya, rizky } from "../access/enrolled-workspace.ts";
import { buys, digestOn, jakarta, latestDigest, leadOf, memberOf, salesTeam } from "./digest-fixture.ts";

const db = testClient();
/** A Monday. */
const monday = "2026-11-23";
const nine = jakarta(monday);

const plan = (workspace: EnrolledWorkspace, title: string, dueAt: Date, more: { timed?: boolean; at?: Date } = {}) =>
  workspace.as(
    rizky,
    (ctx) => addTask(ctx, { contactId: null, interactionId: null, title, dueAt, timed: more.timed ?? false }),
    more.at ?? jakarta("2026-11-20"),
  );

/** What the reminders' job of that minute leaves, by the titles that it names. */
async function reminders(workspace: EnrolledWorkspace, at: Date): Promise<string[]> {
  const of = async () => (await workspace.notices()).filter(({ kind }) => kind === "task-reminder");
  const before = (await of()).length;
  await workspace.as(null, async (ctx) => remindOfTasks(ctx, { digestSoon: await listDigestSoon(ctx) }), at);
  const ids = (await of()).slice(before).flatMap(({ payload }) => (payload as { taskIds: string[] }).taskIds);
  const tasks = await db.inWorkspace(workspace.id, (tx) => tx.task.findMany({ where: { id: { in: ids } } }));
  return tasks.map(({ title }) => title).toSorted();
}

describe("the digest as a reminder", () => {
  it("is the only one of what is due on its day, whichever job comes first; a time of its own still reminds", async () => {
    const workspace = await salesTeam(db);
    await plan(workspace, "of the day", jakarta(monday));
    await plan(workspace, "at nine", jakarta(monday), { timed: true });
    await plan(workspace, "at noon", jakarta(monday, "12:00"), { timed: true });
    // The reminders' minute comes before the digest's slot is run.
    expect(await reminders(workspace, nine)).toEqual(["at nine"]);
    expect((await digestOn(workspace, rizky, nine))?.tasks.map(({ task }) => task.title)).toEqual(
      expect.arrayContaining(["of the day", "at nine", "at noon"]),
    );
    expect(await reminders(workspace, jakarta(monday, "09:01"))).toEqual([]);
    expect(await reminders(workspace, jakarta(monday, "12:00"))).toEqual(["at noon"]);
    const noted = (await workspace.audit()).filter(({ action }) => action === "task.reminded");
    expect(noted.map(({ after }) => after)).toEqual([
      { tasks: 1, passedBy: 0 },
      { tasks: 1, passedBy: 0 },
      { tasks: 1, passedBy: 0 },
    ]);
  });

  it("speaks for what it only counts as well", async () => {
    const workspace = await salesTeam(db);
    for (let n = 1; n <= 7; n++) await plan(workspace, `task ${n}`, jakarta(monday));
    expect(await digestOn(workspace, rizky, nine)).toMatchObject({ tasks: { length: 4 }, moreDue: 3 });
    expect(await reminders(workspace, jakarta(monday, "09:01"))).toEqual([]);
  });

  it("is not waited for where it does not say what is due, comes much later, or has not come for half an hour", async () => {
    const workspace = await salesTeam(db);
    await plan(workspace, "of the day", jakarta(monday));
    await workspace.as(rizky, (ctx) => setLess(ctx, { kind: "digest-tasks", less: true }));
    expect(await reminders(workspace, nine)).toEqual(["of the day"]);

    const late = await salesTeam(db);
    await plan(late, "of the day", jakarta(monday));
    await late.as(null, async (ctx) => {
      const settings = { allowance: 3, quietFrom: 1140, quietTo: 480, workDays: [1, 2, 3, 4, 5], digestAt: 10 * 60 };
      const row = { workspaceId: late.id, memberId: await memberOf(ctx, rizky) };
      await ctx.tx.attentionSetting.create({ data: { ...row, ...settings } });
    });
    expect(await reminders(late, nine)).toEqual(["of the day"]);

    const down = await salesTeam(db);
    await plan(down, "of the day", jakarta(monday));
    expect(await reminders(down, jakarta(monday, "09:29"))).toEqual([]);
    expect(await reminders(down, jakarta(monday, "09:30"))).toEqual(["of the day"]);
  });
});

describe("foldEarlierDigests", () => {
  it("folds up what stands from earlier days, once, however long ago that was, and says what became of it", async () => {
    const workspace = await salesTeam(db);
    const done = await plan(workspace, "done", jakarta(monday));
    const moved = await plan(workspace, "moved", jakarta(monday));
    await plan(workspace, "left", jakarta(monday));
    const lead = await leadOf(workspace, rizky, { name: "Ana", at: jakarta("2026-11-22") });
    const first = await digestOn(workspace, rizky, nine);
    await workspace.as(
      rizky,
      async (ctx) => {
        await finishTask(ctx, { taskId: done.id });
        await snoozeTask(ctx, { taskId: moved.id, to: "next-week" });
        const call = { type: "call", outcome: "no_answer", note: "", happenedAt: null, durationMinutes: null } as const;
        await logInteraction(ctx, { ...call, contactId: lead, tasks: [] });
      },
      jakarta(monday, "10:00"),
    );
    const thursday = jakarta("2026-11-26");
    const second = await digestOn(workspace, rizky, thursday);
    if (!first || !second) throw new Error("Both were left");
    const folded = async () => (await workspace.notices()).filter(({ kind }) => kind === "digest-folded");
    const fold = (digestId: string) => workspace.as(null, (ctx) => foldEarlierDigests(ctx, digestId), thursday);
    await fold(second.id);
    // What never stood anywhere needs no folding.
    expect(await folded()).toEqual([]);
    await workspace.as(null, (ctx) => noteDigestPlace(ctx, first.id, { channel: "D1", ts: "1.1" }));
    await workspace.as(null, (ctx) => noteDigestPlace(ctx, second.id, { channel: "D1", ts: "2.2" }));
    await fold(second.id);
    await fold(second.id);
    await fold(first.id);
    expect(await folded()).toEqual([
      { kind: "digest-folded", recipient: rizky.slackUserId, payload: { digestId: first.id } },
    ]);
    const now = await workspace.as(null, (ctx) => findDigest(ctx, first.id), thursday);
    expect(now?.folded).toBe(true);
    expect(now && sumOfDigest(now)).toMatchObject({ done: 1, moved: 1, called: 1, open: 1, solved: 0, held: 0 });
    expect((await latestDigest(workspace, rizky, thursday))?.folded).toBe(false);
  });
});

describe("a tip", () => {
  const newcomer = () => salesTeam(db, jakarta("2026-11-20"));

  it("rides along in the first two weeks, each once, until there is no gap, and is no reason for a digest", async () => {
    const workspace = await newcomer();
    const contactId = await leadOf(workspace, null, { name: "Budi Santoso", stage: "customer", at: nine });
    expect(await digestOn(workspace, rizky, nine)).toBeNull();
    const told: unknown[] = [];
    for (const day of ["2026-11-24", "2026-11-25", "2026-11-26", "2026-11-27", "2026-11-30"]) {
      const { id } = await plan(workspace, `of ${day}`, jakarta(day), { at: jakarta(day, "08:00") });
      told.push((await digestOn(workspace, rizky, jakarta(day)))?.tip);
      await workspace.as(rizky, (ctx) => finishTask(ctx, { taskId: id }), jakarta(day, "09:30"));
      if (day === "2026-11-24") {
        const call = { type: "call", outcome: null, note: "", happenedAt: null, durationMinutes: null } as const;
        await workspace.as(
          rizky,
          (ctx) => logInteraction(ctx, { ...call, contactId, tasks: [] }),
          jakarta(day, "10:00"),
        );
      }
    }
    // A task was planned from the first day on.
    expect(told).toEqual(["log", "direct", "look-up", "shortcut", null]);
  });

  it("is not given of what somebody does already, after two weeks, or where less of it is wanted", async () => {
    const workspace = await newcomer();
    const contactId = await leadOf(workspace, null, { name: "Budi Santoso", stage: "customer", at: nine });
    await workspace.as(rizky, (ctx) => cardOf(ctx, contactId), nine);
    await plan(workspace, "first", jakarta(monday));
    await plan(workspace, "hers", jakarta(monday));
    await workspace.as(rizky, (ctx) => setLess(ctx, { kind: "digest-tips", less: true }));
    expect(await digestOn(workspace, rizky, nine)).toMatchObject({ tip: null });
    await workspace.as(rizky, (ctx) => setLess(ctx, { kind: "digest-tips", less: false }));
    expect(await digestOn(workspace, rizky, jakarta("2026-11-24"))).toMatchObject({ tip: "log" });
    expect(await digestOn(workspace, rizky, jakarta("2026-11-25"))).toMatchObject({ tip: null });
    await workspace.as(null, (ctx) => ctx.tx.digest.deleteMany({}));
    expect(await digestOn(workspace, rizky, jakarta("2026-12-03", "08:59"))).toBeNull();
    expect(await digestOn(workspace, rizky, jakarta("2026-12-04"))).toMatchObject({ tip: null });
  });
});

describe("less of a part", () => {
  it("leaves it out of the digest, each by its own", async () => {
    const workspace = await salesTeam(db);
    const at = jakarta("2026-11-02");
    await leadOf(workspace, rizky, { name: "Ana", at });
    await buys(workspace, await leadOf(workspace, null, { name: "Other", at }), jakarta("2026-11-10"));
    const parts = async (day: string) => {
      const digest = await digestOn(workspace, rizky, jakarta(day));
      return digest && [digest.quiet.length, digest.queue?.length ?? 0];
    };
    const less = (kind: string, wanted: boolean) => workspace.as(rizky, (ctx) => setLess(ctx, { kind, less: wanted }));
    expect(await parts("2026-11-23")).toEqual([1, 1]);
    expect(await less("digest-leads", true)).toBe(true);
    expect(await parts("2026-11-24")).toEqual([0, 1]);
    await less("digest-queue", true);
    expect(await parts("2026-11-25")).toBeNull();
    await less("digest-leads", false);
    expect(await parts("2026-11-26")).toEqual([1, 0]);
  });
});

describe("the work of a digest", () => {
  it("asks the database a fixed number of times, however much there is to say", async () => {
    const few = await counted(await filled(4));
    const many = await counted(await filled(12));
    expect(many).toEqual(few);
    expect(few.kept).toBeLessThanOrEqual(20);
    expect(few.read).toBeLessThanOrEqual(20);
  });
});

/** As many things of each kind as said. */
async function filled(count: number): Promise<EnrolledWorkspace> {
  const workspace = await salesTeam(db, jakarta("2026-11-20"));
  const at = jakarta("2026-11-02");
  for (let n = 0; n < count; n++) {
    await plan(workspace, `task ${n}`, jakarta(monday));
    await leadOf(workspace, rizky, {
      name: `Lead ${n}`,
      source: `origin ${n}`,
      phones: [`+62 811 222 3${100 + n}`],
      at,
    });
    await leadOf(workspace, null, { name: `Free ${n}`, source: `elsewhere ${n}`, at: jakarta("2026-11-20") });
    const other = await leadOf(workspace, maya, { name: `Bought ${n}`, source: `origin ${n}`, at });
    await buys(workspace, other, jakarta("2026-11-10"));
    await workspace.as(
      dewi,
      async (ctx) => {
        const { id } = await openTicket(ctx, { subject: `Ticket ${n}`, contactId: other, priority: "P1" });
        await assignTicket(ctx, { ticketId: id, assigneeId: await memberOf(ctx, rizky) });
      },
      jakarta("2026-11-20"),
    );
  }
  await workspace.as(null, ({ tx }) => tx.contactPoint.updateMany({ data: { confirmedAt: null } }));
  return workspace;
}

/** How often the database is asked to gather one digest, and to read it. */
async function counted(workspace: EnrolledWorkspace): Promise<{ kept: number; read: number }> {
  return workspace.as(
    null,
    async (ctx) => {
      const memberId = await memberOf(ctx, rizky);
      const gathering = counting(ctx);
      const id = await keepDigest(gathering.ctx, { memberId, day: monday, heldIds: [], less: [] });
      const reading = counting(ctx);
      const digest = await findDigest(reading.ctx, id ?? "");
      expect(digest?.tasks.length).toBeGreaterThan(0);
      expect(digest?.tickets.length).toBeGreaterThan(0);
      expect(digest?.quiet.length).toBeGreaterThan(0);
      expect(digest?.queue?.length).toBeGreaterThan(0);
      expect(digest?.confirmation).not.toBeNull();
      return { kept: gathering.asked(), read: reading.asked() };
    },
    nine,
  );
}

/** The same context, which counts what is asked of the database. */
function counting(ctx: Context): { ctx: Context; asked: () => number } {
  let asked = 0;
  const counted = <T extends object>(of: T): T =>
    new Proxy(of, {
      get(target, key) {
        const value: unknown = Reflect.get(target, key);
        if (typeof value === "function")
          return (...args: unknown[]) => {
            asked++;
            return value.apply(target, args);
          };
        // A model, whose methods are the questions.
        return typeof value === "object" && value !== null ? counted(value) : value;
      },
    });
  return { ctx: { ...ctx, tx: counted(ctx.tx as object) as Transaction }, asked: () => asked };
}

describe("removeExpired", () => {
  it("removes a digest 60 days after it came", async () => {
    const workspace = await salesTeam(db);
    await plan(workspace, "first", jakarta(monday));
    await digestOn(workspace, rizky, nine);
    const removed = async (at: Date) => (await workspace.as(null, removeExpired, at)).digests;
    expect(await removed(new Date(nine.getTime() + 60 * 86_400_000))).toBe(0);
    expect(await removed(new Date(nine.getTime() + 60 * 86_400_000 + 1))).toBe(1);
  });
});
