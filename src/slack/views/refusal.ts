import type { KnownBlock } from "@slack/types";
import type { Refusal, RefusalCode, Refusals } from "../../crm/refusal.ts";
import { actions, button, section } from "../blocks.ts";
import { literalWithin, plainOf } from "../mrkdwn.ts";
import type { Message } from "../reply.ts";
import { accessActions } from "./access.actions.ts";
import { accessRefusals } from "./access.text.ts";
import { attentionRefusals } from "./attention.text.ts";
import { auditRefusals } from "./audits.text.ts";
import { customerRefusals } from "./customers.text.ts";
import { digestRefusals } from "./digest-leads.text.ts";
import { freshnessRefusals } from "./freshness.text.ts";
import { interactionRefusals } from "./interactions.text.ts";
import { operationsRefusals } from "./jobs.text.ts";
import { kitText } from "./kit.text.ts";
import { privacyRefusals } from "./privacy.text.ts";
import { quoteRefusals } from "./quotes.text.ts";
import { retryButton } from "./retry.ts";
import { sentenceMessage } from "./sentence-message.ts";
import { taskRefusals } from "./tasks.text.ts";
import { ticketRefusals } from "./tickets.text.ts";
import { usageRefusals } from "./usage.text.ts";

type Sentences = { [C in RefusalCode]: (details: Refusals[C]) => string };

const sentences: Sentences = {
  ...accessRefusals,
  ...attentionRefusals,
  ...auditRefusals,
  ...customerRefusals,
  ...digestRefusals,
  ...freshnessRefusals,
  ...interactionRefusals,
  ...operationsRefusals,
  ...privacyRefusals,
  ...quoteRefusals,
  ...taskRefusals,
  ...ticketRefusals,
  ...usageRefusals,
};

/** A refusal as one sentence without markup, for the inputs of a modal. */
export function plainRefusal(refusal: Refusal): string {
  return plainOf(refusalSentence(refusal));
}

/** A refusal as one sentence of mrkdwn. */
export function refusalSentence<C extends RefusalCode>(refusal: Refusal<C>): string {
  const sentence = sentences[refusal.code] as (details: Refusals[C]) => string;
  return sentence(refusal.details);
}

/** A refusal with what the person can do about it. */
export function refusalMessage(refusal: Refusal): Message {
  const text = refusalSentence(refusal);
  return { text, blocks: [section(text), ...remedy(refusal)] };
}

function remedy(refusal: Refusal): KnownBlock[] {
  if (refusal.code !== "no_access" && refusal.code !== "not_permitted") return [];
  const { stewards } = refusal.details as Refusals["no_access" | "not_permitted"];
  const [first] = stewards;
  if (!first) return [];
  return [actions(button(kitText.ask(first.name), accessActions.ask, { slackUserId: first.slackUserId }))];
}

export function outsiderMessage(): Message {
  return sentenceMessage(kitText.outsider());
}

export function faultMessage({ typed, reference }: { typed: string | null; reference: string }): Message {
  const sentence = kitText.fault(typed && shownTyped(typed));
  return {
    text: sentence,
    blocks: [section(sentence), ...retryButton(kitText.tryAgain(), typed), section(kitText.reference(reference))],
  };
}

export function databaseDownMessage(typed: string | null): Message {
  const sentence = kitText.databaseDown(typed && shownTyped(typed));
  return { text: sentence, blocks: [section(sentence), ...retryButton(kitText.tryAgain(), typed)] };
}

/** No button to try again: whoever presses it without looking would have it twice. */
export function maybeSavedMessage(typed: string | null): Message {
  return sentenceMessage(kitText.maybeSaved(typed && shownTyped(typed)));
}

/** What was typed is given back as it was, so that it can be copied; one section holds 3,000 characters. */
function shownTyped(typed: string): string {
  return literalWithin(typed, 2600);
}
