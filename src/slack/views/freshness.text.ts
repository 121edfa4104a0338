import type { PerishableField } from "../../crm/freshness/perishable.ts";
import type { FreshnessRefusals } from "../../crm/freshness/refusals.ts";
import { inline, shorten } from "../mrkdwn.ts";

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
  neverConfirmed: (source: string) => `Never confirmed · ${source}`,
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
};

const shownTyped = (typed: string) => inline(shorten(typed, 40));

export const freshnessRefusals = {
  freshness_limit_wrong: ({ field, typed, least, most }) =>
    `${typed.trim() === "" ? "Nothing" : `"${shownTyped(typed)}"`} is no limit for the ${fieldNames[field]}. Write a whole number of days from ${least} to ${most}.`,
  value_not_found: () => "That is no longer what the card says. Open the card to see what is.",
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
