import { beforeAll, expect, it } from "vitest";
import { setTriageChannel } from "../../src/crm/access/set-triage-channel.ts";
import { createContact } from "../../src/crm/customers/create-contact.ts";
import { getTicket } from "../../src/crm/tickets/get-ticket.ts";
import { listTickets } from "../../src/crm/tickets/list-tickets.ts";
import { setTicketInbox } from "../../src/crm/tickets/set-ticket-settings.ts";
import { cardOf, outboxRests, sentUntil } from "./outbox-rest.ts";
import { describeOverBoth, labelsOf, linesOf, type Suite } from "./over-both.ts";

const newest = (suite: Suite) =>
  suite.as("dewi", async (ctx) => {
    const { tickets } = await listTickets(ctx, { filter: {}, limit: 100 });
    const last = tickets.toSorted((a, b) => a.number - b.number).at(-1);
    return last ? getTicket(ctx, { ticketId: last.id }) : null;
  });

async function begin(suite: Suite): Promise<void> {
  await suite.ask("dewi", "/crm-admin", "access grant @maya member support");
  await suite.as("dewi", async (ctx) => {
    await setTriageChannel(ctx, { channelId: suite.sandbox.channel("triage") });
    await setTicketInbox(ctx, { channelId: suite.sandbox.channel("support"), department: "support" });
    await createContact(ctx, {
      name: "Sari Indah",
      companyName: "Toko Indah",
      emails: ["sari@toko-indah.co.id"],
      source: "import",
    });
  });
}

describeOverBoth("an inbox", (suite) => {
  beforeAll(() => begin(suite));

  it("makes each new message a ticket, once, and says which in the message's thread; replies are none", async () => {
    const maya = suite.person("maya");
    const sent = await maya.send("#support", "Export fails for sari@toko-indah.co.id\nsince this morning");
    await sentUntil(suite, async () => (await newest(suite))?.source?.ts === sent.ts);
    const ticket = await newest(suite);
    expect(ticket).toMatchObject({
      subject: "Export fails for sari@toko-indah.co.id",
      text: "Export fails for sari@toko-indah.co.id\nsince this morning",
      department: "support",
      customer: { name: "Sari Indah", companyName: "Toko Indah" },
      requester: { name: "Maya Putri" },
    });
    const thread = () => maya.messages("#support", { threadTs: sent.ts });
    await sentUntil(suite, () => thread().some(({ text }) => text === `This is T-${ticket?.number} now.`));
    await maya.send("#support", "still the same", { threadTs: sent.ts });
    await suite.person("dewi").send("#sales", "not in an inbox");
    await suite.sandbox.eventsSettled();
    await outboxRests(suite);
    expect((await newest(suite))?.number).toBe(ticket?.number);
    expect(cardOf(suite, ticket?.number ?? 0).text).toContain("Sari Indah, Toko Indah");
  });

  it("takes a message of somebody without access as well, and does not lecture them", async () => {
    const rizky = suite.person("rizky");
    const before = rizky.inbox().length;
    const sent = await rizky.send("#support", "The warehouse cannot print labels");
    await sentUntil(suite, async () => (await newest(suite))?.source?.ts === sent.ts);
    expect(await newest(suite)).toMatchObject({ requester: null, source: { author: suite.sandbox.user("rizky") } });
    expect(rizky.inbox()).toHaveLength(before);
  });
});

describeOverBoth("Open a ticket, on a message", (suite) => {
  beforeAll(() => begin(suite));

  it("opens one with the message's words, link and author, and reads a thread of 1,000 replies without holding up", async () => {
    const root = await suite
      .person("olivia")
      .send("#marketing", "The price list shows last year's prices\nToko Indah asked");
    for (let reply = 0; reply < 1_000; reply++)
      await suite.person("olivia").send("#marketing", `reply ${reply}`, { threadTs: root.ts });
    const { administer, credentials } = suite.sandbox;
    administer.addToChannel(suite.sandbox.channel("marketing"), credentials.botUserId);
    suite.running.clock.advance(60_000);
    const dewi = suite.person("dewi");
    await dewi.messageShortcut("open-ticket", root);
    await dewi.untilView(({ title }) => title === "Open a ticket");
    await dewi.submit();
    const told = await dewi.untilMessage(({ text }) => text.startsWith("✓ Opened T-"));
    expect(told.text).toContain("Its thread so far follows, as fast as Slack lets me read it.");
    const ticket = await newest(suite);
    expect(ticket).toMatchObject({
      subject: "The price list shows last year's prices",
      source: { channel: suite.sandbox.channel("marketing"), ts: root.ts, author: suite.sandbox.user("olivia") },
    });
    expect(ticket?.source?.link).toContain("/archives/");
    const notes = () => suite.as("dewi", (ctx) => ctx.tx.ticketNote.count({ where: { ticketId: ticket?.id ?? "" } }));
    await sentUntil(suite, async () => (await notes()) === 1_000);
    expect(labelsOf(told)).toContain("Take");
  }, 120_000);

  it("was asked for by its author where that is a colleague, and else by whoever opens it", async () => {
    const dewi = suite.person("dewi");
    const open = async (message: { channel: string; ts: string }, subject: string) => {
      await dewi.messageShortcut("open-ticket", message);
      await dewi.untilView(({ title }) => title === "Open a ticket");
      await dewi.fill({ subject });
      await dewi.submit();
      await sentUntil(suite, async () => (await newest(suite))?.subject === subject);
      const ticket = await newest(suite);
      const shown = await suite.ask("dewi", "/crm-ticket", `show T-${ticket?.number}`);
      return { ticket, facts: linesOf(shown).join("\n") };
    };
    const wei = await open(
      await suite.person("wei.ling").send("#triage", "The quote has the wrong logo"),
      "By a colleague",
    );
    expect(wei.ticket?.requester).toMatchObject({ name: "Tan Wei Ling", slackUserId: suite.sandbox.user("wei.ling") });
    expect(wei.facts).toContain("asked for by Tan");
    expect(wei.facts).not.toContain("From ");
    const partner = await suite.person("ratna").send("#with-toko-indah", "Our order has not come");
    const ratna = await open(partner, "By a partner");
    expect(ratna.ticket).toMatchObject({
      requester: { name: "Dewi Lestari" },
      source: { author: suite.sandbox.user("ratna") },
    });
    expect(ratna.facts).toContain(`From <@${suite.sandbox.user("ratna")}>`);
    const alert = suite.sandbox.elsewhere.post(suite.sandbox.channel("sales"), {
      name: "Monitoring",
      text: "Disk full",
    });
    const app = await open(alert, "By an app");
    expect(app.ticket).toMatchObject({ requester: { name: "Dewi Lestari" }, source: { author: "Monitoring" } });
    expect(app.facts).toContain("From Monitoring");
  });

  it("asks what to keep of a private conversation, and keeps only the link when told so", async () => {
    const dewi = suite.person("dewi");
    const { administer, credentials } = suite.sandbox;
    administer.addToChannel(suite.sandbox.channel("pricing-review"), credentials.botUserId);
    const root = await dewi.send("#pricing-review", "We will raise Toko Indah by a fifth");
    await dewi.messageShortcut("open-ticket", root);
    const view = await dewi.untilView(({ title }) => title === "Open a ticket");
    expect(linesOf(view)[0]).toContain("private conversation");
    await dewi.choose({ blockId: "what" }, "Only a link to the message");
    await dewi.fill({ subject: "Prices of next year" });
    await dewi.submit();
    await sentUntil(suite, async () => (await newest(suite))?.subject === "Prices of next year");
    expect(await newest(suite)).toMatchObject({ text: "" });
  });

  it("is the same ticket when the message is one already", async () => {
    const dewi = suite.person("dewi");
    const root = await dewi.send("#sales", "Twice the same");
    for (const answer of ["✓ Opened T-", "already"]) {
      await dewi.messageShortcut("open-ticket", root);
      await dewi.untilView(({ title }) => title === "Open a ticket");
      await dewi.submit();
      await dewi.untilMessage(({ text }) => text.includes(answer) && text.includes("Twice the same"));
    }
  });
});

describeOverBoth("how tickets are run", (suite) => {
  beforeAll(() => begin(suite));

  const answer = () => suite.ask("dewi", "/crm-admin", "tickets");

  it("is one message for stewards, each part with its form", async () => {
    const shown = await answer();
    expect(linesOf(shown)).toContain("Hours: Mon-Fri 9:00-17:00, Jakarta");
    expect(labelsOf(shown)).toEqual(["Change", "Change", "Change", "Change"]);
    expect((await suite.ask("maya", "/crm-admin", "tickets")).text).not.toContain("How tickets are run");
  });

  it("sets hours with a break, days off and silence; what cannot be read is asked about beside its input", async () => {
    const dewi = suite.person("dewi");
    await dewi.press({ message: await answer(), actionId: "ticket-settings.hours" });
    await dewi.untilView(({ title }) => title === "Hours and days off");
    await dewi.fill({ hours: "whenever we like" });
    expect(JSON.stringify(await dewi.submit())).toContain("Write it like Mon-Fri");
    await dewi.fill({
      hours: "Mon-Thu 8:00-12:00, 13:00-17:00\nFri 8-11:30",
      own: "2026-12-24 Office party",
      close: "5",
    });
    await dewi.submit();
    const saved = await dewi.untilMessage((message) =>
      linesOf(message).some((line) => line.includes("Fri 8:00-11:30")),
    );
    expect(linesOf(saved)).toContain("Hours: Mon-Thu 8:00-12:00, 13:00-17:00 · Fri 8:00-11:30, Jakarta");
    expect(linesOf(saved).join("\n")).toContain("24 Dec 2026 Office party");
  });

  it("sets targets and who hears, and refuses somebody who may not work on tickets", async () => {
    const dewi = suite.person("dewi");
    await dewi.press({ message: await answer(), actionId: "ticket-settings.targets" });
    await dewi.untilView(({ title }) => title === "Targets");
    await dewi.fill({ "P1-first_response": "15m", "P1-resolution": "1h 30m" });
    await dewi.submit();
    await dewi.untilMessage((message) => linesOf(message).some((line) => line.includes("P1 15m / 1h 30m")));
    await dewi.press({ message: await answer(), actionId: "ticket-settings.people" });
    await dewi.untilView(({ title }) => title === "Who hears");
    await dewi.fill({ support: suite.sandbox.user("rizky") });
    expect(JSON.stringify(await dewi.submit())).toContain("cannot work on tickets");
    await dewi.fill({ support: suite.sandbox.user("maya") });
    await dewi.submit();
    await dewi.untilMessage((message) => linesOf(message).some((line) => line.includes("Support: Maya Putri")));
  });

  it("sets the channels, and does not take one that Steward is not in", async () => {
    const dewi = suite.person("dewi");
    await dewi.press({ message: await answer(), actionId: "ticket-settings.channels" });
    await dewi.untilView(({ title }) => title === "Channels for tickets");
    await dewi.fill({ marketing: [suite.sandbox.channel("pricing-review")] });
    expect(JSON.stringify(await dewi.submit())).toContain("I am not in");
    await dewi.fill({ marketing: [suite.sandbox.channel("marketing")] });
    expect(await dewi.submit()).toMatchObject({ ok: true });
    await dewi.untilMessage((message) =>
      linesOf(message).some((line) => line.includes(`<#${suite.sandbox.channel("marketing")}> (Marketing)`)),
    );
  });
});
