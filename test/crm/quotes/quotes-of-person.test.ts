import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { requestCustomersExport } from "../../../src/crm/exports/request-customers-export.ts";
import { writeExport } from "../../../src/crm/exports/write-export.ts";
import { changeInteraction, removeInteraction } from "../../../src/crm/interactions/change-interaction.ts";
import { continueErasures } from "../../../src/crm/privacy/continue-erasures.ts";
import { makePersonFiles, requestPersonExport } from "../../../src/crm/privacy/export-person.ts";
import { planErasure } from "../../../src/crm/privacy/plan-erasure.ts";
import { requestErasure } from "../../../src/crm/privacy/request-erasure.ts";
import { loseQuote, winQuote } from "../../../src/crm/quotes/decide-quote.ts";
import { testClient } from "../../support/database.ts";
import { minutes, type Office, openOffice } from "../interactions/interactions-fixture.ts";
import { send } from "./quotes-fixture.ts";

const db = testClient();

/** Of whom each word stands in a quote and nowhere else. */
const words = ["forty-violins", "fifty-violas", "too-many-strings"];

/** Budi with one quote won and one lost, each with a past; somebody else with one of theirs. */
async function openOffers(): Promise<Office & { ana: string }> {
  const office = await openOffice(db);
  const ana = await office.add("Ana Wijaya");
  const won = await send(office, { note: "forty-violins", amount: "Rp 240 jt" });
  const change = { id: won.interactionId ?? "", note: "fifty-violas" };
  await office.as("seller", (ctx) => changeInteraction(ctx, change), { now: minutes(1) });
  await office.as("seller", (ctx) => winQuote(ctx, { quoteId: won.id }), { now: minutes(2) });
  const lost = await send(office, { note: "strings", amount: "US$1,200.50" });
  await office.as("colleague", (ctx) => loseQuote(ctx, { quoteId: lost.id, reason: "too-many-strings" }), {
    now: minutes(3),
  });
  const gone = await send(office, { note: "by mistake" });
  await office.as("seller", (ctx) => removeInteraction(ctx, gone.interactionId ?? ""));
  await send(office, { contactId: ana, note: "ana-wants-flutes" });
  return { ...office, ana };
}

describe("an export of one person", () => {
  it("holds their quotes, what these said before, and the way to a customer", async () => {
    const office = await openOffers();
    const files = await office.as("steward", async (ctx) => {
      const id = await requestPersonExport(ctx, { contactId: office.budi, reason: "they asked" });
      return makePersonFiles(ctx, id);
    });
    const data = JSON.parse(files?.json ?? "") as Record<string, unknown[]>;
    expect(data["quotes"]).toMatchObject([
      { number: 1, title: "fifty-violas", amountMinor: 240_000_000, currency: "IDR", state: "won" },
      { number: 2, amountMinor: 120_050, currency: "USD", state: "lost", lostReason: "too-many-strings" },
      { number: 3, removedAt: expect.any(String) },
    ]);
    expect(data["quoteVersions"]).toMatchObject([{ title: "forty-violins" }, { state: "open" }, { state: "open" }]);
    expect(data["stageChanges"]).toMatchObject([{ fromStage: "lead", toStage: "customer", cause: "quote" }]);
    for (const word of words) expect(files?.text, word).toContain(word);
    expect(`${files?.json}${files?.text}`).not.toContain("ana-wants-flutes");
    const { auditEntries } = data as { auditEntries: { action: string }[] };
    expect(auditEntries.map(({ action }) => action)).toEqual(expect.arrayContaining(["quote.sent", "quote.won"]));
  });
});

describe("an erasure", () => {
  it("takes the words out of quotes and leaves what they add up to", async () => {
    const office = await openOffers();
    const { counts } = await office.as("steward", (ctx) => planErasure(ctx, office.budi));
    expect(counts).toMatchObject({ quotes: 3, quoteVersions: 3 });
    await office.as("steward", (ctx) =>
      requestErasure(ctx, { contactId: office.budi, typedName: "Budi Santoso", reason: "asked by letter" }),
    );
    await continueErasures((run) => office.as(null, run));
    const left = await db.inWorkspace(office.workspaceId, async (tx) => ({
      quotes: await tx.quote.findMany({ where: { contactId: office.budi }, orderBy: { number: "asc" } }),
      others: await tx.quote.findMany({ where: { contactId: office.ana } }),
      versions: await tx.quoteVersion.count(),
      steps: await tx.stageChange.count(),
    }));
    expect(left.quotes).toMatchObject([
      { title: "", amountMinor: 240_000_000n, state: "won", contactBefore: null },
      { title: "", amountMinor: 120_050n, state: "lost", lostReason: null },
      { title: "", amountMinor: null },
    ]);
    expect(left.others).toMatchObject([{ title: "ana-wants-flutes" }]);
    expect([left.versions, left.steps]).toEqual([0, 1]);
  });
});

describe("an export of all customers", () => {
  it("has a file of quotes in whole units, without what was taken back", async () => {
    const office = await openOffers();
    const { parts } = await office.as("steward", (ctx) =>
      requestCustomersExport(ctx, { reason: "moving house", format: "csv" }),
    );
    let text = "";
    for (const part of parts)
      for (const { name, contents } of writeExport((run) => office.as(null, run), part))
        for await (const piece of contents) if (name === "quotes.csv") text += piece;
    const rows = parse(text, { bom: true, columns: true }) as Record<string, string>[];
    expect(
      rows.map((row) => [row["Quote"], row["About"], row["Amount"], row["In currency"], row["Quote state"]]),
    ).toEqual([
      ["Q-1", "Budi Santoso", "240000000", "IDR", "won"],
      ["Q-2", "Budi Santoso", "1200.50", "USD", "lost"],
      ["Q-4", "Ana Wijaya", "", "", "open"],
    ]);
    expect(rows[1]).toMatchObject({
      "Lost because": "too-many-strings",
      "Decided by": "colleague",
      "Sent by": "seller",
    });
  });
});
