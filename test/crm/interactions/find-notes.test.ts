import { describe, expect, it } from "vitest";
import { createContact } from "../../../src/crm/customers/create-contact.ts";
import { readSummaries } from "../../../src/crm/customers/read-summaries.ts";
import { removeInteraction } from "../../../src/crm/interactions/change-interaction.ts";
import { findEverything } from "../../../src/crm/interactions/find-everything.ts";
import { findNotes } from "../../../src/crm/interactions/find-notes.ts";
import { interactionTypes, isTalk, outcomes } from "../../../src/crm/interactions/interaction.ts";
import { logInteraction } from "../../../src/crm/interactions/log-interaction.ts";
import { testClient } from "../../support/database.ts";
import { openTeam, type Person, type Team, talk, today } from "../customers/open-team.ts";

const db = testClient();

async function add(team: Team, name: string): Promise<string> {
  return (await team.as("seller", (ctx) => createContact(ctx, { name, source: "typed" }))).id;
}

async function say(team: Team, person: Person, contactId: string, note: string, day = "2026-11-20"): Promise<string> {
  const entry = { type: "call", outcome: null, durationMinutes: null, tasks: [] } as const;
  const happenedAt = new Date(`${day}T05:00:00Z`);
  return (await team.as(person, (ctx) => logInteraction(ctx, { ...entry, contactId, note, happenedAt }))).id;
}

async function team() {
  const opened = await openTeam(db);
  const [ani, budi, cici] = [await add(opened, "Ani"), await add(opened, "Budi"), await add(opened, "Cici")];
  await say(opened, "colleague", ani, "Wants the renewal offer by May, INV-2231 is open", "2026-11-21");
  await say(opened, "seller", budi, "asked about Renewal of the licences; delivery to Café Río", "2026-11-10");
  await say(opened, "colleague", budi, "renewals again", "2026-11-22");
  await say(opened, "colleague", cici, "nothing new", "2026-11-01");
  const find = (text: string, person: Person = "seller") =>
    opened.as(person, async (ctx) => (await findNotes(ctx, text)).map(({ name }) => name));
  return { opened, ani, budi, cici, find };
}

describe("findNotes", () => {
  it("finds the customers of whom it was said, each once, one's own talks first, then the newest [R63]", async () => {
    const { find } = await team();
    expect(await find("renewal")).toEqual(["Budi", "Ani"]);
    expect(await find("renewal", "viewer")).toEqual(["Budi", "Ani"]);
    expect(await find("offer")).toEqual(["Ani"]);
  });

  it.each([
    ["renew", ["Budi", "Ani"]],
    ["renewals", ["Budi", "Ani"]],
    ["the renewal", ["Budi", "Ani"]],
    ["deliveries", ["Budi"]],
    ["2231", ["Ani"]],
    ["inv-2231", ["Ani"]],
    ["café", ["Budi"]],
    ["renewal licence", ["Budi"]],
    ["renewal helicopter", []],
    ["enewal", []],
    ["", []],
    ["'); DROP TABLE interaction; --", []],
    ["renewal:* | nothing", []],
    ["\u0000renewal\u0000", ["Budi", "Ani"]],
  ])("understands %j", async (typed, names) => {
    expect(await (await shared).find(typed)).toEqual(names);
  });

  const shared = team();

  it("shows the passage with the word", async () => {
    const { opened } = await shared;
    const [, ani] = await opened.as("seller", (ctx) => findNotes(ctx, "renewal"));
    expect(ani).toMatchObject({
      memberName: "colleague",
      happenedAt: new Date("2026-11-21T05:00:00Z"),
      passage: { before: "Wants the ", said: "renewal", after: " offer by May, INV-2231 is open" },
    });
  });

  it("leaves out what was taken back, and whoever has been ended", async () => {
    const { opened, ani, find } = await team();
    const id = await say(opened, "seller", ani, "helicopter");
    expect(await find("helicopter")).toEqual(["Ani"]);
    await opened.as("seller", (ctx) => removeInteraction(ctx, id));
    expect(await find("helicopter")).toEqual([]);
    await opened.as("steward", (ctx) => ctx.tx.contact.updateMany({ data: { endedAt: today } }));
    expect(await find("renewal")).toEqual([]);
  });

  it("refuses whoever has no access", async () => {
    const { find } = await shared;
    await expect(find("renewal", "stranger")).rejects.toMatchObject({ code: "no_access" });
  });
});

describe("findEverything", () => {
  it("puts who agrees first, then of whom it was said, then whose name is only like it", async () => {
    const opened = await openTeam(db);
    const [ani] = [await add(opened, "Ani"), await add(opened, "Rehewal Basri")];
    await say(opened, "seller", ani, "the renewal");
    const find = (text: string) =>
      opened.as("seller", async (ctx) =>
        (await findEverything(ctx, text)).map((one) => [one.by, one.by === "note" ? one.note.name : one.match.name]),
      );
    expect(await find("renewal")).toEqual([
      ["note", "Ani"],
      ["customer", "Rehewal Basri"],
    ]);
    await add(opened, "Renewal Hadi");
    await add(opened, "Renewal Wati");
    expect(await find("renewal")).toEqual([
      ["customer", "Renewal Hadi"],
      ["customer", "Renewal Wati"],
      ["note", "Ani"],
    ]);
  });

  it("has what was said on the first page, however many customers agree", async () => {
    const opened = await openTeam(db);
    for (let nth = 0; nth < 7; nth += 1) await add(opened, `Renewal ${"ABCDEFG"[nth]}tmaja`);
    await say(opened, "seller", await add(opened, "Ani"), "the renewal");
    const found = await opened.as("seller", (ctx) => findEverything(ctx, "renewal"));
    expect(found.map(({ by }) => by).join(" ")).toBe(
      "customer customer customer customer customer note customer customer",
    );
  });

  it("shows what was said beside a customer who was found by name as well", async () => {
    const opened = await openTeam(db);
    const [one] = [await add(opened, "Maya Sari"), await add(opened, "Maya Dewi")];
    await say(opened, "seller", one, "her sister Maya will pay");
    const found = await opened.as("seller", (ctx) => findEverything(ctx, "maya"));
    expect(found.map(({ by }) => by)).toEqual(["customer", "customer"]);
    expect(found[0]).toMatchObject({ match: { name: "Maya Sari" }, note: { passage: { said: "Maya" } } });
  });
});

describe("readSummaries", () => {
  it("counts as a talk what isTalk calls one: no quote, no note, no attempt", async () => {
    const opened = await openTeam(db);
    for (const type of interactionTypes) {
      for (const outcome of [null, ...outcomes]) {
        const contactId = await add(opened, `${type} ${outcome}`);
        const [summary] = await opened.as("seller", async (ctx) => {
          await talk(ctx, contactId, { happenedAt: today, type, outcome });
          return readSummaries(ctx, [contactId]);
        });
        const at = isTalk({ type, outcome }) ? today : null;
        expect(summary).toMatchObject({ lastTalkedAt: at, lastTalkedByMeAt: at });
      }
    }
  });
});
