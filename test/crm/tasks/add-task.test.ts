import { describe, expect, it } from "vitest";
import { addTask } from "../../../src/crm/tasks/add-task.ts";
import { testClient } from "../../support/database.ts";
import { openedAudit } from "../../support/opened-audit.ts";
import { today } from "../customers/open-team.ts";
import { everybody, openOffice, refusal } from "../interactions/interactions-fixture.ts";

const db = testClient();
const dueAt = new Date("2026-11-27T02:00:00Z");

describe("addTask", () => {
  it("puts it on the list of whoever says so, with its day, and in the log [R65]", async () => {
    const office = await openOffice(db);
    const task = await office.as("seller", (ctx) =>
      addTask(ctx, { contactId: office.budi, title: "  send the offer ", dueAt, interactionId: null }),
    );
    expect(task).toMatchObject({ title: "send the offer", dueAt, assigneeId: office.memberIds.seller });
    const row = await db.inWorkspace(office.workspaceId, (tx) => tx.task.findFirstOrThrow());
    const [audit] = await openedAudit(db, office.workspaceId, { action: "task.added" });
    expect(row).toMatchObject({
      id: task.id,
      contactId: office.budi,
      createdById: office.memberIds.seller,
      createdAt: today,
      doneAt: null,
    });
    expect(audit).toMatchObject({
      subjectType: "task",
      subjectId: task.id,
      actorId: office.memberIds.seller,
      after: { title: "send the offer", dueAt: dueAt.toISOString(), contactId: office.budi },
    });
  });

  it("takes 300 characters as Slack counts them, and not one more", async () => {
    const office = await openOffice(db);
    const add = (title: string) =>
      refusal(office.as("seller", (ctx) => addTask(ctx, { contactId: null, title, dueAt: null, interactionId: null })));
    expect(await add("😀".repeat(150))).toBe("done");
    expect(await add("x".repeat(301))).toBe("task_too_long");
    expect(await add("😀".repeat(151))).toBe("task_too_long");
    expect(await add(` ${"x".repeat(300)} `)).toBe("done");
  });

  it("is for those who may log", async () => {
    const office = await openOffice(db);
    const outcomes: string[] = [];
    for (const person of everybody) {
      outcomes.push(
        await refusal(
          office.as(person, (ctx) => addTask(ctx, { contactId: office.budi, title: "x", dueAt, interactionId: null })),
        ),
      );
    }
    expect(outcomes).toEqual(["done", "done", "done", "not_permitted", "no_access"]);
  });
});
