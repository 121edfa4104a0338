import type { KnownBlock, StaticSelect } from "@slack/types";
import {
  type OwnStale,
  type StaleCustomer,
  type StaleKind,
  type StaleValue,
  staleKinds,
} from "../../crm/freshness/list-stale.ts";
import { actions, button, context, item, menu, option, section } from "../blocks.ts";
import { inlineWithin } from "../mrkdwn.ts";
import type { Message } from "../reply.ts";
import { ago, day, type Reader } from "./dates.ts";
import { claimOf, groundOf, shownValue } from "./digest-question.ts";
import { firstName } from "./first-name.ts";
import { freshnessActions } from "./freshness.actions.ts";
import { freshnessText as text } from "./freshness.text.ts";
import { money } from "./money.ts";

/** Customers on a page of a list, and values of each that are named. */
export const staleOnPage = 5;
const valuesNamed = 3;
const longestName = 80;

export interface StalePage {
  customers: readonly StaleCustomer[];
  total: number;
  /** counts from 0 */
  from: number;
}

/** Customers of whom something is to be seen to: the card and the owner's attention are a press away. */
export function staleListMessage(kind: StaleKind, { customers, total, from }: StalePage, reader: Reader): Message {
  const title = total === 0 ? text.nothingStale() : text.listTitle(kind, total, from, from + customers.length);
  return {
    text: [title, ...customers.map((customer) => staleLine(customer, reader))].join("\n"),
    blocks: [
      section(title),
      ...customers.map((customer) => {
        const { contactId, owner, asked } = customer;
        return section(
          [customerLine(customer), ...valueLines(customer.values, reader)].join("\n"),
          menu(
            item(text.card(), freshnessActions.card, { contactId }),
            ...(owner && !asked ? [item(text.askOwner(), freshnessActions.askOwner, { contactId })] : []),
          ),
        );
      }),
      ...(total > 1 ? [context(text.mostFirst())] : []),
      actions(...pageButtons(from, { customers, total }, (to) => ({ kind, from: to })), filterSelect(kind)),
    ],
    about: customers.map(({ contactId }) => contactId),
  };
}

function pageButtons(
  from: number,
  { customers, total }: Pick<StalePage, "customers" | "total">,
  value: (from: string) => { kind: string; from: string },
) {
  const next = from + customers.length;
  const back = String(Math.max(0, from - staleOnPage));
  return [
    ...(from > 0 ? [button(text.newer(), freshnessActions.list, value(back), { nth: 0 })] : []),
    ...(next < total ? [button(text.older(), freshnessActions.list, value(String(next)), { nth: 1 })] : []),
  ];
}

function filterSelect(kind: StaleKind): StaticSelect {
  const options = staleKinds.map((each) => option(text.kind(each), each));
  const initial = options[staleKinds.indexOf(kind)];
  return {
    type: "static_select",
    action_id: freshnessActions.filter.id,
    options,
    ...(initial && { initial_option: initial }),
  };
}

/** "*Budi Santoso*, PT Contoh · Rizky's · Rp 240 jt a year" */
function customerLine({ name, companyName, owner, value, asked }: StaleCustomer): string {
  const who = [name, companyName].flatMap((part) => (part ? inlineWithin(part, longestName) : []));
  return text.customer(who.join(", "), [
    owner ? text.owned(inlineWithin(firstName(owner.name), longestName)) : text.nobodys(),
    ...(value ? [text.aYear(money(value.minor, value.currency))] : []),
    ...(asked ? [text.isAsked()] : []),
  ]);
}

function valueLines(values: readonly StaleValue[], reader: Reader): string[] {
  const shown = values.slice(0, valuesNamed).map((value) => valueLine(value, reader));
  return values.length > valuesNamed ? [...shown, text.moreValues(values.length - valuesNamed)] : shown;
}

/** "⛔ E-mail budi@… , bounced 12 Nov" */
function valueLine(value: StaleValue, reader: Reader): string {
  if (value.standing === "missing") return text.noEmail();
  return `${signOf(value)} ${text.value(value.field, shownValue(value), stateOf(value, reader))}`;
}

/** "*Budi Santoso* · Rp 240 jt a year · ⛔ E-mail bounced 12 Nov": short, for a message that has more to say. */
export function worstLine({ name, value, values: [worst] }: StaleCustomer, reader: Reader): string {
  return text.worst(inlineWithin(name, longestName), [
    ...(value ? [text.aYear(money(value.minor, value.currency))] : []),
    ...(worst
      ? [
          worst.standing === "missing"
            ? text.noEmail()
            : `${signOf(worst)} ${text.bare(worst.field, stateOf(worst, reader))}`,
        ]
      : []),
  ]);
}

const signOf = ({ suspendedAt }: StaleValue) => (suspendedAt ? "⛔" : "◷");

/** "bounced 12 Nov", "confirmed 2 years ago (3 Nov 2024)" */
function stateOf({ confirmedAt, suspendedAt, suspendedReason }: StaleValue, reader: Reader): string {
  if (suspendedAt)
    return `${suspendedReason ? inlineWithin(suspendedReason, longestName) : text.setAside()} ${day(suspendedAt, reader)}`;
  return confirmedAt ? text.confirmed(ago(confirmedAt, reader)) : text.never();
}

/** A customer in one line, with what is worst: "*Budi Santoso*, PT Contoh · Rizky's · Rp 240 jt a year: ⛔ E-mail …" */
export function staleLine(customer: StaleCustomer, reader: Reader): string {
  const [worst] = customer.values;
  return [customerLine(customer), ...(worst ? [valueLine(worst, reader)] : [])].join(" · ");
}

/** One's own customers, the worst of each to be confirmed in its place. */
export function ownStaleMessage({ customers, total, from }: StalePage, reader: Reader): Message {
  const title = total === 0 ? text.nothingStale() : text.ownTitle(total, from, from + customers.length);
  const next = from + customers.length;
  const pages = [
    ...(from > 0
      ? [button(text.newer(), freshnessActions.ownPage, { from: String(Math.max(0, from - staleOnPage)) }, { nth: 0 })]
      : []),
    ...(next < total ? [button(text.older(), freshnessActions.ownPage, { from: String(next) }, { nth: 1 })] : []),
  ];
  return {
    text: [title, ...customers.map((customer) => staleLine(customer, reader))].join("\n"),
    blocks: [
      section(title),
      ...customers.flatMap((customer) => ownBlocks(customer, from, reader)),
      ...(pages.length > 0 ? [actions(...pages)] : []),
    ],
    about: customers.map(({ contactId }) => contactId),
  };
}

function ownBlocks(customer: StaleCustomer, from: number, reader: Reader): KnownBlock[] {
  const { contactId, name, companyName, values } = customer;
  const [first] = values;
  if (!first?.valueId) return [];
  const asked = { ...first, contactName: name, companyName, askedBy: null };
  const line = first.suspendedAt
    ? text.isThereAnother(first.field, shownValue(first), inlineWithin(name, longestName), "")
    : claimOf(asked);
  const more = values.length > 1 ? ` · ${text.moreValues(values.length - 1)}` : "";
  const right = { valueId: first.valueId, from: String(from) };
  const change = { contactId, field: first.field };
  return [
    section(`${line}\n${groundOf(asked, reader)}${more}`),
    actions(
      ...(first.suspendedAt ? [button(text.another(), freshnessActions.change, change)] : []),
      button(first.suspendedAt ? text.worksAgain() : text.yes(), freshnessActions.right, right),
      ...(first.suspendedAt ? [] : [button(text.changed(), freshnessActions.change, change)]),
      button(text.card(), freshnessActions.card, { contactId }),
    ),
  ];
}

/** What the daily digest says of one's own customers, in a line. */
export function ownStaleBlock({ customers, fields }: OwnStale): KnownBlock {
  const parts = fields.slice(0, valuesNamed).map(({ field, customers: count }) => text.fieldCount(field, count));
  return section(text.ownLine(customers, parts), button(text.show(), freshnessActions.own, {}));
}
