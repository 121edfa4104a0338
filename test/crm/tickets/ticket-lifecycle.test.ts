import { describe, expect, it } from "vitest";
import { assignTicket } from "../../../src/crm/tickets/assign-ticket.ts";
import { changeTicket } from "../../../src/crm/tickets/change-ticket.ts";
import { closeTicket, reopenTicket } from "../../../src/crm/tickets/close-ticket.ts";
import { escalateTicket } from "../../../src/crm/tickets/escalate-ticket.ts";
import { handOver } from "../../../src/crm/tickets/hand-over.ts";
import { noteAttempt } from "../../../src/crm/tickets/note-attempt.ts";
import { changeNote, noteTicket, removeNote } from "../../../src/crm/tickets/note-ticket.ts";
import { openTicket } from "../../../src/crm/tickets/open-ticket.ts";
import { setPriority } from "../../../src/crm/tickets/set-priority.ts";
import { solveTicket } from "../../../src/crm/tickets/solve-ticket.ts";
import { takeTicket } from "../../../src/crm/tickets/take-ticket.ts";
import { chaseCustomer, noteAnswered, waitForCustomer } from "../../../src/crm/tickets/wait-for-customer.ts";
import { testClient } from "../../support/database.ts";
import { openedAudit } from "../../support/opened-audit.ts";
import { everybody, refusal } from "../interactions/interactions-fixture.ts";
import { later, monday, openDesk, somewhere } from "./tickets-fixture.ts";

const db = testClient();

describe("openTicket", () => {
  it("numbers from 1, shows the problem and since when the customer is one [R75] [R76] [R78]", async () => {
    const desk = await openDesk(db);
    const { id, number, existed } = await desk.open({ text: "Since the password reset.", contactId: desk.budi });
    expect({ number, existed }).toEqual({ number: 1, existed: false });
    const ticket = await desk.show(id);
    expect(ticket).toMatchObject({
      ...{ number: 1, subject: "Cannot log in", text: "Since the password reset.", state: "new", priority: "P3" },
      customer: { contactId: desk.budi, name: "Budi Santoso", companyName: "PT Contoh Makmur", gone: false },
      requester: { slackUserId: "USELLER" },
      assignee: null,
      openedAt: monday,
      // P3 is answered within four working hours.
      dueAt: later(4),
    });
    expect((await desk.open()).number).toBe(2);
    expect(await desk.notices()).toMatchObject([
      { kind: "ticket-card", recipient: "CTRIAGE", payload: { ticketId: id } },
      { kind: "ticket-card", recipient: "CTRIAGE" },
    ]);
  });

  it("keeps what was written in the log only where it can be erased from it", async () => {
    const desk = await openDesk(db);
    await desk.open({ text: "a secret word", contactId: desk.budi });
    await desk.open({ text: "another secret word" });
    const [known, unknown] = await openedAudit(db, desk.workspaceId, { action: "ticket.opened" });
    expect(known?.after).toMatchObject({ number: 1, text: "a secret word" });
    expect(JSON.stringify(unknown?.after)).not.toContain("secret");
  });

  it("takes the first line for its subject when there is none", async () => {
    const desk = await openDesk(db);
    const { id } = await desk.open({ subject: " ", text: "Printer on fire\nSecond line" });
    expect((await desk.show(id)).subject).toBe("Printer on fire");
    const long = await desk.open({ subject: "", text: "😀".repeat(300) });
    expect((await desk.show(long.id)).subject).toMatch(/^(?:😀)+…$/u);
    expect(await refusal(desk.open({ subject: "", text: " " }))).toBe("ticket_subject_missing");
    expect(await refusal(desk.open({ subject: "x".repeat(201) }))).toBe("ticket_text_too_long");
  });

  it("opens one ticket a message, however often it is asked at once", async () => {
    const desk = await openDesk(db);
    const source = somewhere();
    const opened = await Promise.all(Array.from({ length: 4 }, () => desk.open({ source })));
    expect(new Set(opened.map(({ id }) => id)).size).toBe(1);
    expect(opened.filter(({ existed }) => !existed)).toHaveLength(1);
  });

  it("numbers 200 opened at once without a gap, and gives back the number of one that failed", async () => {
    const desk = await openDesk(db);
    const failing = desk.patiently(monday, "seller", async (ctx) => {
      await openTicket(ctx, { subject: "never" });
      throw new Error("after its number was taken");
    });
    const all = await Promise.allSettled([
      failing,
      ...Array.from({ length: 200 }, (_, index) =>
        desk.patiently(monday, "seller", (ctx) => openTicket(ctx, { subject: `Problem ${index}` })),
      ),
    ]);
    expect(
      all.filter(({ status }) => status === "rejected").map((one) => String((one as PromiseRejectedResult).reason)),
    ).toEqual(["Error: after its number was taken"]);
    const numbers = await db.inWorkspace(desk.workspaceId, (tx) =>
      tx.ticket.findMany({ select: { number: true }, orderBy: { number: "asc" } }),
    );
    expect(numbers.map(({ number }) => number)).toEqual(Array.from({ length: 200 }, (_, index) => index + 1));
  }, 60_000);

  it("refuses a customer that is gone, and does without one that is unknown", async () => {
    const desk = await openDesk(db);
    const ana = await desk.add("Ana Wijaya");
    await db.inWorkspace(desk.workspaceId, (tx) =>
      tx.contact.update({ where: { id: ana }, data: { endedAt: monday } }),
    );
    expect(await refusal(desk.open({ contactId: ana }))).toBe("contact_not_found");
    const { id } = await desk.open({}, monday, null);
    expect(await desk.show(id)).toMatchObject({ customer: null, requester: null, department: "support" });
  });

  it("still shows whom it was about when that customer was merged since", async () => {
    const desk = await openDesk(db);
    const { id } = await desk.open({ contactId: desk.budi });
    await db.inWorkspace(desk.workspaceId, (tx) =>
      tx.contact.update({ where: { id: desk.budi }, data: { endedAt: monday } }),
    );
    expect((await desk.show(id)).customer).toMatchObject({ name: "Budi Santoso", gone: true });
    await desk.at(monday, "colleague", (ctx) => solveTicket(ctx, { ticketId: id, fix: "cleared the cookie" }));
    expect((await desk.show(id)).state).toBe("solved");
  });

  it("gives it to somebody at once, who hears of it", async () => {
    const desk = await openDesk(db);
    const { id } = await desk.open({ assigneeId: desk.memberIds.colleague });
    expect(await desk.show(id)).toMatchObject({ state: "open", assignee: { slackUserId: "UCOLLEAGUE" } });
    expect(await desk.notices()).toContainEqual({
      kind: "ticket-assigned",
      recipient: "UCOLLEAGUE",
      payload: { ticketId: id, byId: desk.memberIds.seller },
    });
    expect(await refusal(desk.open({ assigneeId: desk.memberIds.viewer }))).toBe("assignee_without_access");
    expect(await refusal(desk.open({ assigneeId: "nobody" }))).toBe("assignee_not_found");
  });
});

describe("takeTicket", () => {
  it("gives it to one of two who press at once, and tells the other who has it [R77]", async () => {
    const desk = await openDesk(db);
    const { id } = await desk.open();
    const tries = (["seller", "colleague", "steward"] as const).map((person) =>
      desk.at(monday, person, (ctx) => takeTicket(ctx, { ticketId: id })),
    );
    const outcomes = await Promise.allSettled(tries);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const holder = (await desk.show(id)).assignee?.name;
    for (const outcome of outcomes)
      if (outcome.status === "rejected")
        expect(outcome.reason).toMatchObject({ code: "ticket_taken", details: { number: 1, by: holder } });
  });

  it("changes nothing when one has it, and refuses a solved ticket", async () => {
    const desk = await openDesk(db);
    const { id } = await desk.open();
    const take = () => desk.at(monday, "seller", (ctx) => takeTicket(ctx, { ticketId: id }));
    await take();
    const { revision } = await desk.show(id);
    await take();
    expect((await desk.show(id)).revision).toBe(revision);
    await desk.at(monday, "seller", (ctx) => solveTicket(ctx, { ticketId: id, fix: "done" }));
    expect(await refusal(take())).toBe("ticket_done");
  });

  it("frees what somebody has who may not work any more", async () => {
    const desk = await openDesk(db);
    const { id } = await desk.open({ assigneeId: desk.memberIds.colleague });
    await db.inWorkspace(desk.workspaceId, (tx) =>
      tx.accessGrant.updateMany({ where: { memberId: desk.memberIds.colleague }, data: { revokedAt: monday } }),
    );
    await desk.at(later(1), "seller", (ctx) => takeTicket(ctx, { ticketId: id }));
    expect((await desk.show(id)).assignee?.slackUserId).toBe("USELLER");
  });

  it("is for those who may work on tickets [R8]", async () => {
    const desk = await openDesk(db);
    const outcomes: string[] = [];
    for (const person of everybody) {
      const { id } = await desk.open();
      outcomes.push(await refusal(desk.at(monday, person, (ctx) => takeTicket(ctx, { ticketId: id }))));
    }
    expect(outcomes).toEqual(["done", "done", "done", "not_permitted", "no_access"]);
  });
});

describe("assignTicket", () => {
  it("moves a ticket, keeps who had it, and takes it back [R77]", async () => {
    const desk = await openDesk(db);
    const { id } = await desk.open({ assigneeId: desk.memberIds.colleague });
    const assign = (assigneeId: string | null) =>
      desk.at(monday, "seller", (ctx) => assignTicket(ctx, { ticketId: id, assigneeId }));
    await assign(desk.memberIds.steward);
    const ticket = await desk.show(id);
    expect(ticket.assignee?.slackUserId).toBe("USTEWARD");
    expect(ticket.history[0]).toMatchObject({
      kind: "assigned",
      by: "seller",
      details: { from: desk.memberIds.colleague },
    });
    await assign(null);
    expect(await desk.show(id)).toMatchObject({ state: "new", assignee: null });
  });
});

describe("handOver", () => {
  it("gives all open tickets of a person to another, with one notice [R77]", async () => {
    const desk = await openDesk(db);
    const mine = { assigneeId: desk.memberIds.seller };
    const first = await desk.open(mine);
    const second = await desk.open(mine);
    const solved = await desk.open(mine);
    await desk.at(monday, "seller", (ctx) => waitForCustomer(ctx, { ticketId: second.id }));
    await desk.at(monday, "seller", (ctx) => solveTicket(ctx, { ticketId: solved.id, fix: "done" }));
    const give = () => desk.at(later(1), "seller", (ctx) => handOver(ctx, { toId: desk.memberIds.colleague }));
    expect(await give()).toBe(2);
    expect((await desk.show(first.id)).assignee?.name).toBe("colleague");
    expect(await desk.show(second.id)).toMatchObject({ state: "waiting", assignee: { name: "colleague" } });
    expect((await desk.show(solved.id)).assignee?.name).toBe("seller");
    expect((await desk.notices()).filter(({ kind }) => kind === "tickets-handed-over")).toEqual([
      {
        kind: "tickets-handed-over",
        recipient: "UCOLLEAGUE",
        payload: { ticketIds: [first.id, second.id], fromId: desk.memberIds.seller, byId: desk.memberIds.seller },
      },
    ]);
    expect(await refusal(give())).toBe("nothing_to_hand_over");
  });
});

describe("escalateTicket", () => {
  it("raises the priority, shortens the time and tells the department's person why [R77]", async () => {
    const desk = await openDesk(db);
    const { id } = await desk.open({ contactId: desk.budi });
    const escalate = (reason: string) =>
      desk.at(later(0, 10), "seller", (ctx) => escalateTicket(ctx, { ticketId: id, reason }));
    expect(await refusal(escalate(" "))).toBe("escalation_reason_missing");
    // Nobody is named for support yet: the stewards hear it.
    expect(await escalate("their shop stands still")).toEqual({ priority: "P2", told: ["USTEWARD"] });
    const ticket = await desk.show(id);
    expect(ticket).toMatchObject({ priority: "P2", dueAt: later(1) });
    const [event] = ticket.history;
    expect(event).toMatchObject({
      kind: "escalated",
      details: { reason: "their shop stands still", from: "P3", to: "P2" },
    });
    expect(await desk.notices()).toContainEqual({
      kind: "ticket-escalated",
      recipient: "USTEWARD",
      payload: { ticketId: id, eventId: event?.id },
    });
    await escalate("still");
    expect(await escalate("and again")).toMatchObject({ priority: "P1" });
  });
});

describe("waitForCustomer", () => {
  it("stops the clocks until the customer answers, and comes back after two days", async () => {
    const desk = await openDesk(db);
    const { id } = await desk.open({ priority: "P1" });
    const wait = () => desk.at(later(1), "seller", (ctx) => waitForCustomer(ctx, { ticketId: id }));
    expect(await wait()).toEqual({ wakeAt: later(49) });
    expect(await desk.show(id)).toMatchObject({
      state: "waiting",
      dueAt: null,
      wakeAt: later(49),
      assignee: { name: "seller" },
    });
    expect(await refusal(wait())).toBe("ticket_waiting_already");
    expect(await desk.at(later(5), "seller", (ctx) => chaseCustomer(ctx, { ticketId: id }))).toEqual({
      wakeAt: later(53),
    });
    await desk.at(later(24), "seller", (ctx) => noteAnswered(ctx, { ticketId: id }));
    // One of four working hours was used on Monday.
    expect(await desk.show(id)).toMatchObject({ state: "open", dueAt: later(27), wakeAt: null });
    expect(await refusal(desk.at(later(24), "seller", (ctx) => noteAnswered(ctx, { ticketId: id })))).toBe(
      "ticket_not_waiting",
    );
  });
});

describe("noteAttempt", () => {
  it("keeps what did not help, for whoever takes it next [R79]", async () => {
    const desk = await openDesk(db);
    const { id } = await desk.open({ contactId: desk.budi });
    const tried = (text: string) => desk.at(monday, "seller", (ctx) => noteAttempt(ctx, { ticketId: id, text }));
    await tried("cleared the cache");
    await tried("another browser");
    expect((await desk.show(id)).attempts).toMatchObject([
      { text: "another browser", by: "seller" },
      { text: "cleared the cache", by: "seller" },
    ]);
    expect(await refusal(tried("\u0000 "))).toBe("attempt_missing");
  });
});

describe("noteTicket", () => {
  it("follows a reply, its edit and its deletion, and notes each reply once", async () => {
    const desk = await openDesk(db);
    const { id } = await desk.open({ contactId: desk.budi });
    const reply = { channel: "CTRIAGE", ts: "1.5" };
    const note = (text: string) =>
      desk.at(later(0, 5), "colleague", (ctx) => noteTicket(ctx, { ticketId: id, text, ...reply }));
    expect((await note("asked them for a picture")).existed).toBe(false);
    expect((await note("asked them for a picture")).existed).toBe(true);
    await desk.at(later(0, 6), "colleague", (ctx) => changeNote(ctx, { ...reply, text: "asked them for two" }));
    expect((await desk.show(id)).notes).toMatchObject([
      { text: "asked them for two", by: "colleague", editedAt: later(0, 6) },
    ]);
    await desk.at(later(0, 7), "colleague", (ctx) => removeNote(ctx, reply));
    expect((await desk.show(id)).notes).toMatchObject([{ text: "", removedAt: later(0, 7) }]);
    await desk.at(later(0, 8), "colleague", (ctx) => changeNote(ctx, { ...reply, text: "back" }));
    expect((await desk.show(id)).notes).toMatchObject([{ text: "" }]);
  });

  it("counts as the first response when somebody else than who asked says it", async () => {
    const desk = await openDesk(db);
    const { id } = await desk.open();
    const first = async () => (await desk.show(id)).clocks.find(({ kind }) => kind === "first_response");
    await desk.at(later(1), "seller", (ctx) => noteTicket(ctx, { ticketId: id, text: "it is urgent" }));
    await desk.at(later(2), null, (ctx) => noteTicket(ctx, { ticketId: id, text: "me too", authorName: "Mail Bot" }));
    expect(await first()).toMatchObject({ stoppedAt: null, dueAt: later(4) });
    await desk.at(later(3), "colleague", (ctx) => noteTicket(ctx, { ticketId: id, text: "on it" }));
    expect(await first()).toMatchObject({ stoppedAt: later(3), dueAt: null });
  });

  it("bears a thread of 1,000 replies: the newest are shown, the rest is counted", async () => {
    const desk = await openDesk(db);
    const { id } = await desk.open();
    await desk.at(monday, "colleague", async (ctx) => {
      for (let index = 0; index < 1000; index++)
        await noteTicket(ctx, { ticketId: id, text: `reply ${index}`, channel: "CTRIAGE", ts: `2.${index}` });
    });
    const { notes, notesLeftOut } = await desk.show(id);
    expect(notes.at(-1)?.text).toBe("reply 999");
    expect(notes.length + notesLeftOut).toBe(1000);
  }, 60_000);
});

describe("solveTicket", () => {
  it("asks for the fix, keeps it, and tells whoever asked [R79]", async () => {
    const desk = await openDesk(db);
    const { id } = await desk.open({ contactId: desk.budi });
    const solve = (fix: string) => desk.at(later(2), "colleague", (ctx) => solveTicket(ctx, { ticketId: id, fix }));
    expect(await refusal(solve("  "))).toBe("fix_missing");
    await solve("cleared the stale session cookie");
    expect(await desk.show(id)).toMatchObject({
      ...{ state: "solved", fix: "cleared the stale session cookie", solvedAt: later(2), dueAt: null },
      solvedBy: { name: "colleague" },
      assignee: { name: "colleague" },
    });
    expect((await desk.notices()).filter(({ kind }) => kind === "ticket-solved")).toEqual([
      { kind: "ticket-solved", recipient: "USELLER", payload: { ticketId: id } },
    ]);
    expect(await refusal(solve("again"))).toBe("ticket_done");
  });
});

describe("reopenTicket", () => {
  it("goes on where the clock stood, with whoever had it", async () => {
    const desk = await openDesk(db);
    const { id } = await desk.open({ priority: "P1", assigneeId: desk.memberIds.colleague });
    await desk.at(later(1), "colleague", (ctx) => solveTicket(ctx, { ticketId: id, fix: "restarted it" }));
    const reopen = () => desk.at(later(24), "seller", (ctx) => reopenTicket(ctx, { ticketId: id }));
    await reopen();
    expect(await desk.show(id)).toMatchObject({
      ...{ state: "open", reopened: 1, solvedAt: null, dueAt: later(27), assignee: { name: "colleague" } },
    });
    expect(await refusal(reopen())).toBe("ticket_not_done");
  });
});

describe("closeTicket", () => {
  it("closes without a fix what needs none", async () => {
    const desk = await openDesk(db);
    const { id } = await desk.open();
    const close = () => desk.at(later(1), "seller", (ctx) => closeTicket(ctx, { ticketId: id }));
    await close();
    expect(await desk.show(id)).toMatchObject({ state: "closed", closedAt: later(1), fix: null, dueAt: null });
    expect(await refusal(close())).toBe("ticket_done");
  });
});

describe("changeTicket", () => {
  it("says who it is about once that is known, and keeps what is not named", async () => {
    const desk = await openDesk(db);
    const { id } = await desk.open({ text: "the words" });
    await desk.at(monday, "seller", (ctx) =>
      changeTicket(ctx, { ticketId: id, contactId: desk.budi, category: " Log-In " }),
    );
    expect(await desk.show(id)).toMatchObject({
      subject: "Cannot log in",
      text: "the words",
      category: "log-in",
      customer: { name: "Budi Santoso" },
    });
    const { revision } = await desk.show(id);
    await desk.at(monday, "seller", (ctx) => changeTicket(ctx, { ticketId: id, category: "log-in" }));
    expect((await desk.show(id)).revision).toBe(revision);
  });
});

describe("setPriority", () => {
  it("plans the clocks by the new targets", async () => {
    const desk = await openDesk(db);
    const { id } = await desk.open();
    await desk.at(later(0, 1), "seller", (ctx) => setPriority(ctx, { ticketId: id, priority: "P1" }));
    expect(await desk.show(id)).toMatchObject({ priority: "P1", dueAt: later(0, 30) });
  });
});

describe("a ticket's history", () => {
  it("has every change with who made it and when, as the log has", async () => {
    const desk = await openDesk(db);
    const { id } = await desk.open({ contactId: desk.budi });
    await desk.at(later(1), "colleague", (ctx) => takeTicket(ctx, { ticketId: id }));
    await desk.at(later(2), "colleague", (ctx) => solveTicket(ctx, { ticketId: id, fix: "done" }));
    const { history } = await desk.show(id);
    expect(history.map(({ kind, by, at, state }) => ({ kind, by, at, state }))).toEqual([
      { kind: "solved", by: "colleague", at: later(2), state: "solved" },
      { kind: "taken", by: "colleague", at: later(1), state: "open" },
      { kind: "opened", by: "seller", at: monday, state: "new" },
    ]);
    const log = await openedAudit(db, desk.workspaceId, { subjectId: id });
    expect(log.map(({ action }) => action)).toEqual(["ticket.opened", "ticket.taken", "ticket.solved"]);
    expect(log.at(-1)?.after).toMatchObject({ state: "solved", fix: "done" });
  });
});
