import { describe, expect, it } from "vitest";
import { logInteraction } from "../../../src/crm/interactions/log-interaction.ts";
import { addTask, type NewTask } from "../../../src/crm/tasks/add-task.ts";
import { finishTask, snoozeTask } from "../../../src/crm/tasks/change-task.ts";
import { raisePromises, remindOfTasks } from "../../../src/crm/tasks/remind-tasks.ts";
import type { Context } from "../../../src/db/context.ts";
import { testClient } from "../../support/database.ts";
import { openedAudit } from "../../support/opened-audit.ts";
import { call, type Office, openOffice } from "../interactions/interactions-fixture.ts";

const db = testClient();
/** In Jakarta. */
const at = (day: string, time: string) => new Date(`${day}T${time}:00+07:00`);
const tuesday = at("2026-11-24", "10:00");

function plan(office: Office, more: Partial<NewTask> = {}, now = tuesday) {
  const dueAt = at("2026-11-27", "09:00");
  return office.as(
    "seller",
    (ctx) => addTask(ctx, { contactId: office.budi, title: "send the offer", dueAt, interactionId: null, ...more }),
    { now },
  );
}

/** What the job of that minute leaves to be said: kind, to whom, and how many tasks. */
async function minute(office: Office, now: Date, run: (ctx: Context) => Promise<unknown>) {
  const before = new Set((await deliveries(office)).map(({ id }) => id));
  await office.as(null, (ctx) => run(ctx), { now });
  return (await deliveries(office))
    .filter(({ id }) => !before.has(id))
    .map(({ kind, recipient, payload }) => {
      const { taskIds } = payload as { taskIds: string[] };
      return `${kind} ${recipient} ${taskIds.length}`;
    });
}

function deliveries(office: Office) {
  const kind = { in: ["task-reminder", "given-task-reminder", "promises-slipping"] };
  return db.inWorkspace(office.workspaceId, (tx) => tx.delivery.findMany({ where: { kind }, orderBy: { id: "asc" } }));
}

/** Puts somebody into a department, under a role. */
function put(office: Office, person: "seller" | "colleague", department: string, role: string) {
  return db.inWorkspace(office.workspaceId, (tx) =>
    tx.accessGrant.updateMany({ where: { memberId: office.memberIds[person] }, data: { department, role } }),
  );
}

describe("remindOfTasks", () => {
  it("reminds of a moment at that moment, once [R65]", async () => {
    const office = await openOffice(db);
    await plan(office, { dueAt: at("2026-11-26", "15:00"), timed: true });
    expect(await minute(office, at("2026-11-26", "14:59"), remindOfTasks)).toEqual([]);
    expect(await minute(office, at("2026-11-26", "15:00"), remindOfTasks)).toEqual(["task-reminder USELLER 1"]);
    expect(await minute(office, at("2026-11-26", "15:01"), remindOfTasks)).toEqual([]);
    const [audit] = await openedAudit(db, office.workspaceId, { action: "task.reminded" });
    expect(audit).toMatchObject({ actorId: null, after: { tasks: 1, passedBy: 0 } });
  });

  it("reminds of a day as the day's work begins, wherever the person is by then [R65]", async () => {
    const office = await openOffice(db);
    await plan(office);
    await plan(office);
    const zone = (name: string) =>
      db.inWorkspace(office.workspaceId, (tx) =>
        tx.member.updateMany({ where: { id: office.memberIds.seller }, data: { zone: name } }),
      );
    await zone("America/New_York");
    expect(await minute(office, at("2026-11-27", "09:00"), remindOfTasks)).toEqual([]);
    expect(await minute(office, new Date("2026-11-27T13:59:00Z"), remindOfTasks)).toEqual([]);
    expect(await minute(office, new Date("2026-11-27T14:00:00Z"), remindOfTasks)).toEqual(["task-reminder USELLER 2"]);
  });

  it("reminds of what was put off again, and not of what is done", async () => {
    const office = await openOffice(db);
    const [first, second] = [await plan(office), await plan(office)];
    await minute(office, at("2026-11-27", "09:00"), remindOfTasks);
    await office.as("seller", (ctx) => snoozeTask(ctx, { taskId: first.id, to: "tomorrow" }), {
      now: at("2026-11-27", "09:05"),
    });
    await office.as("seller", (ctx) => finishTask(ctx, { taskId: second.id }));
    expect(await minute(office, at("2026-11-28", "09:00"), remindOfTasks)).toEqual(["task-reminder USELLER 1"]);
  });

  it("does not remind at once of what was just planned for today", async () => {
    const office = await openOffice(db);
    await plan(office, { dueAt: at("2026-11-24", "23:59") });
    await plan(office, { dueAt: at("2026-11-24", "23:59") }, at("2026-11-24", "16:30"));
    expect(await minute(office, at("2026-11-24", "10:01"), remindOfTasks)).toEqual([]);
    expect(await minute(office, at("2026-11-24", "16:00"), remindOfTasks)).toEqual(["task-reminder USELLER 1"]);
    expect(await minute(office, at("2026-11-24", "23:00"), remindOfTasks)).toEqual([]);
  });

  it("passes by what nobody was there to remind of for a day", async () => {
    const office = await openOffice(db);
    await plan(office, { dueAt: at("2026-11-26", "15:00"), timed: true });
    expect(await minute(office, at("2026-11-27", "15:01"), remindOfTasks)).toEqual([]);
  });

  it("tells apart what somebody else gave", async () => {
    const office = await openOffice(db);
    await plan(office, { assigneeId: office.memberIds.colleague });
    expect(await minute(office, at("2026-11-27", "09:00"), remindOfTasks)).toEqual([
      "given-task-reminder UCOLLEAGUE 1",
    ]);
  });

  it("raises to the manager what somebody has who may not work here any more", async () => {
    const office = await openOffice(db);
    await plan(office);
    await db.inWorkspace(office.workspaceId, (tx) =>
      tx.member.updateMany({ where: { id: office.memberIds.seller }, data: { deactivatedAt: tuesday } }),
    );
    expect(await minute(office, at("2026-11-27", "09:00"), remindOfTasks)).toEqual(["promises-slipping USTEWARD 1"]);
  });
});

describe("raisePromises", () => {
  it("raises what was promised and not begun to the manager, with two working hours left, once [R68]", async () => {
    const office = await openOffice(db);
    await put(office, "seller", "sales", "member");
    await put(office, "colleague", "sales", "manager");
    await plan(office);
    expect(await minute(office, at("2026-11-27", "14:59"), raisePromises)).toEqual([]);
    expect(await minute(office, at("2026-11-27", "15:00"), raisePromises)).toEqual(["promises-slipping UCOLLEAGUE 1"]);
    expect(await minute(office, at("2026-11-27", "15:01"), raisePromises)).toEqual([]);
  });

  it("leaves alone what is under way, what nobody was promised, and what was promised for the next hours", async () => {
    const office = await openOffice(db);
    await plan(office, { contactId: null });
    await plan(office, { dueAt: at("2026-11-24", "13:00"), timed: true });
    await plan(office);
    const now = at("2026-11-25", "11:00");
    await office.as("colleague", (ctx) => logInteraction(ctx, call(office.budi, { outcome: "no_answer" })), { now });
    expect(await minute(office, at("2026-11-27", "15:00"), raisePromises)).toEqual([]);
  });

  it("does not take a note to oneself for something done, and goes to the stewards where nobody manages", async () => {
    const office = await openOffice(db);
    await plan(office);
    const now = at("2026-11-25", "11:00");
    await office.as("seller", (ctx) => logInteraction(ctx, call(office.budi, { type: "note", note: "likes tea" })), {
      now,
    });
    expect(await minute(office, at("2026-11-27", "15:00"), raisePromises)).toEqual(["promises-slipping USTEWARD 1"]);
  });
});
