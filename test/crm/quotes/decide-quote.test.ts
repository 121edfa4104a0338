import { describe, expect, it } from "vitest";
import { explainLoss, loseQuote, reopenQuote, winQuote } from "../../../src/crm/quotes/decide-quote.ts";
import { getQuote, getQuoteByNumber } from "../../../src/crm/quotes/get-quote.ts";
import { listCustomerQuotes } from "../../../src/crm/quotes/list-customer-quotes.ts";
import { longestReason } from "../../../src/crm/quotes/quote.ts";
import { Refusal } from "../../../src/crm/refusal.ts";
import { testClient } from "../../support/database.ts";
import { openedAudit } from "../../support/opened-audit.ts";
import { today } from "../customers/open-team.ts";
import { minutes, openOffice, refusal } from "../interactions/interactions-fixture.ts";
import { send, setStage, standing, steps } from "./quotes-fixture.ts";

const db = testClient({ poolSize: 6 });
const lead = { stage: "lead", customerSince: null, customerSinceSource: null };
const since = new Date("2026-11-24T00:00:00Z");

describe("winQuote", () => {
  it("makes a lead a customer since that day, and its undo puts back everything [R126]", async () => {
    const office = await openOffice(db);
    const { id: quoteId } = await send(office, { amount: "Rp 240 jt", note: "renewal" });
    const won = await office.as("colleague", (ctx) => winQuote(ctx, { quoteId }), { now: minutes(5) });
    expect(won).toMatchObject({
      ...{ state: "won", decidedAt: minutes(5), decidedByName: "colleague", memberName: "seller" },
      ...{ madeCustomer: true, amount: { minor: 240_000_000, currency: "IDR" }, version: 2 },
    });
    expect(await standing(db, office, office.budi)).toEqual({
      ...{ stage: "customer", customerSince: since, customerSinceSource: "first won quote" },
    });
    expect(await steps(db, office, office.budi)).toEqual(["lead customer quote"]);
    const audit = await openedAudit(db, office.workspaceId, { action: { in: ["quote.won", "contact.changed"] } });
    expect(audit.map(({ action, after }) => [action, after])).toEqual([
      ["quote.won", { number: 1, state: "won", minor: 240_000_000, currency: "IDR" }],
      ["contact.changed", { stage: "customer", customerSince: "2026-11-24", customerSinceSource: "first won quote" }],
    ]);

    const undo = { quoteId, version: won.version };
    const open = await office.as("colleague", (ctx) => reopenQuote(ctx, undo), { now: minutes(6) });
    expect(open).toMatchObject({
      state: "open",
      decidedAt: null,
      decidedByName: null,
      madeCustomer: false,
      version: 3,
    });
    expect(await standing(db, office, office.budi)).toEqual(lead);
    expect(await steps(db, office, office.budi)).toEqual(["lead customer quote", "customer lead undo"]);
  });

  it("makes a former customer one again, and leaves since when they were known", async () => {
    const office = await openOffice(db);
    await setStage(office, "former");
    await db.inWorkspace(office.workspaceId, (tx) =>
      tx.contact.update({
        where: { id: office.budi },
        data: { customerSince: new Date("2022-03-31"), customerSinceSource: "import" },
      }),
    );
    const before = await standing(db, office, office.budi);
    const { id: quoteId } = await send(office);
    const { version } = await office.as("seller", (ctx) => winQuote(ctx, { quoteId }));
    expect(await standing(db, office, office.budi)).toEqual({ ...before, stage: "customer" });
    await office.as("seller", (ctx) => reopenQuote(ctx, { quoteId, version }));
    expect(await standing(db, office, office.budi)).toEqual(before);
    expect(await steps(db, office, office.budi)).toEqual([
      "lead former edit",
      "former customer quote",
      "customer former undo",
    ]);
  });

  it("is told by the second quote when the first one was not won after all", async () => {
    const office = await openOffice(db);
    const [first, second] = [await send(office), await send(office, { note: "more" })];
    const won = await office.as("seller", (ctx) => winQuote(ctx, { quoteId: first.id }));
    const nextDay = minutes(24 * 60);
    const other = await office.as("seller", (ctx) => winQuote(ctx, { quoteId: second.id }), { now: nextDay });
    expect(other.madeCustomer).toBe(false);
    await office.as("seller", (ctx) => reopenQuote(ctx, { quoteId: first.id, version: won.version }), {
      now: minutes(24 * 60 + 5),
    });
    expect(await standing(db, office, office.budi)).toMatchObject({
      ...{ stage: "customer", customerSince: new Date("2026-11-25T00:00:00Z") },
    });
    const { version, madeCustomer } = await office.as("seller", (ctx) => getQuote(ctx, second.id));
    expect(madeCustomer).toBe(true);
    await office.as("seller", (ctx) => reopenQuote(ctx, { quoteId: second.id, version }), {
      now: minutes(24 * 60 + 9),
    });
    expect(await standing(db, office, office.budi)).toEqual(lead);
  });

  it("takes nothing back that somebody has changed since", async () => {
    const office = await openOffice(db);
    const { id: quoteId } = await send(office);
    const { version } = await office.as("seller", (ctx) => winQuote(ctx, { quoteId }));
    await setStage(office, "former");
    await setStage(office, "customer");
    await office.as("seller", (ctx) => reopenQuote(ctx, { quoteId, version }), { now: minutes(9) });
    expect((await standing(db, office, office.budi)).stage).toBe("customer");
  });

  it("is one person's of two who press at once; the other is told whose", async () => {
    const office = await openOffice(db);
    const { id: quoteId } = await send(office);
    const results = await Promise.allSettled([
      office.as("seller", (ctx) => winQuote(ctx, { quoteId })),
      office.as("colleague", (ctx) => loseQuote(ctx, { quoteId, reason: null })),
    ]);
    const done = results.findIndex(({ status }) => status === "fulfilled");
    const [first, state] = done === 0 ? ["seller", "won"] : ["colleague", "lost"];
    const other = results[1 - done];
    expect(other?.status === "rejected" && other.reason).toBeInstanceOf(Refusal);
    expect((other as PromiseRejectedResult).reason).toMatchObject({
      ...{ code: "quote_decided", details: { number: 1, state, by: first } },
    });
    const quote = await office.as("viewer", (ctx) => getQuoteByNumber(ctx, 1));
    expect([quote.state, quote.decidedByName]).toEqual([state, first]);
    const again = office.as(done === 0 ? "seller" : "colleague", (ctx) => winQuote(ctx, { quoteId }));
    await expect(again).rejects.toMatchObject({ details: { by: null } });
  });
});

describe("loseQuote", () => {
  it("keeps why, which may be said later, and the decision may be taken back", async () => {
    const office = await openOffice(db);
    const { id: quoteId } = await send(office, { amount: "$1,200" });
    const lost = await office.as("seller", (ctx) => loseQuote(ctx, { quoteId, reason: "  " }));
    expect(lost).toMatchObject({ state: "lost", lostReason: null });
    const why = await office.as("colleague", (ctx) => explainLoss(ctx, { quoteId, reason: " too expensive " }));
    expect(why).toMatchObject({ state: "lost", lostReason: "too expensive", version: 3, decidedByName: "seller" });
    expect(await standing(db, office, office.budi)).toEqual(lead);
    const { decided, open } = await office.as("viewer", (ctx) => listCustomerQuotes(ctx, office.budi));
    expect([decided.map(({ number }) => number), open]).toEqual([[1], []]);
    const stale = office.as("seller", (ctx) => reopenQuote(ctx, { quoteId, version: lost.version }));
    expect(await refusal(stale)).toBe("quote_changed");
    const back = await office.as("seller", (ctx) => reopenQuote(ctx, { quoteId, version: why.version }));
    expect(back).toMatchObject({ state: "open", lostReason: null });
    const versions = await db.inWorkspace(office.workspaceId, (tx) =>
      tx.quoteVersion.findMany({ where: { quoteId }, orderBy: { version: "asc" } }),
    );
    expect(versions.map(({ version, state, lostReason }) => [version, state, lostReason])).toEqual([
      [1, "open", null],
      [2, "lost", null],
      [3, "lost", "too expensive"],
    ]);
  });

  it("refuses a reason that is too long, a quote that is not there, and whoever may not", async () => {
    const office = await openOffice(db);
    const { id: quoteId } = await send(office);
    const reason = "x".repeat(longestReason + 1);
    expect(await refusal(office.as("seller", (ctx) => loseQuote(ctx, { quoteId, reason })))).toBe(
      "lost_reason_too_long",
    );
    expect(await refusal(office.as("seller", (ctx) => explainLoss(ctx, { quoteId, reason: "x" })))).toBe(
      "quote_changed",
    );
    expect(await refusal(office.as("seller", (ctx) => winQuote(ctx, { quoteId: office.budi })))).toBe(
      "quote_not_found",
    );
    expect(await refusal(office.as("seller", (ctx) => winQuote(ctx, { quoteId: "12" })))).toBe("quote_not_found");
    expect(await refusal(office.as("seller", (ctx) => getQuoteByNumber(ctx, 9)))).toBe("quote_unknown");
    expect(await refusal(office.as("viewer", (ctx) => winQuote(ctx, { quoteId })))).toBe("not_permitted");
    expect(await refusal(office.as("stranger", (ctx) => getQuote(ctx, quoteId)))).toBe("no_access");
    expect((await office.as("viewer", (ctx) => getQuote(ctx, quoteId))).state).toBe("open");
  });

  it("refuses the quote of a customer who is being erased", async () => {
    const office = await openOffice(db);
    const { id: quoteId } = await send(office);
    await db.inWorkspace(office.workspaceId, (tx) =>
      tx.contact.update({ where: { id: office.budi }, data: { endedAt: today } }),
    );
    expect(await refusal(office.as("seller", (ctx) => winQuote(ctx, { quoteId })))).toBe("contact_not_found");
  });
});
