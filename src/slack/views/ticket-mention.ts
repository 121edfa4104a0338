import { actions, button, section } from "../blocks.ts";
import { shorten } from "../mrkdwn.ts";
import type { Message } from "../reply.ts";
import { sentenceMessage } from "./sentence-message.ts";
import { ticketMentionActions } from "./ticket-desk.actions.ts";
import { ticketFromMessageText as text } from "./ticket-from-message.text.ts";

/**
 * A button carries 2,000 characters, and some of them travel as three; the rest of what was typed stands in the message that
 * it was typed in.
 */
const longestCarried = 600;

/** Before words of a private conversation go where everyone with CRM access reads them: the form asks which. */
export function privateTicketMessage(message: {
  channel: string;
  ts: string;
  threadTs: string;
  words: string;
}): Message {
  const words = shorten(message.words, longestCarried);
  return {
    text: text.privateMention(),
    blocks: [
      section(text.privateMention()),
      actions(button(text.openForm(), ticketMentionActions.form, { ...message, words })),
    ],
  };
}

/** The thread begins with nothing that could be read. */
export function threadUnseenMessage(): Message {
  return sentenceMessage(text.threadWordless());
}
