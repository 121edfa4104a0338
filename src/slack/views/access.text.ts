import { DateTime } from "luxon";
import type { FirstSteps } from "../../crm/access/first-steps.ts";
import type { LeftOutWhy } from "../../crm/access/grant-access.ts";
import type { Department, Permission, Role } from "../../crm/access/permission.ts";
import type { AccessRefusals } from "../../crm/access/refusals.ts";
import { escapeMrkdwn, inline, shorten } from "../mrkdwn.ts";
import { andList, orList } from "./word-list.ts";

/** A name is as long as its owner made it in Slack; a sentence needs the first part of it only. */
const longestName = 60;

const name = (text: string) => inline(shorten(text, longestName));
const bold = (text: string) => `*${name(text)}*`;
const typedText = (text: string) => escapeMrkdwn(shorten(text.replace(/\s+/gu, " ").trim(), longestName));

const abilities: Record<Permission, string> = {
  "customers:read": "look customers up",
  "customers:write": "change customers",
  "customers:import": "upload customers",
  "interactions:write": "log calls",
  "tickets:read": "look tickets up",
  "tickets:write": "work on tickets",
  "reports:read": "read reports",
  "access:manage": "change who has access",
  "settings:write": "change settings",
  "audit:read": "read the audit log",
  "privacy:manage": "export or erase customers' data",
};

const roleNames: Record<Role, string> = {
  viewer: "Viewer",
  member: "Member",
  manager: "Manager",
  steward: "Steward",
};

const rolePlurals: Record<Role, string> = {
  viewer: "viewers",
  member: "members",
  manager: "managers",
  steward: "stewards",
};

const departmentNames: Record<Department, string> = { sales: "Sales", marketing: "Marketing", support: "Support" };

/** At most three names: a sentence is no list. */
function whoCan(stewards: readonly { name: string }[]): string {
  return orList(stewards.slice(0, 3).map((steward) => name(steward.name)));
}

/** "member in sales and support until the end of 31 Dec, Jakarta time" */
function state(role: Role, departments: readonly Department[], end: string | null = null): string {
  const held = departments.length === 0 ? role : `${role} in ${andList(departments)}`;
  return end === null ? held : `${held} ${until(end)}`;
}

function until(end: string): string {
  return `until the end of ${end}`;
}

function calendar(day: string): string {
  return DateTime.fromISO(day, { zone: "utc" }).setLocale("en-GB").toFormat("d LLL yyyy");
}

function states(role: Role, departments: readonly Department[], people: number): string {
  if (people === 1) return `a ${state(role, departments)}`;
  return departments.length === 0 ? rolePlurals[role] : `${rolePlurals[role]} in ${andList(departments)}`;
}

function count(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
}

/** Role and departments, and the last day if there is one. */
type AccessWordsOf = [Role, readonly Department[], (string | null)?];

/** "member in sales" says nothing of an end that was taken away; "without an end date" does. */
function endless(before: AccessWordsOf, after: AccessWordsOf): string {
  const lostEnd = (before[2] ?? null) !== null && (after[2] ?? null) === null;
  return lostEnd ? `${state(...after)} without an end date` : state(...after);
}

/** Reasons are a sentence at most. */
function typedReason(reason: string): string {
  return escapeMrkdwn(shorten(reason.replace(/\s+/gu, " ").trim(), 300));
}

const leftOutWhy: Record<LeftOutWhy, string> = {
  guest: "guest or from another company",
  deactivated: "deactivated in Slack",
};

export const accessRefusals = {
  no_access: ({ stewards }) =>
    stewards.length === 0
      ? "You don't have access to the CRM yet, and nobody can give it at the moment. Ask an owner of this Slack workspace."
      : `You don't have access to the CRM yet. ${whoCan(stewards)} can give it.`,
  not_permitted: ({ permission, stewards }) =>
    stewards.length === 0
      ? `Your role does not let you ${abilities[permission]}. Ask an owner of this Slack workspace.`
      : `Your role does not let you ${abilities[permission]}. ${whoCan(stewards)} can.`,
  guest: () => "The CRM is for members of this workspace, so guests can't use it.",
  last_steward: (details) =>
    `${name(details.name)} is the only steward. Make somebody else a steward first, so that someone can still give access.`,
  last_lasting_steward: (details) =>
    `${name(details.name)} is the only steward without an end date. Make somebody else a lasting steward first, so that someone can still give access then.`,
  end_passed: ({ day }) => `${calendar(day)} is over already. Name today or a day to come.`,
  unreadable_end: ({ typed }) =>
    `I can't read "${typedText(typed)}" as a day. Write it like this: \`until 31 Dec\` or \`until 2026-12-31\`.`,
  day_to_come: ({ day }) => `${calendar(day)} is still to come. Name today or a day gone by.`,
  unreadable_day: ({ typed }) =>
    `I can't read "${typedText(typed)}" as a day. Write it like this: \`/crm-admin access as-of 2026-06-30\`.`,
  owner_needs_access: (details) =>
    `${details.name === null ? "That person" : name(details.name)} has no access to the CRM. Give them access first: \`/crm-admin access grant\`.`,
  unknown_person: ({ typed }) => `I don't know anybody called "${typedText(typed)}". Type @ and choose the person.`,
  ambiguous_person: ({ typed, candidates }) =>
    `Which "${typedText(typed)}": ${orList(candidates.slice(0, 8).map(name))}? Type @ and choose the person.`,
  unknown_role: ({ typed }) =>
    `"${typedText(typed)}" is not a role. The roles are viewer, member, manager and steward.`,
  several_roles: ({ typed }) => `You named ${andList(typed)}. A person has one role, so name one.`,
  unknown_department: ({ typed }) =>
    `"${typedText(typed)}" is not a department. The departments are sales, marketing and support.`,
  nobody_named: () => "Say whose access it is about: type @ and choose the person, or # and the channel.",
  group_cannot_be_granted: ({ typed }) =>
    `I can't tell who is in "${typedText(typed)}". Name people, or a channel for everyone in it: \`/crm-admin access grant #sales member sales\`.`,
  app_cannot_be_granted: () =>
    "One of those is an app, or somebody I can't see. Only people of this workspace can have access.",
  guest_cannot_be_granted: (details) =>
    `${name(details.name)} is a guest or works for another company. Only members of this Slack workspace can have access.`,
  deactivated_cannot_be_granted: (details) =>
    `${name(details.name)} is deactivated in Slack, so there is no access to give.`,
  nobody_in_channel: ({ channel }) =>
    `Nobody in #${typedText(channel)} can have access: only members of this workspace can.`,
  channel_unreadable: ({ channel }) =>
    `I can't see ${channel === null ? "that channel" : `the channel ${typedText(channel)}`}. Write \`/invite @Steward\` there, then try again.`,
  channel_closed: ({ channel }) =>
    `I can't join ${typedText(channel)} by myself. Write \`/invite @Steward\` there, then choose it again.`,
  channel_external: ({ channel }) =>
    `#${typedText(channel)} is shared with another company, so tickets can't go there. Choose a channel of your own.`,
  channel_archived: ({ channel }) =>
    `#${typedText(channel)} is archived. Choose another channel, or bring it back in Slack first.`,
  stranger_has_no_access: () => "That person has no access, so there is nothing to change.",
  unknown_holder: ({ typed }) =>
    `Nobody with access is called "${typedText(typed)}". Type @ and choose the person, or see \`/crm-admin access\`.`,
  upload_gone: () => "That file is not waiting to be imported any more. Upload it again if you need it.",
  channel_cannot_be_revoked: () =>
    "Access ends for people, not for channels. Name the people: `/crm-admin access revoke @maya`.",
  has_no_access: (details) => `${name(details.name)} has no access, so there is nothing to change.`,
} satisfies { [C in keyof AccessRefusals]: (details: AccessRefusals[C]) => string };

export const accessText = {
  roleName: (role: Role) => roleNames[role],
  departmentName: (department: Department) => departmentNames[department],
  roleHint: (role: Role) =>
    ({
      viewer: "looks customers up",
      member: "looks up, logs, changes customers",
      manager: "like a member, and sees the team's figures",
      steward: "everything: access, settings, uploads",
    })[role],

  // What a change of access did
  added: (names: readonly string[], role: Role, departments: readonly Department[], end: string | null) =>
    `${andList(names.map(bold))} ${names.length === 1 ? "has" : "have"} access now, as ${states(role, departments, names.length)}${end === null ? "" : `, ${until(end)}`}.`,
  welcomed: (people: number) => `I'm sending ${people === 1 ? "a message" : "each a message"} that says so.`,
  changed: (who: string, before: AccessWordsOf, after: AccessWordsOf) =>
    state(...before) === state(...after)
      ? `${bold(who)} stays a ${state(...after)}.`
      : `${bold(who)} is now a ${endless(before, after)}; was a ${state(...before)}.`,
  because: (reason: string) => `Reason: ${typedReason(reason)}`,
  /** when access ends: the day, and by whose clock */
  lastDay: (day: string, place: string) => `${day}, ${place} time`,
  /** the same in a list: its last day is included, as in a contract */
  untilDay: (day: string) => `until ${day}`,
  given: (reason: string) => `"${typedReason(reason)}"`,
  unchanged: (names: readonly string[]) => `${andList(names.map(bold))} had this already, so nothing changed there.`,
  leftOut: (people: readonly { name: string; why: LeftOutWhy }[]) =>
    `Left out: ${people.map((person) => `${name(person.name)} (${leftOutWhy[person.why]})`).join(", ")}.`,
  appsLeftOut: (apps: number) => `Left out: ${count(apps, "app")}.`,
  unseenLeftOut: (people: number) =>
    `Left out: ${count(people, "person", "people")} whom I can't see, most likely of another company.`,
  revoked: (who: string, role: Role, departments: readonly Department[]) =>
    `${bold(who)} no longer has access; was a ${state(role, departments)}.`,
  entriesStay: () => "What they logged stays.",

  linesMore: (lines: number) => `And ${count(lines, "more line")}: see who has access.`,

  // Who has access
  listTitle: (total: number) => `*${count(total, "person", "people")} ${total === 1 ? "has" : "have"} access*`,
  listFiltered: (total: number, filter: string) =>
    `*${count(total, "person", "people")} with access ${total === 1 ? "matches" : "match"} "${typedText(filter)}"*`,
  listNobody: (filter: string) => `Nobody with access matches "${typedText(filter)}".`,
  listPart: (from: number, to: number, total: number) => `${from} to ${to} of ${total}`,
  noDepartment: () => "No department",
  group: (departments: readonly Department[]) => andList(departments.map((department) => departmentNames[department])),
  row: (who: string, role: Role) => `${bold(who)} · ${role}`,
  since: (date: string, by: string | null, end: string | null, reason: string | null) =>
    [
      by === null ? `since ${date}, owns the Slack workspace` : `since ${date}, from ${name(by)}`,
      ...(end === null ? [] : [accessText.untilDay(end)]),
      ...(reason === null || by === null ? [] : [accessText.given(reason)]),
    ].join(" · "),
  change: () => "Change role or department",
  revoke: () => "Revoke access",
  earlier: () => "Earlier",
  more: () => "More",
  giveToSomebody: () => "Choose people",
  whoHasAccess: () => "Who has access",

  // The steward's panel
  panelTitle: () => "*Steward's panel*",
  panelAccess: (access: Record<Role, number>) => {
    const parts = (["steward", "manager", "member", "viewer"] as const)
      .filter((role) => access[role] > 0)
      .map((role) => count(access[role], role, rolePlurals[role]));
    return parts.length === 0 ? "*Access:* nobody yet" : `*Access:* ${andList(parts)}`;
  },
  panelUnknown: (typed: string) =>
    `I don't know \`${typedText(typed).replaceAll("`", "'")}\` here. This is what there is.`,
  stepCustomers: ({ customers, demoCustomers }: FirstSteps) =>
    customers > 0
      ? `✓ ${count(customers, "customer")}`
      : demoCustomers > 0
        ? `1. Upload customers (only the ${demoCustomers} of the demonstration so far)`
        : "1. Upload customers: a CSV file from your old CRM or a spreadsheet",
  stepPeople: ({ access }: FirstSteps) => {
    const people = Object.values(access).reduce((sum, number) => sum + number, 0);
    return people > access.steward
      ? `✓ ${count(people, "person", "people")} with access`
      : "2. Choose people, or everyone in a channel";
  },
  stepTriage: ({ triageChannelId }: FirstSteps) =>
    triageChannelId === null ? "3. Choose the channel for tickets" : `✓ Tickets go to <#${triageChannelId}>`,
  upload: () => "Upload customers",
  choosePeople: () => "Choose people",
  chooseTriage: () => "Choose triage channel",
  panelTyped: () =>
    "Typed: `/crm-admin access grant @maya member support` · `/crm-admin audit` · `/crm-admin privacy` · everything: `/crm-admin help`",

  // Messages that Steward sends by itself
  welcomeInstaller: () =>
    "*I'm Steward, your team's CRM in Slack.* You are its steward: nobody else sees anything until you let them in. Three steps, in any order; skip what you like.",
  welcomeInstallerPlain: () =>
    "I'm Steward, your team's CRM in Slack. You are its steward. Three steps: upload customers, choose people, choose a triage channel.",
  welcomeLater: () => "You find these again in my Home tab and under `/crm-admin`.",
  welcomeMember: (by: string | null, role: Role) => {
    const added = by === null ? "You were added to the CRM." : `${name(by)} added you.`;
    return role === "viewer"
      ? `${added} Type \`/crm-customer budi\` to look somebody up.`
      : `${added} Send me \`budi no answer\` to log a call.`;
  },
  welcomeMore: (role: Role) =>
    ({
      viewer: "Only you see the answer. `/crm help` lists everything.",
      member: "`/crm-customer budi` shows what everybody knows about Budi. `/crm help` lists everything.",
      manager: "`/crm-customer budi` shows what everybody knows about Budi. `/crm help` lists everything.",
      steward: "You can also give others access: `/crm-admin`. `/crm help` lists everything.",
    })[role],
  asked: (who: string) => `${bold(who)} asks for access to the CRM.`,
  askedMore: (who: string, role: Role, departments: readonly Department[]) =>
    `${bold(who)}, ${state(role, departments)}, asks to do more in the CRM.`,
  give: () => "Give access",
  changeRole: () => "Change role",
  notNow: () => "Not now",
  declined: (who: string) => `${bold(who)} asked for access; you said not now.`,
  declinedGone: () => "Whoever asked for access is not in this workspace any more.",
  noStewardLeft: () =>
    "Nobody is steward of the CRM any more, so nobody can be given access. As an owner of this Slack workspace you can choose one.",
  iAsked: (who: string) => `I've asked ${name(who)}.`,
  iAskedBefore: (who: string, time: string, today: boolean) =>
    `I asked ${name(who)} already, ${today ? "" : "yesterday "}at ${time}.`,

  // Forms
  peopleTitle: () => "Choose people",
  changeTitle: () => "Change access",
  giveTitle: () => "Give access",
  accessOf: (slackUserIds: readonly string[]) => andList(slackUserIds.map((id) => `<@${id}>`)),
  giveSubmit: () => "Give access",
  save: () => "Save",
  cancel: () => "Cancel",
  people: () => "People",
  peoplePlaceholder: () => "Type a name",
  channel: () => "Or everyone in a channel",
  channelHint: () => "Guests, apps and people of other companies are left out. Nobody loses a higher role this way.",
  channelPlaceholder: () => "Choose a channel",
  role: () => "Role",
  departments: () => "Department",
  departmentsHint: () => "What they answer for. Choose several if they do.",
  until: () => "Last day, if it should end",
  untilHint: (place: string) => `Access ends at the end of that day, ${place} time.`,
  reason: () => "Reason",
  reasonHint: () => "Who reviews access later will be glad of it.",
  nobodyChosen: () => "Choose at least one person, or a channel.",
  departmentAsked: () => "One more thing: which department?",
  revokeTitle: () => "Revoke access",
  revokeQuestion: (who: string, role: Role, departments: readonly Department[]) =>
    `${bold(who)} is a ${state(role, departments)}. Without access they can neither look anything up nor log. What they logged stays.`,
  triageTitle: () => "Triage channel",
  triageChannel: () => "Where should tickets be posted?",
  channelMissing: () => "Choose a channel.",
  triageHint: () =>
    "Best a channel that support watches. I join public ones by myself; invite me to private ones first.",
  triageSet: (channelId: string) =>
    `Tickets will be posted in <#${channelId}>. Who hears when a team is late? Until somebody is named, the stewards do.`,
  whoHears: () => "Choose who hears",
  alreadyGone: () => "That person has no access any more.",
};
