import type { Button, KnownBlock } from "@slack/types";
import { may } from "../../crm/access/permission.ts";
import type { CustomerSummary } from "../../crm/customers/customer-match.ts";
import type { ContactDetails, ContactPoint } from "../../crm/customers/get-contact-details.ts";
import type { StandingMerge } from "../../crm/customers/merge/find-merge.ts";
import type { Standing } from "../../crm/freshness/perishable.ts";
import type { Entry } from "../../crm/interactions/change-interaction.ts";
import type { CustomerCard, OpenTask } from "../../crm/interactions/customer-card.ts";
import type { Found } from "../../crm/interactions/find-everything.ts";
import type { NoteMatch } from "../../crm/interactions/find-notes.ts";
import type { Page } from "../../crm/interactions/list-entries.ts";
import { isOverdue } from "../../crm/tasks/task.ts";
import type { Member } from "../../db/context.ts";
import { actions, button, context, item, menu, section, sections } from "../blocks.ts";
import { escapeMrkdwn, inline, inlineWithin, shorten } from "../mrkdwn.ts";
import type { Message } from "../reply.ts";
import { accessActions } from "./access.actions.ts";
import { customerActions } from "./customers.actions.ts";
import { stageNames, customerText as text } from "./customers.text.ts";
import { ago, calendarDay, day, happened, month, type Reader, span } from "./dates.ts";
import { firstName } from "./first-name.ts";
import { entryActions } from "./interactions.actions.ts";
import { interactionText, upperFirst } from "./interactions.text.ts";
import { about, nameList, timelineLine } from "./interactions.ts";
import { mergeActions } from "./merge.actions.ts";
import { mergeText } from "./merge.text.ts";
import { mergeOnCard } from "./merge.ts";
import { money } from "./money.ts";
import { cardQuoteBlocks } from "./quotes.ts";
import { ticketDeskActions } from "./ticket-desk.actions.ts";
import { customerTicketLines } from "./ticket-desk.ts";
import { dueMoment } from "./when-due.ts";

/** One sign a line, each with the meaning it has everywhere. */
const signs: Record<Standing, string> = { confirmed: "✓", ageing: "◷", never: "◷", suspended: "⛔" };

/** The card: what matters before the call first, then what the departments know, then what one can do. */
export function cardMessage(card: CustomerCard, reader: Reader, member: Member | null): Message {
  const { details, next } = card;
  const title = titleLine(details);
  return {
    text: [inline(details.name), details.company && inline(details.company.name), firstLine(card, reader, member)]
      .filter((part) => part != null)
      .join(" · "),
    blocks: [
      ...sections([title, ...facts(card, reader, member)]),
      ...sections(points(details, reader)),
      ...sections(talks(card, reader, member)),
      ...sections(customerTicketLines(card.tickets, reader)),
      ...cardQuoteBlocks(card.quotes, reader, member !== null && may(member, "interactions:write")),
      ...(next || hasEarlier(details) ? [context(footer(card))] : []),
      ...lateMerge(card, reader, member),
      cardButtons(details.contactId, may(member, "interactions:write")),
    ],
    about: [details.contactId],
  };
}

/** The card for everybody in a channel: nothing on it to press. */
export function sharedCardMessage(card: CustomerCard, reader: Reader, member: Member | null): Message {
  // "Your task" would be everybody's who reads it.
  const { text: plain, blocks } = cardMessage(card, reader, null);
  const shown = blocks.filter(({ type }) => type === "section");
  return { text: plain, blocks: member ? [...shown, context(text.sharedBy(inline(member.name)))] : shown };
}

/** Days in which a merge is told on the card itself; afterwards its timeline has it. */
const mergeOnCardDays = 30;

function lateMerge({ merge, details }: CustomerCard, reader: Reader, member: Member | null): KnownBlock[] {
  if (!merge || !may(member, "customers:write")) return [];
  const days = (reader.now.getTime() - merge.mergedAt.getTime()) / 86_400_000;
  return days <= mergeOnCardDays ? [mergeOnCard(merge, details.name, reader)] : [];
}

function titleLine({ name, jobTitle, company }: ContactDetails): string {
  const job = [jobTitle?.value, company?.name].filter((part) => part != null).map(inline);
  return [`*${inline(name)}*`, job.join(", ")].filter(Boolean).join(" · ");
}

/** "Wants the renewal offer by May; you owe it Friday." */
function firstLine(card: CustomerCard, reader: Reader, member: Member | null): string | null {
  const { lastStatement, tasks } = card;
  const said = lastStatement && upperFirst(inline(shorten(firstSentence(lastStatement.note), 160)));
  const [task] = tasks;
  return [said, task && owes(task, reader, member)].filter(Boolean).join("; ") || null;
}

function firstSentence(note: string): string {
  return /^[\s\S]+?(?=[.!?]\s|[\n]|$)/u.exec(note.trim())?.[0].replace(/[.!?]$/u, "") ?? note;
}

function owes(task: OpenTask, reader: Reader, member: Member | null): string {
  const moment = dueMoment(task, reader);
  const due = moment && (isOverdue(task, reader) ? text.overdue(moment) : text.onDay(moment));
  const title = inline(shorten(task.title, 100));
  return task.assigneeId === member?.id
    ? text.youOwe(title, due)
    : text.theyOwe(inline(firstName(task.assigneeName)), title, due);
}

function facts(card: CustomerCard, reader: Reader, member: Member | null): string[] {
  const { details } = card;
  const { customerSince, stage, owner, value, source, sourceAt, interests } = details;
  const first = firstLine(card, reader, member);
  const since = customerSince && new Date(`${customerSince.on}T00:00:00Z`);
  const standing = [
    since
      ? text.since(
          calendarDay(since).slice(-4),
          span(since, reader.now),
          customerSince?.how ? inline(customerSince.how) : null,
        )
      : stageNames[stage],
    ...(since && stage !== "customer" ? [stageNames[stage]] : []),
    owner ? text.owner(inline(firstName(owner.name))) : text.nobodys(),
    ...(value ? [text.valueAYear(money(value.minor, value.currency))] : []),
  ];
  return [
    ...(first ? [`${first}.`] : []),
    standing.join(" · "),
    [
      text.cameFrom(source, sourceAt && day(sourceAt, reader)),
      ...(interests ? [text.interests(inline(shorten(interests, 200)))] : []),
    ].join(" · "),
  ];
}

/** Newest e-mail, phone, address and website, each with its sign and how many came before it [R64]. */
function points({ points: current, earlierPoints, ageingFacts }: ContactDetails, reader: Reader): string[] {
  const lines = (["email", "phone", "address", "website"] as const).flatMap((kind) => {
    const [newest, ...others] = current[kind];
    if (!newest) return [];
    const earlier = earlierPoints.filter((point) => point.kind === kind).length;
    return [pointLine(newest, { more: others.length, earlier }, reader)];
  });
  // What one import brought was confirmed on one day, which is said once.
  const ageing = Map.groupBy(ageingFacts, ({ confirmedAt }) => ago(confirmedAt, reader));
  const said = [...ageing].map(([when, facts]) =>
    text.factsConfirmed(
      facts.map(({ field }) => field),
      when,
    ),
  );
  return [
    ...(lines.length > 0 ? lines : [text.noPoints()]),
    ...(said.length > 0 ? [`${signs.ageing} ${upperFirst(said.join(" · "))}`] : []),
  ];
}

function pointLine(point: ContactPoint, { more, earlier }: { more: number; earlier: number }, reader: Reader): string {
  const { status, confirmedAt, suspendedReason } = point;
  const age =
    status === "suspended"
      ? text.suspended(suspendedReason && inline(suspendedReason))
      : confirmedAt
        ? text.confirmed(ago(confirmedAt, reader))
        : text.neverConfirmed();
  const others = [...(more > 0 ? [text.others(more)] : []), ...(earlier > 0 ? [text.earlier(earlier)] : [])];
  return [`${signs[status]} ${linked(point)}`, age, ...others].join(" · ");
}

/** A number that a phone can call, an address that a mail program can open. */
function linked({ kind, typed, normal }: ContactPoint): string {
  const shown = escapeMrkdwn(typed.replace(/[|<>]/gu, " "));
  if (kind === "phone") return `<tel:${normal}|${shown}>`;
  if (kind === "email") return `<mailto:${escapeMrkdwn(normal)}|${shown}>`;
  if (kind === "website") return `<https://${escapeMrkdwn(normal)}|${shown}>`;
  return inline(typed);
}

/** How many conversations, of which types, about what, and the last of them [R63, R66]. */
function talks(card: CustomerCard, reader: Reader, member: Member | null): string[] {
  const { talks: summary, topics, timeline, lastStatement } = card;
  const todo = otherTasks(card, reader, member);
  if (timeline.length === 0) return [text.nothingLogged(), ...todo];
  const byType = Object.entries(summary.byType).map(([type, count]) =>
    interactionText.countOf(type as Entry["type"], count),
  );
  const head =
    summary.first && summary.count > 0
      ? [
          [interactionText.talks(summary.count, month(summary.first, reader)), byType.join(", ")].join(" "),
          ...(topics.length > 0 ? [topics.map(inline).join(", ")] : []),
        ].join(" · ")
      : `*${upperFirst(text.neverTalked())}*`;
  // The first line repeats what was said last; when that was is told here where the timeline shown does not reach back to it.
  const said = lastStatement && !timeline.some(({ id }) => id === lastStatement.id) ? lastStatement : null;
  return [
    head,
    ...todo,
    ...timeline.map((entry) => timelineLine(entry, reader)),
    ...(said ? [text.lastSaid(timelineLine(said, reader))] : []),
  ];
}

/** What is owed besides the first, which the first line tells. */
function otherTasks({ tasks, taskCount }: CustomerCard, reader: Reader, member: Member | null): string[] {
  const others = tasks.slice(1).map((task) => upperFirst(owes(task, reader, member)));
  const hidden = taskCount - tasks.length;
  return [...others, ...(hidden > 0 ? [text.moreTasks(hidden)] : [])];
}

function footer({ next, details }: CustomerCard): string {
  return text.inTimeline({ entries: next !== null, earlier: hasEarlier(details) });
}

function hasEarlier({ earlierPoints, earlierFacts }: ContactDetails): boolean {
  return earlierPoints.length > 0 || earlierFacts.length > 0;
}

function cardButtons(contactId: string, mayWrite: boolean): KnownBlock {
  const of = { contactId };
  const timeline = { contactId, after: "" };
  if (!mayWrite)
    return actions(
      button(text.timeline(), customerActions.timeline, timeline),
      button(text.share(), customerActions.share, of),
    );
  return actions(
    button(text.log(), entryActions.log, of),
    button(text.task(), customerActions.addTask, of),
    menu(
      item(text.ticket(), ticketDeskActions.open, of),
      item(text.timeline(), customerActions.timeline, timeline),
      item(text.edit(), customerActions.edit, of),
      item(mergeText.merge(), mergeActions.start, of),
      item(text.share(), customerActions.share, of),
    ),
  );
}

/** As much of an earlier address, and of a name in a list, as its line shows. */
const addressInList = 200;
const nameInList = 100;

/** The whole history, a page at a time; the first page also tells the earlier addresses with their dates. */
export function timelineMessage(
  {
    details,
    page,
    isFirst,
    merge = null,
  }: {
    details: ContactDetails;
    page: Page<Entry>;
    isFirst: boolean;
    /** into it, where whoever reads may undo it */
    merge?: StandingMerge | null;
  },
  reader: Reader,
): Message {
  const { contactId, name } = details;
  const lines = page.rows.map((entry) => timelineLine(entry, reader));
  const earlier = isFirst ? earlierLines(details, reader) : [];
  const shown = earlier.slice(0, earlierOnTimeline);
  return {
    text: [inline(name), ...page.rows.slice(0, 3).map((entry) => timelineLine(entry, reader))].join("\n"),
    blocks: [
      ...sections([text.timelineTitle(inline(name)), ...(lines.length > 0 ? lines : [text.nothingLogged()])]),
      ...(shown.length > 0 ? sections([text.earlierTitle(), ...shown]) : []),
      ...(merge ? [mergeOnCard(merge, name, reader)] : []),
      ...(page.next || lines.length === 0 ? [] : [context(text.noMore())]),
      actions(
        ...(page.next ? [button(text.older(), customerActions.timeline, { contactId, after: page.next })] : []),
        ...(shown.length < earlier.length
          ? [button(text.moreEarlier(), customerActions.earlier, { contactId, from: String(shown.length) })]
          : []),
        button(text.backToCard(), customerActions.card, { contactId }),
      ),
    ],
    about: [contactId],
  };
}

const earlierOnTimeline = 5;
const earlierOnPage = 10;

/** What was true of a customer before, a page at a time, the last replaced first [R64]. */
export function earlierMessage(details: ContactDetails, from: number, reader: Reader): Message {
  const { contactId, name } = details;
  const all = earlierLines(details, reader);
  const shown = all.slice(from, from + earlierOnPage);
  const next = from + earlierOnPage;
  return {
    text: text.earlierOf(inline(name)),
    blocks: [
      ...sections([text.earlierOf(inline(name)), ...shown]),
      ...(next < all.length ? [] : [context(text.noMore())]),
      actions(
        ...(next < all.length
          ? [button(text.older(), customerActions.earlier, { contactId, from: String(next) })]
          : []),
        button(text.backToCard(), customerActions.card, { contactId }),
      ),
    ],
    about: [contactId],
  };
}

/** Earlier addresses, titles, companies and values, each with its dates and where it came from. */
function earlierLines({ earlierPoints, earlierFacts }: ContactDetails, reader: Reader): string[] {
  const points = earlierPoints.map((point) => ({ ...point, shown: inlineWithin(point.typed, addressInList) }));
  const facts = earlierFacts.map((fact) => ({
    ...fact,
    shown:
      fact.field === "value"
        ? text.valueAYear(money(Number(fact.value), fact.currency ?? ""))
        : inlineWithin(fact.value, addressInList),
  }));
  return [...points, ...facts]
    .toSorted((a, b) => (b.validTo?.getTime() ?? 0) - (a.validTo?.getTime() ?? 0))
    .map(({ shown, validFrom, validTo, source }) => {
      const until = text.until(day(validFrom, reader), validTo ? day(validTo, reader) : "");
      return `${shown} · ${until} · ${text.source(source)}`;
    });
}

/** As much of what was typed as a button carries and a title shows. */
const typedInButton = 200;
const typedInTitle = 80;

/** One page of what a search found: each with enough to tell it apart, and with the passage where it is said in a note. */
export function foundMessage(
  { typed, found, from, size }: { typed: string; found: readonly Found[]; from: number; size: number },
  reader: Reader,
): Message {
  const page = found.slice(from, from + size);
  const title = text.found(inline(shorten(typed, typedInTitle)), {
    from: from + 1,
    to: from + page.length,
    count: found.length,
  });
  const names = nameList(page.map((one) => (one.by === "customer" ? one.match : one.note)));
  const sought = shorten(typed, typedInButton);
  const pages = [
    ...(from > 0
      ? [
          button(
            text.back(),
            customerActions.found,
            { from: String(Math.max(0, from - size)), typed: sought },
            { nth: 0 },
          ),
        ]
      : []),
    ...(from + size < found.length
      ? [button(text.more(), customerActions.found, { from: String(from + size), typed: sought }, { nth: 1 })]
      : []),
  ];
  return {
    text: `${title}: ${names}`,
    blocks: [
      section(title),
      ...page.map((one) => foundBlock(one, reader)),
      ...(pages.length > 0 ? [actions(...pages)] : []),
    ],
    about: page.map(({ contactId }) => contactId),
  };
}

function foundBlock(one: Found, reader: Reader): KnownBlock {
  if (one.by === "customer") return matchBlock(one.match, reader, one.note);
  const { contactId, name, companyName } = one.note;
  const who = [`*${inline(name)}*`, companyName && inlineWithin(companyName, nameInList)].filter(Boolean).join(", ");
  return section(`${who}\n${passageLine(one.note, reader)}`, cardButton(contactId));
}

/** Longer than any word of a language; what is longer was pasted. */
const wordInPassage = 60;

/** "Rizky, 21 Nov: …wants the *renewal* offer by May" */
function passageLine({ passage, memberName, happenedAt }: NoteMatch, reader: Reader): string {
  const when = [memberName && inline(firstName(memberName)), happened(happenedAt, reader)].filter(Boolean).join(", ");
  const said = passage.said === "" ? "" : `*${inlineWithin(passage.said, wordInPassage)}*`;
  const [before, after] = [passage.before, passage.after].map((part) => escapeAround(part));
  return `${when}: ${before}${said}${after}`;
}

/** As it stands beside the word: with the blanks at its ends. */
function escapeAround(part: string): string {
  const [, first = "", last = ""] = /^(\s?).*?(\s?)$/su.exec(part) ?? [];
  return part.trim() === "" ? first : `${first}${inline(part)}${last}`;
}

function cardButton(contactId: string): Button {
  return button(text.card(), customerActions.card, { contactId });
}

export function matchBlock(match: CustomerSummary, reader: Reader, note: NoteMatch | null = null): KnownBlock {
  const lines = [`*${inline(match.name)}*`, about(match, reader), ...(note ? [passageLine(note, reader)] : [])];
  return section(lines.join("\n"), cardButton(match.contactId));
}

export function nobodyFoundMessage(typed: string, { mayAdd }: { mayAdd: boolean }): Message {
  const sentence = text.nobodyFound(inline(shorten(typed, typedInTitle)));
  return {
    text: sentence,
    blocks: [section(sentence), ...(mayAdd ? [actions(button(text.addOne(), customerActions.create, {}))] : [])],
  };
}

/** An empty base: whoever may fill it finds the way here. */
export function noCustomersMessage({ mayAdd, mayUpload }: { mayAdd: boolean; mayUpload: boolean }): Message {
  const said = mayUpload ? text.noCustomersUpload() : text.noCustomers();
  const buttons = [
    ...(mayUpload ? [button(text.upload(), accessActions.uploadCustomers, {}, { style: "primary" })] : []),
    ...(mayAdd ? [button(text.addOne(), customerActions.create, {})] : []),
  ];
  return { text: said, blocks: [section(said), ...(buttons.length > 0 ? [actions(...buttons)] : [])] };
}
