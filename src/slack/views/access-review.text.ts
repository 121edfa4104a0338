import type { Decision, Exception } from "../../crm/access/access-review.ts";
import type { Department, Role } from "../../crm/access/permission.ts";
import { inline, shorten } from "../mrkdwn.ts";
import { accessText } from "./access.text.ts";
import { plural } from "./dates.ts";
import { andList } from "./word-list.ts";

const name = (text: string) => inline(shorten(text, 40));

const why: Record<Exception, string> = {
  guest: "guest in Slack, or deactivated there",
  "never-active": "has never used the CRM",
  inactive: "not active for 90 days",
  "granter-gone": "whoever gave it has no access any more",
  "ends-soon": "ends within 30 days",
  changed: "role or department changed since the last review",
  moved: "time zone changed since the last review",
  "no-department": "no department",
};

const done: Record<Decision, string> = {
  keep: "kept",
  change: "changed",
  revoke: "revoked",
  gone: "had no access any more",
};

/** What is known of somebody's access; dates as the reader says them, null where there is none. */
interface Facts {
  exceptions: readonly Exception[];
  /** null: for owning the Slack workspace */
  grantedBy: string | null;
  since: string;
  active: string | null;
  end: string | null;
  reason: string | null;
}

export const reviewText = {
  title: (people: number, decided: number) =>
    `*Access review: ${decided} of ${plural(people, "person", "people")} decided*`,
  due: (day: string, overdue: boolean) => (overdue ? `⚠ Was due ${day}` : `Due ${day}`),
  exceptions: (left: number) => `*${plural(left, "exception")} first*`,
  person: (who: string, role: Role, departments: readonly Department[]) =>
    `*${name(who)}* · ${departments.length === 0 ? role : `${role} in ${andList(departments)}`}`,
  why: (exceptions: readonly Exception[]) => `⚠ ${andList(exceptions.map((one) => why[one]))}`,
  facts: ({ exceptions, grantedBy: by, since, active, end, reason }: Facts) =>
    [
      by === null ? `since ${since}, owns the Slack workspace` : `since ${since}, from ${name(by)}`,
      ...(active === null ? [] : [`last active ${active}`]),
      // Said by the line above already, where that is why somebody is shown.
      ...(active === null && !exceptions.includes("never-active") ? ["never active"] : []),
      ...(end === null ? [] : [accessText.untilDay(end)]),
      ...(reason === null || by === null ? [] : [accessText.given(reason)]),
    ].join(" · "),
  keep: () => "Keep",
  change: () => "Change",
  revoke: () => "Revoke",
  moreExceptions: (left: number) => `${plural(left, "more exception")} after these.`,
  rest: (people: number) => `*${plural(people, "person", "people")} with nothing unusual:*`,
  names: (names: readonly string[]) => names.map(name).join(", "),
  keepRest: (people: number) => `Keep ${people} unchanged`,
  moreRest: (left: number) => `${plural(left, "more person", "more people")} after these.`,
  decided: (who: string, decision: Decision, by: string | null) =>
    `✓ ${name(who)} ${done[decision]}${by === null ? "" : `, ${name(by)}`}`,
  alreadyDecided: (who: string, decision: Decision, by: string | null) =>
    `${name(who)} was decided on already: ${done[decision]}${by === null ? "" : ` by ${name(by)}`}.`,
  finished: (counts: Record<Decision, number>) => {
    const parts = (["keep", "change", "revoke", "gone"] as const).filter((one) => counts[one] > 0);
    return `✓ *Access is reviewed:* ${parts.map((one) => `${counts[one]} ${one === "gone" ? "gone before" : done[one]}`).join(", ")}.`;
  },
  finishedOn: (day: string) => `Finished ${day}. What was decided is kept.`,
  startAgain: () => "Start a new review",
  gone: () => "That review is over. `/crm-admin access review` shows the latest.",
  none: () => "There was no review of access yet.",
  start: () => "Start the review",
  goOn: () => "Review access",
  dueNotice: (people: number) =>
    `*It is time to review who has access:* ${plural(people, "person", "people")}, the exceptions first. It takes a few minutes, and any steward can go on where another stopped.`,
};
