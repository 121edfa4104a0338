import { describe, expect, it } from "vitest";
import { learnCategoriesJob } from "../../../jobs/learn-categories.ts";
import { findOwnAbsence, setOwnAbsence } from "../../../src/crm/tickets/absence.ts";
import { changeTicket } from "../../../src/crm/tickets/change-ticket.ts";
import { findAlikeUnsolved, findSimilarTickets } from "../../../src/crm/tickets/learning/find-similar-tickets.ts";
import { learnCategories } from "../../../src/crm/tickets/learning/learn-categories.ts";
import { suggestTriage } from "../../../src/crm/tickets/learning/suggest-triage.ts";
import type { NewTicket } from "../../../src/crm/tickets/open-ticket.ts";
import { solveTicket } from "../../../src/crm/tickets/solve-ticket.ts";
import type { Context } from "../../../src/db/context.ts";
import { testClient } from "../../support/database.ts";
import type { Person } from "../customers/open-team.ts";
import { refusal } from "../interactions/interactions-fixture.ts";
import { type Desk, later, openDesk } from "./tickets-fixture.ts";

const db = testClient();

const problems = [
  { subject: "Cannot log in after password reset", fix: "Cleared the stale session cookie", category: "login" },
  {
    subject: "Invoice shows the wrong address",
    fix: "Changed the billing address and sent it again",
    category: "invoice",
  },
  { subject: "Printer does not print labels", fix: "Chose the label tray in the driver", category: "printer" },
];

async function solved(desk: Desk, by: Person, more: Partial<NewTicket> & { fix: string }): Promise<number> {
  const { fix, ...ticket } = more;
  const { id, number } = await desk.open(ticket);
  await desk.at(later(1), by, (ctx) => solveTicket(ctx, { ticketId: id, fix }));
  return number;
}

async function withHistory(): Promise<Desk> {
  const desk = await openDesk(db);
  for (const problem of problems) await solved(desk, "colleague", problem);
  return desk;
}

function ask(desk: Desk, subject: string, text = "") {
  return desk.at(later(2), "seller", (ctx) => findSimilarTickets(ctx, { subject, text, limit: 3 }));
}

describe("findSimilarTickets", () => {
  it("finds what was solved before by other forms of its words and by misspelt ones, with the fix and who had it [R79]", async () => {
    const desk = await withHistory();
    for (const subject of ["Password was reset, now logging in fails", "canot log in after pasword reset"]) {
      const [first, second] = await ask(desk, subject);
      expect(first).toMatchObject({
        ...{ number: 1, fix: "Cleared the stale session cookie" },
        solvedBy: { memberId: desk.memberIds.colleague, name: "colleague" },
      });
      expect(second).toBeUndefined();
    }
  });

  it("says nothing of what is about something else", async () => {
    const desk = await withHistory();
    expect(await ask(desk, "Where can I park near your office?")).toEqual([]);
    expect(await ask(desk, "how do I")).toEqual([]);
    expect(await ask(desk, "🙂🙂🙂")).toEqual([]);
  });

  it("follows what a ticket says now", async () => {
    const desk = await openDesk(db);
    const { id } = await desk.open({ subject: "Something is broken" });
    await desk.at(later(1), "colleague", (ctx) => solveTicket(ctx, { ticketId: id, fix: "New cable" }));
    await desk.at(later(1), "colleague", (ctx) => changeTicket(ctx, { ticketId: id, subject: "Scanner stays dark" }));
    expect(await ask(desk, "Something is broken")).toEqual([]);
    expect(await ask(desk, "The scanner stays dark")).toMatchObject([{ number: 1, fix: "New cable" }]);
  });

  it("keeps what is not solved apart: it may be the same problem twice", async () => {
    const desk = await withHistory();
    const { id, number } = await desk.open({ subject: "Cannot log in after password reset" });
    const alike = (exceptId: string | null) =>
      desk.at(later(2), "seller", (ctx) =>
        findAlikeUnsolved(ctx, { subject: "log in fails after the password reset", text: "", limit: 3, exceptId }),
      );
    expect(await alike(null)).toMatchObject([{ number, fix: null }]);
    expect(await alike(id)).toEqual([]);
    expect((await ask(desk, "Cannot log in after password reset")).map((one) => one.number)).toEqual([1]);
  });

  it("knows nothing of other workspaces", async () => {
    await withHistory();
    expect(await ask(await openDesk(db), problems[0]?.subject ?? "")).toEqual([]);
  });

  it("is for whoever may read tickets", async () => {
    const desk = await withHistory();
    const asked = desk.at(later(2), "stranger", (ctx) =>
      findSimilarTickets(ctx, { subject: "log in", text: "", limit: 3 }),
    );
    expect(await refusal(asked)).toBe("no_access");
  });
});

describe("suggestTriage", () => {
  const question = { subject: "Cannot log in since the password reset", text: "" };

  async function twice(): Promise<Desk> {
    const desk = await withHistory();
    await solved(desk, "colleague", {
      ...{
        subject: "Log in not possible, password reset done",
        fix: "Cookie again",
        category: "login",
        priority: "P2",
      },
    });
    await solved(desk, "colleague", {
      ...{ subject: "After reset of password no log in", fix: "Cookie", category: "login", priority: "P2" },
    });
    return desk;
  }

  it("suggests category, priority and person with the tickets that say so [R77]", async () => {
    const desk = await twice();
    const suggested = await desk.at(later(2), "seller", (ctx) => suggestTriage(ctx, question));
    expect(suggested.similar.map(({ number }) => number)).toEqual(expect.arrayContaining([1, 4, 5]));
    expect(suggested.category).toMatchObject({ value: "login" });
    expect(suggested.category?.confidence).toBeGreaterThanOrEqual(0.6);
    expect(suggested.assignee?.value).toMatchObject({ memberId: desk.memberIds.colleague });
    expect(suggested.assignee?.like.map(({ number }) => number)).toEqual(expect.arrayContaining([1, 4, 5]));
  });

  it("suggests nothing where nothing is alike", async () => {
    const desk = await twice();
    const suggested = await desk.at(later(2), "seller", (ctx) =>
      suggestTriage(ctx, { subject: "Where can I park?", text: "" }),
    );
    expect(suggested).toEqual({ similar: [], alike: [], category: null, priority: null, assignee: null });
  });

  it("suggests nobody who is away, gone, or without access", async () => {
    const desk = await twice();
    const person = async () => (await desk.at(later(2), "seller", (ctx) => suggestTriage(ctx, question))).assignee;
    const away = (days: { from: string; to: string } | null) =>
      desk.at(later(2), "colleague", (ctx) => setOwnAbsence(ctx, days));
    await away({ from: "2026-11-23", to: "2026-11-30" });
    expect(await person()).toBeNull();
    await away({ from: "2026-11-24", to: "2026-11-30" });
    expect(await person()).not.toBeNull();
    await away(null);
    await db.inWorkspace(desk.workspaceId, (tx) =>
      tx.member.update({ where: { id: desk.memberIds.colleague }, data: { deactivatedAt: later(1) } }),
    );
    expect(await person()).toBeNull();
  });
});

describe("setOwnAbsence", () => {
  it("keeps one's own days away, and refuses days that cannot be", async () => {
    const desk = await openDesk(db);
    const say = (from: string, to: string) => desk.at(later(0), "seller", (ctx) => setOwnAbsence(ctx, { from, to }));
    await say("2026-12-24", "2026-12-31");
    expect(await desk.at(later(0), "seller", findOwnAbsence)).toEqual({ from: "2026-12-24", to: "2026-12-31" });
    expect(await desk.at(later(0), "colleague", findOwnAbsence)).toBeNull();
    for (const [from, to] of [
      ["2026-12-31", "2026-12-24"],
      ["2026-11-01", "2026-11-02"],
      ["2026-12-01", "2028-12-01"],
      ["soon", "later"],
    ] as const)
      expect(await refusal(say(from, to)), `${from} to ${to}`).toBe("absence_wrong");
  });
});

describe("learnCategories", () => {
  const openings = [
    "I cannot",
    "We are unable to",
    "Please help us to",
    "Nobody here can",
    "Why can I not",
    "I want to",
    "Since today we fail to",
  ];
  const things: Record<string, string[]> = {
    login: ["log in", "sign in with my password", "reset the password", "open my account"],
    invoice: ["pay the invoice", "find the bill", "change the amount on the invoice", "get a copy of the receipt"],
  };

  async function learn(desk: Desk, hours: number) {
    return learnCategories((run: (ctx: Context) => Promise<unknown>) => desk.at(later(hours), null, run) as never);
  }

  it("learns from what was solved, goes on from there, and begins anew after a day", async () => {
    const desk = await openDesk(db);
    expect(await learn(desk, 1)).toEqual({ learned: 0 });
    for (const [category, some] of Object.entries(things))
      for (const thing of some)
        for (const opening of openings)
          await solved(desk, "colleague", { subject: `${opening} ${thing}`, category, fix: "Done" });
    expect(await learn(desk, 2)).toEqual({ learned: 56 });
    expect(await learn(desk, 2)).toEqual({ learned: 0 });
    await solved(desk, "colleague", { subject: "The password is refused", category: "login", fix: "Done" });
    await db.inWorkspace(desk.workspaceId, (tx) =>
      tx.ticket.updateMany({ where: { subject: "The password is refused" }, data: { solvedAt: later(2) } }),
    );
    expect(await learn(desk, 3)).toEqual({ learned: 1 });
    expect(await learn(desk, 30)).toEqual({ learned: 57 });

    const { category } = await desk.at(later(30), "seller", (ctx) =>
      suggestTriage(ctx, { subject: "Bills and receipts of the last year", text: "I need the invoices" }),
    );
    expect(category).toMatchObject({ value: "invoice" });
  });

  it("lets one of two processes keep what both have learned", async () => {
    const desk = await openDesk(db);
    for (let at = 0; at < 12; at += 1)
      for (const [category, [thing]] of Object.entries(things))
        await solved(desk, "colleague", { subject: `${openings[at % 7]} ${thing} ${at}`, category, fix: "Done" });
    const both = await Promise.all([learn(desk, 2), learn(desk, 2)]);
    expect(both.map(({ learned }) => learned).sort()).toEqual([0, 24]);
  });

  it("is a job of every hour", () => {
    expect(learnCategoriesJob.cron).toBe("40 * * * *");
  });
});
