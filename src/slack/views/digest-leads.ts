import type { KnownBlock } from "@slack/types";
import { DateTime } from "luxon";
import type { LeadGroup } from "../../crm/digest/lead-queue.ts";
import type { QuietLead } from "../../crm/digest/quiet-leads.ts";
import { actions, button, item, menu, section } from "../blocks.ts";
import { inline, inlineWithin } from "../mrkdwn.ts";
import { attentionActions } from "./attention.actions.ts";
import { customerText } from "./customers.text.ts";
import type { Reader } from "./dates.ts";
import { digestActions, queueActions } from "./digest.actions.ts";
import { leadText as text } from "./digest-leads.text.ts";
import { firstName } from "./first-name.ts";
import { entryActions } from "./interactions.actions.ts";
import { outcomeNames } from "./interactions.text.ts";
import { dueMoment } from "./when-due.ts";

const room = { name: 80, source: 60 };
/** Origins named on a line that stands for several. */
const mostNamed = 2;

/** An origin as it stands within a line. */
export const originOf = (source: string) => inlineWithin(customerText.source(source), room.source);

/** The queue in as many lines as there is room for: what does not fit is counted on the last of them. */
export function queueText(groups: readonly LeadGroup[], most: number): string[] {
  const own = groups.filter(({ arrival }) => arrival !== null);
  const nobodys = groups.filter(({ arrival }) => arrival === null);
  if (most === 1 && groups.length > 1) return [text.allGroups(openIn(groups), sourcesOf(groups))];
  const forOwn = most - Math.min(nobodys.length, 1);
  const shown = own.slice(0, own.length > forOwn ? forOwn - 1 : forOwn);
  const rest = own.slice(shown.length);
  const counted = (count: number, line: number, { more = false, called = false } = {}) =>
    text.counted(count, { isFirst: line === 0, more, called });
  const lines = shown.map(({ arrival, source, total, open }, nth) =>
    text.group(
      counted(total, nth, { called: open < total }),
      arrival ?? "",
      originOf(source),
      open < total ? open : null,
    ),
  );
  if (rest.length > 0)
    lines.push(text.moreGroups(counted(openIn(rest), lines.length, { more: true }), sourcesOf(rest)));
  if (nobodys.length > 0) lines.push(text.unowned(counted(openIn(nobodys), lines.length), sourcesOf(nobodys)));
  return lines;
}

const openIn = (groups: readonly LeadGroup[]) => groups.reduce((sum, { open }) => sum + open, 0);

function sourcesOf(groups: readonly LeadGroup[]): string {
  const named = [...new Set(groups.map(({ source }) => originOf(source)))];
  // Of a group that stands for several origins one is named.
  const unnamed = groups.reduce((sum, { sources }) => sum + sources - 1, 0);
  return text.sources(named.slice(0, mostNamed), Math.max(0, named.length - mostNamed) + unnamed);
}

/** `Start` `Less of this`, as long as anybody is to be called. */
export function queueBlocks(
  groups: readonly LeadGroup[],
  { called, most }: { called: number; most: number },
): KnownBlock[] {
  if (groups.length === 0) return [section(text.queueDone(called))];
  return [
    section(queueText(groups, most).join("\n")),
    actions(
      button(text.start(), queueActions.start, { at: "0" }),
      button(text.less(), attentionActions.less, { kind: "digest-queue" }),
    ),
  ];
}

const nameOf = ({ name }: Pick<QuietLead, "name">) => inlineWithin(name, room.name);

/** What became of a lead that is no longer quiet; null: it is. */
function outcomeOf(lead: QuietLead, reader: Reader): string | null {
  const name = nameOf(lead);
  switch (lead.state) {
    case "open":
      return null;
    case "logged":
      return text.logged(name);
    case "planned":
      return text.planned(name, (lead.planned && dueMoment(lead.planned, reader)) ?? text.someDay());
    case "given":
      return lead.ownerName === null ? text.givenUp(name) : text.given(name, inline(firstName(lead.ownerName)));
    case "rested":
      return text.rested(name);
    case "bought":
      return text.bought(name);
  }
}

/** "From webinar sign-up. Nothing for 12 days (last: left a message); 3 others from there bought." */
function quietLine({ source, quietSince, last, bought }: QuietLead, reader: Reader): string {
  const start = (date: Date) => DateTime.fromJSDate(date, { zone: reader.zone }).startOf("day");
  const days = Math.round(start(reader.now).diff(start(quietSince), "days").days);
  const tried = last && text.lastTry(last.type, last.outcome && outcomeNames[last.outcome]);
  return text.quiet(originOf(source), days, tried, bought);
}

export function quietLeadLine(lead: QuietLead, reader: Reader): string {
  return outcomeOf(lead, reader) ?? `${text.callPlain(nameOf(lead))} · ${quietLine(lead, reader)}`;
}

/** `Log call` `Tomorrow` `⋯ Open · Not mine · Not now · Less of this`, as long as nothing was done. */
export function quietLeadBlocks(lead: QuietLead, reader: Reader): KnownBlock[] {
  const of = { contactId: lead.contactId };
  const outcome = outcomeOf(lead, reader);
  if (outcome !== null) {
    const back = lead.state === "given" && lead.ownerName === null;
    return [back ? section(outcome, button(text.takeBack(), digestActions.leadTake, of)) : section(outcome)];
  }
  const head = [
    text.call(nameOf(lead)),
    ...(lead.companyName === null ? [] : [inlineWithin(lead.companyName, room.name)]),
  ].join(", ");
  return [
    section(`${head}\n${quietLine(lead, reader)}`),
    actions(
      button(text.logCall(), entryActions.log, of),
      button(text.tomorrow(), digestActions.leadTomorrow, of),
      menu(
        item(text.open(), digestActions.leadOpen, of),
        item(text.notMine(), digestActions.leadNotMine, of),
        item(text.notNow(), digestActions.leadNotNow, of),
        item(text.less(), attentionActions.less, { kind: "digest-leads" }),
      ),
    ),
  ];
}
