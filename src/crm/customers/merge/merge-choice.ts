import type { Stage } from "../contact.ts";
import type { ContactDetails } from "../get-contact-details.ts";

/** Of two contacts that become one: the one that stays, or the one that goes into it. */
export const sides = ["kept", "gone"] as const;
export type Side = (typeof sides)[number];

/** What only one of the two can be right about, in the order in which it is asked. */
export const mergeFields = ["name", "jobTitle", "company", "stage", "owner", "value"] as const;
export type MergeField = (typeof mergeFields)[number];

export type MergeChoices = Partial<Record<MergeField, Side>>;

/** What is compared of a contact. */
export type Merging = Pick<
  ContactDetails,
  "name" | "jobTitle" | "company" | "stage" | "owner" | "value" | "customerSince" | "birthDate" | "interests"
>;

/** The likeliest to be said of somebody one deals with now comes first. */
const stageOrder: readonly Stage[] = ["customer", "prospect", "former", "lead"];

/** What stands for a value when two of them are compared; null: there is none. */
function saidOf({ name, jobTitle, company, stage, owner, value }: Merging, field: MergeField): string | null {
  switch (field) {
    case "name":
      return name;
    case "jobTitle":
      return jobTitle?.value ?? null;
    case "company":
      return company?.id ?? null;
    case "stage":
      return stage;
    case "owner":
      return owner?.memberId ?? null;
    case "value":
      return value && `${value.minor} ${value.currency}`;
  }
}

/** What has to be chosen: both say something, and not the same. */
export function differingFields(kept: Merging, gone: Merging): MergeField[] {
  return mergeFields.filter((field) => {
    const [ours, theirs] = [saidOf(kept, field), saidOf(gone, field)];
    return ours !== null && theirs !== null && ours !== theirs;
  });
}

/**
 * Whose value it is unless somebody chooses: that of the only one who has any; else what was confirmed last, the stage further on,
 * the name with more to it, and for the rest what the one that stays says.
 */
export function usualSide(field: MergeField, kept: Merging, gone: Merging): Side {
  if (saidOf(gone, field) === null) return "kept";
  if (saidOf(kept, field) === null) return "gone";
  switch (field) {
    case "name":
      return words(gone.name) > words(kept.name) ? "gone" : "kept";
    case "stage":
      return stageOrder.indexOf(gone.stage) < stageOrder.indexOf(kept.stage) ? "gone" : "kept";
    case "jobTitle":
      return isLater(gone.jobTitle?.confirmedAt, kept.jobTitle?.confirmedAt) ? "gone" : "kept";
    case "value":
      return isLater(gone.value?.confirmedAt, kept.value?.confirmedAt) ? "gone" : "kept";
    case "company":
    case "owner":
      return "kept";
  }
}

/** Whose value each field gets; a choice where there is nothing to choose does not count. */
export function decideSides(kept: Merging, gone: Merging, choices: MergeChoices): Record<MergeField, Side> {
  const differing = new Set(differingFields(kept, gone));
  const decide = (field: MergeField): Side =>
    (differing.has(field) ? choices[field] : undefined) ?? usualSide(field, kept, gone);
  return {
    ...{ name: decide("name"), jobTitle: decide("jobTitle"), company: decide("company") },
    ...{ stage: decide("stage"), owner: decide("owner"), value: decide("value") },
  };
}

/** Whose "customer since" counts: the earlier one. */
export function sinceSide(kept: Pick<Merging, "customerSince">, gone: Pick<Merging, "customerSince">): Side {
  if (!gone.customerSince) return "kept";
  return !kept.customerSince || gone.customerSince.on < kept.customerSince.on ? "gone" : "kept";
}

/** When something was last said of whether a value is right. */
export interface Standing {
  confirmedAt: Date | null;
  suspendedAt?: Date | null;
}

/** Of two values that say the same, the one of which something was said last; the one that stays where nothing tells them apart. */
export function betterSide(kept: Standing, gone: Standing): Side {
  return isLater(lastSaid(gone), lastSaid(kept)) ? "gone" : "kept";
}

function lastSaid({ confirmedAt, suspendedAt }: Standing): Date | null {
  if (!confirmedAt || !suspendedAt) return confirmedAt ?? suspendedAt ?? null;
  return confirmedAt > suspendedAt ? confirmedAt : suspendedAt;
}

function isLater(a: Date | null | undefined, b: Date | null | undefined): boolean {
  return (a?.getTime() ?? 0) > (b?.getTime() ?? 0);
}

/** Words written out: an initial tells less than nothing of the name that it stands for. */
function words(name: string): number {
  return name.split(/[\s.]+/u).filter((word) => [...word].length > 1).length;
}
