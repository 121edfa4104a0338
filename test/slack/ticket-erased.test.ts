import { beforeAll, expect, it } from "vitest";
import { setTriageChannel } from "../../src/crm/access/set-triage-channel.ts";
import { createContact } from "../../src/crm/customers/create-contact.ts";
import { noteAttempt } from "../../src/crm/tickets/note-attempt.ts";
import { openTicket } from "../../src/crm/tickets/open-ticket.ts";
import { solveTicket } from "../../src/crm/tickets/solve-ticket.ts";
import { cardOf, cardsOf, outboxRests, sentUntil, threadOf } from "./outbox-rest.ts";
import { describeOverBoth, labelsOf, linesOf, type Suite } from "./over-both.ts";

/** Everything that Maya can still see of them, in Slack. */
const seen = (suite: Suite) => {
  const maya = suite.person("maya");
  const there = ["#triage", "#support"].flatMap((channel) => maya.messages(channel));
  const replies = there.flatMap(({ channel, ts }) => maya.messages(channel, { threadTs: ts }));
  return JSON.stringify([there, replies, maya.inbox()]);
};

describeOverBoth("a ticket without its customer", (suite) => {
  const numbers = { open: 0, solved: 0, named: 0, other: 0 };
  let customer: string;

  beforeAll(async () => {
    const { clock } = suite.running;
    clock.advance(new Date("2026-11-23T02:00:00Z").getTime() - clock.now().getTime());
    await suite.ask("dewi", "/crm-admin", "access grant @maya member support");
    await suite.as("dewi", (ctx) => setTriageChannel(ctx, { channelId: suite.sandbox.channel("triage") }));
    customer = await suite.as("dewi", async (ctx) => {
      const { id } = await createContact(ctx, {
        name: "Quxina Rahasia",
        emails: ["quxina@rahasia.example"],
        source: "import",
      });
      return id;
    });
    await suite.as("maya", async (ctx) => {
      const open = (subject: string, contactId: string | null) => openTicket(ctx, { subject, contactId });
      numbers.open = (await open("Quxina cannot log in", customer)).number;
      const solved = await open("Quxina has no invoice", customer);
      numbers.solved = solved.number;
      await noteAttempt(ctx, { ticketId: solved.id, text: "called Quxina" });
      numbers.named = (await open("Mail from quxina@rahasia.example", null)).number;
      numbers.other = (await open("Cannot log in at all", null)).number;
    });
    await outboxRests(suite);
    await suite.as("maya", async (ctx) => {
      const { id } = await ctx.tx.ticket.findFirstOrThrow({ where: { number: numbers.solved } });
      await solveTicket(ctx, { ticketId: id, fix: "sent it to Quxina again" });
    });
    await outboxRests(suite);
  });

  it("is shown as such where nobody knows yet who it is: on its card, in its thread, in lists, in why", async () => {
    const card = cardOf(suite, numbers.other);
    expect(linesOf(card)[1]).toMatch(/^customer not known yet · /u);
    const [, first] = threadOf(suite, card);
    expect(first && labelsOf(first)).toContain("Set the customer");
    for (const verb of ["show", "why"])
      expect((await suite.ask("maya", "/crm-ticket", `${verb} T-${numbers.other}`)).text).toContain(
        `T-${numbers.other}`,
      );
    expect(JSON.stringify((await suite.ask("maya", "/crm-ticket", "list")).blocks)).toContain("customer not known yet");
  });

  it("says nothing of a customer who was erased any more, and breaks nowhere", async () => {
    expect(seen(suite)).toContain("Quxina");
    for (const text of [`show T-${numbers.open}`, `show T-${numbers.named}`])
      await suite.ask("maya", "/crm-ticket", text, "#support");
    const dewi = suite.person("dewi");
    await suite.askForm("dewi", "/crm-admin", "privacy erase Quxina Rahasia");
    await dewi.fill({ name: "Quxina Rahasia", reason: "asked by letter" });
    await dewi.submit();
    await sentUntil(suite, () => dewi.inbox().some(({ text }) => text.includes("Certificate of erasure")));
    for (const number of [numbers.open, numbers.solved, numbers.named]) {
      expect(cardsOf(suite, number)).toEqual([]);
      for (const verb of ["show", "why"]) {
        const answer = await suite.ask("maya", "/crm-ticket", `${verb} T-${number}`);
        expect(answer.text).toContain(`T-${number}`);
        expect(JSON.stringify(answer)).not.toMatch(/quxina|rahasia/iu);
      }
      const shown = await suite.ask("maya", "/crm-ticket", `show T-${number}`);
      expect(linesOf(shown)[0]).toBe(`*T-${number} · P3 · Erased*`);
    }
    const shown = await suite.ask("maya", "/crm-ticket", `show T-${numbers.solved}`);
    expect(linesOf(shown)[1]).toContain("Erased person");
    for (const text of ["list all", "list solved", "top 90 days", "next", `show T-${numbers.other}`])
      expect(JSON.stringify(await suite.ask("maya", "/crm-ticket", text)), text).not.toMatch(/quxina|rahasia/iu);
    expect(JSON.stringify((await suite.ask("maya", "/crm", "quxina")).blocks)).not.toContain("T-");
    const left = suite
      .person("maya")
      .messages("#triage")
      .filter(({ ephemeral, deleted }) => !ephemeral && !deleted);
    expect(JSON.stringify(left)).not.toMatch(/quxina|rahasia/iu);
    expect(left.map(({ text }) => text)).toEqual([expect.stringContaining("Cannot log in at all")]);
  });

  it("can be opened again, and posts a card that names nobody", async () => {
    const reopened = await suite.ask("maya", "/crm-ticket", `reopen T-${numbers.solved} it happens again`);
    expect(linesOf(reopened)[0]).toContain("is open again");
    await outboxRests(suite);
    const card = cardOf(suite, numbers.solved);
    expect(linesOf(card)[0]).toBe(`*T-${numbers.solved} · P3 · Erased*`);
    expect(linesOf(card)[1]).toMatch(/^Erased person · /u);
    expect(JSON.stringify(threadOf(suite, card))).not.toMatch(/quxina|rahasia/iu);
  });
});
