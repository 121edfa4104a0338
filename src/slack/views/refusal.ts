import type { KnownBlock } from "@slack/types";
import type { Refusal, RefusalCode, Refusals } from "../../crm/refusal.ts";
import { actions, button, section } from "../blocks.ts";
import { inline, shorten } from "../mrkdwn.ts";
import type { Message } from "../reply.ts";
import { accessActions, kitActions } from "./access.actions.ts";
import { accessRefusals } from "./access.text.ts";
import { customerRefusals } from "./customers.text.ts";
import { interactionRefusals } from "./interactions.text.ts";
import { kitText } from "./kit.text.ts";

type Sentences = { [C in RefusalCode]: (details: Refusals[C]) => string };

const sentences: Sentences = { ...accessRefusals, ...customerRefusals, ...interactionRefusals };

/** A refusal as one sentence, for any surface. */
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
  const text = kitText.outsider();
  return { text, blocks: [section(text)] };
}

/** The longest text that fits a button's value, so that "Try again" can carry it. */
const longestRetry = 1900;

export function faultMessage({ typed, reference }: { typed: string | null; reference: string }): Message {
  const sentence = kitText.fault(typed === null ? null : inline(shorten(typed, 2600)));
  const retry =
    typed?.startsWith("/") && typed.length <= longestRetry && !typed.includes("|")
      ? [actions(button(kitText.tryAgain(), kitActions.retry, { typed }))]
      : [];
  return {
    text: kitText.fault(typed),
    blocks: [section(sentence), ...retry, section(kitText.reference(reference))],
  };
}

export function databaseDownMessage(typed: string | null): Message {
  const sentence = kitText.databaseDown(typed === null ? null : inline(shorten(typed, 2600)));
  const retry =
    typed?.startsWith("/") && typed.length <= longestRetry && !typed.includes("|")
      ? [actions(button(kitText.tryAgain(), kitActions.retry, { typed }))]
      : [];
  return { text: kitText.databaseDown(typed), blocks: [section(sentence), ...retry] };
}
