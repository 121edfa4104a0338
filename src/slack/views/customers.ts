import type { KnownBlock } from "@slack/types";
import { may } from "../../crm/access/permission.ts";
import type { PointStatus } from "../../crm/customers/contact.ts";
import type { CustomerSummary } from "../../crm/customers/customer-match.ts";
import type { ContactDetails, ContactPoint } from "../../crm/customers/get-contact-details.ts";
import type { Entry } from "../../crm/interactions/change-interaction.ts";
import type { CustomerCard, OpenTask } from "../../crm/interactions/customer-card.ts";
import type { Page } from "../../crm/interactions/list-entries.ts";
import type { Member } from "../../db/context.ts";
import { actions, button, context, item, menu, section, sections } from "../blocks.ts";
import { escapeMrkdwn, inline, inlineWithin, shorten } from "../mrkdwn.ts";
import type { Message } from "../reply.ts";
import { accessActions } from "./access.actions.ts";
import { customerActions } from "./customers.actions.ts";
import { stageNames, customerText as text } from "./customers.text.ts";
import { ago, calendarDay, day, dueDay, happened, month, type Reader, span } from "./dates.ts";
import { entryActions } from "./interactions.actions.ts";
import { interactionText, upperFirst } from "./interactions.text.ts";
import { about, firstName, nameList, timelineLine } from "./interactions.ts";
import { money } from "./money.ts";

/** One sign a line, each with the meaning it has everywhere. */
const signs: Record<PointStatus, string> = { confirmed: "✓", ageing: "◷", never: "◷", suspended: "⛔" };

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
      ...sections(talks(card, reader)),
      ...(next || details.earlierPoints.length > 0 ? [context(footer(card))] : []),
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
  const overdue = task.dueAt !== null && task.dueAt < reader.now;
  const due =
    task.dueAt && (overdue ? text.overdue(happened(task.dueAt, reader)) : text.onDay(dueDay(task.dueAt, reader)));
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
function points({ points: current, earlierPoints }: ContactDetails, reader: Reader): string[] {
  const lines = (["email", "phone", "address", "website"] as const).flatMap((kind) => {
    const [newest, ...others] = current[kind];
    if (!newest) return [];
    const earlier = earlierPoints.filter((point) => point.kind === kind).length;
    return [pointLine(newest, { more: others.length, earlier }, reader)];
  });
  return lines.length > 0 ? lines : [text.noPoints()];
}

function pointLine(point: ContactPoint, { more, earlier }: { more: number; earlier: number }, reader: Reader): string {
  const { status, confirmedAt, suspendedReason } = point;
  const age =
    status === "suspended"
      ? text.suspended(suspendedReason && inline(suspendedReason))
      : confirmedAt
        ? text.confirmed(ago(confirmedAt, reader))
        : text.neverConfirmed();
  const others = [...(more > 0 ? [text.more(more)] : []), ...(earlier > 0 ? [text.earlier(earlier)] : [])];
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
function talks({ talks: summary, topics, timeline }: CustomerCard, reader: Reader): string[] {
  if (timeline.length === 0) return [text.nothingLogged()];
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
  return [head, ...timeline.map((entry) => timelineLine(entry, reader))];
}

function footer({ next, details }: CustomerCard): string {
  return text.inTimeline({ entries: next !== null, addresses: details.earlierPoints.length > 0 });
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
      item(text.timeline(), customerActions.timeline, timeline),
      item(text.edit(), customerActions.edit, of),
      item(text.share(), customerActions.share, of),
    ),
  );
}

/** As much of an earlier address as its line shows. */
const addressInList = 200;

/** The whole history, a page at a time; the first page also tells the earlier addresses with their dates. */
export function timelineMessage(
  { details, page, isFirst }: { details: ContactDetails; page: Page<Entry>; isFirst: boolean },
  reader: Reader,
): Message {
  const { contactId, name, earlierPoints } = details;
  const lines = page.rows.map((entry) => timelineLine(entry, reader));
  const earlier = earlierPoints.slice(0, 10).map((point) => {
    const until = text.until(day(point.validFrom, reader), point.validTo ? day(point.validTo, reader) : "");
    return `${inlineWithin(point.typed, addressInList)} · ${until} · ${text.source(point.source)}`;
  });
  return {
    text: [inline(name), ...page.rows.slice(0, 3).map((entry) => timelineLine(entry, reader))].join("\n"),
    blocks: [
      ...sections([text.timelineTitle(inline(name)), ...(lines.length > 0 ? lines : [text.nothingLogged()])]),
      ...(isFirst && earlier.length > 0 ? sections([text.earlierPoints(), ...earlier]) : []),
      ...(page.next ? [] : [context(text.noMore())]),
      actions(
        ...(page.next ? [button(text.older(), customerActions.timeline, { contactId, after: page.next })] : []),
        button(text.backToCard(), customerActions.card, { contactId }),
      ),
    ],
    about: [contactId],
  };
}

/** What a search found: each with enough to tell it apart. */
export function foundMessage(
  { typed, matches, more }: { typed: string; matches: CustomerSummary[]; more: boolean },
  reader: Reader,
): Message {
  const shown = shorten(typed, 80);
  const title = more ? text.foundMore(inline(shown), matches.length) : text.found(inline(shown), matches.length);
  return {
    text: `${title}${more ? "" : ":"} ${nameList(matches)}`,
    blocks: [section(title), ...matches.map((match) => matchBlock(match, reader))],
  };
}

export function matchBlock(match: CustomerSummary, reader: Reader): KnownBlock {
  return section(
    `*${inline(match.name)}*\n${about(match, reader)}`,
    button(text.card(), customerActions.card, { contactId: match.contactId }),
  );
}

export function nobodyFoundMessage(typed: string): Message {
  const sentence = text.nobodyFound(inline(shorten(typed, 80)));
  return {
    text: sentence,
    blocks: [section(sentence), actions(button(text.addOne(), customerActions.create, {}))],
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
