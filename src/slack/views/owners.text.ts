import { DateTime } from "luxon";
import type { OwnedSubject } from "../../crm/access/ownership.ts";
import {
  type Department,
  departments,
  type Permission,
  permissions,
  type Role,
  roles,
} from "../../crm/access/permission.ts";
import { inline, shorten } from "../mrkdwn.ts";
import { plural } from "./dates.ts";
import { andList } from "./word-list.ts";

const name = (text: string) => inline(shorten(text, 60));

/** What each is called, and what whoever owns it answers for. */
const subjects: Record<OwnedSubject, { label: string; means: string }> = {
  crm: { label: "The CRM itself", means: "that it is used, kept true and fits the team" },
  collected: { label: "What is collected", means: "which data about customers the team keeps, and why" },
  organised: { label: "How it is organised", means: "fields, stages, names and how doubles are joined" },
  access: { label: "Who gives access", means: "roles, end dates and the review each quarter" },
  reports: { label: "Who runs reports", means: "which figures are told to whom, and that they are right" },
  identity: { label: "Names and companies", means: "who a customer is" },
  "contact-points": { label: "E-mail, phone, address, website", means: "that customers can be reached" },
  job: { label: "Job title and function", means: "what a customer does where they work" },
  value: { label: "Value and stage", means: "what a customer is worth, and where they stand" },
  history: { label: "Conversations and notes", means: "that what was said is written down" },
};

/** What each department answers for in the CRM. */
const duties: Record<Department, string> = {
  sales: "acquisition and leads: who a customer is, their stage, their value, what was promised to them",
  marketing: "source and engagement: where a customer came from, what they are interested in",
  support: "history and service: what was said and solved, and that customers can be reached",
};

const does: Record<Permission, string> = {
  "customers:read": "look customers up",
  "customers:write": "add and change customers",
  "customers:import": "upload customers",
  "interactions:write": "log calls, e-mails, meetings and tasks",
  "tickets:read": "look tickets up",
  "tickets:write": "open, take and solve tickets",
  "reports:read": "read reports on the team's work and on the data",
  "access:manage": "give, change, review and end access, and name owners",
  "settings:write": "change settings",
  "audit:read": "read and check the audit log",
  "privacy:manage": "export and erase what is kept about a customer",
};

const roleNames: Record<Role, string> = { viewer: "Viewer", member: "Member", manager: "Manager", steward: "Steward" };

export const ownersText = {
  label: (subject: OwnedSubject) => subjects[subject].label,
  means: (subject: OwnedSubject) => `${capital(subjects[subject].means)}.`,
  title: () => "*Who answers for what*",
  owned: (subject: OwnedSubject, owner: string, since: string) =>
    `✓ *${subjects[subject].label}:* ${name(owner)} · ${since}`,
  ownerLeft: (subject: OwnedSubject, owner: string) =>
    `⚠ *${subjects[subject].label}:* ${name(owner)} has no access any more`,
  unowned: (subject: OwnedSubject) => `⚠ *${subjects[subject].label}:* nobody yet`,
  set: () => "Name owners",
  formTitle: () => "Who answers for what",
  save: () => "Save",
  cancel: () => "Cancel",
  placeholder: () => "Choose a person with access",
  nothingChanged: () => "Nothing changed.",
  gaps: (gaps: readonly { subject: OwnedSubject; left: string | null }[]) => {
    const names = gaps.slice(0, 3).map(({ subject }) => withinSentence(subjects[subject].label));
    const more = gaps.length > 3 ? [`${gaps.length - 3} more`] : [];
    return `⚠ ${plural(gaps.length, "duty has", "duties have")} no owner: ${andList([...names, ...more])}`;
  },
  overdue: (day: string, left: number) =>
    `⚠ The access review was due ${day}: ${plural(left, "person", "people")} still to decide on`,

  // What each role may do
  rolesTitle: () => "*What each role may do*",
  role: (role: Role) => {
    const below = roles[roles.indexOf(role) - 1];
    const before = new Set(below ? abilitiesOf(below) : []);
    const own = abilitiesOf(role).flatMap((permission) => (before.has(permission) ? [] : does[permission]));
    if (below && own.length === 0) own.push("answer for a team");
    return `*${roleNames[role]}:* ${[...(below ? [`all that a ${below} may`] : []), ...own].join("; ")}`;
  },
  rolesNote: () =>
    "Guests and people of other companies never have access. Owners of the Slack workspace can always give it, and see no customers until somebody gives it to them.",
  dutiesTitle: () => "*What each department answers for*",
  duties: () => departments.map((department) => `*${departmentNames[department]}:* ${duties[department]}`),

  // Who had access on a day
  asOfTitle: (day: string, people: number, today: boolean) =>
    today
      ? `*${plural(people, "person has", "people have")} access today*`
      : `*${plural(people, "person", "people")} had access at the end of ${calendar(day)}*`,
  asOfNobody: (day: string) => `Nobody had access at the end of ${calendar(day)}.`,
  asOfPlace: (place: string) => `By the workspace's clock: ${place} time.`,
  asOfRow: (who: string, role: Role, held: readonly Department[], by: string | null, since: string) =>
    `*${name(who)}* · ${held.length === 0 ? role : `${role} in ${andList(held)}`} · ${
      by === null ? "for owning the Slack workspace" : `from ${name(by)}`
    }, ${since}`,
  asOfPart: (from: number, to: number, total: number) => `${from} to ${to} of ${total}`,
  earlier: () => "Earlier",
  more: () => "More",
};

const departmentNames: Record<Department, string> = { sales: "Sales", marketing: "Marketing", support: "Support" };

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

function withinSentence(label: string): string {
  return `${label.charAt(0).toLowerCase()}${label.slice(1)}`;
}

function abilitiesOf(role: Role): Permission[] {
  return (Object.keys(permissions) as Permission[]).filter((permission) =>
    (permissions[permission] as readonly Role[]).includes(role),
  );
}

function calendar(day: string): string {
  return DateTime.fromISO(day, { zone: "utc" }).setLocale("en-GB").toFormat("d LLL yyyy");
}
