import type { Permission } from "../../crm/access/permission.ts";
import type { AccessRefusals } from "../../crm/access/refusals.ts";
import { inline } from "../mrkdwn.ts";

/** "Dewi", "Dewi or Rizky", "Dewi, Rizky or Maya" */
function oneOf(names: readonly string[]): string {
  return new Intl.ListFormat("en", { type: "disjunction" }).format(names.map(inline));
}

const abilities: Record<Permission, string> = {
  "customers:read": "look customers up",
  "customers:write": "change customers",
  "customers:import": "upload customers",
  "interactions:write": "log calls",
  "access:manage": "change who has access",
  "settings:write": "change settings",
};

/** At most three names: a sentence is no list. */
function whoCan(stewards: readonly { name: string }[]): string {
  return oneOf(stewards.slice(0, 3).map((steward) => steward.name));
}

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
  last_steward: ({ name }) =>
    `${inline(name)} is the only steward. Make somebody else a steward first, so that someone can still give access.`,
  unknown_person: ({ typed }) => `I don't know anybody called "${inline(typed)}". Type @ and choose the person.`,
  unknown_role: ({ typed }) => `"${inline(typed)}" is no role. There are viewer, member, manager and steward.`,
  unknown_department: ({ typed }) => `"${inline(typed)}" is no department. There are sales, marketing and support.`,
  nobody_named: () => "Say whose access it is about: type @ and choose the person.",
  guest_cannot_be_granted: ({ name }) =>
    `${inline(name)} is a guest or works for another company. Only members of this Slack workspace can have access.`,
  channel_unreadable: ({ channel }) =>
    `I can't see who is in ${inline(channel)}. Write \`/invite @Steward\` there, then try again.`,
  has_no_access: ({ name }) => `${inline(name)} has no access, so there is nothing to change.`,
} satisfies { [C in keyof AccessRefusals]: (details: AccessRefusals[C]) => string };
