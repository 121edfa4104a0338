import { beforeAll, expect, it } from "vitest";
import { setTriageChannel } from "../../src/crm/access/set-triage-channel.ts";
import { createContact } from "../../src/crm/customers/create-contact.ts";
import { getTicket } from "../../src/crm/tickets/get-ticket.ts";
import { openTicket } from "../../src/crm/tickets/open-ticket.ts";
import type { PageMessage } from "../../src/sandbox/page-protocol.ts";
import { cardOf, outboxRests, sentUntil } from "./outbox-rest.ts";
import { describeOverBoth, labelsOf, linesOf, type Suite } from "./over-both.ts";

const newest = (suite: Suite) =>
  suite.as("dewi", async (ctx) => {
    const last = await ctx.tx.ticket.findFirst({ orderBy: { number: "desc" } });
    return last ? getTicket(ctx, { ticketId: last.id }) : null;
  });
const countTickets = (suite: Suite) => suite.as("dewi", (ctx) => ctx.tx.ticket.count());

/** Says something, in a thread or beside them, and gives what Steward answers there to this person alone. */
async function say(suite: Suite, handle: string, text: string, thread: PageMessage | string): Promise<PageMessage> {
  const person = suite.person(handle);
  const [channel, options] = typeof thread === "string" ? [thread, {}] : [thread.channel, { threadTs: thread.ts }];
  const seen = () => person.messages(channel, options).filter(({ ephemeral }) => ephemeral);
  const before = new Set(seen().map(({ ts }) => ts));
  await person.send(channel, text, options);
  return person.until(() => seen().find(({ ts }) => !before.has(ts)), { what: `an answer to ${text}` });
}

describeOverBoth("@Steward ticket", (suite) => {
  beforeAll(async () => {
    await suite.ask("dewi", "/crm-admin", "access grant @maya @rizky member support");
    await suite.ask("dewi", "/crm-admin", "access grant @wei.ling viewer sales");
    for (const name of ["Sari Indah", "Budi Santoso"])
      await suite.as("dewi", (ctx) => createContact(ctx, { name, source: "import" }));
  });

  /** Rizky tells of something, and two colleagues say something to it. */
  async function openThread(text: string): Promise<PageMessage> {
    const root = await suite.person("rizky").send("#support", text);
    await suite.person("dewi").send("#support", "since when?", { threadTs: root.ts });
    await suite.person("rizky").send("#support", "since the update", { threadTs: root.ts });
    suite.running.clock.advance(60_000);
    return root;
  }

  it("in a thread opens one with what it begins with and the thread so far, and tells the asker alone", async () => {
    const root = await openThread("The label printer jams\nIt is the one by the door");
    const answer = await say(suite, "maya", "@steward ticket", root);
    expect(linesOf(answer)[0]).toMatch(/^✓ Opened T-\d+\. Its thread so far follows/u);
    expect(labelsOf(answer)).toContain("Take");
    await sentUntil(suite, async () => ((await newest(suite))?.notes.length ?? 0) >= 2);
    expect(await newest(suite)).toMatchObject({
      ...{ subject: "The label printer jams", requester: { name: "Rizky Pratama" } },
      source: { channel: root.channel, ts: root.ts, author: suite.sandbox.user("rizky") },
      // What was said to Steward is no part of the conversation.
      notes: [{ text: "since when?" }, { text: "since the update" }],
    });
    expect(
      suite
        .person("dewi")
        .messages("#support", { threadTs: root.ts })
        .map(({ text }) => text),
    ).not.toContain(answer.text);
  });

  it("with words opens one that is called by them; the same thread is no second ticket", async () => {
    const root = await openThread("Anybody else?");
    await say(suite, "maya", "@steward ticket labels come out blank", root);
    expect(await newest(suite)).toMatchObject({ subject: "labels come out blank", source: { ts: root.ts } });
    expect((await newest(suite))?.text).toContain("Anybody else?");
    const count = await countTickets(suite);
    const again = await say(suite, "dewi", "@steward ticket", root);
    expect(linesOf(again)[0]).toMatch(/^That message has its ticket already: T-\d+\.$/u);
    expect(await countTickets(suite)).toBe(count);
  });

  it("finds the customer named before a colon, and asks where that is not certain without losing the thread", async () => {
    const certain = await openThread("Not again");
    await say(suite, "maya", "@steward ticket sari indah: cannot log in", certain);
    expect(await newest(suite)).toMatchObject({ subject: "cannot log in", customer: { name: "Sari Indah" } });
    const root = await openThread("He wrote to me");
    const asked = await say(suite, "maya", "@steward ticket budi: no sound", root);
    expect(linesOf(asked)[0]).toBe("Did you mean *Budi Santoso*? Your ticket is kept.");
    await suite.person("maya").press({ message: asked, text: "Yes" });
    await sentUntil(suite, async () => (await newest(suite))?.subject === "no sound");
    await sentUntil(suite, async () => ((await newest(suite))?.notes.length ?? 0) >= 2);
    expect(await newest(suite)).toMatchObject({
      ...{ customer: { name: "Budi Santoso" }, source: { channel: root.channel, ts: root.ts } },
      text: "He wrote to me",
    });
  });

  it("outside a thread opens one from the words beside it, and alone shows one's tickets", async () => {
    const opened = await say(suite, "maya", "@steward ticket the door is stuck", "#support");
    expect(linesOf(opened)[0]).toMatch(/^✓ Opened T-\d+\.$/u);
    expect(await newest(suite)).toMatchObject({ subject: "the door is stuck", requester: { name: "Maya Putri" } });
    expect((await say(suite, "maya", "@steward ticket", "#support")).text).toContain("open ticket");
  });

  it("in a card's thread is about that ticket, and opens none of the card", async () => {
    await suite.as("dewi", (ctx) => setTriageChannel(ctx, { channelId: suite.sandbox.channel("triage") }));
    const { number } = await suite.as("maya", (ctx) => openTicket(ctx, { subject: "Its own card" }));
    await outboxRests(suite);
    const count = await countTickets(suite);
    const card = cardOf(suite, number);
    expect(linesOf(await say(suite, "maya", "@steward ticket", card))[0]).toContain(`T-${number} · P3 · Its own card`);
    expect(await countTickets(suite)).toBe(count);
    await say(suite, "maya", "@steward ticket another one", card);
    expect(await newest(suite)).toMatchObject({ subject: "another one", text: "", source: null });
  });

  it("knows the verbs and the numbers", async () => {
    const { number } = (await newest(suite)) ?? { number: 0 };
    const root = await suite.person("maya").send("#support", "About that door");
    expect(linesOf(await say(suite, "maya", `@steward T-${number}`, root))[0]).toContain(`T-${number} · P3`);
    expect(linesOf(await say(suite, "maya", `@steward ticket take T-${number}`, root))[0]).toBe(
      `✓ T-${number} is yours.`,
    );
  });

  it("in a private conversation asks first, with what was typed in the form", async () => {
    const { administer, credentials } = suite.sandbox;
    administer.addToChannel(suite.sandbox.channel("pricing-review"), credentials.botUserId);
    const dewi = suite.person("dewi");
    const root = await dewi.send("#pricing-review", "We will raise Toko Indah by a fifth");
    const count = await countTickets(suite);
    const asked = await say(suite, "dewi", "@steward ticket prices of next year", root);
    expect(asked.text).toContain("private conversation");
    expect(await countTickets(suite)).toBe(count);
    await dewi.press({ message: asked, text: "Open the form" });
    const form = await dewi.untilView(({ title }) => title === "Open a ticket");
    expect(JSON.stringify(form.blocks)).toContain("prices of next year");
    await dewi.choose({ blockId: "what" }, "Only a link to the message");
    await dewi.submit();
    await sentUntil(suite, async () => (await newest(suite))?.subject === "prices of next year");
    expect(await newest(suite)).toMatchObject({ text: "", notes: [], source: { ts: root.ts } });
  });

  it("is refused to whoever only reads, and to whoever has no access", async () => {
    const root = await suite.person("wei.ling").send("#sales", "Where is the price list?");
    const count = await countTickets(suite);
    expect((await say(suite, "wei.ling", "@steward ticket price list", root)).text).toContain("not");
    expect(await countTickets(suite)).toBe(count);
  });
});
