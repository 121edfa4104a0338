import type { KnownBlock } from "@slack/types";
import { type AccessState, isSameAccess } from "../../crm/access/access-state.ts";
import type { Asked } from "../../crm/access/ask-for-access.ts";
import type { MemberAccess } from "../../crm/access/find-member.ts";
import type { FirstSteps } from "../../crm/access/first-steps.ts";
import type { AccessChange, Granted } from "../../crm/access/grant-access.ts";
import type { AccessPage, AccessRow } from "../../crm/access/list-access.ts";
import type { Department, Role } from "../../crm/access/permission.ts";
import type { Revoked } from "../../crm/access/revoke-access.ts";
import { actions, button, context, item, type MenuItem, menu, section } from "../blocks.ts";
import { shorten } from "../mrkdwn.ts";
import type { Message } from "../reply.ts";
import { accessActions } from "./access.actions.ts";
import { accessText } from "./access.text.ts";
import { auditActions } from "./audits.actions.ts";
import { auditText } from "./audits.text.ts";
import { day, pickerDay, pickerTime, type Reader } from "./dates.ts";
import { ticketSettingsActions } from "./tickets.actions.ts";

/** Rows of people a message: each with its menu and some with their department above stay well under Slack's 50 blocks. */
export const accessPageSize = 15;

/** What was typed to narrow the list travels in its buttons, whose values join their parts by "|". */
const longestFilter = 200;

/** Names in one sentence; a long list goes on in the next, since a section holds 3,000 characters. */
const namesASentence = 20;
/** Sentences a message: what is over is counted, and found under "Who has access". */
const mostSentences = 7;
/** So that not even the longest names bring a message over the 13,200 characters that Slack takes. */
const longestSentence = 1500;

function toMessage(lines: string[], ...more: KnownBlock[]): Message {
  return { text: lines.join("\n"), blocks: [...lines.map((line) => section(line)), ...more] };
}

function whoHasAccess() {
  return actions(button(accessText.whoHasAccess(), accessActions.list, {}));
}

/** What a grant did, everyone concerned by name. */
export function grantedLines(
  granted: Granted,
  house: Reader,
  strangers: { apps: number; unseen: number } = { apps: 0, unseen: 0 },
): string[] {
  const lines = [
    ...alike(granted.added).flatMap((changes) =>
      inSentences(changes).map((part) => {
        const { role, departments, endsAt } = part[0].after;
        const names = part.map(({ name }) => name);
        return accessText.added(names, role, departments, lastDay(endsAt, house));
      }),
    ),
    ...granted.changed.map(({ name, before, after }) =>
      accessText.changed(name, wordsOf(before ?? { role: "viewer", departments: [] }, house), wordsOf(after, house)),
    ),
    ...reasonsOf(granted).map((reason) => accessText.because(reason)),
    ...inSentences(granted.unchanged).map((part) => accessText.unchanged(part.map(({ name }) => name))),
    ...inSentences(granted.leftOut).map((part) => accessText.leftOut(part)),
    ...(strangers.apps > 0 ? [accessText.appsLeftOut(strangers.apps)] : []),
    ...(strangers.unseen > 0 ? [accessText.unseenLeftOut(strangers.unseen)] : []),
  ];
  const shown = lines.slice(0, mostSentences).map((line) => shorten(line, longestSentence));
  const hidden = lines.length - shown.length;
  return hidden > 0 ? [...shown, accessText.linesMore(hidden)] : shown;
}

export function grantedMessage(granted: Granted, house: Reader, strangers?: { apps: number; unseen: number }): Message {
  const lines = grantedLines(granted, house, strangers);
  const told = granted.added.length > 0 ? [context(accessText.welcomed(granted.added.length))] : [];
  return toMessage(lines, ...told, whoHasAccess());
}

function wordsOf({ role, departments, endsAt }: AccessState, house: Reader): [Role, Department[], string | null] {
  return [role, departments, lastDay(endsAt, house)];
}

/** "31 Dec, Jakarta time": the last day of access, by the workspace's clock. Null without an end. */
export function lastDay(endsAt: Date | null | undefined, house: Reader): string | null {
  if (!endsAt) return null;
  return accessText.lastDay(day(new Date(endsAt.getTime() - 1), house), placeOf(house.zone));
}

/** The same in a line of a list: whose clock it is goes without saying where the reader's shows the same. */
export function lastDayListed(endsAt: Date | null | undefined, reader: Reader, house: Reader): string | null {
  if (!endsAt) return null;
  const last = new Date(endsAt.getTime() - 1);
  return pickerTime(last, reader) === pickerTime(last, house) ? day(last, house) : lastDay(endsAt, house);
}

/** "Asia/Jakarta" is said as "Jakarta". */
export function placeOf(zone: string): string {
  return zone.split("/").at(-1)?.replaceAll("_", " ") ?? zone;
}

function reasonsOf({ added, changed }: Granted): string[] {
  return [...new Set([...added, ...changed].flatMap(({ after }) => after.reason ?? []))];
}

/** Changes to the same state together, so that ten new members make one sentence. */
function alike(changes: readonly AccessChange[]): AccessChange[][] {
  const groups: AccessChange[][] = [];
  for (const change of changes) {
    const group = groups.find(([first]) => first && isSameAccess(first.after, change.after));
    if (group) group.push(change);
    else groups.push([change]);
  }
  return groups;
}

function inSentences<T>(items: readonly T[]): [T, ...T[]][] {
  const parts: [T, ...T[]][] = [];
  for (let at = 0; at < items.length; at += namesASentence) {
    const [first, ...rest] = items.slice(at, at + namesASentence);
    if (first !== undefined) parts.push([first, ...rest]);
  }
  return parts;
}

export function revokedMessage(revoked: readonly Revoked[]): Message {
  const lines = revoked.map(({ name, before }) => accessText.revoked(name, before.role, before.departments));
  return toMessage(lines.slice(0, mostSentences), context(accessText.entriesStay()), whoHasAccess());
}

/** Who has access: grouped by department, a line or two each, paged. `lead` says what has just been done. */
export function accessListMessage(
  page: AccessPage,
  filter: string,
  reader: Reader,
  house: Reader,
  lead: readonly string[] = [],
): Message {
  const { rows, total } = page;
  if (total === 0) {
    const nobody = filter === "" ? accessText.listTitle(0) : accessText.listNobody(filter);
    return toMessage([...lead, nobody], actions(button(accessText.choosePeople(), accessActions.choosePeople, {})));
  }
  const title = filter === "" ? accessText.listTitle(total) : accessText.listFiltered(total, filter);
  const blocks: KnownBlock[] = [...lead.map((line) => section(line)), section(title)];
  let group: string | null = null;
  for (const row of rows) {
    const label = row.departments.length === 0 ? accessText.noDepartment() : accessText.group(row.departments);
    if (label !== group) blocks.push(context(label));
    group = label;
    blocks.push(section(rowText(row, reader, house), rowMenu(row, page.stewards)));
  }
  blocks.push(...pager(page, filter));
  const plain = rows.map((row) => accessText.row(row.name, row.role)).join("; ");
  return { text: [...lead, title, plain].join("\n"), blocks };
}

function rowText(row: AccessRow, reader: Reader, house: Reader): string {
  const end = lastDayListed(row.endsAt, reader, house);
  return `${accessText.row(row.name, row.role)}\n${accessText.since(day(row.since, reader), row.grantedBy, end, row.reason)}`;
}

function rowMenu({ memberId, role }: AccessRow, stewards: number) {
  const change = item(accessText.change(), accessActions.change, { memberId });
  const isLast = role === "steward" && stewards <= 1;
  const items: MenuItem[] = isLast ? [change] : [change, item(accessText.revoke(), accessActions.revoke, { memberId })];
  return menu(...items);
}

function pager({ rows, total, offset }: AccessPage, filter: string): KnownBlock[] {
  const end = offset + rows.length;
  const to = (at: number) => ({ offset: String(at), filter: shorten(filter.replaceAll("|", " "), longestFilter) });
  const buttons = [
    ...(offset > 0
      ? [button(accessText.earlier(), accessActions.page, to(Math.max(0, offset - accessPageSize)), { nth: 0 })]
      : []),
    ...(end < total ? [button(accessText.more(), accessActions.page, to(end), { nth: 1 })] : []),
    button(accessText.choosePeople(), accessActions.choosePeople, {}),
  ];
  const part = total > rows.length ? [context(accessText.listPart(offset + 1, end, total))] : [];
  return [...part, actions(...buttons)];
}

/** The steward's panel, for its message and for Home. */
export function stewardPanelBlocks(steps: FirstSteps, findings: readonly KnownBlock[] = []): KnownBlock[] {
  return [
    ...findings,
    section(accessText.panelAccess(steps.access), button(accessText.whoHasAccess(), accessActions.list, {})),
    section(auditText.readsHome(steps.logReads), button(auditText.open(), auditActions.list, {})),
    ...firstStepBlocks(steps),
  ];
}

export function stewardPanel(steps: FirstSteps, unknown: string, findings: readonly KnownBlock[] = []): Message {
  const intro = unknown === "" ? accessText.panelTitle() : accessText.panelUnknown(unknown);
  const lines = stepLines(steps);
  return {
    text: [intro, accessText.panelAccess(steps.access), auditText.readsHome(steps.logReads), ...lines].join("\n"),
    blocks: [section(intro), ...stewardPanelBlocks(steps, findings), context(accessText.panelTyped())],
  };
}

function stepLines(steps: FirstSteps): string[] {
  return [accessText.stepCustomers(steps), accessText.stepPeople(steps), accessText.stepTriage(steps)];
}

function firstStepBlocks(steps: FirstSteps): KnownBlock[] {
  return [
    section(stepLines(steps).join("\n")),
    actions(
      button(accessText.upload(), accessActions.uploadCustomers, {}),
      button(accessText.choosePeople(), accessActions.choosePeople, {}),
      button(accessText.chooseTriage(), accessActions.chooseTriage, {}),
    ),
  ];
}

export function welcomeInstallerMessage(steps: FirstSteps): Message {
  return {
    text: accessText.welcomeInstallerPlain(),
    blocks: [section(accessText.welcomeInstaller()), ...firstStepBlocks(steps), context(accessText.welcomeLater())],
  };
}

export function welcomeMemberMessage(welcome: { role: Role; grantedBy: string | null }): Message {
  const line = accessText.welcomeMember(welcome.grantedBy, welcome.role);
  return toMessage([line], context(accessText.welcomeMore(welcome.role)));
}

/** To a steward: somebody asks, with the two answers. */
export function askedMessage({ memberId, name, access }: MemberAccess): Message {
  const line = access ? accessText.askedMore(name, access.role, access.departments) : accessText.asked(name);
  const give = access ? accessText.changeRole() : accessText.give();
  return toMessage(
    [line],
    actions(
      button(give, accessActions.give, { memberId }, { style: "primary" }),
      button(accessText.notNow(), accessActions.decline, { memberId }),
    ),
  );
}

export function declinedMessage(member: MemberAccess | null): Message {
  if (!member) return toMessage([accessText.declinedGone()]);
  const { memberId, name } = member;
  return toMessage([accessText.declined(name)], actions(button(accessText.give(), accessActions.give, { memberId })));
}

/** To whoever asked, in the place of the refusal. */
export function iAskedMessage(asked: Asked, reader: Reader): Message {
  if (!asked.before) return toMessage([accessText.iAsked(asked.name)]);
  const today = pickerDay(asked.at, reader) === pickerDay(reader.now, reader);
  return toMessage([accessText.iAskedBefore(asked.name, pickerTime(asked.at, reader), today)]);
}

export function noStewardLeftMessage(): Message {
  return toMessage(
    [accessText.noStewardLeft()],
    actions(button(accessText.choosePeople(), accessActions.choosePeople, {})),
  );
}

export function triageSetMessage(channelId: string): Message {
  // Who hears when a team is late belongs to it: nobody comes back to the settings for that.
  return toMessage(
    [accessText.triageSet(channelId)],
    actions(button(accessText.whoHears(), ticketSettingsActions.people, {})),
  );
}

export function sentence(text: string): Message {
  return toMessage([text]);
}
