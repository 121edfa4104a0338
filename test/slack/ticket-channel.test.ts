import { beforeAll, expect, it } from "vitest";
import { setTriageChannel } from "../../src/crm/access/set-triage-channel.ts";
import { createContact } from "../../src/crm/customers/create-contact.ts";
import { getTicket } from "../../src/crm/tickets/get-ticket.ts";
import { openTicket } from "../../src/crm/tickets/open-ticket.ts";
import { solveTicket } from "../../src/crm/tickets/solve-ticket.ts";
import { tellDueTickets } from "../../src/crm/tickets/sweep-tickets.ts";
import { cardOf, cardsOf, outboxRests, sentUntil, threadOf } from "./outbox-rest.ts";
import { describeOverBoth, labelsOf, linesOf, type Suite } from "./over-both.ts";

/** Monday, 9:00 in Jakarta: the clocks of tickets run. */
const monday = new Date("2026-11-23T02:00:00Z");

async function begin(suite: Suite): Promise<void> {
  const { clock } = suite.running;
  clock.advance(monday.getTime() - clock.now().getTime());
  for (const handle of ["maya", "rizky"])
    await suite.ask("dewi", "/crm-admin", `access grant @${handle} member support`);
  await suite.as("dewi", (ctx) => setTriageChannel(ctx, { channelId: suite.sandbox.channel("triage") }));
}

describeOverBoth("a ticket's card", (suite) => {
  beforeAll(() => begin(suite));

  it("is three lines in the triage channel, and changes in its place", async () => {
    const { number } = await suite.as("dewi", async (ctx) => {
      const contact = await createContact(ctx, { name: "Sari Indah", companyName: "Toko Indah", source: "import" });
      return openTicket(ctx, { subject: "Cannot log in after password reset", priority: "P2", contactId: contact.id });
    });
    await outboxRests(suite);
    const card = cardOf(suite, number);
    expect(linesOf(card)).toEqual([
      `*T-${number} · P2 · Cannot log in after password reset*`,
      expect.stringMatching(/^Sari Indah, Toko Indah · nobody yet · due <!date\^\d+\^\{time\}\|10:00 WIB>$/u),
    ]);
    expect(labelsOf(card)).toEqual(["Take", "Assign", "Solve", "Priority", "Escalate", "Duplicate", "Why"]);
    expect(card.text).toBe(
      `T-${number}, P2: Cannot log in after password reset. Sari Indah, Toko Indah. Nobody has it yet, due 10:00 WIB.`,
    );
    await suite.person("maya").press({ message: card, text: "Take" });
    await sentUntil(suite, () => labelsOf(cardOf(suite, number))[0] === "Solve");
    const taken = cardOf(suite, number);
    expect(taken.ts).toBe(card.ts);
    expect(linesOf(taken)[1]).toContain("Sari Indah, Toko Indah · Maya · due");
    expect(labelsOf(taken)).toEqual(["Solve", "Reassign", "Waiting", "Priority", "Escalate", "Duplicate", "Why"]);
  });

  it("says at three quarters of its time and at its end that it is late, once each", async () => {
    const { clock } = suite.running;
    const { number, id } = await suite.as("dewi", (ctx) =>
      openTicket(ctx, { subject: "Printer on fire", priority: "P1" }),
    );
    await outboxRests(suite);
    const { ts } = cardOf(suite, number);
    const { dueAt } = await suite.as("dewi", (ctx) => getTicket(ctx, { ticketId: id }));
    const sweep = async (minutesBefore: number) => {
      clock.advance((dueAt?.getTime() ?? 0) - minutesBefore * 60_000 - clock.now().getTime());
      await suite.as("dewi", tellDueTickets);
      await outboxRests(suite);
      return linesOf(cardOf(suite, number))[1];
    };
    expect(await sweep(5)).toMatch(/⚠ due <!date/u);
    expect(await sweep(0)).toMatch(/⚠ late since <!date/u);
    expect(cardsOf(suite, number).map((card) => card.ts)).toEqual([ts]);
  });

  it("is one person's of two who press Take at once, and the other is told whose", async () => {
    const { number, id } = await suite.as("dewi", (ctx) => openTicket(ctx, { subject: "Both want it" }));
    await outboxRests(suite);
    const card = cardOf(suite, number);
    const told = new Map<string, string[]>();
    await Promise.all(["maya", "rizky"].map((handle) => suite.person(handle).press({ message: card, text: "Take" })));
    await sentUntil(suite, () => labelsOf(cardOf(suite, number))[0] === "Solve");
    const { assignee } = await suite.as("dewi", (ctx) => getTicket(ctx, { ticketId: id }));
    const [winner, loser] =
      assignee?.slackUserId === suite.sandbox.user("maya") ? ["maya", "rizky"] : ["rizky", "maya"];
    for (const handle of ["maya", "rizky"])
      told.set(
        handle,
        suite
          .person(handle)
          .messages("#triage")
          .filter((message) => message.ephemeral)
          .map(({ text }) => text),
      );
    const sentence = new RegExp(`has T-${number}\\. Reassign it`, "u");
    await suite.person(loser ?? "").untilMessage(({ text }) => sentence.test(text));
    expect((told.get(winner ?? "") ?? []).filter((text) => sentence.test(text))).toEqual([]);
    expect(linesOf(cardOf(suite, number))[1]).toContain(winner === "maya" ? "Maya" : "Rizky");
  });

  it("is not posted twice when the answer to posting it is lost", async () => {
    const lost = suite.sandbox.faults.api({ kind: "reset", when: "after" }, { method: "chat.postMessage", times: 1 });
    const { number } = await suite.as("dewi", (ctx) => openTicket(ctx, { subject: "Answer lost on its way" }));
    await outboxRests(suite);
    expect(lost.struck).toBe(1);
    expect(cardsOf(suite, number)).toHaveLength(1);
    await suite.person("maya").press({ message: cardOf(suite, number), text: "Take" });
    await sentUntil(suite, () => labelsOf(cardOf(suite, number))[0] === "Solve");
    expect(cardsOf(suite, number).map((card) => linesOf(card)[1])).toEqual([expect.stringContaining("Maya")]);
  });

  it("comes in order and a second apart for 40 tickets at once", async () => {
    const numbers: number[] = [];
    for (let batch = 0; batch < 2; batch++)
      await suite.as("dewi", async (ctx) => {
        for (let one = 0; one < 20; one++)
          numbers.push((await openTicket(ctx, { subject: `Order ${batch}-${one} has not arrived` })).number);
      });
    await outboxRests(suite);
    const posted = suite
      .person("maya")
      .messages("#triage")
      .filter(({ text }) => /^T-\d+, P3: Order/u.test(text));
    expect(posted.map(({ text }) => Number(/^T-(\d+)/u.exec(text)?.[1]))).toEqual(numbers);
    const triage = suite.sandbox.channel("triage");
    // By when each was taken to be sent: the clock of this test moves on while a message is on its way.
    const taken = await suite.as("dewi", (ctx) =>
      ctx.tx.delivery.findMany({ where: { recipient: triage, kind: "ticket-card" }, select: { claimedAt: true } }),
    );
    const at = taken.map(({ claimedAt }) => claimedAt?.getTime() ?? 0).toSorted((a, b) => a - b);
    expect(at.length).toBeGreaterThanOrEqual(40);
    expect(Math.min(...at.slice(1).map((when, index) => when - (at[index] ?? 0)))).toBeGreaterThanOrEqual(1_000);
  }, 180_000);
});

describeOverBoth("a card's thread", (suite) => {
  beforeAll(() => begin(suite));

  it("begins with the customer, what helped before, and why somebody is suggested [R75] [R77] [R79]", async () => {
    const { number } = await suite.as("maya", async (ctx) => {
      const contact = await createContact(ctx, { name: "Sari Indah", companyName: "Toko Indah", source: "import" });
      for (const subject of ["Cannot log in after password reset", "Cannot log in since the password reset"]) {
        const { id } = await openTicket(ctx, { subject, priority: "P2", category: "login", contactId: contact.id });
        await solveTicket(ctx, { ticketId: id, fix: "cleared the stale session cookie" });
      }
      return openTicket(ctx, { subject: "Cannot log in after a password reset", contactId: contact.id });
    });
    await outboxRests(suite);
    const [, first] = threadOf(suite, cardOf(suite, number));
    const lines = first ? linesOf(first) : [];
    expect(lines[0]).toBe("*Sari Indah*, Toko Indah · Lead");
    expect(lines[1]).toBe("never talked · T-2 solved today");
    expect(lines).toContain('*Solved before:* T-1, today, Maya, "cleared the stale session cookie"');
    expect(lines).toContainEqual(expect.stringMatching(/^\*Maya\* solved T-[12] and T-[12] like it\.$/u));
    expect(first && labelsOf(first)).toEqual(["Use this fix", "Use this fix", "Give it to Maya", "Set it", "Set it"]);
    if (!first) return;
    await suite.person("rizky").press({ message: first, text: "Use this fix" });
    await sentUntil(suite, () => labelsOf(cardOf(suite, number))[0] === "Reopen");
    expect(linesOf(cardOf(suite, number))[1]).toContain("✓ Rizky, today 09:");
    expect(cardOf(suite, number).text).toContain("cleared the stale session cookie");
  });

  it("is the ticket's conversation: replies, their edits and deletions are followed, Steward's own are not", async () => {
    const { id, number } = await suite.as("dewi", (ctx) => openTicket(ctx, { subject: "Invoice is missing" }));
    await outboxRests(suite);
    const card = cardOf(suite, number);
    const maya = suite.person("maya");
    const notes = async () => (await suite.as("dewi", (ctx) => getTicket(ctx, { ticketId: id }))).notes;
    const reply = await maya.send(card.channel, "I asked accounting", { threadTs: card.ts });
    const other = await suite.person("wei.ling").send(card.channel, "it was sent on Friday", { threadTs: card.ts });
    await sentUntil(suite, async () => (await notes()).length === 2);
    expect((await notes()).map(({ by, text }) => [by, text])).toEqual([
      ["Maya Putri", "I asked accounting"],
      [expect.stringContaining("Wei"), "it was sent on Friday"],
    ]);
    maya.edit(reply, "I asked accounting again");
    suite.person("wei.ling").remove(other);
    await sentUntil(suite, async () => {
      const [first, second] = await notes();
      return first?.editedAt && second?.removedAt;
    });
    expect((await notes()).map(({ text }) => text)).toEqual(["I asked accounting again", ""]);
  });
});

describeOverBoth("a triage channel that cannot be written in", (suite) => {
  beforeAll(() => begin(suite));

  it.each(["archived", "left"])(
    "%s: the stewards are told once, and the cards follow when it is mended",
    async (how) => {
      const { administer } = suite.sandbox;
      const triage = suite.sandbox.channel("triage");
      const bot = suite.sandbox.credentials.botUserId;
      const before = suite
        .person("dewi")
        .inbox()
        .filter(({ text }) => text.includes("cannot post tickets")).length;
      if (how === "archived") administer.archive(triage);
      else administer.removeFromChannel(triage, bot);
      const opened: number[] = [];
      for (const subject of ["First of the dark", "Second of the dark", "Third of the dark"]) {
        opened.push((await suite.as("dewi", (ctx) => openTicket(ctx, { subject: `${subject}, ${how}` }))).number);
        await outboxRests(suite);
      }
      const told = suite
        .person("dewi")
        .inbox()
        .filter(({ text }) => text.includes("cannot post tickets"));
      expect(told).toHaveLength(before + 1);
      expect(labelsOf(told.at(-1) ?? { blocks: [] })).toEqual(["Choose a channel"]);
      if (how === "archived") administer.unarchive(triage);
      else administer.addToChannel(triage, bot);
      await sentUntil(suite, () => opened.every((number) => cardsOf(suite, number).length > 0));
      expect(opened.map((number) => cardsOf(suite, number).length)).toEqual([1, 1, 1]);
      expect(opened.map((number) => Number(cardOf(suite, number).ts))).toEqual(
        opened.map((number) => Number(cardOf(suite, number).ts)).toSorted((a, b) => a - b),
      );
    },
  );
});

describeOverBoth("another triage channel", (suite) => {
  let next: string;
  beforeAll(async () => {
    await begin(suite);
    const { administer, user, credentials } = suite.sandbox;
    const members = [...["dewi", "maya", "rizky"].map(user), credentials.botUserId];
    next = administer.createChannel({ name: "triage-2", members });
  });

  const choose = async (channelId: string) => {
    const dewi = suite.person("dewi");
    await dewi.press({
      message: await suite.ask("dewi", "/crm-admin", "tickets"),
      actionId: "ticket-settings.channels",
    });
    await dewi.untilView(({ title }) => title === "Channels for tickets");
    await dewi.fill({ triage: channelId });
    expect(await dewi.submit()).toMatchObject({ ok: true });
  };
  const said = (channel: string) => suite.person("maya").messages(channel);
  const movedIn = (channel: string, number: number) =>
    said(channel).filter(({ text }) => text.startsWith(`T-${number} goes on in `));

  it("takes what is not solved along: one card in the new one, and in the old one's place where it went", async () => {
    const [open, taken, solved] = await suite.as("maya", async (ctx) => [
      await openTicket(ctx, { subject: "Moves along" }),
      await openTicket(ctx, { subject: "Moves along as well", assigneeId: ctx.member?.id ?? null }),
      await openTicket(ctx, { subject: "Stays where it is" }),
    ]);
    await outboxRests(suite);
    await suite.as("maya", (ctx) => solveTicket(ctx, { ticketId: solved?.id ?? "", fix: "turned it off and on" }));
    await outboxRests(suite);
    const before = [open, taken, solved].map((one) => cardOf(suite, one?.number ?? 0));
    await choose(next);
    await outboxRests(suite);
    for (const [index, one] of [open, taken].entries()) {
      const number = one?.number ?? 0;
      const [card, ...others] = cardsOf(suite, number, "#triage-2");
      expect(others).toEqual([]);
      expect(card && threadOf(suite, card)).toHaveLength(2);
      expect(cardsOf(suite, number)).toEqual([]);
      const [left, ...more] = movedIn("#triage", number);
      expect(more).toEqual([]);
      expect(left?.ts).toBe(before[index]?.ts);
      expect(left && labelsOf(left)).toEqual([]);
      expect(left && linesOf(left)[0]).toMatch(
        new RegExp(`^T-${number} goes on in <#${next}>: <https?://\\S+/archives/${next}/p\\d+\\|its card>\\.`, "u"),
      );
    }
    expect(cardOf(suite, solved?.number ?? 0).ts).toBe(before[2]?.ts);
    expect(cardsOf(suite, solved?.number ?? 0, "#triage-2")).toEqual([]);
    await suite.person("maya").press({ message: cardOf(suite, open?.number ?? 0, "#triage-2"), text: "Take" });
    await sentUntil(suite, () => labelsOf(cardOf(suite, open?.number ?? 0, "#triage-2"))[0] === "Solve");
    expect(cardsOf(suite, open?.number ?? 0)).toEqual([]);
  });

  it("and back again doubles nothing", async () => {
    const { number } = await suite.as("maya", (ctx) => openTicket(ctx, { subject: "To and fro" }));
    await outboxRests(suite);
    await choose(suite.sandbox.channel("triage"));
    await outboxRests(suite);
    expect([cardsOf(suite, number), cardsOf(suite, number, "#triage-2")].map(({ length }) => length)).toEqual([1, 0]);
    expect(movedIn("#triage-2", number)).toHaveLength(1);
    await choose(next);
    await outboxRests(suite);
    expect([cardsOf(suite, number), cardsOf(suite, number, "#triage-2")].map(({ length }) => length)).toEqual([0, 1]);
  });

  it("is the one place of a card that was on its way to the old one when it was chosen", async () => {
    const held = suite.sandbox.faults.api({ kind: "reset", when: "after" }, { method: "chat.postMessage", times: 1 });
    const { number } = await suite.as("maya", (ctx) => openTicket(ctx, { subject: "On its way" }));
    suite.running.bot.outbox?.wake();
    await suite.sandbox.until(() => held.struck === 1);
    await choose(suite.sandbox.channel("triage"));
    await outboxRests(suite);
    expect([cardsOf(suite, number), cardsOf(suite, number, "#triage-2")].map(({ length }) => length)).toEqual([1, 0]);
    expect(movedIn("#triage-2", number)).toHaveLength(1);
  });

  it("chosen because the old one was archived leaves nothing undone", async () => {
    const { number } = await suite.as("maya", (ctx) => openTicket(ctx, { subject: "Out of the archive" }));
    await outboxRests(suite);
    suite.sandbox.administer.archive(suite.sandbox.channel("triage"));
    await choose(next);
    await outboxRests(suite);
    expect(cardsOf(suite, number, "#triage-2")).toHaveLength(1);
    const failed = await suite.as("dewi", (ctx) =>
      ctx.tx.delivery.findMany({
        where: { state: { notIn: ["sent", "dropped"] } },
        select: { kind: true, state: true },
      }),
    );
    expect(failed).toEqual([]);
  });
});
