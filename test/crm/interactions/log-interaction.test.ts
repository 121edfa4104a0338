import { describe, expect, it } from "vitest";
import { getContactDetails } from "../../../src/crm/customers/get-contact-details.ts";
import { listTimeline } from "../../../src/crm/interactions/list-entries.ts";
import { logInteraction } from "../../../src/crm/interactions/log-interaction.ts";
import { testClient } from "../../support/database.ts";
import { openedAudit } from "../../support/opened-audit.ts";
import { today } from "../customers/open-team.ts";
import { call, daysAgo, everybody, minutes, openOffice, refusal } from "./interactions-fixture.ts";

const db = testClient({ poolSize: 6 });

describe("logInteraction", () => {
  it("keeps who, whom, when, where and how long it took to write, and says so in the log [R27]", async () => {
    const office = await openOffice(db);
    const { id } = await office.as("seller", (ctx) =>
      logInteraction(
        ctx,
        call(office.budi, {
          outcome: "no_answer",
          happenedAt: daysAgo(1),
          durationMinutes: 2,
          note: "rang twice",
          entryMs: 4200,
          link: "https://contoh.slack.com/archives/C1/p1",
        }),
      ),
    );
    const row = await db.inWorkspace(office.workspaceId, (tx) => tx.interaction.findFirstOrThrow({ where: { id } }));
    expect(row).toMatchObject({
      contactId: office.budi,
      memberId: office.memberIds.seller,
      type: "call",
      outcome: "no_answer",
      happenedAt: daysAgo(1),
      durationMinutes: 2,
      note: "rang twice",
      link: "https://contoh.slack.com/archives/C1/p1",
      entryMs: 4200,
      surface: "slack-command",
      version: 1,
      createdAt: today,
      removedAt: null,
    });
    const audit = await openedAudit(db, office.workspaceId, { subjectId: id });
    expect(audit).toMatchObject([
      {
        action: "interaction.logged",
        actorId: office.memberIds.seller,
        after: { contactId: office.budi, note: "rang twice" },
      },
    ]);
  });

  it("adds the next step for whoever wrote it, bound to the entry", async () => {
    const office = await openOffice(db);
    const dueAt = new Date("2026-11-27T02:00:00Z");
    const { id } = await office.as("seller", (ctx) =>
      logInteraction(ctx, call(office.budi, { tasks: [{ title: " send the offer ", dueAt }] })),
    );
    const tasks = await db.inWorkspace(office.workspaceId, (tx) => tx.task.findMany());
    expect(tasks).toMatchObject([
      {
        title: "send the offer",
        dueAt,
        contactId: office.budi,
        interactionId: id,
        assigneeId: office.memberIds.seller,
      },
    ]);
  });

  it("leaves nothing behind when a part of it is refused", async () => {
    const office = await openOffice(db);
    const log = (more: Parameters<typeof call>[1]) =>
      refusal(office.as("seller", (ctx) => logInteraction(ctx, call(office.budi, more))));
    expect(await log({ note: "x".repeat(3001) })).toBe("note_too_long");
    expect(await log({ tasks: [{ title: "x".repeat(301), dueAt: null }] })).toBe("task_too_long");
    expect(await log({ happenedAt: minutes(1) })).toBe("date_in_future");
    expect(await log({ note: "😀".repeat(1500), tasks: [{ title: "😀".repeat(150), dueAt: null }] })).toBe("done");
    const rows = await db.inWorkspace(office.workspaceId, async (tx) => [
      await tx.interaction.count(),
      await tx.task.count(),
      await tx.auditEntry.count({ where: { action: { startsWith: "interaction" } } }),
    ]);
    expect(rows).toEqual([1, 1, 1]);
  });

  it.each(["", "not-an-id", "019d0000-0000-7000-8000-000000000000"])(
    "refuses a customer %j who is not there",
    async (contactId) => {
      const office = await openOffice(db);
      expect(await refusal(office.as("seller", (ctx) => logInteraction(ctx, call(contactId))))).toBe(
        "contact_not_found",
      );
    },
  );

  it("refuses a customer who was ended between two clicks", async () => {
    const office = await openOffice(db);
    await db.inWorkspace(office.workspaceId, (tx) =>
      tx.contact.update({ where: { id: office.budi }, data: { endedAt: today } }),
    );
    expect(await refusal(office.as("seller", (ctx) => logInteraction(ctx, call(office.budi))))).toBe(
      "contact_not_found",
    );
  });

  it("is for members, managers and stewards; viewers, strangers and guests are refused, each in their way [R8]", async () => {
    const office = await openOffice(db);
    const outcomes: Record<string, string> = {};
    for (const person of everybody) {
      outcomes[person] = await refusal(
        office.as(person, (ctx) => logInteraction(ctx, call(office.budi, { note: person }))),
      );
    }
    await db.inWorkspace(office.workspaceId, (tx) =>
      tx.member.update({ where: { id: office.memberIds.colleague }, data: { isGuest: true } }),
    );
    outcomes["guest"] = await refusal(office.as("colleague", (ctx) => logInteraction(ctx, call(office.budi))));
    await db.inWorkspace(office.workspaceId, (tx) =>
      tx.member.update({ where: { id: office.memberIds.seller }, data: { deactivatedAt: today } }),
    );
    outcomes["deactivated"] = await refusal(office.as("seller", (ctx) => logInteraction(ctx, call(office.budi))));
    expect(outcomes).toEqual({
      steward: "done",
      seller: "done",
      colleague: "done",
      viewer: "not_permitted",
      stranger: "no_access",
      guest: "guest",
      deactivated: "no_access",
    });
  });
});

describe("the same entry twice", () => {
  const wants = { note: "wants the offer" } as const;

  it("is refused within a minute, unless it is meant", async () => {
    const office = await openOffice(db);
    const log = (more = {}, now = today) =>
      refusal(office.as("seller", (ctx) => logInteraction(ctx, call(office.budi, { ...wants, ...more })), { now }));
    expect(await log()).toBe("done");
    expect(await log({}, minutes(0.9))).toBe("already_logged");
    expect(await log({ evenIfRepeated: true }, minutes(0.9))).toBe("done");
    expect(await log({}, minutes(3))).toBe("done");
  });

  it("is another one by another person, about another customer, with another type, outcome or note", async () => {
    const office = await openOffice(db);
    const ana = await office.add("Ana Wijaya");
    const log = (person: "seller" | "colleague", contactId: string, more = {}) =>
      refusal(office.as(person, (ctx) => logInteraction(ctx, call(contactId, { ...wants, ...more }))));
    expect([
      await log("seller", office.budi),
      await log("colleague", office.budi),
      await log("seller", ana),
      await log("seller", office.budi, { type: "email" }),
      await log("seller", office.budi, { outcome: "no_answer" }),
      await log("seller", office.budi, { note: "wants the offers" }),
    ]).toEqual(["done", "done", "done", "done", "done", "done"]);
  });

  it("is saved once when the requests are in flight together", async () => {
    const office = await openOffice(db);
    const outcomes = await Promise.all(
      Array.from({ length: 5 }, () =>
        refusal(
          office.as("seller", (ctx) => logInteraction(ctx, call(office.budi, { ...wants, outcome: "connected" }))),
        ),
      ),
    );
    expect(outcomes.toSorted()).toEqual([
      "already_logged",
      "already_logged",
      "already_logged",
      "already_logged",
      "done",
    ]);
    const { rows } = await office.as("seller", (ctx) =>
      listTimeline(ctx, { contactId: office.budi, after: null, limit: 10 }),
    );
    expect(rows).toHaveLength(1);
  });

  it("may be logged again after it was taken back", async () => {
    const office = await openOffice(db);
    const { id } = await office.as("seller", (ctx) => logInteraction(ctx, call(office.budi, wants)));
    await db.inWorkspace(office.workspaceId, (tx) =>
      tx.interaction.update({ where: { id }, data: { removedAt: today } }),
    );
    expect(await refusal(office.as("seller", (ctx) => logInteraction(ctx, call(office.budi, wants))))).toBe("done");
  });
});

describe("what an entry proves", () => {
  async function weighed(entry: Parameters<typeof call>[1]) {
    const office = await openOffice(db);
    const { evidence } = await office.as("seller", (ctx) => logInteraction(ctx, call(office.budi, entry)), {
      now: minutes(5),
    });
    const { points } = await office.as("seller", (ctx) => getContactDetails(ctx, office.budi), { now: minutes(6) });
    const [phone, email] = [points.phone[0], points.email[0]];
    return { evidence, phone, email };
  }

  it("confirms the number by a call that got through", async () => {
    const { evidence, phone } = await weighed({ outcome: "connected" });
    expect(evidence).toEqual({ kind: "phone", typed: "0812-3456-7890", result: "confirmed" });
    expect(phone).toMatchObject({
      confirmedAt: minutes(5),
      confirmedHow: "call",
      confirmedBy: "seller",
      status: "confirmed",
    });
  });

  it("suspends the address by a bounce [R42]", async () => {
    const { evidence, email, phone } = await weighed({ type: "email", outcome: "bounced" });
    expect(evidence).toEqual({ kind: "email", typed: "budi.santoso@contoh-makmur.co.id", result: "suspended" });
    expect([email?.status, phone?.status]).toEqual(["suspended", "confirmed"]);
  });

  it("suspends the number by a wrong number", async () => {
    const { evidence, email, phone } = await weighed({ outcome: "wrong_number" });
    expect(evidence).toEqual({ kind: "phone", typed: "0812-3456-7890", result: "suspended" });
    expect([email?.status, phone?.status]).toEqual(["confirmed", "suspended"]);
  });

  it.each([
    { type: "call", outcome: null },
    { type: "call", outcome: "no_answer" },
    { type: "call", outcome: "left_message" },
    { type: "meeting", outcome: "connected" },
    { type: "note", outcome: null },
  ] as const)("proves nothing by $type $outcome", async (entry) => {
    const { evidence, phone } = await weighed(entry);
    expect(evidence).toBeNull();
    expect(phone?.confirmedAt).toEqual(today);
  });

  it("proves nothing of somebody without a number", async () => {
    const office = await openOffice(db);
    const ana = await office.add("Ana Wijaya");
    const { evidence } = await office.as("seller", (ctx) => logInteraction(ctx, call(ana, { outcome: "connected" })));
    expect(evidence).toBeNull();
  });
});
