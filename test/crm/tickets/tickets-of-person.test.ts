import { describe, expect, it } from "vitest";
import { collectPerson } from "../../../src/crm/privacy/collect-person.ts";
import { continueErasures } from "../../../src/crm/privacy/continue-erasures.ts";
import { planErasure } from "../../../src/crm/privacy/plan-erasure.ts";
import { requestErasure } from "../../../src/crm/privacy/request-erasure.ts";
import { groupTickets } from "../../../src/crm/tickets/group-tickets.ts";
import { listTickets } from "../../../src/crm/tickets/list-tickets.ts";
import { noteAttempt } from "../../../src/crm/tickets/note-attempt.ts";
import { noteTicket } from "../../../src/crm/tickets/note-ticket.ts";
import { solveTicket } from "../../../src/crm/tickets/solve-ticket.ts";
import { ticketStates } from "../../../src/crm/tickets/ticket.ts";
import { testClient } from "../../support/database.ts";
import { type Desk, later, monday, openDesk } from "./tickets-fixture.ts";

const db = testClient();

/** Budi's tickets: one solved, one open, and one of which nobody has said whose it is. */
async function fill(desk: Desk) {
  const solved = await desk.open({ contactId: desk.budi, subject: "qux-subject", text: "qux-text" });
  await desk.at(monday, "colleague", async (ctx) => {
    await noteTicket(ctx, { ticketId: solved.id, text: "qux-note", channel: "CTRIAGE", ts: "1.1" });
    await noteAttempt(ctx, { ticketId: solved.id, text: "qux-attempt" });
    await solveTicket(ctx, { ticketId: solved.id, fix: "qux-fix" });
  });
  const open = await desk.open({ contactId: desk.budi, subject: "qux-other" });
  const unknown = await desk.open({
    subject: "Mail from budi.santoso@contoh-makmur.co.id",
    text: "qux-mail",
    source: { channel: "CIN", ts: "2.2", link: "https://x.example/qux-link", author: "qux-author" },
  });
  const other = await desk.open({ subject: "Somebody else", text: "stays" });
  await desk.at(monday, "colleague", (ctx) =>
    groupTickets(ctx, { ticketIds: [open.id, other.id], title: "qux-other" }),
  );
  return { solved, open, unknown, other };
}

describe("the tickets of a person", () => {
  it("are all in their export, with what was said and tried", async () => {
    const desk = await openDesk(db);
    const { solved, open, unknown } = await fill(desk);
    const data = await desk.at(later(1), "steward", (ctx) => collectPerson(ctx, desk.budi));
    expect(data.tickets.map(({ id }) => id)).toEqual([solved.id, open.id, unknown.id]);
    const said = JSON.stringify(data);
    for (const word of ["subject", "text", "note", "attempt", "fix", "mail", "link", "author"])
      expect(said).toContain(`qux-${word}`);
    expect(said).not.toContain("stays");
  });

  it("lose every word when the person is erased, and keep their counts", async () => {
    const desk = await openDesk(db);
    const { solved, open, unknown, other } = await fill(desk);
    const { counts } = await desk.at(later(1), "steward", (ctx) => planErasure(ctx, desk.budi));
    expect(counts.tickets).toBe(3);
    await desk.at(later(1), "steward", (ctx) =>
      requestErasure(ctx, { contactId: desk.budi, typedName: "Budi Santoso", reason: "asked by letter" }),
    );
    await continueErasures((run) => desk.at(later(1), null, run));
    const rows = await db.inWorkspace(desk.workspaceId, async (tx) => [
      await tx.ticket.findMany(),
      await tx.ticketEvent.findMany(),
      await tx.ticketNote.findMany(),
      await tx.ticketAttempt.findMany(),
      await tx.outage.findMany(),
    ]);
    expect(JSON.stringify(rows)).not.toContain("qux-");
    expect(JSON.stringify(rows)).toContain("stays");
    expect(await desk.show(solved.id)).toMatchObject({ state: "solved", subject: "Erased", customer: { gone: true } });
    for (const { id } of [open, unknown]) expect(await desk.show(id)).toMatchObject({ state: "closed", dueAt: null });
    expect(await desk.show(other.id)).toMatchObject({ state: "new", text: "stays" });
    const all = await desk.at(later(2), "viewer", (ctx) =>
      listTickets(ctx, { filter: { states: ticketStates }, limit: 9 }),
    );
    expect(all.total).toBe(4);
  });
});
