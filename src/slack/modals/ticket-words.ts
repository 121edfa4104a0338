import { z } from "zod";
import { longestTicket } from "../../crm/tickets/ticket.ts";
import { context, input, plain } from "../blocks.ts";
import { defineModal, type InputErrors } from "../define.ts";
import { inlineWithin } from "../mrkdwn.ts";
import { say } from "../reply.ts";
import { answerForm, escalateIt, noteTried, noteWords, solveAll, solveIt } from "../ticket-deeds.ts";
import { ticketDeskText as text } from "../views/ticket-desk.text.ts";

const block = { words: "words" } as const;
/** Slack's limit of a text input. */
const longestInput = 3000;

type Purpose = "solve" | "outage" | "tried" | "note" | "escalate";

const forms: Record<
  Purpose,
  { title(number: number): string; label: string; hint: string | null; longest: number; submit: string }
> = {
  solve: {
    title: text.solveTitle,
    label: text.fixLabel(),
    hint: text.fixHint(),
    longest: longestTicket.fix,
    submit: text.solveButton(),
  },
  outage: {
    ...{ title: text.solveAllTitle, label: text.fixLabel(), hint: text.fixHint() },
    ...{ longest: longestTicket.fix, submit: text.solveButton() },
  },
  tried: {
    ...{ title: text.triedTitleForm, label: text.triedLabel(), hint: text.triedHint() },
    ...{ longest: longestTicket.attempt, submit: text.save() },
  },
  note: {
    title: text.noteTitle,
    label: text.noteLabel(),
    hint: null,
    longest: longestTicket.note,
    submit: text.save(),
  },
  escalate: {
    ...{ title: text.escalateTitle, label: text.reasonLabel(), hint: text.reasonHint() },
    ...{ longest: longestTicket.reason, submit: text.escalateButton() },
  },
};

/** Asks for the words that a deed needs: the fix, the attempt, the note, the reason. */
export const ticketWordsForm = defineModal({
  id: "ticket-words",
  may: "tickets:write",
  memory: z.object({
    purpose: z.enum(["solve", "outage", "tried", "note", "escalate"]),
    /** of the ticket, or of the outage */
    id: z.uuid(),
    onCard: z.boolean(),
  }),
  build({
    purpose,
    id,
    number,
    subject,
    onCard,
  }: {
    purpose: Purpose;
    id: string;
    number: number;
    subject: string;
    onCard: boolean;
  }) {
    const { title, label, hint, longest, submit } = forms[purpose];
    return {
      memory: { purpose, id, onCard },
      title: title(number),
      submit,
      close: text.cancel(),
      blocks: [
        context(inlineWithin(subject, 200)),
        input(block.words, label, {
          type: "plain_text_input",
          action_id: "value",
          multiline: true,
          max_length: Math.min(longest, longestInput),
          focus_on_load: true,
          ...(hint && { placeholder: plain(hint, 150) }),
        }),
      ],
    };
  },
  read(values): { words: string } | InputErrors {
    return { words: values.text(block.words) ?? "" };
  },
  async submit(ctx, { words }, { purpose, id, onCard }) {
    switch (purpose) {
      case "solve": {
        const message = await solveIt(ctx, id, words);
        // What is due next is for whoever solved it, beside the card.
        return onCard ? say(message) : answerForm(message, onCard);
      }
      case "outage": {
        const message = await solveAll(ctx, id, words, null);
        return onCard ? say(message) : answerForm(message, onCard);
      }
      case "tried":
        return answerForm(await noteTried(ctx, id, words), onCard);
      case "note":
        return answerForm(await noteWords(ctx, id, words), onCard);
      case "escalate":
        return answerForm(await escalateIt(ctx, id, words), onCard);
    }
  },
});
