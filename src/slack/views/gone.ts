import { literalWithin } from "../mrkdwn.ts";
import type { Message } from "../reply.ts";
import { kitText } from "./kit.text.ts";
import { sentenceMessage } from "./sentence-message.ts";

/** What is said where Slack has taken Steward out, but still hands on what people do; with what was typed, to be copied. */
export function goneMessage(typed: string | null): Message {
  return sentenceMessage(kitText.gone(typed === null ? null : literalWithin(typed, 2500)));
}
