import type { KnownBlock } from "@slack/types";
import { mayRole } from "../../crm/access/permission.ts";
import type { FieldFigures, FreshnessFigures } from "../../crm/freshness/freshness-figures.ts";
import type { FreshnessSetting } from "../../crm/freshness/limits.ts";
import type { StaleCustomer } from "../../crm/freshness/list-stale.ts";
import type { PerishableField } from "../../crm/freshness/perishable.ts";
import type { Member } from "../../db/context.ts";
import { actions, button, context, item, menu, section } from "../blocks.ts";
import { inline, inlineWithin } from "../mrkdwn.ts";
import type { Message } from "../reply.ts";
import { attentionActions } from "./attention.actions.ts";
import { dayOf, happened, type Reader, wholeDay } from "./dates.ts";
import { firstName } from "./first-name.ts";
import { freshnessActions } from "./freshness.actions.ts";
import { fieldNames, freshnessText as text } from "./freshness.text.ts";
import { worstLine } from "./freshness-list.ts";
import { upperFirst } from "./interactions.text.ts";
import { money } from "./money.ts";
import { sentenceMessage } from "./sentence-message.ts";

/** Fields and owners that are named; the file has all of them. */
const named = 5;
const longestName = 80;

interface FiguresReader extends Reader {
  /** of the workspace, ISO 4217 */
  currency: string;
  role: Member["role"];
  /** it came unasked, as this kind of notice; null: it was asked for */
  kind: string | null;
}

/**
 * How much of what is known of customers is still true, with the change against the week before: the answer, then by field,
 * team and owner, what was put right, and the customers worth most of whom something is to be seen to.
 */
export function figuresMessage(
  figures: FreshnessFigures | null,
  worst: readonly StaleCustomer[],
  reader: FiguresReader,
): Message {
  if (!figures) return sentenceMessage(text.noFigures());
  const title = headline(figures);
  const stake = figures.toSeeTo > 0 ? [stakeLine(figures, reader)] : [];
  const lines = [...groupLines(figures, reader), rightedLine(figures)];
  const worth = worst.map((customer) => worstLine(customer, reader));
  return {
    text: [title, ...stake, ...lines, ...(worth.length > 0 ? [text.worthMost(), ...worth] : [])].join("\n"),
    blocks: [
      section([title, ...stake].join("\n")),
      ...chartOf(figures.fields),
      section(lines.join("\n")),
      ...(worth.length > 0 ? [section([text.worthMost(), ...worth].join("\n"))] : []),
      context(footLine(figures, reader)),
      ...buttonsOf(figures, reader),
    ],
    about: worst.map(({ contactId }) => contactId),
  };
}

/**
 * What is worth acting on first: what reaches a customer, then what they are worth, then who they are. A website that nobody
 * ever confirmed is found on nearly every customer after an import, and would drown the rest if the numbers alone decided.
 */
const weightiest: readonly PerishableField[] = [
  ...(["email", "phone", "value", "organisation", "job_title"] as const),
  ...(["address", "job_function", "website"] as const),
];

/** Fields of which anything is or was to be seen to, the weightiest first, as many as a telephone has room for. */
function shownFields(fields: readonly FieldFigures[]): FieldFigures[] {
  return fields
    .filter(({ toSeeTo, before }) => toSeeTo > 0 || (before ?? 0) > 0)
    .toSorted((a, b) => weightiest.indexOf(a.field) - weightiest.indexOf(b.field))
    .slice(0, named);
}

/** The answer first: who cannot be reached at all, else the weightiest of what is to be confirmed. */
function headline(figures: FreshnessFigures): string {
  const { customers, customersBefore, unreachable, unreachableBefore, fields } = figures;
  const before = (count: number | null) =>
    count === null || !customersBefore ? null : text.share(count, customersBefore);
  if (unreachable > 0)
    return text.unreachable(text.share(unreachable, customers), customers, before(unreachableBefore));
  const first = shownFields(fields).find(({ toSeeTo }) => toSeeTo > 0);
  if (first) return text.toConfirm(first.field, text.share(first.toSeeTo, customers), customers, before(first.before));
  return text.allConfirmed(customers);
}

function stakeLine(
  { toSeeTo, toSeeToBefore, customers, valueAtStake }: FreshnessFigures,
  { currency }: FiguresReader,
): string {
  const share = text.ofCustomers(toSeeTo, customers, toSeeToBefore);
  return text.atStake(share, valueAtStake > 0 ? money(valueAtStake, currency) : null);
}

function groupLines({ fields, departments, owners }: FreshnessFigures, { currency }: FiguresReader): string[] {
  const worstFields = shownFields(fields).filter(({ toSeeTo }) => toSeeTo > 0);
  const teams = departments.length > 1 ? departments.filter(({ toSeeTo }) => toSeeTo > 0) : [];
  return [
    ...(worstFields.length > 0
      ? [text.byField(worstFields.map(({ field, toSeeTo, before }) => text.part(fieldNames[field], toSeeTo, before)))]
      : []),
    ...(teams.length > 0
      ? [
          text.byDepartment(
            teams.map(({ department, toSeeTo, customers, before }) =>
              text.department(department, toSeeTo, customers, before),
            ),
          ),
        ]
      : []),
    ...(owners.length > 0
      ? [
          text.byOwner(
            owners
              .slice(0, named)
              .map(({ name, toSeeTo, before, valueAtStake }) =>
                text.owner(
                  name && inlineWithin(firstName(name), longestName),
                  toSeeTo,
                  before,
                  valueAtStake > 0 ? money(valueAtStake, currency) : null,
                ),
              ),
          ),
        ]
      : []),
  ];
}

function rightedLine({ reconfirmed, changed }: FreshnessFigures): string {
  return reconfirmed + changed > 0 ? text.righted(reconfirmed, changed) : text.nothingRighted();
}

function footLine({ day, beforeDay, handedOut }: FreshnessFigures, reader: FiguresReader): string {
  const said = (one: string) => wholeDay(dayOf(one, reader), reader);
  const counted = text.counted(said(day), beforeDay && said(beforeDay));
  if (!handedOut) return counted;
  const { by, at, owners } = handedOut;
  return `${counted} ${text.handedOut(inline(firstName(by)), happened(at, reader), owners)}`;
}

/** `See them` `Make tasks for owners` `⋯ Less of this · Settings · As a file` */
function buttonsOf(
  { day, toSeeTo, unreachable, owners, handedOut }: FreshnessFigures,
  { role, kind }: FiguresReader,
): KnownBlock[] {
  const some = toSeeTo + unreachable > 0;
  const owned = owners.filter(({ memberId }) => memberId !== null).length;
  const givers = owned === owners.length && owned === 1 ? "One owner gets" : "Each owner gets";
  return [
    actions(
      ...(some ? [button(text.see(), freshnessActions.open, { kind: unreachable > 0 ? "unreachable" : "any" })] : []),
      ...(owned > 0 && handedOut === null && mayRole(role, "interactions:write")
        ? [
            button(
              text.makeTasks(),
              freshnessActions.handOut,
              { day },
              {
                confirm: {
                  title: text.makeTasksTitle(),
                  text: text.makeTasksText(givers),
                  confirm: text.makeTasksYes(),
                  deny: text.makeTasksNo(),
                },
              },
            ),
          ]
        : []),
      menu(
        ...(kind === null ? [] : [item(text.less(), attentionActions.less, { kind })]),
        ...(mayRole(role, "settings:write") ? [item(text.settings(), freshnessActions.settings, {})] : []),
        item(text.file(), freshnessActions.file, { day }),
      ),
    ),
  ];
}

interface ChartPoint {
  label: string;
  value: number;
}

/** Slack's chart; @slack/types 3.2.0 has no type for it. What it shows is in words beneath. */
function chartOf(fields: readonly FieldFigures[]): KnownBlock[] {
  const shown = shownFields(fields);
  if (shown.length < 2) return [];
  const label = ({ field }: FieldFigures) => upperFirst(fieldNames[field]);
  const series = (name: string, pick: (field: FieldFigures) => number): { name: string; data: ChartPoint[] } => ({
    name,
    data: shown.map((field) => ({ label: label(field), value: pick(field) })),
  });
  const chart = {
    type: "data_visualization",
    title: text.chart(),
    chart: {
      type: "bar",
      series: [
        series(text.chartNow(), ({ toSeeTo }) => toSeeTo),
        ...(shown.some(({ before }) => before !== null)
          ? [series(text.chartBefore(), ({ before }) => before ?? 0)]
          : []),
      ],
      axis_config: { categories: shown.map(label), y_label: text.chartCustomers() },
    },
  };
  return [chart as unknown as KnownBlock];
}

/** What owners get, once it is done. */
export function tasksMadeMessage(owners: number): Message {
  return sentenceMessage(text.tasksMade(owners));
}

/** "e-mail 7, phone 5": what a task is about, in its title. */
export function taskTitle({
  customers,
  fields,
}: {
  customers: number;
  fields: readonly { field: FieldFigures["field"]; customers: number }[];
}): string {
  return text.task(
    customers,
    fields.slice(0, 3).map(({ field, customers: count }) => text.fieldCount(field, count)),
  );
}

/** The limits in a line, and where to change them: `/crm-admin freshness`, and the steward's panel in Home. */
export function limitsBlock(settings: readonly FreshnessSetting[]): KnownBlock {
  const limits = settings.map(({ field, days }) => text.limit(field, days));
  return section(text.settingsShort(limits), button(text.change(), freshnessActions.settings, {}));
}

/** The same after they were changed. */
export function limitsMessage(settings: readonly FreshnessSetting[], { saved = false } = {}): Message {
  const limits = settings.map(({ field, days }) => text.limit(field, days));
  if (saved) return sentenceMessage(text.saved(limits));
  return { text: text.settingsShort(limits), blocks: [limitsBlock(settings)] };
}
