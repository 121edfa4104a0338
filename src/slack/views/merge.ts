import type { InputBlock, KnownBlock, PlainTextOption } from "@slack/types";
import { pointKinds } from "../../crm/customers/contact.ts";
import type { ContactDetails } from "../../crm/customers/get-contact-details.ts";
import type { Comparison } from "../../crm/customers/merge/compare-contacts.ts";
import type { StandingMerge } from "../../crm/customers/merge/find-merge.ts";
import { type MergeField, type Side, sides, sinceSide } from "../../crm/customers/merge/merge-choice.ts";
import type { MergedContacts } from "../../crm/customers/merge/merge-contacts.ts";
import type { UndoneMerge } from "../../crm/customers/merge/undo-merge.ts";
import { actions, button, context, input, option, section, sections } from "../blocks.ts";
import { inline, inlineWithin, shorten } from "../mrkdwn.ts";
import type { Message } from "../reply.ts";
import { customerActions } from "./customers.actions.ts";
import { stageNames } from "./customers.text.ts";
import { ago, calendarDay, type Reader } from "./dates.ts";
import { mergeActions } from "./merge.actions.ts";
import { mergeText as text } from "./merge.text.ts";
import { money } from "./money.ts";

/** As much of a name as a sentence, a button or a question has room for. */
const nameShown = 100;
const nameInButton = 60;

function bold(name: string): string {
  return `*${inlineWithin(name, nameShown)}*`;
}

/** "*Budi Santoso*, PT Contoh Makmur" */
export function whoIs({ name, company }: Pick<ContactDetails, "name" | "company">): string {
  return [bold(name), company && inlineWithin(company.name, nameShown)].filter(Boolean).join(", ");
}

/** What the two will be: what has to be chosen, what comes together, and what there is to think of. */
export function comparisonBlocks(compared: Comparison, reader: Reader): KnownBlock[] {
  const { kept, gone, differing } = compared;
  const choices = differing.map(({ field, usual }) => choice(field, usual, compared, reader));
  return [
    section([text.intro(whoIs(gone), whoIs(kept)), ...(choices.length > 0 ? [text.choose()] : [])].join("\n")),
    ...choices,
    ...sections([text.stays(), ...together(compared)]),
    ...(differentBirths(compared) ? [section(text.births(dayOf(kept.birthDate), dayOf(gone.birthDate)))] : []),
    context(text.canUndo()),
  ];
}

/** One field in which they differ: both values, the likelier one chosen. */
function choice(field: MergeField, usual: Side, { kept, gone }: Comparison, reader: Reader): InputBlock {
  const options = sides.map((side): PlainTextOption => {
    const details = side === "kept" ? kept : gone;
    const confirmed = confirmedAt(details, field);
    return option(shown(details, field), side, text.saidBy(side, confirmed && ago(confirmed, reader)));
  });
  const initial = options.find(({ value }) => value === usual);
  return input(field, text.fields[field], {
    type: "radio_buttons",
    action_id: "value",
    options,
    ...(initial && { initial_option: initial }),
  });
}

function shown({ name, jobTitle, company, stage, owner, value }: ContactDetails, field: MergeField): string {
  const all: Record<MergeField, string> = {
    ...{ name, jobTitle: jobTitle?.value ?? "", company: company?.name ?? "", stage: stageNames[stage] },
    ...{ owner: owner?.name ?? "", value: value ? money(value.minor, value.currency) : "" },
  };
  return all[field];
}

function confirmedAt({ jobTitle, value }: ContactDetails, field: MergeField): Date | null {
  if (field === "jobTitle") return jobTitle?.confirmedAt ?? null;
  return field === "value" ? (value?.confirmedAt ?? null) : null;
}

function together({ kept, gone, points, joined, history }: Comparison): string[] {
  const counted = pointKinds.filter((kind) => points[kind] > 0).map((kind) => text.points[kind](points[kind]));
  const since = sinceSide(kept, gone) === "gone" ? gone.customerSince : kept.customerSince;
  const both = kept.customerSince && gone.customerSince && kept.customerSince.on !== gone.customerSince.on;
  return [
    counted.length > 0 ? text.addresses(counted, joined) : text.noPoints(),
    text.history(inlineWithin(gone.name, nameShown), history),
    ...(both && since ? [text.since(dayOf(since.on))] : []),
  ].map((line) => `• ${line}`);
}

function differentBirths({ kept, gone }: Comparison): boolean {
  return kept.birthDate !== null && gone.birthDate !== null && kept.birthDate !== gone.birthDate;
}

/** @param on YYYY-MM-DD */
function dayOf(on: string | null): string {
  return on === null ? "" : calendarDay(new Date(`${on}T00:00:00Z`));
}

export function mergedMessage({ mergeId, keptId, keptName, goneName, history }: MergedContacts): Message {
  const said = text.merged(bold(goneName), bold(keptName), history);
  return {
    text: said,
    blocks: [
      section(said),
      actions(
        button(text.card(), customerActions.card, { contactId: keptId }),
        undoButton({ mergeId, goneName }, keptName),
      ),
    ],
    about: [keptId],
  };
}

function undoButton({ mergeId, goneName }: Pick<StandingMerge, "mergeId" | "goneName">, keptName: string) {
  const sure = text.sure(shorten(goneName, nameInButton), shorten(keptName, nameInButton));
  return button(text.undo(), mergeActions.undo, { mergeId }, { confirm: sure });
}

/** On a card and its timeline: who came into it, as long as that can be undone. */
export function mergeOnCard(merge: StandingMerge, keptName: string, reader: Reader): KnownBlock {
  const { goneName, mergedAt, mergedBy } = merge;
  const said = text.onCard(bold(goneName), ago(mergedAt, reader), mergedBy && inline(mergedBy));
  return section(said, undoButton(merge, keptName));
}

export function undoneMessage({ keptId, keptName, goneId, goneName, since }: UndoneMerge): Message {
  const said = text.undone(bold(goneName), bold(keptName), since);
  const open = (name: string) => text.openCard(shorten(name, nameInButton));
  return {
    text: said,
    blocks: [
      section(said),
      actions(
        button(open(keptName), customerActions.card, { contactId: keptId }, { nth: 0 }),
        button(open(goneName), customerActions.card, { contactId: goneId }, { nth: 1 }),
      ),
    ],
    about: [keptId, goneId],
  };
}
