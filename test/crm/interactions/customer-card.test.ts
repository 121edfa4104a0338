import { describe, expect, it } from "vitest";
import { changeContact } from "../../../src/crm/customers/change-contact.ts";
import type { Entry } from "../../../src/crm/interactions/change-interaction.ts";
import { getCustomerCard } from "../../../src/crm/interactions/customer-card.ts";
import { listOwnEntries, listTimeline, type Page } from "../../../src/crm/interactions/list-entries.ts";
import { logInteraction, type NewEntry } from "../../../src/crm/interactions/log-interaction.ts";
import { testClient } from "../../support/database.ts";
import { talk, today } from "../customers/open-team.ts";
import { call, daysAgo, everybody, minutes, type Office, openOffice, refusal } from "./interactions-fixture.ts";

const db = testClient();

async function log(office: Office, more: Partial<NewEntry>, now = today): Promise<string> {
  return (
    await office.as("seller", (ctx) => logInteraction(ctx, call(office.budi, { evenIfRepeated: true, ...more })), {
      now,
    })
  ).id;
}

describe("listTimeline", () => {
  async function pages(office: Office, limit: number): Promise<string[][]> {
    const found: string[][] = [];
    let after: string | null = null;
    do {
      const from: string | null = after;
      const page: Page<Entry> = await office.as("viewer", (ctx) =>
        listTimeline(ctx, { contactId: office.budi, after: from, limit }),
      );
      found.push(page.rows.map(({ note }) => note));
      after = page.next;
    } while (after !== null);
    return found;
  }

  it("pages through everything, newest first, without gaps or doubles, also where times are equal", async () => {
    const office = await openOffice(db);
    const days = [1, 1, 1, 1, 1, 2, 3, 3, 3, 4, 4, 5];
    for (const [index, day] of days.entries()) {
      await log(office, { note: `entry ${index}`, happenedAt: daysAgo(day) });
    }
    for (const limit of [1, 2, 3, 5, 11, 12, 50]) {
      const found = await pages(office, limit);
      expect(found.flat().toSorted()).toEqual(days.map((_, index) => `entry ${index}`).toSorted());
      expect(found.every((page) => page.length > 0 && page.length <= limit)).toBe(true);
      const times = found.flat().map((note) => days[Number(note.slice(6))] ?? 0);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
    }
  });

  it("misses nothing that stood there when paging began, though more is logged meanwhile", async () => {
    const office = await openOffice(db);
    for (const day of [1, 2, 3, 4]) await log(office, { note: `day ${day}`, happenedAt: daysAgo(day) });
    const first = await office.as("seller", (ctx) =>
      listTimeline(ctx, { contactId: office.budi, after: null, limit: 2 }),
    );
    await log(office, { note: "just now" });
    const second = await office.as("seller", (ctx) =>
      listTimeline(ctx, { contactId: office.budi, after: first.next, limit: 2 }),
    );
    expect([...first.rows, ...second.rows].map(({ note }) => note)).toEqual(["day 1", "day 2", "day 3", "day 4"]);
    expect(second.next).toBeNull();
  });

  it.each([
    "nonsense",
    "~",
    "2026-11-24T03:00:00.000Z",
    "2026-11-24T03:00:00.000Z~x",
    "x~019d0000-0000-7000-8000-000000000000",
  ])("begins anew from a mark %j that is not its own", async (after) => {
    const office = await openOffice(db);
    await log(office, { note: "one" });
    const page = await office.as("seller", (ctx) => listTimeline(ctx, { contactId: office.budi, after, limit: 2 }));
    expect(page.rows.map(({ note }) => note)).toEqual(["one"]);
  });
});

describe("getCustomerCard", () => {
  it("answers how often we talked, how, about what, and what was said last [R63] [R66]", async () => {
    const office = await openOffice(db);
    const at = (day: number) => daysAgo(day);
    await log(office, { note: "wants the renewal offer by May", outcome: "connected", happenedAt: at(1) });
    await log(office, { type: "email", note: "asked for the invoice copy", happenedAt: at(10) });
    await log(office, { note: "renewal offer is too dear", outcome: "connected", happenedAt: at(30) });
    await log(office, { type: "meeting", note: "talked about the invoice", happenedAt: at(60) });
    await log(office, { outcome: "no_answer", happenedAt: at(0) });
    await log(office, { type: "note", note: "prefers mornings", happenedAt: at(61) });
    const card = await office.as("viewer", (ctx) => getCustomerCard(ctx, office.budi));
    expect(card.talks).toEqual({ count: 4, byType: { call: 2, email: 1, meeting: 1 }, first: at(60), last: at(1) });
    expect(card.topics).toEqual(["renewal offer", "invoice"]);
    expect(card.lastStatement).toMatchObject({
      note: "wants the renewal offer by May",
      memberName: "seller",
      happenedAt: at(1),
    });
    expect(card.timeline.map(({ note }) => note)).toEqual([
      "",
      "wants the renewal offer by May",
      "asked for the invoice copy",
      "renewal offer is too dear",
    ]);
    expect(card.next).not.toBeNull();
  });

  it("finds the last statement behind any number of calls that reached nobody", async () => {
    const office = await openOffice(db);
    await log(office, { note: "call me in May", happenedAt: daysAgo(40) });
    for (let day = 1; day <= 8; day += 1) await log(office, { outcome: "no_answer", happenedAt: daysAgo(day) });
    const card = await office.as("seller", (ctx) => getCustomerCard(ctx, office.budi));
    expect(card.lastStatement?.note).toBe("call me in May");
  });

  it("gives the newest address, with the earlier ones and when they changed [R64]", async () => {
    const office = await openOffice(db);
    await office.as(
      "seller",
      (ctx) => changeContact(ctx, { contactId: office.budi, emails: ["budi@contoh-makmur.co.id"] }),
      {
        now: minutes(60),
      },
    );
    const { details } = await office.as("seller", (ctx) => getCustomerCard(ctx, office.budi), { now: minutes(61) });
    expect(details.points.email.map(({ typed }) => typed)).toEqual(["budi@contoh-makmur.co.id"]);
    expect(details.earlierPoints).toMatchObject([
      { typed: "budi.santoso@contoh-makmur.co.id", validFrom: today, validTo: minutes(60) },
    ]);
  });

  it("tells since when somebody is a customer, and how we know [R75]", async () => {
    const office = await openOffice(db);
    const sari = await office.add("Sari Indah", {
      stage: "customer",
      customerSince: "2022-03-31",
      customerSinceSource: "the import",
    });
    const { details } = await office.as("viewer", (ctx) => getCustomerCard(ctx, sari));
    expect(details).toMatchObject({ stage: "customer", customerSince: { on: "2022-03-31", how: "the import" } });
  });

  it("shows open tasks, the one due first on top, and none that is done or dropped", async () => {
    const office = await openOffice(db);
    const due = (day: number) => new Date(today.getTime() + day * 86_400_000);
    for (const [title, dueAt] of [
      ["third", null],
      ["second", due(5)],
      ["first", due(2)],
      ["done", due(1)],
      ["dropped", due(1)],
    ] as const) {
      await log(office, { note: title, tasks: [{ title, dueAt }] });
    }
    await db.inWorkspace(office.workspaceId, async (tx) => {
      await tx.task.updateMany({ where: { title: "done" }, data: { doneAt: today } });
      await tx.task.updateMany({ where: { title: "dropped" }, data: { droppedAt: today } });
    });
    const { tasks } = await office.as("viewer", (ctx) => getCustomerCard(ctx, office.budi));
    expect(tasks.map(({ title, assigneeName }) => [title, assigneeName])).toEqual([
      ["first", "seller"],
      ["second", "seller"],
      ["third", "seller"],
    ]);
  });

  it("says nothing that it does not know", async () => {
    const office = await openOffice(db);
    const ana = await office.add("Ana Wijaya");
    const card = await office.as("seller", (ctx) => getCustomerCard(ctx, ana));
    expect(card).toMatchObject({
      talks: { count: 0, byType: {}, first: null, last: null },
      topics: [],
      lastStatement: null,
      tasks: [],
      timeline: [],
      next: null,
    });
  });

  it("is for everybody with access, and for nobody else", async () => {
    const office = await openOffice(db);
    const outcomes: string[] = [];
    for (const person of everybody) {
      outcomes.push(await refusal(office.as(person, (ctx) => getCustomerCard(ctx, office.budi))));
      outcomes.push(
        await refusal(office.as(person, (ctx) => listTimeline(ctx, { contactId: office.budi, after: null, limit: 1 }))),
      );
    }
    const done = ["done", "done"];
    expect(outcomes).toEqual([...done, ...done, ...done, ...done, "no_access", "no_access"]);
  });
});

describe("listOwnEntries", () => {
  it("lists what one wrote, the last written first, and nothing of others", async () => {
    const office = await openOffice(db);
    await log(office, { note: "first", happenedAt: daysAgo(0) });
    await log(office, { note: "second", happenedAt: daysAgo(9) }, minutes(1));
    await office.as("colleague", (ctx) => talk(ctx, office.budi, { happenedAt: daysAgo(1) }));
    const own = await office.as("seller", (ctx) => listOwnEntries(ctx, 10));
    expect(own.map(({ note }) => note)).toEqual(["second", "first"]);
    expect(await office.as("seller", (ctx) => listOwnEntries(ctx, 1))).toHaveLength(1);
    expect(await office.as("viewer", (ctx) => listOwnEntries(ctx, 10))).toEqual([]);
    expect(await refusal(office.as("stranger", (ctx) => listOwnEntries(ctx, 10)))).toBe("no_access");
  });
});
