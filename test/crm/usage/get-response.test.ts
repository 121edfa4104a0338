import { describe, expect, it } from "vitest";
import { createContact } from "../../../src/crm/customers/create-contact.ts";
import { logInteraction } from "../../../src/crm/interactions/log-interaction.ts";
import { solveTicket } from "../../../src/crm/tickets/solve-ticket.ts";
import { waitForCustomer } from "../../../src/crm/tickets/wait-for-customer.ts";
import { getResponse } from "../../../src/crm/usage/get-response.ts";
import { testClient } from "../../support/database.ts";
import { call } from "../interactions/interactions-fixture.ts";
import { later, openDesk } from "../tickets/tickets-fixture.ts";

const db = testClient();
const days = { from: "2026-11-23", to: "2026-11-27" };

describe("getResponse", () => {
  it("tells working time to the first answer and the solution, by priority, and what was in time", async () => {
    const desk = await openDesk(db);
    // First answers after 10, 20, … 100 working minutes; P3 has four hours, and three days to the solution.
    for (let n = 1; n <= 10; n++) {
      const { id } = await desk.open({ priority: "P3" });
      await desk.at(later(0, 10 * n), "seller", (ctx) => solveTicket(ctx, { ticketId: id, fix: "cleared it" }));
    }
    // P1: late to answer by half an hour, over a night; half an hour is what it has.
    const urgent = await desk.open({ priority: "P1" }, later(7, 30));
    await desk.at(later(24, 30), "seller", (ctx) => solveTicket(ctx, { ticketId: urgent.id, fix: "called" }));
    // Nobody has answered this one, and its time has run out.
    await desk.open({ priority: "P1" }, later(24));
    // Waits for the customer: answered at once, and open without being late.
    const waiting = await desk.open({ priority: "P3" }, later(24));
    await desk.at(later(24, 30), "seller", (ctx) => waitForCustomer(ctx, { ticketId: waiting.id }));
    const told = await desk.at(later(28), "steward", (ctx) => getResponse(ctx, { days, department: null }));
    expect(told.tickets).toBe(13);
    expect(told.byPriority.map(({ priority, tickets }) => [priority, tickets])).toEqual([
      ["P1", 2],
      ["P3", 11],
    ]);
    const [p1, p3] = told.byPriority;
    expect(p3?.clocks.first_response).toEqual({
      done: 11,
      median: 50,
      ninetieth: 90,
      within: 11,
      decided: 11,
      open: 0,
    });
    expect(p3?.clocks.resolution).toEqual({ done: 10, median: 50, ninetieth: 90, within: 10, decided: 10, open: 1 });
    expect(p1?.clocks.first_response).toEqual({ done: 1, median: 60, ninetieth: 60, within: 0, decided: 2, open: 0 });
    expect(told.all.first_response).toMatchObject({ done: 12, within: 11, decided: 13 });
    const none = await desk.at(later(28), "steward", (ctx) => getResponse(ctx, { days, department: "sales" }));
    expect(none).toMatchObject({ tickets: 0, byPriority: [] });
  });

  it("tells how long leads waited for the first contact, and how many still do", async () => {
    const desk = await openDesk(db);
    const add = (name: string, at: Date) =>
      desk.at(at, "seller", async (ctx) => (await createContact(ctx, { name, source: "typed" })).id);
    const [first, second] = [await add("Ana Wijaya", later(1)), await add("Tono Halim", later(2))];
    await add("Nobody Calls", later(3));
    await desk.at(later(4), "seller", (ctx) => logInteraction(ctx, call(first, { outcome: "no_answer" })));
    await desk.at(later(27), "seller", (ctx) =>
      logInteraction(ctx, call(second, { type: "note", note: "to be called" })),
    );
    await desk.at(later(50), "seller", (ctx) => logInteraction(ctx, call(second, { type: "email" })));
    const { leads } = await desk.at(later(80), "steward", (ctx) => getResponse(ctx, { days, department: null }));
    // Budi came in as well.
    expect(leads).toEqual({ leads: 4, followedUp: 2, medianHours: 3, ninetiethHours: 48 });
  });
});
