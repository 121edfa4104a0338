import { describe, expect, it } from "vitest";
import { dropDraft, getDraft } from "../../../src/crm/interactions/draft.ts";
import { type LogOutcome, logDraft, logEntry } from "../../../src/crm/interactions/log-entry.ts";
import { testClient } from "../../support/database.ts";
import { talk, today } from "../customers/open-team.ts";
import { daysAgo, everybody, minutes, type Office, openOffice, refusal, typed } from "./interactions-fixture.ts";

const db = testClient({ poolSize: 6 });

/** When the command reached us; the work on it begins a second and a half later. */
const begun = new Date(today.getTime() - 1500);

const wholeEntry = "call connected budi santoso: wants the renewal offer by May. todo send the offer friday";

function log(
  office: Office,
  text: string,
  { person = "seller" as "seller" | "colleague", now = today, link = null as string | null } = {},
) {
  return office.as(
    person,
    (ctx) => logEntry(ctx, typed(ctx, text), { link, begunAt: new Date(now.getTime() - 1500) }),
    { now },
  );
}

function draftOf(outcome: LogOutcome): string {
  if (outcome.kind === "logged") throw new Error("It was logged");
  return outcome.draftId;
}

const count = (office: Office) =>
  db.inWorkspace(office.workspaceId, async (tx) => ({
    entries: await tx.interaction.count(),
    drafts: await tx.draft.count(),
    tasks: await tx.task.count(),
  }));

describe("logEntry", () => {
  it("logs at once where it is certain, and gives something back [R63]", async () => {
    const office = await openOffice(db);
    const outcome = await log(office, wholeEntry);
    expect(outcome).toMatchObject({
      kind: "logged",
      receipt: {
        entry: {
          contactName: "Budi Santoso",
          companyName: "PT Contoh Makmur",
          type: "call",
          outcome: "connected",
          note: "wants the renewal offer by May.",
          happenedAt: begun,
        },
        tasks: [{ title: "send the offer", dueAt: new Date("2026-11-27T02:00:00Z") }],
        previous: null,
        talks: { count: 1 },
        evidence: { kind: "phone", result: "confirmed" },
      },
    });
    expect(await count(office)).toEqual({ entries: 1, drafts: 0, tasks: 1 });
    const [row] = await db.inWorkspace(office.workspaceId, (tx) => tx.interaction.findMany());
    expect(row?.entryMs).toBe(1500);
  });

  it.each([
    ["ana: yes", "probable"],
    ["budi: yes", "several"],
    ["siti rahayu: yes", "none"],
    ["budi santoso wants tea", "probable"],
  ])("saves nothing of %j, and keeps the words while it asks", async (text, kind) => {
    const office = await openOffice(db);
    await office.add("Budi Hartono");
    await office.add("Ana Wijaya");
    const outcome = await log(office, text);
    expect(outcome.kind).toBe(kind);
    expect(await count(office)).toEqual({ entries: 0, drafts: 1, tasks: 0 });
    const draft = await office.as("seller", (ctx) => getDraft(ctx, draftOf(outcome)));
    expect(draft.typed).toBe(text);
  });

  it("asks whether the same is meant once more", async () => {
    const office = await openOffice(db);
    await log(office, "budi santoso: wants the offer");
    const again = await log(office, "budi santoso: wants the offer", { now: minutes(0.5) });
    expect(again).toMatchObject({ kind: "repeated", match: { contactId: office.budi } });
    expect(await count(office)).toMatchObject({ entries: 1, drafts: 1 });
    await office.as(
      "seller",
      (ctx) => logDraft(ctx, { draftId: draftOf(again), contactId: office.budi, evenIfRepeated: true }),
      {
        now: minutes(0.6),
      },
    );
    expect(await count(office)).toMatchObject({ entries: 2, drafts: 0 });
  });

  it("saves one of two commands in flight, and asks about the other", async () => {
    const office = await openOffice(db);
    const outcomes = await Promise.all([1, 2, 3].map(() => log(office, "budi santoso no answer")));
    expect(outcomes.map(({ kind }) => kind).toSorted()).toEqual(["logged", "repeated", "repeated"]);
  });

  it("refuses before it asks anything what could not be saved afterwards", async () => {
    const office = await openOffice(db);
    expect(await refusal(log(office, "call connected"))).toBe("customer_missing");
    expect(await refusal(log(office, `ana: ${"x".repeat(3001)}`))).toBe("note_too_long");
    expect(await refusal(log(office, `ana: yes. todo ${"x".repeat(301)}`))).toBe("task_too_long");
    expect(await refusal(log(office, "call ana tomorrow: yes"))).toBe("date_in_future");
    expect(await count(office)).toEqual({ entries: 0, drafts: 0, tasks: 0 });
  });

  it("is for those who may log", async () => {
    const office = await openOffice(db);
    const outcomes = await Promise.all(
      everybody.map((person) =>
        refusal(office.as(person, (ctx) => logEntry(ctx, typed(ctx, `budi santoso: ${person}`)))),
      ),
    );
    expect(outcomes).toEqual(["done", "done", "done", "not_permitted", "no_access"]);
  });

  it("takes three thousand colons in its stride", async () => {
    const office = await openOffice(db);
    expect((await log(office, `budi santoso: ${":".repeat(2900)}`)).kind).toBe("logged");
    expect((await log(office, "zq:".repeat(1000))).kind).toBe("none");
  });
});

describe("logDraft", () => {
  async function kept(office: Office, text = "siti: wants the offer. todo send it friday") {
    return draftOf(await log(office, text, { link: "https://contoh.slack.com/archives/C1/p1" }));
  }

  it("logs what was typed, when it was typed, on the customer chosen", async () => {
    const office = await openOffice(db);
    const draftId = await kept(office);
    const receipt = await office.as("seller", (ctx) => logDraft(ctx, { draftId, contactId: office.budi }), {
      now: minutes(7),
    });
    expect(receipt.entry).toMatchObject({
      contactId: office.budi,
      note: "wants the offer.",
      happenedAt: begun,
      createdAt: minutes(7),
      link: "https://contoh.slack.com/archives/C1/p1",
    });
    expect(receipt.tasks[0]?.title).toBe("send it");
    expect(await count(office)).toEqual({ entries: 1, drafts: 0, tasks: 1 });
  });

  it("is used once, whoever presses twice", async () => {
    const office = await openOffice(db);
    const draftId = await kept(office);
    const outcomes = await Promise.all(
      [1, 2, 3].map(() => refusal(office.as("seller", (ctx) => logDraft(ctx, { draftId, contactId: office.budi })))),
    );
    expect(outcomes.toSorted()).toEqual(["done", "draft_gone", "draft_gone"]);
    expect(await count(office)).toMatchObject({ entries: 1 });
  });

  it("keeps the words when the customer chosen has gone", async () => {
    const office = await openOffice(db);
    const draftId = await kept(office);
    await db.inWorkspace(office.workspaceId, (tx) =>
      tx.contact.update({ where: { id: office.budi }, data: { endedAt: today } }),
    );
    const choose = refusal(office.as("seller", (ctx) => logDraft(ctx, { draftId, contactId: office.budi })));
    expect(await choose).toBe("contact_not_found");
    expect(await count(office)).toEqual({ entries: 0, drafts: 1, tasks: 0 });
  });

  it("gives nobody else's words to anybody", async () => {
    const office = await openOffice(db);
    const draftId = await kept(office);
    for (const person of ["colleague", "steward"] as const) {
      expect(await refusal(office.as(person, (ctx) => logDraft(ctx, { draftId, contactId: office.budi })))).toBe(
        "draft_gone",
      );
      await office.as(person, (ctx) => dropDraft(ctx, draftId));
    }
    expect(await count(office)).toMatchObject({ drafts: 1 });
  });

  it.each(["", "nonsense", "019d0000-0000-7000-8000-000000000000"])("refuses the id %j", async (draftId) => {
    const office = await openOffice(db);
    expect(await refusal(office.as("seller", (ctx) => logDraft(ctx, { draftId, contactId: office.budi })))).toBe(
      "draft_gone",
    );
  });
});

describe("the receipt", () => {
  it("tells the time before, by whom, and how often there was a talk [R66]", async () => {
    const office = await openOffice(db);
    for (const days of [90, 40, 12]) {
      await office.as("colleague", (ctx) => talk(ctx, office.budi, { happenedAt: daysAgo(days) }));
    }
    await office.as("colleague", (ctx) => talk(ctx, office.budi, { happenedAt: daysAgo(5), outcome: "no_answer" }));
    const outcome = await log(office, wholeEntry);
    if (outcome.kind !== "logged") throw new Error(outcome.kind);
    expect(outcome.receipt.previous).toMatchObject({
      memberName: "colleague",
      outcome: "no_answer",
      happenedAt: daysAgo(5),
    });
    expect(outcome.receipt.talks).toEqual({ count: 4, byType: { call: 4 }, first: daysAgo(90), last: begun });
  });

  it("looks back from the day that the entry is about", async () => {
    const office = await openOffice(db);
    await office.as("colleague", (ctx) => talk(ctx, office.budi, { happenedAt: daysAgo(1) }));
    await office.as("colleague", (ctx) => talk(ctx, office.budi, { happenedAt: daysAgo(9) }));
    const outcome = await log(office, "call 5 days ago budi santoso: yes");
    if (outcome.kind !== "logged") throw new Error(outcome.kind);
    expect(outcome.receipt.previous?.happenedAt).toEqual(daysAgo(9));
  });
});
