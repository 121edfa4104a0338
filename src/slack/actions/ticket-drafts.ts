import { type Draft, dropDraft, getDraft } from "../../crm/interactions/draft.ts";
import type { Context } from "../../db/context.ts";
import { defineAction } from "../define.ts";
import { newTicketForm } from "../modals/ticket-new.ts";
import { fitted, openDraft } from "../open-typed-ticket.ts";
import { open, replace } from "../reply.ts";
import { readNewTicket } from "../ticket-grammar.ts";
import { discardedMessage } from "../views/interactions.ts";
import { ticketDraftActions } from "../views/ticket-desk.actions.ts";

/** The words behind the name, as they were understood when it was asked whose they are. */
function wordsOf({ note }: Draft): { subject: string; text: string } {
  const [subject = "", ...details] = note.split("\n");
  return fitted({ subject, text: details.join("\n") });
}

async function openKept(
  ctx: Context,
  draft: Draft,
  ticket: { subject: string; text: string; contactId: string | null },
) {
  const opened = await openDraft(ctx, draft, ticket);
  await dropDraft(ctx, draft.id);
  return replace(opened);
}

/** "This one", "Yes": the kept words are this customer's. */
export const useTicketDraft = defineAction({
  ref: ticketDraftActions.use,
  may: "tickets:write",
  async run(ctx, { draftId, contactId }) {
    const draft = await getDraft(ctx, draftId);
    return openKept(ctx, draft, { ...wordsOf(draft), contactId });
  },
});

/** Nobody known: all that was typed is the problem. */
export const openDraftAlone = defineAction({
  ref: ticketDraftActions.alone,
  may: "tickets:write",
  async run(ctx, { draftId }) {
    const draft = await getDraft(ctx, draftId);
    return openKept(ctx, draft, { ...fitted(readNewTicket(draft.typed).alone), contactId: null });
  },
});

/** Someone else: the form, with what was typed already in it. */
export const openDraftForm = defineAction({
  ref: ticketDraftActions.form,
  may: "tickets:write",
  async run(ctx, { draftId }) {
    const draft = await getDraft(ctx, draftId);
    return open(newTicketForm.build({ contact: null, newName: "", ...wordsOf(draft), draftId: draft.id }));
  },
});

export const discardTicketDraft = defineAction({
  ref: ticketDraftActions.discard,
  may: "tickets:write",
  async run(ctx, { draftId }) {
    await dropDraft(ctx, draftId);
    return replace(discardedMessage());
  },
});
