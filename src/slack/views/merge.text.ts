import type { History } from "../../crm/customers/merge/compare-contacts.ts";
import type { DuplicateReason } from "../../crm/customers/merge/find-duplicates.ts";
import type { MergeField } from "../../crm/customers/merge/merge-choice.ts";
import { plural } from "./dates.ts";
import { andList } from "./word-list.ts";

/** "12 entries, 1 open task and 2 tickets" */
function history({ entries, tasks, tickets }: History): string {
  return andList([
    ...(entries > 0 ? [plural(entries, "entry", "entries")] : []),
    ...(tasks > 0 ? [plural(tasks, "open task")] : []),
    ...(tickets > 0 ? [plural(tickets, "ticket")] : []),
  ]);
}

const upperFirst = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** "stay", "stays" */
const agree = ({ entries, tasks, tickets }: History, verb: string) =>
  entries + tasks + tickets === 1 ? `${verb}s` : verb;

export const mergeText = {
  merge: () => "Merge",
  undo: () => "Undo merge",
  title: () => "Merge customers",
  next: () => "Next",
  cancel: () => "Cancel",
  whoIsTheSame: (who: string) => `Who is the same person as ${who}?`,
  other: () => "The other customer",
  otherHint: (likely: boolean) =>
    likely
      ? "Those who are likely the same are offered with the reason. Type a name, an e-mail or a phone to find somebody else."
      : "Nobody looks like the same person. Type the name, the e-mail or the phone of the other card.",
  otherMissing: () => "Choose the other customer.",
  reasons: {
    email: "same e-mail",
    phone: "same phone",
    name_and_company: "same name and company",
    like_name: "like name, same company",
    name: "same name",
  } satisfies Record<DuplicateReason, string>,
  /** both in bold */
  intro: (gone: string, kept: string) =>
    `${gone} goes into ${kept}. One customer stays, with everything that is known of both.`,
  choose: () => "Where they differ, choose what is right:",
  fields: {
    name: "Name",
    jobTitle: "Job title",
    company: "Company",
    stage: "Stage",
    owner: "Owner",
    value: "Value",
  } satisfies Record<MergeField, string>,
  /** which of the two cards says so */
  saidBy: (side: "kept" | "gone", confirmed: string | null) =>
    [side === "kept" ? "on this card" : "on the other card", confirmed && `confirmed ${confirmed}`]
      .filter(Boolean)
      .join(", "),
  stays: () => "*What comes together*",
  addresses: (parts: readonly string[], both: number) =>
    `${upperFirst(andList(parts))}${both > 0 ? ` (${both} ${both === 1 ? "was" : "were"} on both cards)` : ""}`,
  points: {
    email: (count: number) => plural(count, "e-mail address", "e-mail addresses"),
    phone: (count: number) => plural(count, "phone number"),
    address: (count: number) => plural(count, "postal address", "postal addresses"),
    website: (count: number) => plural(count, "website"),
  },
  noPoints: () => "No e-mail address or phone number on either card",
  history: (gone: string, of: History) =>
    history(of) === "" ? `Nothing has been logged for ${gone} yet` : `From ${gone}: ${history(of)}`,
  since: (when: string) => `Customer since ${when}, the earlier of the two`,
  births: (kept: string, gone: string) =>
    `⚠ Their dates of birth differ: ${kept} on this card, ${gone} on the other. Are they one person?`,
  canUndo: () => "Nothing is deleted. *Undo merge* stands on the answer and on the card.",
  merged: (gone: string, kept: string, of: History) =>
    history(of) === ""
      ? `✓ ${gone} is merged into ${kept}.`
      : `✓ ${gone} is merged into ${kept}. ${upperFirst(history(of))} came along.`,
  card: () => "Card",
  onCard: (gone: string, when: string, by: string | null) =>
    `${gone} was merged into this card ${[when, by && `by ${by}`].filter(Boolean).join(" ")}.`,
  sure: (gone: string, kept: string) => ({
    title: "Two customers again?",
    text: `${gone} gets back what came from that card. What was added since the merge stays with ${kept}.`,
    confirm: "Undo merge",
    deny: "Cancel",
  }),
  undone: (gone: string, kept: string, since: History) =>
    [
      `${gone} and ${kept} are two customers again.`,
      ...(history(since) === ""
        ? []
        : [`${upperFirst(history(since))} from after the merge ${agree(since, "stay")} with ${kept}.`]),
    ].join(" "),
  openCard: (name: string) => `Open ${name}`,
};
