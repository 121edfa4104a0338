import { longestTicket } from "../../crm/tickets/ticket.ts";
import { defineAction } from "../define.ts";
import { ticketFromMessageForm } from "../modals/ticket-from-message.ts";
import { shorten } from "../mrkdwn.ts";
import { fitted } from "../open-typed-ticket.ts";
import { readMessage } from "../read-message.ts";
import { open } from "../reply.ts";
import { readNewTicket } from "../ticket-grammar.ts";
import { ticketMentionActions } from "../views/ticket-desk.actions.ts";

interface Gathered {
  root: { text: string; authorId: string | null; author: string | null } | null;
  link: string | null;
}

/** "@Steward ticket" in a private conversation: the form of the shortcut, with what was typed already in it. */
export const ticketOfMentionAction = defineAction<"channel" | "ts" | "threadTs" | "words", Gathered>({
  ref: ticketMentionActions.form,
  may: "tickets:write",
  async gather(slack, { channel, ts }) {
    return { root: await slack.message(channel, ts), link: await slack.permalink(channel, ts) };
  },
  async run(ctx, { channel, ts, threadTs, words }, _click, { root, link }) {
    const typed = fitted(readNewTicket(words).alone);
    // Outside a thread the message is the mention itself, whose words were typed to Steward.
    const begun = threadTs === "" || !root ? "" : await readMessage(ctx, root.text);
    return open(
      ticketFromMessageForm.build({
        ...{ channel, ts, link, author: root?.author ?? root?.authorId ?? null, threadTs: threadTs || null },
        subject: shorten(typed.subject, longestTicket.subject),
        text: [typed.text, begun].filter(Boolean).join("\n"),
        ...{ isPrivate: true, subjectTyped: true },
      }),
    );
  },
});
