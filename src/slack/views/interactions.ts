import type { KnownBlock } from "@slack/types";
import type { CustomerMatch, CustomerSummary } from "../../crm/customers/customer-match.ts";
import type { Entry } from "../../crm/interactions/change-interaction.ts";
import { type EntryFields, isTalk, type OpenDay } from "../../crm/interactions/interaction.ts";
import type { Receipt } from "../../crm/interactions/receipt.ts";
import { actions, button, context, item, menu, section } from "../blocks.ts";
import { inline, inlineWithin, shorten } from "../mrkdwn.ts";
import type { Message } from "../reply.ts";
import { asName } from "./as-name.ts";
import { customerActions } from "./customers.actions.ts";
import { customerText } from "./customers.text.ts";
import { ageOf, ago, dueDay, happened, month, ordinal, plural, type Reader, wholeDay } from "./dates.ts";
import { firstName } from "./first-name.ts";
import { draftActions, entryActions } from "./interactions.actions.ts";
import { outcomeNames, interactionText as text, typeNames, upperFirst } from "./interactions.text.ts";
import { quoteText } from "./quotes.text.ts";
import { decisionItems, plainQuote, quoteStanding, receiptQuoteLine } from "./quotes.ts";
import { sentenceMessage } from "./sentence-message.ts";
import { taskActions } from "./tasks.actions.ts";
import { taskText } from "./tasks.text.ts";
import { ticketDeskActions } from "./ticket-desk.actions.ts";
import { ticketDeskText as ticketText } from "./ticket-desk.text.ts";
import { whenDue } from "./when-due.ts";

/** As much of a note, and of a name, as a list shows of it. */
const noteInList = 140;
const nameInList = 100;
/** Slack's limit of a section; what a receipt says besides the note comes first, and the note fills what is left. */
const longestSection = 3000;
const fewestOfNote = 300;

/** The answer to an entry: what was understood, and something in return. */
export function receiptMessage(receipt: Receipt, reader: Reader): Message {
  const { entry, tasks, evidence, finished, quote } = receipt;
  const title = text.title(entry.type, entry.outcome, inline(entry.contactName));
  const head = `✓ *${title}*${entry.companyName ? `, ${inline(entry.companyName)}` : ""} · ${happened(entry.happenedAt, reader)}${
    entry.durationMinutes ? ` · ${text.minutes(entry.durationMinutes)}` : ""
  }`;
  const rest = [
    ...(quote ? [receiptQuoteLine(quote, reader)] : []),
    ...(entry.link ? [linked(entry.link)] : []),
    ...tasks.map((task) => text.task(whenDue(task, reader), inline(task.title))),
    ...finished.map(({ title }) => taskText.finished(inline(title))),
    ...nextLine(receipt, reader),
    ...(evidence?.result === "suspended" ? [text.suspended(evidence.kind, inline(evidence.typed))] : []),
  ];
  const room = Math.max(longestSection - [head, ...rest].join("\n").length - 10, fewestOfNote);
  return {
    text: text.logged(title, [
      ...(quote ? [plainQuote(quote)] : []),
      ...tasks.map((task) => text.taskPlain(whenDue(task, reader), inline(task.title))),
    ]),
    blocks: [
      section([head, ...noteLine(entry, room), ...rest].join("\n")),
      context(inReturn(receipt, reader)),
      receiptButtons(receipt),
    ],
    about: [entry.contactId],
  };
}

/** The customer's next step where the entry planned none; of a talk it is asked whether it is done [R65]. */
function nextLine({ entry, tasks, next, asksDone }: Receipt, reader: Reader): string[] {
  if (next === null || (tasks.length > 0 && !asksDone)) return [];
  const title = inline(shorten(next.title, 150));
  const due = whenDue(next, reader);
  if (asksDone) return [taskText.stillToDo(title, due)];
  return [
    taskText.nextStep(title, due, next.assigneeId === entry.memberId ? null : inline(firstName(next.assigneeName))),
  ];
}

function noteLine({ note }: Pick<Entry, "note">, room: number): string[] {
  return note === "" ? [] : [text.quoted(inlineWithin(note, room).replace(/\.$/u, ""))];
}

/** The message that an entry was made from. */
function linked(link: string): string {
  return `<${link.replace(/[<>|]/gu, encodeURIComponent)}|${text.openMessage()}>`;
}

/** What the entry gives back: the last time, how often, and what it proved. */
function inReturn({ entry, previous, talks, evidence, ticket, ticketCount }: Receipt, reader: Reader): string {
  const parts: string[] = [];
  if (previous) {
    const said = inline(shorten(previous.note, 60)).replace(/\.$/u, "");
    const what = said === "" ? entryKind(previous).toLowerCase() : said;
    parts.push(
      text.previous(
        previous.memberName && inline(firstName(previous.memberName)),
        happened(previous.happenedAt, reader),
        what,
      ),
    );
  } else {
    parts.push(text.first());
  }
  if (talks.count > 1 && talks.first) {
    const since = month(talks.first, reader);
    const isLatestTalk = isTalk(entry) && talks.last?.getTime() === entry.happenedAt.getTime();
    parts.push(
      isLatestTalk ? text.nthTalk(ordinal(talks.count), since) : text.talksSoFar(plural(talks.count, "talk"), since),
    );
  }
  if (ticket) parts.push(ticketText.onReceipt(ticket.number, ageOf(ticket.openedAt, reader), ticketCount - 1));
  if (evidence?.result === "confirmed") parts.push(text.confirmed(evidence.kind));
  return parts.join(" · ");
}

/** While it is asked whether a task is done, the two answers stand first and the rest behind "⋯". */
function receiptButtons({ entry, next, asksDone, quote }: Receipt): KnownBlock {
  const of = { interactionId: entry.id };
  const card = item(text.card(), customerActions.card, { contactId: entry.contactId });
  if (next && asksDone) {
    const answered = { taskId: next.id, interactionId: entry.id };
    return actions(
      button(taskText.done(), taskActions.talkDone, answered),
      button(taskText.keep(), taskActions.talkKeep, answered),
      menu(
        item(text.edit(), entryActions.edit, of),
        item(text.wrongPerson(), entryActions.wrongPerson, of),
        item(text.undo(), entryActions.undo, of),
        card,
        item(text.share(), entryActions.share, of),
      ),
    );
  }
  return actions(
    button(text.edit(), entryActions.edit, of),
    button(text.wrongPerson(), entryActions.wrongPerson, of),
    // Five fit: what becomes of a quote is asked more often than whether its customer has a problem.
    quote?.state === "open"
      ? menu(
          ...decisionItems(quote.id),
          item(text.undo(), entryActions.undo, of),
          card,
          item(text.share(), entryActions.share, of),
        )
      : menu(
          item(text.undo(), entryActions.undo, of),
          card,
          item(text.ticket(), ticketDeskActions.open, { contactId: entry.contactId }),
          item(text.share(), entryActions.share, of),
        ),
  );
}

/** An entry as everybody in a channel may see it: without buttons that only its author can use. */
export function sharedEntryMessage(entry: Entry, reader: Reader): Message {
  const title = text.title(entry.type, entry.outcome, inline(entry.contactName));
  const line = `*${title}*${entry.companyName ? `, ${inline(entry.companyName)}` : ""} · ${happened(entry.happenedAt, reader)}`;
  const room = longestSection - line.length - (entry.link?.length ?? 0) - 40;
  const lines = [line, ...noteLine(entry, Math.max(room, fewestOfNote)), ...(entry.link ? [linked(entry.link)] : [])];
  return {
    text: [title, ...(entry.note === "" ? [] : [text.quoted(noteInLine(entry.note))])].join(": "),
    blocks: [section(lines.join("\n")), ...(entry.memberName ? [context(inline(entry.memberName))] : [])],
  };
}

export function repeatedMessage(match: Pick<CustomerSummary, "name" | "contactId">, draftId: string): Message {
  const { name, contactId } = match;
  return {
    text: text.repeated(inline(name)),
    blocks: [
      section(text.repeated(inline(name))),
      actions(
        button(text.logAgain(), draftActions.repeat, { draftId, contactId }),
        button(text.discard(), draftActions.discard, { draftId }),
      ),
    ],
  };
}

/** A day that may be one or another. */
export function whichDayMessage(
  {
    match,
    reading,
    open,
    draftId,
  }: { match: { contactId: string }; reading: EntryFields; open: OpenDay; draftId: string },
  reader: Reader,
): Message {
  const { contactId } = match;
  const task = open.of === "entry" ? null : (reading.tasks[open.of] ?? null);
  const typed = inline(shorten(open.typed, 40));
  const days = open.choices.map((choice) => wholeDay(choice, reader));
  const [only = ""] = days;
  const single = days.length === 1;
  const question = single
    ? text.wasLastYear(typed, only)
    : text.whichDay(typed, task && inline(shorten(task.title, 80)));
  return {
    text: `${question} ${kept(reading)}`,
    blocks: [
      section(`${question} ${kept(reading)}`),
      // A block of its own for each: Slack takes an action once a block, and phones stack them anyway.
      ...days.map((day, choice) =>
        actions(
          button(single ? text.yesDay(day) : day, draftActions.day, {
            draftId,
            contactId,
            of: String(open.of),
            choice: String(choice),
          }),
        ),
      ),
      actions(button(text.otherDay(), draftActions.otherDay, { draftId, contactId })),
    ],
  };
}

/** One customer, but not certain. */
export function probableMessage(
  { match, reading, draftId }: { match: CustomerMatch; reading: EntryFields; draftId: string },
  reader: Reader,
): Message {
  const { contactId, name } = match;
  const question = text.didYouMean(inline(name), kept(reading));
  return {
    text: question,
    blocks: [
      section(`${question}\n${about(match, reader)}`),
      ...understood(reading, reader),
      actions(
        button(text.yes(), draftActions.use, { draftId, contactId }, { style: "primary" }),
        button(text.someoneElse(), draftActions.someoneElse, { draftId }),
        button(text.discard(), draftActions.discard, { draftId }),
      ),
    ],
  };
}

/** Several customers: each with enough to tell them apart. */
export function severalMessage(
  {
    matches,
    typed,
    reading,
    draftId,
  }: { matches: CustomerMatch[]; typed: string; reading: EntryFields; draftId: string },
  reader: Reader,
): Message {
  const question = text.whichOne(inline(shorten(typed, 80)), kept(reading));
  return {
    text: `${question} ${nameList(matches)}`,
    blocks: [
      section(question),
      ...matches.map((match) =>
        section(
          `*${inline(match.name)}*\n${about(match, reader)}`,
          button(text.thisOne(), draftActions.use, { draftId, contactId: match.contactId }),
        ),
      ),
      ...understood(reading, reader),
      actions(
        button(text.someoneElse(), draftActions.someoneElse, { draftId }),
        button(customerText.newContact(), draftActions.create, { draftId }),
        button(text.discard(), draftActions.discard, { draftId }),
      ),
    ],
  };
}

/** "Budi Santoso, PT Contoh Makmur; Budi Hartono": how a fall-back text lists customers. */
export function nameList(customers: readonly Pick<CustomerSummary, "name" | "companyName">[]): string {
  return customers
    .map(({ name, companyName }) =>
      [name, companyName].flatMap((part) => (part === null ? [] : inlineWithin(part, nameInList))).join(", "),
    )
    .join("; ");
}

/** No such customer. */
export function nobodyMessage(
  { customer, reading, draftId }: { customer: string; reading: EntryFields; draftId: string },
  reader: Reader,
): Message {
  const name = shorten(customer, 60);
  const sentence = text.nobody(inline(name), kept(reading));
  return {
    text: sentence,
    blocks: [
      section(sentence),
      ...understood(reading, reader),
      actions(
        button(shorten(text.create(asName(name)), 40), draftActions.create, { draftId }, { style: "primary" }),
        button(text.someoneElse(), draftActions.someoneElse, { draftId }),
        button(text.discard(), draftActions.discard, { draftId }),
      ),
    ],
  };
}

/** What tells one customer from another: company, job, and when somebody last talked with them. */
export function about(match: CustomerSummary, reader: Reader): string {
  const { companyName, jobTitle, email, lastTalkedAt } = match;
  const talked = lastTalkedAt ? customerText.talked(ago(lastTalkedAt, reader)) : customerText.neverTalked();
  const job = [jobTitle, companyName]
    .filter((part) => part !== null)
    .map((part) => inlineWithin(part, nameInList))
    .join(", ");
  return [job || (email ? inlineWithin(email, nameInList) : null), talked].filter(Boolean).join(" · ");
}

function kept({ note }: EntryFields): string {
  return note === "" ? text.entryKept() : text.noteKept();
}

/** As much of a note as a list shows of it; a line that is one sentence needs no full stop. */
function noteInLine(note: string): string {
  return inlineWithin(note, noteInList).replace(/^([^.!?]+)\.$/u, "$1");
}

/** What will be saved once the question is answered. */
export function understood(reading: EntryFields, reader: Reader): KnownBlock[] {
  const { type, outcome, happenedAt, note, tasks, amount } = reading;
  const parts = [
    [typeNames[type], outcome && outcomeNames[outcome]].filter(Boolean).join(", "),
    amount && inline(amount),
    happenedAt && happened(happenedAt, reader),
    note && text.quoted(noteInLine(note)),
    ...tasks.map(({ title, dueAt }) => `${inline(title)}${dueAt ? ` (${dueDay(dueAt, reader)})` : ""}`),
  ];
  return [context(parts.filter(Boolean).join(" · "))];
}

/** One line of a timeline: "12 Nov · e-mail · Maya · asked for the invoice copy". */
export function timelineLine(entry: Entry, reader: Reader): string {
  const who = entry.memberName && inline(firstName(entry.memberName));
  const what = entry.note === "" ? (entry.link ? linked(entry.link) : null) : noteInLine(entry.note);
  const when = upperFirst(happened(entry.happenedAt, reader));
  const { quote } = entry;
  const offered = quote && `${quoteText.name(quote.number)} ${quoteStanding(quote, reader)}`;
  return [when, entryKind(entry).toLowerCase(), who, offered, what].filter(Boolean).join(" · ");
}

/** The same for one's own list, where whom it was about matters more than who wrote it. */
export function ownEntryLine(entry: Entry, reader: Reader): string {
  return entryLine(entry, happened(entry.happenedAt, reader));
}

/** @param when null: it is said of several entries at once */
export function entryLine(entry: Entry, when: string | null): string {
  const what = entry.note === "" ? null : noteInLine(entry.note);
  const title = text.title(entry.type, entry.outcome, `*${inline(entry.contactName)}*`);
  return [title, when, what].filter(Boolean).join(" · ");
}

function entryKind({ type, outcome }: Pick<Entry, "type" | "outcome">): string {
  return outcome !== null && outcome !== "connected" ? `${typeNames[type]}, ${outcomeNames[outcome]}` : typeNames[type];
}

export function undoneMessage(entry: Entry): Message {
  const title = text.undone(text.title(entry.type, entry.outcome, inline(entry.contactName)));
  return sentenceMessage(title);
}

export function discardedMessage(): Message {
  return sentenceMessage(text.discarded());
}
