import { describe, expect, it } from "vitest";
import {
  changeInteraction,
  getLastEntryId,
  getOwnEntry,
  removeInteraction,
} from "../../../src/crm/interactions/change-interaction.ts";
import { listOwnEntries, listTimeline } from "../../../src/crm/interactions/list-entries.ts";
import { logInteraction, type NewEntry } from "../../../src/crm/interactions/log-interaction.ts";
import { getReceipt } from "../../../src/crm/interactions/receipt.ts";
import { testClient } from "../../support/database.ts";
import { openedAudit } from "../../support/opened-audit.ts";
import { today } from "../customers/open-team.ts";
import { call, daysAgo, everybody, minutes, type Office, openOffice, refusal } from "./interactions-fixture.ts";

const db = testClient({ poolSize: 6 });

async function logged(office: Office, more: Partial<NewEntry> = {}): Promise<string> {
  const entry = call(office.budi, { note: "wants the offer", happenedAt: daysAgo(1), ...more });
  return (await office.as("seller", (ctx) => logInteraction(ctx, entry))).id;
}

describe("changeInteraction", () => {
  it("keeps what the entry said before, each time it is changed", async () => {
    const office = await openOffice(db);
    const ana = await office.add("Ana Wijaya");
    const id = await logged(office, { tasks: [{ title: "send it", dueAt: null }] });
    const change = (fields: Omit<Parameters<typeof changeInteraction>[1], "id">, at: number) =>
      office.as("seller", (ctx) => changeInteraction(ctx, { id, ...fields }), { now: minutes(at) });
    await change({ note: "wants two offers", outcome: "connected" }, 1);
    const now = await change({ contactId: ana, type: "meeting", durationMinutes: 30 }, 2);

    expect(now).toMatchObject({
      contactName: "Ana Wijaya",
      type: "meeting",
      outcome: "connected",
      durationMinutes: 30,
      note: "wants two offers",
      happenedAt: daysAgo(1),
      version: 3,
    });
    const kept = await db.inWorkspace(office.workspaceId, (tx) =>
      tx.interactionVersion.findMany({ where: { interactionId: id }, orderBy: { version: "asc" } }),
    );
    expect(kept).toMatchObject([
      { version: 1, contactId: office.budi, note: "wants the offer", outcome: null, changedAt: minutes(1) },
      {
        version: 2,
        contactId: office.budi,
        note: "wants two offers",
        type: "call",
        changedById: office.memberIds.seller,
      },
    ]);
    const [task] = await db.inWorkspace(office.workspaceId, (tx) => tx.task.findMany());
    expect(task?.contactId).toBe(ana);
    const audit = await openedAudit(db, office.workspaceId, { action: "interaction.changed" });
    expect(audit).toMatchObject([
      { before: { note: "wants the offer" }, after: { note: "wants two offers", outcome: "connected" } },
      { before: { contactId: office.budi, type: "call" }, after: { contactId: ana, type: "meeting" } },
    ]);
  });

  it("can take an outcome and a duration away again", async () => {
    const office = await openOffice(db);
    const id = await logged(office, { outcome: "no_answer", durationMinutes: 5 });
    const changed = await office.as("seller", (ctx) =>
      changeInteraction(ctx, { id, outcome: null, durationMinutes: null, note: "" }),
    );
    expect(changed).toMatchObject({ outcome: null, durationMinutes: null, note: "" });
  });

  it("leaves the moment as it was when the form gives its minute back", async () => {
    const office = await openOffice(db);
    const id = await logged(office);
    const entry = (changed: { happenedAt?: Date }) =>
      office.as("seller", (ctx) => changeInteraction(ctx, { id, note: "put right", ...changed }));
    const { happenedAt } = await entry({});
    const minute = new Date(Math.floor(happenedAt.getTime() / 60_000) * 60_000);
    expect((await entry({ happenedAt: new Date(minute.getTime() + 1_234) })).happenedAt).toEqual(happenedAt);
    const before = new Date(minute.getTime() - 60_000);
    expect((await entry({ happenedAt: before })).happenedAt).toEqual(before);
  });

  it("refuses what could not have been logged either", async () => {
    const office = await openOffice(db);
    const id = await logged(office);
    const change = (fields: object) => refusal(office.as("seller", (ctx) => changeInteraction(ctx, { id, ...fields })));
    expect(await change({ note: "x".repeat(3001) })).toBe("note_too_long");
    expect(await change({ happenedAt: minutes(1) })).toBe("date_in_future");
    expect(await change({ contactId: "019d0000-0000-7000-8000-000000000000" })).toBe("contact_not_found");
    const versions = await db.inWorkspace(office.workspaceId, (tx) => tx.interactionVersion.count());
    expect(versions).toBe(0);
  });

  it("keeps both of two changes in flight, one after the other", async () => {
    const office = await openOffice(db);
    const id = await logged(office);
    await Promise.all(
      ["one", "two", "three"].map((note) => office.as("seller", (ctx) => changeInteraction(ctx, { id, note }))),
    );
    const versions = await db.inWorkspace(office.workspaceId, (tx) =>
      tx.interactionVersion.findMany({ orderBy: { version: "asc" }, select: { version: true } }),
    );
    expect(versions).toEqual([{ version: 1 }, { version: 2 }, { version: 3 }]);
  });
});

describe("getOwnEntry", () => {
  it("gives an entry to its author only", async () => {
    const office = await openOffice(db);
    const id = await logged(office);
    const outcomes = Object.fromEntries(
      await Promise.all(
        everybody.map(
          async (person) => [person, await refusal(office.as(person, (ctx) => getOwnEntry(ctx, id)))] as const,
        ),
      ),
    );
    expect(outcomes).toEqual({
      steward: "not_your_entry",
      seller: "done",
      colleague: "not_your_entry",
      viewer: "not_permitted",
      stranger: "no_access",
    });
  });

  it.each(["", "x", "019d0000-0000-7000-8000-000000000000"])("knows no entry %j", async (id) => {
    const office = await openOffice(db);
    expect(await refusal(office.as("seller", (ctx) => getOwnEntry(ctx, id)))).toBe("interaction_not_found");
  });

  it("guards every change, and the receipt", async () => {
    const office = await openOffice(db);
    const id = await logged(office);
    for (const work of [
      () => office.as("colleague", (ctx) => changeInteraction(ctx, { id, note: "mine" })),
      () => office.as("colleague", (ctx) => removeInteraction(ctx, id)),
      () => office.as("colleague", (ctx) => getReceipt(ctx, id)),
    ]) {
      expect(await refusal(work())).toBe("not_your_entry");
    }
    const entry = await office.as("seller", (ctx) => getOwnEntry(ctx, id));
    expect(entry).toMatchObject({ note: "wants the offer", version: 1, removedAt: null });
  });
});

describe("removeInteraction", () => {
  it("takes the entry out of sight and its task off the list, and forgets neither", async () => {
    const office = await openOffice(db);
    const id = await logged(office, { tasks: [{ title: "send it", dueAt: null }] });
    await office.as("seller", (ctx) => removeInteraction(ctx, id), { now: minutes(1) });
    const seen = await office.as("seller", async (ctx) => [
      ...(await listTimeline(ctx, { contactId: office.budi, after: null, limit: 5 })).rows,
      ...(await listOwnEntries(ctx, 5)),
    ]);
    expect(seen).toEqual([]);
    const [entry, task] = await db.inWorkspace(office.workspaceId, async (tx) => [
      await tx.interaction.findFirstOrThrow({ where: { id } }),
      await tx.task.findFirstOrThrow(),
    ]);
    const [audit] = await openedAudit(db, office.workspaceId, { action: "interaction.removed" });
    expect(entry).toMatchObject({
      removedAt: minutes(1),
      removedById: office.memberIds.seller,
      note: "wants the offer",
    });
    expect(task.droppedAt).toEqual(minutes(1));
    expect(audit?.before).toMatchObject({ note: "wants the offer" });
  });

  it("leaves a task alone that is done", async () => {
    const office = await openOffice(db);
    const id = await logged(office, { tasks: [{ title: "send it", dueAt: null }] });
    await db.inWorkspace(office.workspaceId, (tx) => tx.task.updateMany({ data: { doneAt: today } }));
    await office.as("seller", (ctx) => removeInteraction(ctx, id));
    const task = await db.inWorkspace(office.workspaceId, (tx) => tx.task.findFirstOrThrow());
    expect(task.droppedAt).toBeNull();
  });

  it("does it once, whoever presses twice", async () => {
    const office = await openOffice(db);
    const id = await logged(office);
    const outcomes = await Promise.all(
      [1, 2].map(() => refusal(office.as("seller", (ctx) => removeInteraction(ctx, id)))),
    );
    expect(outcomes.toSorted()).toEqual(["done", "interaction_not_found"]);
    expect(await refusal(office.as("seller", (ctx) => changeInteraction(ctx, { id, note: "x" })))).toBe(
      "interaction_not_found",
    );
  });
});

describe("getLastEntryId", () => {
  it("is what one wrote last, not what happened last, and nothing of others", async () => {
    const office = await openOffice(db);
    expect(await refusal(office.as("seller", (ctx) => getLastEntryId(ctx)))).toBe("nothing_to_undo");
    const first = await logged(office, { happenedAt: today });
    const second = await office.as(
      "seller",
      (ctx) => logInteraction(ctx, call(office.budi, { note: "of last week", happenedAt: daysAgo(7) })),
      { now: minutes(1) },
    );
    await office.as("colleague", (ctx) => logInteraction(ctx, call(office.budi)), { now: minutes(2) });
    expect(await office.as("seller", (ctx) => getLastEntryId(ctx))).toBe(second.id);
    await office.as("seller", (ctx) => removeInteraction(ctx, second.id));
    expect(await office.as("seller", (ctx) => getLastEntryId(ctx))).toBe(first);
  });
});
