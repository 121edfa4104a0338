import { describe, expect, it } from "vitest";
import { removeInteraction } from "../../../src/crm/interactions/change-interaction.ts";
import { logInteraction } from "../../../src/crm/interactions/log-interaction.ts";
import { getReceipt } from "../../../src/crm/interactions/receipt.ts";
import { addTask, type NewTask } from "../../../src/crm/tasks/add-task.ts";
import {
  assignTask,
  changeTask,
  dropTask,
  finishTask,
  keepTask,
  reopenLastTask,
  reopenTask,
  snoozeTask,
} from "../../../src/crm/tasks/change-task.ts";
import { findTaskCustomers } from "../../../src/crm/tasks/find-task-customers.ts";
import { findOwnTask, getTask, listTasks } from "../../../src/crm/tasks/list-tasks.ts";
import { numberTasks } from "../../../src/crm/tasks/number-tasks.ts";
import { testClient } from "../../support/database.ts";
import { openedAudit } from "../../support/opened-audit.ts";
import { today } from "../customers/open-team.ts";
import { call, minutes, type Office, openOffice, refusal } from "../interactions/interactions-fixture.ts";

const db = testClient();
const friday = new Date("2026-11-27T02:00:00Z");

function plan(office: Office, more: Partial<NewTask> = {}, person: "seller" | "colleague" = "seller", now = today) {
  return office.as(
    person,
    (ctx) =>
      addTask(ctx, { contactId: office.budi, title: "send the offer", dueAt: friday, interactionId: null, ...more }),
    { now },
  );
}

describe("finishTask", () => {
  it("ticks a task off once, whoever has it, and undo opens the last one again", async () => {
    const office = await openOffice(db);
    const { id } = await plan(office);
    const done = await office.as("colleague", (ctx) => finishTask(ctx, { taskId: id }));
    expect(done).toMatchObject({ doneAt: today, number: null });
    await office.as("seller", (ctx) => finishTask(ctx, { taskId: id }));
    expect(await refusal(office.as("seller", reopenLastTask))).toBe("nothing_done");
    expect(await office.as("colleague", reopenLastTask)).toMatchObject({ id, doneAt: null });
    const log = await openedAudit(db, office.workspaceId, { action: { in: ["task.done", "task.reopened"] } });
    expect(log.map(({ action, after }) => [action, after])).toEqual([
      ["task.done", { title: "send the offer" }],
      ["task.reopened", { title: "send the offer" }],
    ]);
  });

  it("refuses what was dropped, and dropping refuses what is done", async () => {
    const office = await openOffice(db);
    const [first, second] = [await plan(office), await plan(office)];
    await office.as("seller", (ctx) => dropTask(ctx, { taskId: first.id }));
    expect(await refusal(office.as("seller", (ctx) => finishTask(ctx, { taskId: first.id })))).toBe("task_over");
    await office.as("seller", (ctx) => finishTask(ctx, { taskId: second.id }));
    expect(await refusal(office.as("seller", (ctx) => dropTask(ctx, { taskId: second.id })))).toBe("task_over");
    expect(await refusal(office.as("seller", (ctx) => finishTask(ctx, { taskId: office.budi })))).toBe(
      "task_not_found",
    );
  });

  it("of two presses at one time lets one do it", async () => {
    const office = await openOffice(db);
    const { id } = await plan(office);
    await Promise.all([1, 2, 3].map(() => office.as("seller", (ctx) => finishTask(ctx, { taskId: id }))));
    expect(await openedAudit(db, office.workspaceId, { action: "task.done" })).toHaveLength(1);
  });
});

describe("snoozeTask", () => {
  it("puts a day off to a day, and a moment to the same time of another day", async () => {
    const office = await openOffice(db);
    const day = await plan(office);
    const timed = await plan(office, { dueAt: new Date("2026-11-27T08:30:00Z"), timed: true });
    const moved = await office.as("seller", (ctx) => snoozeTask(ctx, { taskId: day.id, to: "tomorrow" }));
    const later = await office.as("seller", (ctx) => snoozeTask(ctx, { taskId: timed.id, to: "next-week" }));
    expect(moved.dueOn).toBe("2026-11-25");
    expect(later).toMatchObject({ dueOn: null, dueAt: new Date("2026-11-30T08:30:00Z") });
  });

  it("is for days to come, and not for years from now", async () => {
    const office = await openOffice(db);
    const { id } = await plan(office);
    const to = (day: string) => refusal(office.as("seller", (ctx) => snoozeTask(ctx, { taskId: id, to: { day } })));
    expect(await to("2026-11-23")).toBe("task_day_wrong");
    expect(await to("2026-11-24")).toBe("done");
    expect(await to("2029-01-01")).toBe("task_day_wrong");
  });
});

describe("assignTask", () => {
  it("gives it to a colleague, who is told, under a number of their own", async () => {
    const office = await openOffice(db);
    const { id } = await plan(office);
    const colleagueId = office.memberIds.colleague;
    await plan(office, {}, "colleague");
    await office.as("colleague", (ctx) => numberTasks(ctx, colleagueId));
    const given = await office.as("seller", (ctx) => assignTask(ctx, { taskId: id, assigneeId: colleagueId }));
    expect(given).toMatchObject({ assigneeId: colleagueId, number: null });
    await office.as("colleague", (ctx) => numberTasks(ctx, colleagueId));
    expect(await office.as("colleague", (ctx) => findOwnTask(ctx, "2"))).toMatchObject({ id, number: 2 });
    const told = await db.inWorkspace(office.workspaceId, (tx) =>
      tx.delivery.findMany({ where: { kind: "task-given" } }),
    );
    expect(told.map(({ payload }) => payload)).toEqual([
      { memberId: colleagueId, taskId: id, byId: office.memberIds.seller },
    ]);
  });

  it("refuses whoever may not log", async () => {
    const office = await openOffice(db);
    const { id } = await plan(office);
    const to = (assigneeId: string) =>
      refusal(office.as("seller", (ctx) => assignTask(ctx, { taskId: id, assigneeId })));
    expect(await to(office.memberIds.viewer)).toBe("assignee_without_access");
    expect(await to(office.budi)).toBe("assignee_not_found");
  });
});

describe("changeTask", () => {
  it("puts right what it says, whom it is about and when", async () => {
    const office = await openOffice(db);
    const ana = await office.add("Ana Wijaya");
    const { id } = await plan(office);
    const changed = await office.as("seller", (ctx) =>
      changeTask(ctx, { taskId: id, title: " send  the   price ", contactId: ana, due: null }),
    );
    expect(changed).toMatchObject({ title: "send the price", contactId: ana, dueAt: null, dueOn: null });
    const [audit] = await openedAudit(db, office.workspaceId, { action: "task.changed" });
    expect(audit).toMatchObject({
      before: { title: "send the offer" },
      after: { title: "send the price", dueAt: null },
    });
  });

  it("keeps the words of what is about nobody out of the log", async () => {
    const office = await openOffice(db);
    const { id } = await plan(office, { contactId: null, title: "call the bank" });
    await office.as("seller", (ctx) => changeTask(ctx, { taskId: id, title: "call the other bank" }));
    await office.as("seller", (ctx) => finishTask(ctx, { taskId: id }));
    const log = await openedAudit(db, office.workspaceId, { subjectType: "task" });
    expect(log).toHaveLength(3);
    expect(JSON.stringify(log, (_, value) => (typeof value === "bigint" ? String(value) : value))).not.toContain(
      "bank",
    );
  });
});

describe("numberTasks", () => {
  it("does not give the number of what was just done to something else", async () => {
    const office = await openOffice(db);
    const memberId = office.memberIds.seller;
    const number = async (id: string) => {
      await office.as("seller", (ctx) => numberTasks(ctx, memberId));
      return (await office.as("seller", (ctx) => getTask(ctx, id))).number;
    };
    const [first, second] = [await plan(office), await plan(office)];
    expect([await number(first.id), await number(second.id)]).toEqual([1, 2]);
    await office.as("seller", (ctx) => finishTask(ctx, { taskId: second.id }));
    expect(await number((await plan(office)).id)).toBe(3);
    await office.as("seller", (ctx) => reopenTask(ctx, { taskId: second.id }));
    expect(await number(second.id)).toBe(4);
    expect(await number(first.id)).toBe(1);
  });

  it("gives each its own when several are numbered at one time", async () => {
    const office = await openOffice(db);
    const memberId = office.memberIds.seller;
    await Promise.all([1, 2, 3, 4].map(() => plan(office)));
    await Promise.all([1, 2, 3].map(() => office.as("seller", (ctx) => numberTasks(ctx, memberId))));
    const { tasks } = await office.as("seller", (ctx) => listTasks(ctx, { assigneeId: memberId, offset: 0, limit: 9 }));
    expect(tasks.map(({ number }) => number).toSorted()).toEqual([1, 2, 3, 4]);
  });
});

describe("findOwnTask", () => {
  it("finds by words of it or of its customer, and asks where several have them", async () => {
    const office = await openOffice(db);
    const offer = await plan(office);
    await plan(office, { title: "book a room", contactId: null });
    await plan(office, { title: "book a table", contactId: null });
    await office.as("seller", (ctx) => numberTasks(ctx, office.memberIds.seller));
    const find = (typed: string) => office.as("seller", (ctx) => findOwnTask(ctx, typed));
    expect((await find("OFFER")).id).toBe(offer.id);
    expect((await find("budi")).id).toBe(offer.id);
    expect(await refusal(find("book"))).toBe("task_ambiguous");
    expect(await refusal(find("9"))).toBe("task_unknown");
    expect(await refusal(find("nothing like it"))).toBe("task_unknown");
    expect(await refusal(office.as("colleague", (ctx) => findOwnTask(ctx, "offer")))).toBe("task_unknown");
  });
});

describe("findTaskCustomers", () => {
  it("finds whom the words name: by a whole name, or by a part of one's own customer's", async () => {
    const office = await openOffice(db);
    await office.add("Will Sari");
    const names = async (title: string, person: "seller" | "colleague" = "seller") =>
      (await office.as(person, (ctx) => findTaskCustomers(ctx, title))).map(({ name }) => name);
    expect(await names("send budi santoso the offer")).toEqual(["Budi Santoso"]);
    expect(await names("send budi the offer")).toEqual([]);
    await office.as("seller", (ctx) => logInteraction(ctx, call(office.budi)));
    expect(await names("send budi the offer")).toEqual(["Budi Santoso"]);
    expect(await names("send budi the offer", "colleague")).toEqual([]);
    const hartono = await office.add("Budi Hartono");
    await office.as("seller", (ctx) => logInteraction(ctx, call(hartono)));
    expect((await names("send budi the offer")).toSorted()).toEqual(["Budi Hartono", "Budi Santoso"]);
    expect(await names("send budi hartono the offer")).toEqual(["Budi Hartono"]);
    expect(await names("we will see in may")).toEqual([]);
  });
});

describe("a talk with the customer", () => {
  it("asks whether the open task is done; done is noted on it, and goes when the talk is taken back [R65]", async () => {
    const office = await openOffice(db);
    const { id } = await plan(office);
    const talk = (at: Date, outcome: "connected" | "no_answer") =>
      office.as(
        "seller",
        async (ctx) => (await logInteraction(ctx, call(office.budi, { outcome, note: at.toISOString() }))).id,
        { now: at },
      );
    const receipt = (entryId: string) => office.as("seller", (ctx) => getReceipt(ctx, entryId));
    const missed = await talk(minutes(1), "no_answer");
    expect(await receipt(missed)).toMatchObject({ asksDone: false, next: { id } });
    const reached = await talk(minutes(2), "connected");
    expect(await receipt(reached)).toMatchObject({ asksDone: true, next: { id } });
    await office.as("seller", (ctx) => keepTask(ctx, { taskId: id }), { now: minutes(3) });
    expect(await receipt(reached)).toMatchObject({ asksDone: false, next: { id } });
    const again = await talk(minutes(4), "connected");
    expect(await receipt(again)).toMatchObject({ asksDone: true });
    await office.as("seller", (ctx) => finishTask(ctx, { taskId: id, interactionId: again }));
    expect(await receipt(again)).toMatchObject({ asksDone: false, next: null, finished: [{ id }] });
    await office.as("seller", (ctx) => removeInteraction(ctx, again));
    expect(await office.as("seller", (ctx) => getTask(ctx, id))).toMatchObject({ doneAt: null });
  });
});
