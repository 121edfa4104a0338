import { describe, expect, it } from "vitest";
import { changeContact } from "../../../src/crm/customers/change-contact.ts";
import { importCustomers } from "../../../src/crm/customers/import/import-customers.ts";
import { readCsv } from "../../../src/crm/customers/import/read-csv.ts";
import { recogniseColumns, toMapping } from "../../../src/crm/customers/import/recognise-columns.ts";
import { continueUndo, requestUndo } from "../../../src/crm/customers/import/undo-import.ts";
import { changeInteraction, removeInteraction } from "../../../src/crm/interactions/change-interaction.ts";
import { getCustomerCard } from "../../../src/crm/interactions/customer-card.ts";
import { logEntry } from "../../../src/crm/interactions/log-entry.ts";
import { loseQuote, reopenQuote, winQuote } from "../../../src/crm/quotes/decide-quote.ts";
import { getQuote } from "../../../src/crm/quotes/get-quote.ts";
import type { Quote } from "../../../src/crm/quotes/quote.ts";
import type { Context } from "../../../src/db/context.ts";
import { testClient } from "../../support/database.ts";
import { openedAudit } from "../../support/opened-audit.ts";
import { daysAgo, minutes, type Office, openOffice, refusal, typed } from "../interactions/interactions-fixture.ts";
import { send, setStage, standing, steps } from "./quotes-fixture.ts";

const db = testClient({ poolSize: 12 });

/** What comes of a line typed after /crm-log. */
async function log(office: Office, text: string) {
  const outcome = await office.as("seller", (ctx) => logEntry(ctx, typed(ctx, text)));
  if (outcome.kind !== "logged") throw new Error(`${text}: ${outcome.kind}`);
  const { quote } = outcome.receipt;
  return quote && [quote.amount && `${quote.amount.minor} ${quote.amount.currency}`, quote.title];
}

describe("an entry of a quote", () => {
  it.each([
    ["quote budi santoso 12.000.000: renewal", ["12000000 IDR", "renewal"]],
    ["quote budi santoso Rp 240 jt", ["240000000 IDR", ""]],
    ["quoted Rp 240 jt to budi santoso: renewal", ["240000000 IDR", "renewal"]],
    ["penawaran budi santoso kemarin 1,2 M: perpanjangan", ["1200000000 IDR", "perpanjangan"]],
    ["quote budi santoso $1,200.50: forty pallets", ["120050 USD", "forty pallets"]],
    ["quote budi santoso: Rp 5 jt for two pallets", ["5000000 IDR", "for two pallets"]],
    ["quote budi santoso: renewal, 5 jt", ["5000000 IDR", "renewal"]],
    ["quote budi santoso: 1.000.000 pcs of the small one", [null, "1.000.000 pcs of the small one"]],
    ["quote 0812-3456-7890: renewal", [null, "renewal"]],
    ["quote budi santoso 5 jt todo call friday", ["5000000 IDR", ""]],
    ["call budi santoso: quoted 5 jt", null],
  ])("reads the amount of %s [R65]", async (text, read) => {
    expect(await log(await openOffice(db), text)).toEqual(read);
  });

  it("is about a customer whose name ends like an amount", async () => {
    const office = await openOffice(db);
    await office.add("Toko 5000");
    expect(await log(office, "quote toko 5000: shelves")).toEqual([null, "shelves"]);
  });

  it("refuses an amount whose currency nobody can tell, and keeps nothing", async () => {
    const office = await openOffice(db);
    expect(await refusal(log(office, "quote budi santoso 500 kr: renewal"))).toBe("bad_amount");
    expect(await db.inWorkspace(office.workspaceId, (tx) => tx.interaction.count())).toBe(0);
  });

  it("is repeated only where the amount is the same as well", async () => {
    const office = await openOffice(db);
    await log(office, "quote budi santoso 5 jt");
    expect(await log(office, "quote budi santoso 6 jt")).toEqual(["6000000 IDR", ""]);
    await expect(log(office, "quote budi santoso Rp 6.000.000")).rejects.toThrow("repeated");
  });

  it("gets the next number without a gap, whoever sends at once, and a failed one gives its back", async () => {
    const office = await openOffice(db);
    const sent = await Promise.all(Array.from({ length: 12 }, (_, index) => send(office, { note: `offer ${index}` })));
    expect(sent.map(({ number }) => number).toSorted((a, b) => a - b)).toEqual(sent.map((_, index) => index + 1));
    await expect(
      office.as("seller", async (ctx) => {
        await logEntry(ctx, typed(ctx, "quote budi santoso 7 jt"));
        throw new Error("the line broke");
      }),
    ).rejects.toThrow("the line broke");
    expect((await send(office)).number).toBe(13);
    expect((await send(await openOffice(db))).number).toBe(1);
  });

  it("carries its quote along when it is changed, each version kept", async () => {
    const office = await openOffice(db);
    const quote = await send(office, { note: "renewal", amount: "5 jt" });
    const id = quote.interactionId ?? "";
    const change = (fields: Omit<Parameters<typeof changeInteraction>[1], "id">, at: number) =>
      office.as("seller", (ctx) => changeInteraction(ctx, { id, ...fields }), { now: minutes(at) });
    const now = () => office.as("seller", (ctx) => getQuote(ctx, quote.id));
    await change({ note: "two renewals", happenedAt: daysAgo(2) }, 1);
    expect(await now()).toMatchObject({
      title: "two renewals",
      amount: { minor: 5_000_000 },
      sentAt: daysAgo(2),
      version: 2,
    });
    await change({ amount: "US$900" }, 2);
    expect(await now()).toMatchObject({ amount: { minor: 90_000, currency: "USD" }, version: 3 });
    await change({ amount: null }, 3);
    expect(await now()).toMatchObject({ amount: null, version: 4 });
    expect(await refusal(change({ amount: "a lot" }, 4))).toBe("bad_amount");
    await change({ type: "call" }, 5);
    expect(await refusal(now())).toBe("quote_not_found");
    await change({ type: "quote", amount: "6 jt" }, 6);
    expect(await now()).toMatchObject({ number: 1, amount: { minor: 6_000_000 } });
    const versions = await db.inWorkspace(office.workspaceId, (tx) =>
      tx.quoteVersion.findMany({ orderBy: { version: "asc" } }),
    );
    expect(versions.map(({ title, amountMinor }) => [title, amountMinor])).toEqual([
      ["renewal", 5_000_000n],
      ["two renewals", 5_000_000n],
      ["two renewals", 90_000n],
      ["two renewals", null],
    ]);
    const log = await openedAudit(db, office.workspaceId, { subjectType: "quote" });
    expect(log.map(({ action }) => action.slice(6))).toEqual([
      ...["sent", "changed", "changed", "changed", "removed", "changed"],
    ]);
  });

  it("takes what was won along to whom it was for, and back when it is deleted", async () => {
    const office = await openOffice(db);
    const ana = await office.add("Ana Wijaya");
    const quote = await send(office);
    await office.as("seller", (ctx) => winQuote(ctx, { quoteId: quote.id }));
    const id = quote.interactionId ?? "";
    await office.as("seller", (ctx) => changeInteraction(ctx, { id, contactId: ana }), { now: minutes(1) });
    expect([await standing(db, office, office.budi), await standing(db, office, ana)]).toMatchObject([
      { stage: "lead", customerSince: null, customerSinceSource: null },
      { stage: "customer", customerSinceSource: "first won quote" },
    ]);
    await office.as("seller", (ctx) => removeInteraction(ctx, id), { now: minutes(2) });
    expect((await standing(db, office, ana)).stage).toBe("lead");
    expect(await steps(db, office, ana)).toEqual(["lead customer quote", "customer lead undo"]);
    expect(await refusal(office.as("seller", (ctx) => getQuote(ctx, quote.id)))).toBe("quote_not_found");
  });

  it("stands on the card while it is open, and on the timeline with what became of it", async () => {
    const office = await openOffice(db);
    const quotes: Quote[] = [];
    for (const note of ["a", "b", "c", "d", "e"])
      quotes.push(await send(office, { note, now: minutes(quotes.length) }));
    await office.as("seller", (ctx) => winQuote(ctx, { quoteId: quotes[4]?.id ?? "" }), { now: minutes(9) });
    const card = await office.as("viewer", (ctx) => getCustomerCard(ctx, office.budi));
    expect(card.quotes.open.map(({ title }) => title)).toEqual(["d", "c", "b"]);
    expect([card.quotes.openCount, card.quotes.decided.map(({ title }) => title)]).toEqual([4, ["e"]]);
    expect(card.timeline[0]?.quote).toMatchObject({ number: 5, state: "won" });
  });
});

describe("a quote under many hands", () => {
  it("is moved, won, lost, reopened and changed at once, and nobody waits for each other for ever", async () => {
    const office = await openOffice(db);
    const ana = await office.add("Ana Wijaya");
    const customers = [office.budi, ana];
    const quotes = [await send(office, { note: "a" }), await send(office, { note: "b" })];
    const act = (index: number) => {
      const quote = quotes[index % 2];
      const { id: quoteId = "", interactionId } = quote ?? {};
      const now = minutes(index);
      const contactId = customers[(index >> 2) % 2] ?? "";
      const deeds: ((ctx: Context) => Promise<unknown>)[] = [
        (ctx) => changeInteraction(ctx, { id: interactionId ?? "", contactId, note: `said ${index}` }),
        (ctx) => winQuote(ctx, { quoteId }),
        (ctx) => loseQuote(ctx, { quoteId, reason: "late" }),
        async (ctx) => reopenQuote(ctx, { quoteId, version: (await getQuote(ctx, quoteId)).version }),
        (ctx) => changeContact(ctx, { contactId, interests: `interest ${index}` }),
      ];
      const deed = deeds[index % deeds.length] ?? (() => Promise.resolve());
      return refusal(office.as("seller", deed, { now }));
    };
    const codes: string[] = [];
    // As many at once as there are connections.
    for (let from = 0; from < 60; from += 12)
      codes.push(...(await Promise.all(Array.from({ length: 12 }, (_, index) => act(from + index)))));
    expect(new Set(codes)).toContain("done");
    expect(codes.filter((code) => !["done", "quote_decided", "quote_changed"].includes(code))).toEqual([]);
    const left = await db.inWorkspace(office.workspaceId, async (tx) => ({
      quotes: await tx.quote.findMany({ include: { versions: true } }),
      contacts: await tx.contact.findMany(),
    }));
    for (const { id, stage, customerSinceSource } of left.contacts) {
      const won = left.quotes.filter(({ contactId, state }) => contactId === id && state === "won");
      // Nobody touched the stage by hand: it is what the quotes make of it.
      expect([stage, customerSinceSource]).toEqual(won.length > 0 ? ["customer", "first won quote"] : ["lead", null]);
      expect(won.filter(({ contactBefore }) => contactBefore !== null)).toHaveLength(won.length > 0 ? 1 : 0);
    }
    for (const { version, versions } of left.quotes)
      expect(versions.map((one) => one.version).toSorted((a, b) => a - b)).toEqual(
        Array.from({ length: version - 1 }, (_, index) => index + 1),
      );
  });
});

describe("a stage that changes by a list", () => {
  it("is kept with its cause, and again when the list is taken back", async () => {
    const office = await openOffice(db);
    const text =
      "Name,E-mail,Stage\nBudi Santoso,budi.santoso@contoh-makmur.co.id,customer\nSari Indah,sari@toko.id,customer\n";
    const csv = await readCsv([Buffer.from(text)]);
    if (!csv) throw new Error("no header");
    const mapping = toMapping(recogniseColumns(csv.header, csv.sample, "ID"));
    const options = { fileName: "a.csv", header: csv.header, mapping };
    const { importId } = await importCustomers((run) => office.as("steward", run), csv.rows, options);
    expect(await steps(db, office, office.budi)).toEqual(["lead customer import"]);
    await office.as("steward", (ctx) => requestUndo(ctx, { typed: importId }), { now: minutes(1) });
    while (await office.as(null, continueUndo, { now: minutes(1) }));
    expect(await steps(db, office, office.budi)).toEqual(["lead customer import", "customer lead undo"]);
    // Whoever came as a customer never was a lead.
    expect(await db.inWorkspace(office.workspaceId, (tx) => tx.stageChange.count())).toBe(2);
    await setStage(office, "lead");
    expect(await steps(db, office, office.budi)).toHaveLength(2);
  });
});
