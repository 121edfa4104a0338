import type { StaleKind } from "../../crm/freshness/list-stale.ts";
import type { PerishableField } from "../../crm/freshness/perishable.ts";
import type { FreshnessRefusals } from "../../crm/freshness/refusals.ts";
import { inline, shorten } from "../mrkdwn.ts";
import { plural } from "./dates.ts";
import { upperFirst } from "./interactions.text.ts";

/** Beside a value, and in the middle of a sentence. */
export const fieldNames: Record<PerishableField, string> = {
  email: "e-mail",
  phone: "phone",
  organisation: "company",
  job_title: "job title",
  job_function: "job function",
  value: "value",
  address: "address",
  website: "website",
};

/** One and several of them, counted. */
const fieldCounts: Record<PerishableField, [string, string]> = {
  email: ["e-mail address", "e-mail addresses"],
  phone: ["phone number", "phone numbers"],
  organisation: ["company", "companies"],
  job_title: ["job title", "job titles"],
  job_function: ["job function", "job functions"],
  value: ["value", "values"],
  address: ["address", "addresses"],
  website: ["website", "websites"],
};

/** Of fewer than these nobody speaks in per cent. */
const fewCustomers = 100;
const ofAll = (share: string, customers: number) =>
  customers < fewCustomers
    ? `${share} ${customers === 1 ? "customer" : "customers"}`
    : `${share} of ${plural(customers, "customer")}`;

const fieldArticles: Record<PerishableField, string> = {
  email: "an e-mail address",
  phone: "a phone number",
  organisation: "a company",
  job_title: "a job title",
  job_function: "a job function",
  value: "a value",
  address: "an address",
  website: "a website",
};

export const freshnessText = {
  /** What is held to be true of a customer, as a sentence to which one can say yes. */
  claim: (field: PerishableField, shown: string, name: string, company: string | null): string => {
    switch (field) {
      case "email":
      case "phone":
        return `${shown} reaches ${name}`;
      case "address":
        return `${name} is at ${shown}`;
      case "website":
        return `${shown} is the website of ${company ?? name}`;
      case "organisation":
        return `${name} works at ${shown}`;
      case "job_title":
        return `${name} is ${shown}${company === null ? "" : ` at ${company}`}`;
      case "job_function":
        return `${name} works in ${shown}${company === null ? "" : ` at ${company}`}`;
      case "value":
        return `${name} is worth ${shown} a year`;
    }
  },
  stillTrue: (claim: string, count: string) => `*Still true?* ${claim}${count}`,
  isThereAnother: (field: PerishableField, shown: string, name: string, count: string) =>
    `*Is there another ${fieldNames[field]}?* ${shown} does not reach ${name}${count}`,
  nth: (nth: number, of: number) => (of === 1 ? "" : ` (${nth} of ${of})`),
  lastConfirmed: (when: string, by: string | null) => `Confirmed ${when}${by === null ? "" : ` by ${by}`}`,
  neverConfirmed: (source: string) => `Not confirmed since it came in (${source})`,
  suspended: (reason: string, when: string) => `⛔ ${reason}, ${when}`,
  setAside: () => "set aside",
  askedBy: (name: string) => `${name} asks`,
  answered: (confirmed: number, changed: number, skipped: number) =>
    [
      ...(confirmed > 0 ? [`✓ ${confirmed} confirmed`] : []),
      ...(changed > 0 ? [`${changed} changed`] : []),
      ...(skipped > 0 ? [`${skipped} skipped`] : []),
    ].join(", "),
  yes: () => "Yes",
  worksAgain: () => "It works",
  changed: () => "Changed",
  another: () => "Another one",
  skip: () => "Skip",

  /** "12 %", and of few customers "3 of 20"; a part that is there is never none. */
  share: (part: number, of: number) => {
    if (of < fewCustomers) return `${part} of ${of}`;
    const share = (part / of) * 100;
    return part > 0 && share < 0.5 ? "Less than 1 %" : `${Math.round(share)} %`;
  },
  unreachable: (share: string, customers: number, before: string | null) =>
    `*${ofAll(share, customers)} cannot be reached by e-mail*${was(before)}`,
  toConfirm: (field: PerishableField, share: string, customers: number, before: string | null) =>
    `*${ofAll(share, customers)} have ${fieldArticles[field]} to confirm*${was(before)}`,
  allConfirmed: (customers: number) => `*All that is known of ${plural(customers, "customer")} is confirmed*`,
  atStake: (share: string, money: string | null) =>
    `${share} have something to check${money === null ? "" : `, worth ${money} a year`}`,
  ofCustomers: (count: number, customers: number, before: number | null) =>
    `${count} of ${customers}${before === null ? "" : ` (${before} last week)`}`,
  chart: () => "Customers to check, by field",
  chartNow: () => "Now",
  chartBefore: () => "A week before",
  chartCustomers: () => "Customers",
  byField: (parts: readonly string[]) => `*By field:* ${parts.join(" · ")}`,
  part: (name: string, count: number, before: number | null) => `${name} ${count}${changedFrom(count, before)}`,
  byDepartment: (parts: readonly string[]) => `*By team:* ${parts.join(" · ")}`,
  department: (department: string | null, count: number, customers: number, before: number | null) =>
    `${department === null ? "no team" : department} ${count} of ${customers}${changedFrom(count, before)}`,
  byOwner: (parts: readonly string[]) => `*Whose customers:* ${parts.join(" · ")}`,
  owner: (name: string | null, count: number, before: number | null, money: string | null) =>
    [
      `${name ?? "nobody's"} ${count}${changedFrom(count, before)}`,
      ...(money === null ? [] : [`${money} a year`]),
    ].join(", "),
  righted: (reconfirmed: number, changed: number) =>
    `*Put right within the week:* ${[
      ...(reconfirmed > 0 ? [`${reconfirmed} confirmed`] : []),
      ...(changed > 0 ? [`${changed} changed`] : []),
    ].join(", ")}`,
  nothingRighted: () => "Nothing was confirmed or changed within the week.",
  worthMost: () => "*Worth most among them*",
  worst: (name: string, rest: readonly string[]) => [`*${name}*`, ...rest].join(" · "),
  handedOut: (by: string, when: string, owners: number) => `${by} gave ${plural(owners, "owner")} a task, ${when}.`,
  counted: (day: string, before: string | null) =>
    `Counted in the night to ${day}${before === null ? "; there is no week before yet to compare it with" : `; in brackets, where it differs, ${before}`}.`,
  noFigures: () => "Nothing has been counted yet. It is counted every night, and stands here in the morning.",
  see: () => "See them",
  makeTasks: () => "Make tasks for owners",
  makeTasksTitle: () => "A task for each owner",
  makeTasksText: (owners: string) =>
    `${owners} a task to look at their own customers, due in a week. It can be done once.`,
  makeTasksYes: () => "Make them",
  makeTasksNo: () => "Not now",
  tasksMade: (owners: number) =>
    `✓ ${plural(owners, "owner")} got a task, due in a week. They hear of it like of any task.`,
  task: (customers: number, fields: readonly string[]) =>
    `Check what is known of ${customers} of your customers (${fields.join(", ")})`,
  settings: () => "Settings",
  file: () => "As a file",
  fileBegun: () => "The file is on its way, in your conversation with me.",
  fileReady: (day: string) => `What is known of customers by age, as of ${day}, with every field, team and owner.`,
  fileTitle: (day: string) => `Stale data, ${day}`,
  less: () => "Less of this",

  listTitle: (kind: StaleKind, total: number, from: number, to: number) => {
    const range = total > to || from > 0 ? ` (${from + 1}–${to})` : "";
    if (kind === "unreachable") return `*${plural(total, "customer")} without an e-mail address that works*${range}`;
    if (kind === "any") return `*${plural(total, "customer")} with something to check*${range}`;
    return `*${plural(total, "customer")} whose ${fieldNames[kind]} is to be confirmed*${range}`;
  },
  ownTitle: (total: number, from: number, to: number) =>
    `*Still true?* ${total} of your customers${total > to || from > 0 ? ` (${from + 1}–${to})` : ""}`,
  mostFirst: () => "Those worth most first.",
  nothingStale: () => "✓ Nothing is left to check here.",
  kind: (kind: StaleKind) => {
    if (kind === "any") return "Anything";
    return kind === "unreachable" ? "No e-mail that works" : upperFirst(fieldNames[kind]);
  },
  value: (field: PerishableField, shown: string, state: string) =>
    `${upperFirst(fieldNames[field])} ${shown}, ${state}`,
  bare: (field: PerishableField, state: string) => `${upperFirst(fieldNames[field])} ${state}`,
  noEmail: () => "⚠ No e-mail address",
  moreValues: (count: number) => `${count} more`,
  never: () => "never confirmed",
  confirmed: (when: string) => `confirmed ${when}`,
  customer: (name: string, rest: readonly string[]) => [`*${name}*`, ...rest].join(" · "),
  owned: (name: string) => `${name}'s`,
  nobodys: () => "nobody's yet",
  aYear: (money: string) => `${money} a year`,
  isAsked: () => "owner asked",
  card: () => "Card",
  askOwner: () => "Ask the owner",
  asked: (owner: string) => `${owner} is asked in their next daily digest, before anything else about customers.`,
  older: () => "More",
  newer: () => "Back",
  ownLine: (customers: number, fields: readonly string[]) =>
    `*${customers} of your customers may be out of date:* ${fields.join(", ")}`,
  fieldCount: (field: PerishableField, count: number) => plural(count, ...fieldCounts[field]),
  show: () => "Show",

  settingsTitle: () => "When data are stale",
  settingsShort: (limits: readonly string[]) =>
    `*After how long I ask whether it is still true*\n${limits.join(" · ")}`,
  limit: (field: PerishableField, days: number) => `${fieldNames[field]} ${days} days`,
  settingsIntro: () =>
    "After so many days without a confirmation a value counts as stale: the card shows ◷, owners are asked, and it is counted here.",
  limitLabel: (field: PerishableField) => upperFirst(fieldNames[field]),
  limitHint: (days: number, reason: string) => `Days. ${days} unless you say otherwise: ${reason}`,
  limitSet: (days: number, reason: string, by: string | null) =>
    `Days. Set by ${by ?? "somebody"}; otherwise ${days}: ${reason}`,
  reason: (field: PerishableField) => reasons[field],
  save: () => "Save",
  cancel: () => "Cancel",
  saved: (limits: readonly string[]) => `✓ From now on: ${limits.join(" · ")}.`,
  change: () => "Change",
  reportLabel: () => "Data",
  reportSummary: () => "how much of what is known of customers is still true",
  unknownField: (typed: string, fields: readonly string[]) =>
    `I know no field called *${typed}*. These are counted: ${fields.join(", ")}.`,
};

/** Why a limit is what it is where nobody has set another. */
const reasons: Record<PerishableField, string> = {
  email: "one in five has changed by then, at 2.1 % a month (MarketingSherpa).",
  phone: "a work phone goes with the job; half of all people leave theirs within 3.9 years (US BLS 2024).",
  organisation: "half of all people leave their employer within 3.9 years (US BLS 2024).",
  job_title: "it goes with the job at the latest; half of all people leave theirs within 3.9 years (US BLS 2024).",
  job_function: "it goes with the job at the latest; half of all people leave theirs within 3.9 years (US BLS 2024).",
  value: "an amount a year is settled anew each year.",
  address: "8.4 % move in a year (US Census 2021); two years are the longest that nobody looks.",
  website: "38 % of pages are gone after ten years (Pew 2024); two years are the longest that nobody looks.",
};

/** "(60)": what it was, where it is another number now. */
const changedFrom = (count: number, before: number | null) =>
  before === null || before === count ? "" : ` (${before})`;

const was = (before: string | null) => (before === null ? "" : ` (was ${before} last week)`);

const shownTyped = (typed: string) => inline(shorten(typed, 40));

export const freshnessRefusals = {
  freshness_limit_wrong: ({ field, typed, least, most }) =>
    `${typed.trim() === "" ? "Nothing" : `"${shownTyped(typed)}"`} is no limit for the ${fieldNames[field]}. Write a whole number of days from ${least} to ${most}.`,
  freshness_nobody_to_ask: ({ name, why, owner }) => {
    if (why === "no owner") return `Nobody owns ${inline(name)} yet. Open the card and give it an owner first.`;
    const who = inline(owner ?? "The owner");
    return why === "no access"
      ? `${who} can't change customers. Give ${inline(name)} to somebody who can.`
      : `${who} has turned these questions off. Give ${who} a task instead: press Card, then Task.`;
  },
  freshness_handed_out: ({ by }) => `${inline(by)} has made these tasks already. The owners have them.`,
  freshness_no_figures: () => "Nothing has been counted yet. It is counted every night.",
} satisfies { [C in keyof FreshnessRefusals]: (details: FreshnessRefusals[C]) => string };
