import { beforeAll, describe, expect, it } from "vitest";
import { clearDemo } from "../../prisma/demo/clear-demo.ts";
import { seedDemo, wasDemoSeeded } from "../../prisma/demo/seed-demo.ts";
import { changeContact } from "../../src/crm/customers/change-contact.ts";
import { findCustomers } from "../../src/crm/customers/find-customers.ts";
import { logInteraction } from "../../src/crm/interactions/log-interaction.ts";
import { winQuote } from "../../src/crm/quotes/decide-quote.ts";
import { readConversions } from "../../src/crm/usage/conversions.ts";
import type { Context } from "../../src/db/context.ts";
import { dewi, enrolled } from "../crm/access/enrolled-workspace.ts";
import { testClient } from "../support/database.ts";
import { type DemoWorkspace, demoWorkspace, seeded, seededAt } from "./demo-workspace.ts";

const db = testClient();
const afterwards = new Date(seededAt.getTime() + 60_000);

async function counts({ tx }: Context) {
  return {
    companies: await tx.company.count(),
    contacts: await tx.contact.count(),
    points: await tx.contactPoint.count(),
    facts: await tx.contactFact.count(),
    interactions: await tx.interaction.count(),
    tasks: await tx.task.count(),
    quotes: await tx.quote.count(),
    stageChanges: await tx.stageChange.count(),
  };
}

const nothing = {
  companies: 0,
  contacts: 0,
  points: 0,
  facts: 0,
  interactions: 0,
  tasks: 0,
  quotes: 0,
  stageChanges: 0,
};

describe("seedDemo", () => {
  let workspace: DemoWorkspace;
  beforeAll(async () => {
    workspace = await seeded(db);
  });

  it("writes what it says, all of it marked, with one entry in the audit log", async () => {
    const found = await workspace.byItself(counts);
    expect(found).toMatchObject({ companies: 60, contacts: 200 });
    await workspace.byItself(async ({ tx }) => {
      expect(await tx.contact.count({ where: { demo: false } })).toBe(0);
      expect(await tx.interaction.count({ where: { demo: false } })).toBe(0);
    });
    const entry = (await workspace.audit()).filter(({ action }) => action === "demo.seeded");
    expect(entry).toMatchObject([{ after: { contacts: 200, companies: 60, interactions: found.interactions } }]);
  });

  it.each([
    ["budi", ["Budi Hartono", "Budi Santoso"]],
    ["santoso budi", ["Budi Santoso"]],
    ["0812 3456 7890", ["Budi Santoso"]],
    ["+62 811 222 333", ["Hendra Gunawan"]],
    ["budi.santoso@contoh-makmur.example", ["Budi Santoso"]],
    ["ana wijaya", ["Ana Wijaya"]],
    ["lukasz wisniewski", ["Łukasz Wiśniewski"]],
    ["sari indah", ["Sari Indah"]],
  ])("lets %s be found", async (text, names) => {
    const found = await workspace.as(dewi, (ctx) => findCustomers(ctx, text), afterwards);
    expect(
      found
        .slice(0, names.length)
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual(names);
  });

  it("tells the story of Budi Santoso as the documents do", async () => {
    const [budi] = await workspace.as(dewi, (ctx) => findCustomers(ctx, "budi santoso"), afterwards);
    expect(budi).toMatchObject({ companyName: "PT Contoh Makmur", jobTitle: "Procurement manager", stage: "customer" });
    await workspace.byItself(async ({ tx }) => {
      const talks = await tx.interaction.groupBy({
        by: ["type"],
        where: { contactId: budi?.contactId ?? "" },
        _count: true,
      });
      expect(Object.fromEntries(talks.map(({ type, _count }) => [type, _count]))).toEqual({
        call: 4,
        email: 2,
        meeting: 1,
      });
      const value = await tx.contactFact.findFirst({ where: { contactId: budi?.contactId ?? "", field: "value" } });
      expect(value).toMatchObject({ currency: "IDR", value: "240000000" });
    });
  });

  it("has leads who became customers this month and last, each by a quote that was won [R126]", async () => {
    const conversions = await workspace.as(dewi, (ctx) => readConversions(ctx, seededAt), seededAt);
    expect(conversions.thisMonth).toBeGreaterThan(0);
    expect(conversions.lastMonth).toBeGreaterThan(0);
    await workspace.byItself(async ({ tx }) => {
      const won = await tx.quote.findMany({ where: { state: "won", contact: { stage: "customer" } } });
      for (const { quoteId, contactId, at } of await tx.stageChange.findMany())
        expect(won).toContainEqual(expect.objectContaining({ id: quoteId, contactId, decidedAt: at }));
    });
  });

  it("does nothing a second time", async () => {
    const before = await workspace.byItself(counts);
    expect(await workspace.byItself(seedDemo)).toEqual({ seeded: false, why: "there already" });
    expect(await workspace.byItself(counts)).toEqual(before);
  });

  it("needs somebody who could own customers", async () => {
    const alone = await enrolled(db, { people: [], primaryOwnerId: null });
    expect(await alone.as(null, seedDemo)).toEqual({ seeded: false, why: "nobody has access" });
  });
});

describe("clearDemo", () => {
  it("removes everything made up, and nothing of another workspace", async () => {
    const [workspace, other] = [await seeded(db), await seeded(db)];
    const before = await workspace.byItself(counts);
    const cleared = await workspace.byItself(clearDemo);
    expect(cleared).toEqual({
      companies: 60,
      contacts: 200,
      interactions: before.interactions,
      tasks: before.tasks,
      quotes: before.quotes,
      kept: 0,
    });
    expect(await workspace.byItself(counts)).toEqual(nothing);
    expect(await workspace.byItself(wasDemoSeeded)).toBe(true);
    expect(await workspace.byItself(clearDemo)).toBeNull();
    expect((await other.byItself(counts)).contacts).toBe(200);
  });

  it("keeps a customer with whom somebody has really worked, with what they wrote", async () => {
    const workspace = await seeded(db);
    const find = (name: string) =>
      workspace.as(dewi, async (ctx) => (await findCustomers(ctx, name))[0]?.contactId ?? "", afterwards);
    const [ana, budi] = [await find("ana wijaya"), await find("budi hartono")];
    await workspace.as(
      dewi,
      async (ctx) => {
        await logInteraction(ctx, {
          contactId: ana,
          type: "call",
          outcome: "connected",
          happenedAt: ctx.now,
          durationMinutes: null,
          note: "really called",
          tasks: [],
        });
        await changeContact(ctx, { contactId: budi, jobTitle: "Director" });
      },
      afterwards,
    );
    expect(await workspace.byItself(clearDemo, new Date(afterwards.getTime() + 1000))).toMatchObject({
      contacts: 198,
      companies: 58,
      kept: 2,
    });
    await workspace.byItself(async ({ tx }) => {
      expect((await tx.contact.findMany({ orderBy: { name: "asc" } })).map(({ name, demo }) => [name, demo])).toEqual([
        ["Ana Wijaya", false],
        ["Budi Hartono", false],
      ]);
      expect((await tx.interaction.findMany()).map(({ note }) => note)).toEqual(["really called"]);
      expect(await tx.contactPoint.count({ where: { contactId: ana } })).toBeGreaterThan(1);
    });
  });

  it("keeps a quote that somebody has really decided, with its entry and its customer", async () => {
    const workspace = await seeded(db);
    const { id, contactId } = await workspace.byItself(({ tx }) =>
      tx.quote.findFirstOrThrow({ where: { state: "open" }, orderBy: { number: "desc" } }),
    );
    await workspace.as(dewi, (ctx) => winQuote(ctx, { quoteId: id }), afterwards);
    expect(await workspace.byItself(clearDemo, new Date(afterwards.getTime() + 1000))).toMatchObject({ kept: 1 });
    await workspace.byItself(async ({ tx }) => {
      const [quote, ...others] = await tx.quote.findMany();
      expect([quote?.id, quote?.state, others]).toEqual([id, "won", []]);
      expect(await tx.contact.findMany({ select: { id: true, stage: true } })).toEqual([
        { id: contactId, stage: "customer" },
      ]);
      expect(await tx.interaction.count({ where: { id: quote?.interactionId ?? "" } })).toBe(1);
    });
  });

  it("finds nothing to clear where nothing was made up", async () => {
    const workspace = await demoWorkspace(db);
    expect(await workspace.byItself(clearDemo)).toBeNull();
    expect(await workspace.byItself(wasDemoSeeded)).toBe(false);
  });
});
