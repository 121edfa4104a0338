import { describe, expect, it } from "vitest";
import { orderDue } from "../../../src/crm/digest/order-due.ts";

const zone = "Asia/Jakarta";
/** A Wednesday, nine o'clock in Jakarta. */
const now = new Date("2026-11-25T02:00:00Z");

interface One {
  id: string;
  on?: string;
  at?: string;
  customer?: boolean;
  ticket?: boolean;
}

const order = (...tasks: One[]) =>
  orderDue(
    tasks.map(({ id, on, at, customer, ticket }) => ({
      ...{ id, dueOn: on ?? null, dueAt: new Date(at ?? `${on}T09:00:00+07:00`) },
      ...{ contactId: customer ? "c" : null, ticketId: ticket ? "t" : null },
    })),
    { now, zone },
  ).map(({ id }) => id);

describe("orderDue", () => {
  it("names what was promised for today before what has been overdue for a week", () => {
    const stale = ["a", "b", "c", "d"].map((id) => ({ id, on: "2026-11-18", customer: true }));
    const [first] = order(...stale, { id: "promised", on: "2026-11-25", customer: true });
    expect(first).toBe("promised");
    expect(order({ id: "yesterday", on: "2026-11-24" }, { id: "today", on: "2026-11-25" })).toEqual([
      "today",
      "yesterday",
    ]);
  });

  it("puts customers and tickets first among what is due today, then the earliest", () => {
    expect(
      order(
        { id: "own", on: "2026-11-25" },
        { id: "late", at: "2026-11-25T16:00:00+07:00", customer: true },
        { id: "early", at: "2026-11-25T10:00:00+07:00", ticket: true },
      ),
    ).toEqual(["early", "late", "own"]);
  });

  it("puts the latest first among what is overdue, a customer's before one's own, and a week or more at the end", () => {
    expect(
      order(
        { id: "ancient", on: "2026-01-02", customer: true },
        { id: "a week", on: "2026-11-18", customer: true },
        { id: "six days", on: "2026-11-19", customer: true },
        { id: "yesterday's own", on: "2026-11-24" },
        { id: "yesterday's", on: "2026-11-24", customer: true },
      ),
    ).toEqual(["yesterday's", "six days", "yesterday's own", "a week", "ancient"]);
  });

  it("counts days where the person is: a time that is over today is of today", () => {
    // Half past midnight in Jakarta is the day before in London.
    expect(order({ id: "own", on: "2026-11-25" }, { id: "over", at: "2026-11-24T17:30:00Z", customer: true })).toEqual([
      "over",
      "own",
    ]);
  });
});
