import { describe, expect, it } from "vitest";
import { reopenTicket } from "../../../src/crm/tickets/close-ticket.ts";
import { explainTicket } from "../../../src/crm/tickets/explain-ticket.ts";
import { getTicket, getTicketId } from "../../../src/crm/tickets/get-ticket.ts";
import { groupTickets, ungroupTicket } from "../../../src/crm/tickets/group-tickets.ts";
import { linkTickets } from "../../../src/crm/tickets/link-tickets.ts";
import {
  findNextTicket,
  listCustomerTickets,
  listTickets,
  type TicketPage,
} from "../../../src/crm/tickets/list-tickets.ts";
import { listCategories, listTopProblems } from "../../../src/crm/tickets/list-top-problems.ts";
import { setPriority } from "../../../src/crm/tickets/set-priority.ts";
import {
  getTicketSettings,
  setEscalationPerson,
  setServiceTargets,
  setTicketSettings,
  setWorkingHours,
} from "../../../src/crm/tickets/set-ticket-settings.ts";
import { solveOutage, solveTicket } from "../../../src/crm/tickets/solve-ticket.ts";
import { closeSilentTickets, tellDueTickets, wakeTickets } from "../../../src/crm/tickets/sweep-tickets.ts";
import { findCard, findTicketOfThread, forgetCard, recordCard } from "../../../src/crm/tickets/ticket-card.ts";
import { defaultTargets } from "../../../src/crm/tickets/ticket-settings.ts";
import { noteAnswered, waitForCustomer } from "../../../src/crm/tickets/wait-for-customer.ts";
import { testClient } from "../../support/database.ts";
import { refusal } from "../interactions/interactions-fixture.ts";
import { type Desk, later, monday, openDesk } from "./tickets-fixture.ts";

const db = testClient();
const solve = (desk: Desk, ticketId: string, now = later(1), fix = "restarted it") =>
  desk.at(now, "colleague", (ctx) => solveTicket(ctx, { ticketId, fix }));
const told = async (desk: Desk, kind: string) =>
  (await desk.notices()).filter((one) => one.kind === kind).map(({ recipient, payload }) => ({ recipient, payload }));

describe("linkTickets", () => {
  const link = (desk: Desk, ticketId: string, originalId: string) =>
    desk.at(later(1), "colleague", (ctx) => linkTickets(ctx, { ticketId, originalId }));

  it("closes the duplicate, and tells whoever asked for it when the original is solved", async () => {
    const desk = await openDesk(db);
    const original = await desk.open({}, monday, "steward");
    const duplicate = await desk.open();
    expect(await link(desk, duplicate.id, original.id)).toEqual({ original: 1 });
    expect(await desk.show(duplicate.id)).toMatchObject({ state: "closed", duplicateOf: { number: 1 }, dueAt: null });
    expect((await desk.show(original.id)).duplicates).toEqual([2]);
    await solve(desk, original.id);
    expect(await told(desk, "ticket-solved")).toEqual([
      { recipient: "USELLER", payload: { ticketId: original.id } },
      { recipient: "USTEWARD", payload: { ticketId: original.id } },
    ]);
    await desk.at(later(2), "seller", (ctx) => reopenTicket(ctx, { ticketId: duplicate.id }));
    expect(await desk.show(duplicate.id)).toMatchObject({ state: "new", duplicateOf: null });
  });

  it("links a pair once, whichever way and however often it is asked at once", async () => {
    const desk = await openDesk(db);
    const [a, b] = [await desk.open(), await desk.open()];
    const same = await Promise.allSettled([link(desk, a.id, b.id), link(desk, a.id, b.id)]);
    expect(same.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await refusal(link(desk, a.id, b.id))).toBe("ticket_linked_already");
    const [c, d] = [await desk.open(), await desk.open()];
    const crosswise = await Promise.allSettled([link(desk, c.id, d.id), link(desk, d.id, c.id)]);
    expect(crosswise.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    const refused = crosswise.find(({ status }) => status === "rejected") as PromiseRejectedResult;
    expect(refused.reason).toMatchObject({ code: "ticket_link_cycle" });
  });

  it("has no circle and no chain, however it is asked", async () => {
    const desk = await openDesk(db);
    const [a, b, c] = [await desk.open(), await desk.open(), await desk.open()];
    await link(desk, a.id, b.id);
    expect(await link(desk, b.id, c.id)).toEqual({ original: 3 });
    expect((await desk.show(a.id)).duplicateOf?.number).toBe(3);
    expect(await refusal(link(desk, c.id, a.id))).toBe("ticket_link_cycle");
    expect(await refusal(link(desk, c.id, c.id))).toBe("ticket_link_cycle");
    expect(await refusal(link(desk, c.id, "x"))).toBe("ticket_not_found");
  });
});

describe("groupTickets", () => {
  it("puts an outage's tickets together, and solves them at once", async () => {
    const desk = await openDesk(db);
    const tickets = await Promise.all(Array.from({ length: 5 }, () => desk.open()));
    const ids = tickets.map(({ id }) => id);
    const group = (ticketIds: string[], title?: string) =>
      desk.at(later(1), "colleague", (ctx) => groupTickets(ctx, { ticketIds, ...(title && { title }) }));
    const first = await group(ids.slice(0, 2), "Mail is down");
    const second = await group(ids.slice(2, 4));
    expect(await group([ids[4] ?? "", ids[0] ?? "", ids[3] ?? ""])).toEqual({ ...first, count: 5 });
    await desk.at(later(1), "colleague", (ctx) => ungroupTicket(ctx, { ticketId: ids[4] ?? "" }));
    expect((await desk.show(ids[0] ?? "")).alike).toHaveLength(3);
    const end = (outageId: string) =>
      desk.at(later(2), "colleague", (ctx) => solveOutage(ctx, { outageId, fix: "restarted the server" }));
    expect(await end(first.outageId)).toBe(4);
    for (const id of ids.slice(0, 4))
      expect(await desk.show(id)).toMatchObject({ state: "solved", fix: "restarted the server" });
    expect((await desk.show(ids[4] ?? "")).state).toBe("new");
    expect(await refusal(end(first.outageId))).toBe("outage_over");
    expect(await refusal(end(second.outageId))).toBe("outage_over");
    expect(await refusal(group(ids.slice(4)))).toBe("outage_too_small");
    expect(await refusal(group(ids))).toBe("ticket_done");
  });
});

describe("tellDueTickets", () => {
  const sweep = (desk: Desk, now: Date) => desk.at(now, null, tellDueTickets);

  it("warns at three quarters and escalates at the end, once each, all in one message", async () => {
    const desk = await openDesk(db);
    await desk.at(monday, "steward", (ctx) =>
      setEscalationPerson(ctx, { department: "support", memberId: desk.memberIds.colleague }),
    );
    const tickets = [];
    for (let index = 0; index < 3; index++)
      tickets.push(await desk.open({ assigneeId: desk.memberIds.seller, priority: "P2" }));
    const ticketIds = tickets.map(({ id }) => id);
    expect(await sweep(desk, later(0, 44))).toEqual({ warned: 0, late: 0 });
    expect(await sweep(desk, later(0, 45))).toEqual({ warned: 3, late: 0 });
    expect(await sweep(desk, later(0, 46))).toEqual({ warned: 0, late: 0 });
    expect(await told(desk, "tickets-due-soon")).toEqual([{ recipient: "USELLER", payload: { ticketIds } }]);
    expect(await sweep(desk, later(1))).toEqual({ warned: 0, late: 3 });
    expect(await sweep(desk, later(1, 1))).toEqual({ warned: 0, late: 0 });
    expect(await told(desk, "tickets-late")).toEqual([{ recipient: "UCOLLEAGUE", payload: { ticketIds } }]);
    const { history, late } = await desk.show(ticketIds[0] ?? "", later(1, 2));
    expect(late).toBe(true);
    expect(history.map(({ kind, by }) => [kind, by])).toContainEqual(["breached", null]);
  });

  it("tells once when two sweeps run at once", async () => {
    const desk = await openDesk(db);
    await desk.open({ priority: "P1" });
    const both = await Promise.all([sweep(desk, later(0, 30)), sweep(desk, later(0, 30))]);
    expect(both.reduce((total, { late }) => total + late, 0)).toBe(1);
    expect(await told(desk, "tickets-late")).toHaveLength(1);
  });

  it("says only that it is late where nobody was there to warn in time", async () => {
    const desk = await openDesk(db);
    const { id } = await desk.open({ priority: "P1" });
    expect(await sweep(desk, later(5))).toEqual({ warned: 0, late: 1 });
    expect(await told(desk, "tickets-due-soon")).toEqual([]);
    // Made less urgent, it stands before its end again and may warn anew.
    await desk.at(later(5), "seller", (ctx) => setPriority(ctx, { ticketId: id, priority: "P4" }));
    expect(await sweep(desk, later(5, 59))).toEqual({ warned: 0, late: 0 });
    expect(await sweep(desk, later(6))).toEqual({ warned: 1, late: 0 });
  });

  it("says nothing of what waits for the customer or is solved", async () => {
    const desk = await openDesk(db);
    const waiting = await desk.open();
    const solved = await desk.open();
    await desk.at(monday, "seller", (ctx) => waitForCustomer(ctx, { ticketId: waiting.id }));
    await solve(desk, solved.id, monday);
    expect(await sweep(desk, later(200))).toEqual({ warned: 0, late: 0 });
  });
});

describe("wakeTickets", () => {
  it("brings back what has waited for two days, once, until somebody says what came of it", async () => {
    const desk = await openDesk(db);
    const { id } = await desk.open();
    await desk.at(monday, "seller", (ctx) => waitForCustomer(ctx, { ticketId: id }));
    expect(await desk.at(later(47), null, wakeTickets)).toEqual({ woken: 0 });
    expect(await desk.at(later(48), null, wakeTickets)).toEqual({ woken: 1 });
    expect(await desk.at(later(49), null, wakeTickets)).toEqual({ woken: 0 });
    expect(await told(desk, "ticket-woken")).toEqual([{ recipient: "USELLER", payload: { ticketId: id } }]);
    expect(await desk.show(id)).toMatchObject({ state: "waiting", wokenAt: later(48) });
    await desk.at(later(50), "seller", (ctx) => noteAnswered(ctx, { ticketId: id }));
    expect(await desk.show(id)).toMatchObject({ state: "open", wokenAt: null });
  });
});

describe("closeSilentTickets", () => {
  it("closes what was solved and silent for as long as was chosen", async () => {
    const desk = await openDesk(db);
    await desk.at(monday, "steward", (ctx) => setTicketSettings(ctx, { closeAfterDays: 3 }));
    const { id } = await desk.open();
    await solve(desk, id, monday);
    expect(await desk.at(later(71), null, closeSilentTickets)).toEqual({ closed: 0 });
    expect(await desk.at(later(72), null, closeSilentTickets)).toEqual({ closed: 1 });
    expect(await desk.at(later(73), null, closeSilentTickets)).toEqual({ closed: 0 });
    expect(await desk.show(id)).toMatchObject({ state: "closed", fix: "restarted it" });
  });
});

describe("listTickets", () => {
  it("shows what is due first, page by page, each ticket once", async () => {
    const desk = await openDesk(db);
    for (const priority of ["P4", "P1", "P3", "P2", "P1"] as const) await desk.open({ priority });
    const waiting = await desk.open();
    await desk.at(monday, "seller", (ctx) => waitForCustomer(ctx, { ticketId: waiting.id }));
    const numbers: number[] = [];
    let after: string | null = null;
    do {
      const cursor: string | null = after;
      const page: TicketPage = await desk.at(monday, "viewer", (ctx) => listTickets(ctx, { after: cursor, limit: 2 }));
      expect(page.total).toBe(6);
      numbers.push(...page.tickets.map(({ number }) => number));
      after = page.next;
    } while (after !== null);
    expect(numbers).toEqual([2, 5, 4, 3, 1, 6]);
  });

  it("filters by everything that one asks for", async () => {
    const desk = await openDesk(db);
    await desk.open({ assigneeId: desk.memberIds.seller, category: "Log-in", contactId: desk.budi });
    await desk.open({ department: "sales", priority: "P1" });
    const find = async (filter: Parameters<typeof listTickets>[1]["filter"], now = monday) =>
      (await desk.at(now, "viewer", (ctx) => listTickets(ctx, { ...(filter && { filter }), limit: 9 }))).tickets.map(
        ({ number }) => number,
      );
    expect(await find({ assigneeId: desk.memberIds.seller })).toEqual([1]);
    expect(await find({ assigneeId: null })).toEqual([2]);
    expect(await find({ category: "log-in" })).toEqual([1]);
    expect(await find({ category: null })).toEqual([2]);
    expect(await find({ department: "sales" })).toEqual([2]);
    expect(await find({ priorities: ["P1", "P2"] })).toEqual([2]);
    expect(await find({ contactId: desk.budi })).toEqual([1]);
    expect(await find({ late: true }, later(1))).toEqual([2]);
    expect(await find({ states: ["new"] })).toEqual([2]);
    expect(await find({ contactId: "x" })).toEqual([]);
  });
});

describe("findNextTicket", () => {
  it("is the one due first of one's own and of what nobody has [R78]", async () => {
    const desk = await openDesk(db);
    await desk.open({ assigneeId: desk.memberIds.colleague, priority: "P1" });
    const free = await desk.open({ priority: "P2" });
    const own = await desk.open({ priority: "P3", assigneeId: desk.memberIds.seller });
    const next = (except: string[] = []) => desk.at(monday, "seller", (ctx) => findNextTicket(ctx, { except }));
    expect((await next())?.id).toBe(free.id);
    expect((await next([free.id]))?.id).toBe(own.id);
    expect(await next([free.id, own.id])).toBeNull();
  });
});

describe("listCustomerTickets", () => {
  it("has the open ones and the last three that were solved, with their fix [R79]", async () => {
    const desk = await openDesk(db);
    for (let index = 0; index < 4; index++) {
      const { id } = await desk.open({ contactId: desk.budi });
      await solve(desk, id, later(index), `fix ${index}`);
    }
    await desk.open({ contactId: desk.budi });
    await desk.open();
    const { open, openCount, solved } = await desk.at(later(5), "viewer", (ctx) => listCustomerTickets(ctx, desk.budi));
    expect({ open: open.map(({ number }) => number), openCount }).toEqual({ open: [5], openCount: 1 });
    expect(solved.map(({ fix }) => fix)).toEqual(["fix 3", "fix 2", "fix 1"]);
  });
});

describe("listTopProblems", () => {
  it("counts the three most common, with the change against the period before [R80]", async () => {
    const desk = await openDesk(db);
    const opened: [string | null, number, number][] = [
      ["log-in", 3, 1],
      ["invoice", 2, 4],
      ["printer", 1, 0],
      ["shipping", 1, 0],
      [null, 1, 0],
    ];
    for (const [category, now, before] of opened) {
      for (let index = 0; index < now; index++) await desk.open({ category }, later(1));
      for (let index = 0; index < before; index++) await desk.open({ category }, later(-100));
    }
    const [original] = (
      await desk.at(later(2), "viewer", (ctx) => listTickets(ctx, { filter: { category: "log-in" }, limit: 9 }))
    ).tickets;
    const duplicate = await desk.open({ category: "log-in" }, later(1));
    await desk.at(later(2), "seller", (ctx) =>
      linkTickets(ctx, { ticketId: duplicate.id, originalId: original?.id ?? "" }),
    );
    const ask = (from: Date, to: Date) => desk.at(later(3), "viewer", (ctx) => listTopProblems(ctx, { from, to }));
    const week = 7 * 24;
    const top = await ask(later(2 - week), later(2));
    expect(
      top.problems.map(({ category, count, before, numbers }) => [category, count, before, numbers.length]),
    ).toEqual([
      ["invoice", 6, 0, 6],
      ["log-in", 4, 0, 4],
      ["printer", 1, 0, 1],
    ]);
    const day = await ask(later(-50), later(52));
    expect(day.problems.map(({ category, count, before }) => [category, count, before])).toEqual([
      ["log-in", 3, 1],
      ["invoice", 2, 4],
      ["printer", 1, 0],
    ]);
    expect(day).toMatchObject({ total: 8, totalBefore: 5, uncategorised: 1 });
    expect(await refusal(ask(later(1), later(1)))).toBe("period_wrong");
    expect((await desk.at(later(3), "viewer", listCategories))[0]).toBe("invoice");
  });
});

describe("explainTicket", () => {
  it("lists what counted, what paused and which days were off [R78]", async () => {
    const desk = await openDesk(db);
    const { id } = await desk.open({ priority: "P1" });
    await desk.at(later(1), "seller", (ctx) => waitForCustomer(ctx, { ticketId: id }));
    await desk.at(later(2), "seller", (ctx) => noteAnswered(ctx, { ticketId: id }));
    const reasons = await desk.at(later(3), "viewer", (ctx) => explainTicket(ctx, { ticketId: id }));
    expect(reasons).toMatchObject({ number: 1, zone: "Asia/Jakarta" });
    const [first, resolution] = reasons.clocks;
    expect(first).toMatchObject({ stoppedAt: later(1), counted: [{ from: monday, to: later(1), minutes: 60 }] });
    expect(resolution).toMatchObject({
      counted: [
        { from: monday, to: later(1), minutes: 60 },
        { from: later(2), to: later(3), minutes: 60 },
      ],
      paused: [{ from: later(1), to: later(2), reason: "waiting" }],
      dueAt: later(5),
    });
  });
});

describe("getTicket", () => {
  it("is found by its number, and refuses what is not there", async () => {
    const desk = await openDesk(db);
    const { id } = await desk.open();
    const ask = (number: number) => desk.at(monday, "viewer", (ctx) => getTicket(ctx, { number }));
    expect((await ask(1)).id).toBe(id);
    for (const number of [0, 2, -1, 1.5, Number.NaN, 9e15]) expect(await refusal(ask(number))).toBe("ticket_not_found");
    expect(await desk.at(monday, "viewer", (ctx) => getTicketId(ctx, 1))).toBe(id);
  });
});

describe("recordCard", () => {
  it("finds the ticket of a thread again, and never goes back to an older revision", async () => {
    const desk = await openDesk(db);
    const { id } = await desk.open();
    const record = (ts: string, revision: number) =>
      desk.at(monday, null, (ctx) => recordCard(ctx, { ticketId: id, channel: "CTRIAGE", ts, revision }));
    await record("1.1", 3);
    await record("1.1", 2);
    expect(await desk.at(monday, null, (ctx) => findCard(ctx, id))).toEqual({
      channel: "CTRIAGE",
      ts: "1.1",
      revision: 3,
    });
    expect(await desk.at(monday, null, (ctx) => findTicketOfThread(ctx, { channel: "CTRIAGE", ts: "1.1" }))).toEqual({
      ticketId: id,
      number: 1,
    });
    await record("2.2", 1);
    expect(await desk.at(monday, null, (ctx) => findCard(ctx, id))).toMatchObject({ ts: "2.2", revision: 1 });
    await desk.at(monday, null, (ctx) => forgetCard(ctx, { ticketId: id }));
    expect(await desk.at(monday, null, (ctx) => findCard(ctx, id))).toBeNull();
  });
});

describe("a card that arrives in a channel that is not the one any more", () => {
  it("is not the ticket's card where that stands in the new channel, whichever of them was first", async () => {
    const desk = await openDesk(db);
    const { id } = await desk.open();
    const arrives = (channel: string) =>
      desk.at(monday, null, (ctx) => recordCard(ctx, { ticketId: id, channel, ts: `${channel}.1`, revision: 1 }));
    const card = () => desk.at(monday, null, (ctx) => findCard(ctx, id));
    expect(await arrives("COLD")).toBeNull();
    expect(await arrives("CTRIAGE")).toEqual({ channel: "COLD", ts: "COLD.1" });
    expect(await card()).toMatchObject({ channel: "CTRIAGE" });
    expect(await arrives("COLD")).toEqual({ channel: "COLD", ts: "COLD.1" });
    expect(await card()).toMatchObject({ channel: "CTRIAGE" });
    await desk.at(monday, null, (ctx) => forgetCard(ctx, { ticketId: id }));
    const left = await Promise.all(["CTRIAGE", "COLD"].map(arrives));
    expect(left.filter((place) => place !== null)).toEqual([{ channel: "COLD", ts: "COLD.1" }]);
    expect(await card()).toMatchObject({ channel: "CTRIAGE" });
  });
});

describe("the settings of tickets", () => {
  const as = <T>(desk: Desk, run: Parameters<typeof desk.at<T>>[2]) => desk.at(later(1), "steward", run);

  it("plan the clocks of open tickets anew", async () => {
    const desk = await openDesk(db);
    const { id } = await desk.open();
    await as(desk, (ctx) =>
      setServiceTargets(ctx, { targets: { ...defaultTargets, P3: { first_response: 120, resolution: 240 } } }),
    );
    expect((await desk.show(id)).dueAt).toEqual(later(2));
    const week = [
      { weekday: 1, fromMinute: 13 * 60, toMinute: 17 * 60 },
      { weekday: 1, fromMinute: 9 * 60, toMinute: 10 * 60 },
    ];
    await as(desk, (ctx) => setWorkingHours(ctx, { week }));
    expect((await desk.show(id)).dueAt).toEqual(later(5));
    await as(desk, (ctx) => setTicketSettings(ctx, { zone: "Asia/Makassar" }));
    // An hour further east Monday nine o'clock was an hour earlier.
    expect((await desk.show(id)).dueAt).toEqual(later(5));
    expect(await as(desk, getTicketSettings)).toMatchObject({ zone: "Asia/Makassar", week: [week[1], week[0]] });
  });

  it("refuse what makes no sense", async () => {
    const desk = await openDesk(db);
    const span = (fromMinute: number, toMinute: number) => ({ weekday: 1, fromMinute, toMinute });
    const hours = (week: ReturnType<typeof span>[]) => refusal(as(desk, (ctx) => setWorkingHours(ctx, { week })));
    expect(await hours([])).toBe("working_hours_wrong");
    expect(await hours([span(600, 540)])).toBe("working_hours_wrong");
    expect(await hours([span(540, 700), span(690, 800)])).toBe("working_hours_wrong");
    expect(await hours([span(540, 700), span(700, 1440)])).toBe("done");
    const set = (input: Parameters<typeof setTicketSettings>[1]) =>
      refusal(as(desk, (ctx) => setTicketSettings(ctx, input)));
    expect(await set({ zone: "Mars/Olympus" })).toBe("zone_unknown");
    expect(await set({ country: "ZZ" })).toBe("country_unknown");
    expect(await set({ closeAfterDays: 0 })).toBe("days_wrong");
    expect(await set({ country: "id", closeAfterDays: 5 })).toBe("done");
    const wrong = { ...defaultTargets, P1: { first_response: 60, resolution: 30 } };
    expect(await refusal(as(desk, (ctx) => setServiceTargets(ctx, { targets: wrong })))).toBe("target_wrong");
    const escalate = setEscalationPerson;
    expect(
      await refusal(as(desk, (ctx) => escalate(ctx, { department: "sales", memberId: desk.memberIds.viewer }))),
    ).toBe("assignee_without_access");
  });
});
