import { beforeAll, expect, it } from "vitest";
import { setTriageChannel } from "../../src/crm/access/set-triage-channel.ts";
import { createContact } from "../../src/crm/customers/create-contact.ts";
import { getTicket } from "../../src/crm/tickets/get-ticket.ts";
import { openTicket } from "../../src/crm/tickets/open-ticket.ts";
import { setTicketInbox } from "../../src/crm/tickets/set-ticket-settings.ts";
import { outboxRests, sentUntil } from "./outbox-rest.ts";
import { describeOverBoth, linesOf, type Suite } from "./over-both.ts";

const countTickets = (suite: Suite) => suite.as("dewi", (ctx) => ctx.tx.ticket.count());
const ticketOf = (suite: Suite, { ts }: { ts: string }) =>
  suite.as("dewi", async (ctx) => {
    const found = await ctx.tx.ticket.findFirst({ where: { sourceTs: ts } });
    return found && getTicket(ctx, { ticketId: found.id });
  });

/** The ticket that became of a message, once it has. */
async function untilTicket(suite: Suite, message: { ts: string }) {
  await sentUntil(suite, () => ticketOf(suite, message));
  const ticket = await ticketOf(suite, message);
  if (!ticket) throw new Error("It became no ticket");
  return ticket;
}

describeOverBoth("an inbox of what nobody wrote by hand", (suite) => {
  let inbox: string;
  beforeAll(async () => {
    inbox = suite.sandbox.channel("support");
    await suite.ask("dewi", "/crm-admin", "access grant @maya member support");
    await suite.as("dewi", async (ctx) => {
      await setTriageChannel(ctx, { channelId: suite.sandbox.channel("triage") });
      await setTicketInbox(ctx, { channelId: inbox, department: "support" });
      await createContact(ctx, { name: "Sari Indah", emails: ["sari@toko-indah.co.id"], source: "import" });
    });
  });

  it("makes an e-mail to the channel a ticket, of the customer who sent it", async () => {
    const sent = await suite.sandbox.elsewhere.email(inbox, {
      from: { name: "Sari Indah", address: "sari@toko-indah.co.id" },
      subject: "Invoice 4711 is missing",
      text: "Hello,\nwe never got invoice 4711.\nSari",
    });
    const ticket = await untilTicket(suite, sent);
    expect(ticket).toMatchObject({
      ...{ subject: "Invoice 4711 is missing", text: "Hello,\nwe never got invoice 4711.\nSari" },
      ...{ department: "support", requester: null, customer: { name: "Sari Indah" } },
      source: { channel: inbox, ts: sent.ts, author: "Sari Indah" },
    });
    const shown = await suite.ask("maya", "/crm-ticket", `show T-${ticket.number}`);
    expect(linesOf(shown).join("\n")).toMatch(/From Sari Indah · <https?:[^|]+\|Open the message>/u);
  });

  it("makes an e-mail of a stranger one as well, and one without a subject", async () => {
    const { elsewhere } = suite.sandbox;
    const stranger = await elsewhere.email(inbox, { from: { address: "x@nowhere.example" }, subject: "Hi", text: "?" });
    expect(await untilTicket(suite, stranger)).toMatchObject({
      ...{ subject: "Hi", customer: null },
      source: { author: "x@nowhere.example" },
    });
    const bare = await elsewhere.email(inbox, { from: { address: "x@nowhere.example" }, subject: "", text: "Help us" });
    expect((await untilTicket(suite, bare)).text).toBe("Help us");
  });

  it("makes what apps and hooks write tickets, whatever they put it into", async () => {
    const { elsewhere } = suite.sandbox;
    const app = elsewhere.post(inbox, { name: "Shop", text: "New question from sari@toko-indah.co.id\nWhere is it?" });
    expect(await untilTicket(suite, app)).toMatchObject({
      ...{ subject: "New question from sari@toko-indah.co.id", requester: null, customer: { name: "Sari Indah" } },
      source: { author: "Shop" },
    });
    const blocks = [{ type: "section", text: { type: "mrkdwn", text: "Order 12 was *refused*" } }];
    expect((await untilTicket(suite, elsewhere.post(inbox, { name: "Shop", blocks }))).subject).toBe(
      "Order 12 was *refused*",
    );
    const attachments = [{ title: "Disk is full", text: "db-1 has 1 % left", fallback: "Disk is full" }];
    expect(await untilTicket(suite, elsewhere.hook(inbox, { name: "Monitoring", attachments }))).toMatchObject({
      ...{ subject: "Disk is full", text: "Disk is full\ndb-1 has 1 % left" },
      source: { author: "Monitoring" },
    });
  });

  it("leaves alone joins, leaves, topics, reminders, replies, edits, deletions, and what Steward says", async () => {
    const { elsewhere, user } = suite.sandbox;
    const maya = suite.person("maya");
    const root = elsewhere.hook(inbox, { name: "Monitoring", text: "CPU is hot" });
    const typed = await maya.send("#support", "The door is stuck");
    const { number } = await untilTicket(suite, root);
    await untilTicket(suite, typed);
    const before = await countTickets(suite);
    for (const subtype of ["channel_join", "channel_leave", "channel_topic"] as const)
      elsewhere.line(inbox, { subtype, user: user("rizky") });
    elsewhere.slackbot(inbox, "Reminder: stand-up");
    elsewhere.hook(inbox, { name: "Monitoring", text: "CPU is cool again", threadTs: root.ts });
    await maya.send("#support", "which door?", { threadTs: typed.ts });
    maya.edit(typed, "The door is stuck again");
    await maya.command("#support", "/crm-ticket", `show T-${number}`);
    // Steward's own words in the inbox: the line under each message, and a card where the inbox is the triage channel.
    await suite.as("dewi", async (ctx) => {
      await setTriageChannel(ctx, { channelId: inbox });
    });
    await suite.as("dewi", (ctx) => openTicket(ctx, { subject: "Its card stands in the inbox" }));
    await outboxRests(suite);
    expect(maya.messages("#support").some(({ text }) => text.includes("Its card stands in the inbox"))).toBe(true);
    await suite.sandbox.eventsSettled();
    maya.remove(typed);
    await suite.sandbox.eventsSettled();
    await outboxRests(suite);
    expect(await countTickets(suite)).toBe(before + 1);
  });
});
