import { allow, may } from "../crm/access/permission.ts";
import { findExactCustomers } from "../crm/customers/find-exact-customers.ts";
import type { Context } from "../db/context.ts";
import type { AnyCommand } from "./define.ts";
import { asksForHelp, family, findCommand } from "./find-command.ts";
import { typistOf } from "./listeners/payload.ts";
import { readMessage } from "./read-message.ts";
import { type Reply, say } from "./reply.ts";
import { readMarkedNumber, readNewTicket } from "./ticket-grammar.ts";
import { helpMessage } from "./views/help.ts";
import { formByButtonMessage } from "./views/ticket-desk.ts";

const lead = /^(?:ticket|tickets|tiket)(?=[\s:：]|$)[\s:：]*/iu;

interface LineOptions {
  commands: readonly AnyCommand[];
  /** of the message */
  ts: string;
  /** how a new ticket with these words is opened, "" for none; null: as anywhere else */
  opening?: (words: string) => Promise<Reply | null>;
}

/** Whether a line could be about tickets, before anybody knows the customers' names. */
export function mayBeTicketLine(text: string): boolean {
  return lead.test(text.trim()) || readMarkedNumber(text.trim()) !== null;
}

/**
 * A line said to Steward that is about tickets: "T-31", "ticket", or "ticket" and what follows "/crm-ticket"; what is no verb there
 * is a new ticket. Null: it is about something else, as where a customer is called Ticket.
 */
export async function answerTicketLine(
  ctx: Context,
  text: string,
  { commands, ts, opening }: LineOptions,
): Promise<Reply | null> {
  const line = text.trim();
  const isNumber = readMarkedNumber(line) !== null;
  const led = lead.exec(line);
  if (!isNumber && (!led || (await isCustomer(ctx, line)))) return null;
  const words = isNumber ? line : line.slice(led?.[0].length ?? 0);
  const found = findCommand(commands, "/crm-ticket", words);
  if (!found) return null;
  if (asksForHelp(found.rest)) return say(helpMessage(family(commands, found.command.name)));
  const isNew = found.command.name === "/crm-ticket" && found.rest !== "" && !isNumber;
  const command = isNew ? (findCommand(commands, "/crm-ticket", "new")?.command ?? found.command) : found.command;
  const number = isNew ? readMarkedOrBare(found.rest) : null;
  const meant = number === null ? command : found.command;
  // A message keeps its line breaks and, unlike a command, has no names beside its mentions.
  const rest = meant.name === "/crm-ticket new" ? await readMessage(ctx, found.rest) : found.rest;
  if (opening && (meant.name === "/crm-ticket new" || (meant.name === "/crm-ticket" && rest === ""))) {
    await allow(ctx, "tickets:write");
    const opened = await opening(rest);
    if (opened) return opened;
  }
  const begunAt = new Date(Math.min(Number(ts) * 1000, ctx.now.getTime()));
  const typist = { ...typistOf(ctx), now: begunAt };
  const where = { channelId: null, messageTs: null, threadTs: null, place: "conversation" as const, at: begunAt };
  const input = rest === "" ? null : meant.parse(rest, typist);
  const reply = input === null ? await meant.form(ctx, where) : await meant.run(ctx, input, undefined, where);
  return reply.reply === "open" ? say(formByButtonMessage(`${meant.name} ${rest}`.trim())) : reply;
}

/** "ticket 31" is that ticket and no problem called 31. */
function readMarkedOrBare(words: string): number | null {
  return /^\d{1,9}$/u.test(words) ? Number(words) : readMarkedNumber(words);
}

/** Somebody who is called so, as in "Ticket Asia: wants a quote". */
async function isCustomer(ctx: Context, line: string): Promise<boolean> {
  const [reading] = readNewTicket(line).readings;
  const name = reading?.customer ?? line;
  return may(ctx.member, "customers:read") && name.includes(" ") && (await findExactCustomers(ctx, name)).length > 0;
}
