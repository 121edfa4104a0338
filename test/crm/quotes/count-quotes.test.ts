import { describe, expect, it } from "vitest";
import { removeInteraction } from "../../../src/crm/interactions/change-interaction.ts";
import { countNewCustomers, countQuotes } from "../../../src/crm/quotes/count-quotes.ts";
import { loseQuote, reopenQuote, winQuote } from "../../../src/crm/quotes/decide-quote.ts";
import { testClient } from "../../support/database.ts";
import { openOffice, refusal } from "../interactions/interactions-fixture.ts";
import { send, setStage } from "./quotes-fixture.ts";

const db = testClient();
const november = { from: new Date("2026-11-01T00:00:00+07:00"), to: new Date("2026-12-01T00:00:00+07:00") };
/** Noon in Jakarta. */
const on = (day: string) => new Date(`${day}T12:00:00+07:00`);

describe("countQuotes", () => {
  it("counts what was sent, won and lost, by person and week, with sums by currency [R121]", async () => {
    const office = await openOffice(db);
    const { seller, colleague } = office.memberIds;
    // Sunday night in Jakarta is Sunday still, where in UTC a week begins with the same evening's end.
    const first = await send(office, { amount: "Rp 5 jt", now: new Date("2026-11-15T23:30:00+07:00") });
    const second = await send(office, { amount: "Rp 7 jt", note: "b", now: on("2026-11-16") });
    const third = await send(office, { amount: "US$900", note: "c", now: on("2026-11-17") });
    const fourth = await send(office, { by: "colleague", note: "d", now: on("2026-11-17") });
    const gone = await send(office, { amount: "Rp 9 jt", note: "e", now: on("2026-11-17") });
    await office.as("seller", (ctx) => removeInteraction(ctx, gone.interactionId ?? ""));
    // Whoever answers for it has it counted, not who pressed.
    await office.as("colleague", (ctx) => winQuote(ctx, { quoteId: first.id }), { now: on("2026-11-18") });
    await office.as("seller", (ctx) => loseQuote(ctx, { quoteId: second.id, reason: null }), { now: on("2026-11-18") });
    await office.as("seller", (ctx) => winQuote(ctx, { quoteId: third.id }), { now: on("2026-12-02") });
    await office.as("colleague", (ctx) => loseQuote(ctx, { quoteId: fourth.id, reason: null }), {
      now: on("2026-11-23"),
    });

    const counted = await office.as("steward", (ctx) => countQuotes(ctx, november));
    const of = (memberId: string) =>
      counted.filter((row) => row.memberId === memberId).map(({ memberId: _, ...row }) => row);
    const rupiah = { currency: "IDR", sentMinor: 0, wonMinor: 0, lostMinor: 0 };
    expect(of(seller)).toEqual([
      { week: "2026-11-09", sent: 1, won: 0, lost: 0, sums: [{ ...rupiah, sentMinor: 5_000_000 }] },
      {
        ...{ week: "2026-11-16", sent: 2, won: 1, lost: 1 },
        sums: [
          { currency: "IDR", sentMinor: 7_000_000, wonMinor: 5_000_000, lostMinor: 7_000_000 },
          { currency: "USD", sentMinor: 90_000, wonMinor: 0, lostMinor: 0 },
        ],
      },
    ]);
    expect(of(colleague)).toEqual([
      { week: "2026-11-16", sent: 1, won: 0, lost: 0, sums: [] },
      { week: "2026-11-23", sent: 0, won: 0, lost: 1, sums: [] },
    ]);
  });

  it("tells members their own, and nobody else's without the right to reports", async () => {
    const office = await openOffice(db);
    await send(office, { now: on("2026-11-17") });
    const { seller, colleague } = office.memberIds;
    const asked = (memberIds: string[] | null) =>
      office.as("seller", (ctx) => countQuotes(ctx, { ...november, memberIds }));
    expect(await asked([seller])).toMatchObject([{ memberId: seller, sent: 1 }]);
    expect(await refusal(asked([seller, colleague]))).toBe("not_permitted");
    expect(await refusal(asked(null))).toBe("not_permitted");
  });
});

describe("countNewCustomers", () => {
  it("counts each lead once that became a customer and was not put back [R126]", async () => {
    const office = await openOffice(db);
    const [ana, sari, joko] = [
      await office.add("Ana Wijaya"),
      await office.add("Sari Indah"),
      await office.add("Joko"),
    ];
    await office.add("Tono", { stage: "customer" });
    const win = async (contactId: string, day: string) => {
      const { id: quoteId } = await send(office, { contactId, now: on(day) });
      return office.as("seller", (ctx) => winQuote(ctx, { quoteId }), { now: on(day) });
    };
    await win(office.budi, "2026-11-10");
    await win(office.budi, "2026-11-11");
    const { id: quoteId, version } = await win(ana, "2026-11-12");
    await office.as("seller", (ctx) => reopenQuote(ctx, { quoteId, version }), { now: on("2026-11-13") });
    await win(joko, "2026-10-30");
    await setStage(office, "prospect", sari);
    await setStage(office, "customer", sari);
    const counted = await office.as("steward", (ctx) => countNewCustomers(ctx, november));
    expect(counted).toMatchObject({ count: 2, byQuote: 1 });
    expect(counted.byMember).toHaveLength(2);
    expect(counted.byMember).toEqual(
      expect.arrayContaining([
        { memberId: office.memberIds.seller, count: 1 },
        { memberId: office.memberIds.steward, count: 1 },
      ]),
    );
    expect(await refusal(office.as("seller", (ctx) => countNewCustomers(ctx, november)))).toBe("not_permitted");
  });
});
