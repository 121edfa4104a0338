import type { KnownBlock } from "@slack/types";
import type { Digest } from "../../crm/digest/find-digest.ts";
import type { ValueInQuestion } from "../../crm/digest/points-to-confirm.ts";
import { actions, button, context, section } from "../blocks.ts";
import { inlineWithin } from "../mrkdwn.ts";
import { customerText } from "./customers.text.ts";
import { ago, day, type Reader } from "./dates.ts";
import { digestActions } from "./digest.actions.ts";
import { firstName } from "./first-name.ts";
import { freshnessText as text } from "./freshness.text.ts";
import { money } from "./money.ts";

const room = { value: 150, name: 80 };

/**
 * The digest's question whether something is still true, with how that was known: one at a time, or what was answered. In words
 * that fit each of the eight fields [R33-R40].
 */
export function questionOf(
  confirmation: Digest["confirmation"],
  reader: Reader,
): { blocks: KnownBlock[]; line: string | null } | null {
  if (!confirmation) return null;
  const { question, nth, of, confirmed, changed, skipped } = confirmation;
  if (!question) return { blocks: [context(text.answered(confirmed, changed, skipped))], line: null };
  const { valueId: pointId, contactId, field, contactName, suspendedAt } = question;
  const count = text.nth(nth, of);
  const line = suspendedAt
    ? text.isThereAnother(field, shownValue(question), inlineWithin(contactName, room.name), count)
    : text.stillTrue(claimOf(question), count);
  return {
    blocks: [
      section(`${line}\n${groundOf(question, reader)}`),
      actions(
        ...(suspendedAt ? [button(text.another(), digestActions.changed, { contactId, field })] : []),
        button(suspendedAt ? text.worksAgain() : text.yes(), digestActions.yes, { pointId }),
        ...(suspendedAt ? [] : [button(text.changed(), digestActions.changed, { contactId, field })]),
        button(text.skip(), digestActions.skip, { pointId }),
      ),
    ],
    line,
  };
}

/** "Hendra is Procurement manager at PT Contoh." */
export function claimOf(
  value: Shown & { contactName: string; companyName: string | null; ofCompany: boolean },
): string {
  const { field, contactName, companyName, ofCompany } = value;
  const company = companyName === null ? null : inlineWithin(companyName, room.name);
  const named = field === "website" && !ofCompany ? null : company;
  return text.claim(field, shownValue(value), inlineWithin(contactName, room.name), named);
}

type Shown = Pick<ValueInQuestion, "field" | "shown" | "currency">;

/** A value as people say it: amounts with their currency. */
export function shownValue({ field, shown, currency }: Shown): string {
  return field === "value" ? money(Number(shown), currency ?? "") : inlineWithin(shown, room.value);
}

type Ground = Pick<
  ValueInQuestion,
  "confirmedAt" | "confirmedBy" | "source" | "suspendedAt" | "suspendedReason" | "askedBy"
>;

/** "Confirmed 2 years ago (3 Nov 2024) by Maya · Dewi asks" */
export function groundOf(question: Ground, reader: Reader): string {
  const { confirmedAt, confirmedBy, source, suspendedAt, suspendedReason, askedBy } = question;
  const by = confirmedBy === null ? null : inlineWithin(firstName(confirmedBy), room.name);
  const known = suspendedAt
    ? text.suspended(
        suspendedReason ? inlineWithin(suspendedReason, room.name) : text.setAside(),
        day(suspendedAt, reader),
      )
    : confirmedAt
      ? text.lastConfirmed(ago(confirmedAt, reader), by)
      : text.neverConfirmed(customerText.source(source));
  return [known, ...(askedBy === null ? [] : [text.askedBy(inlineWithin(firstName(askedBy), room.name))])].join(" · ");
}
