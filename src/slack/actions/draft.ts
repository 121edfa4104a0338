import { longest } from "../../crm/customers/contact.ts";
import { getContact } from "../../crm/customers/get-contact.ts";
import { readSearchText } from "../../crm/customers/read-search-text.ts";
import { dropDraft, getDraft } from "../../crm/interactions/draft.ts";
import { longestNote } from "../../crm/interactions/interaction.ts";
import { logDraft } from "../../crm/interactions/log-entry.ts";
import { isRepeated } from "../../crm/interactions/log-interaction.ts";
import { defineAction } from "../define.ts";
import { chooseCustomerForm } from "../modals/choose-customer.ts";
import { logForm } from "../modals/log-entry.ts";
import { shorten } from "../mrkdwn.ts";
import { readerOf } from "../reader.ts";
import { open, replace } from "../reply.ts";
import { draftActions } from "../views/interactions.actions.ts";
import { discardedMessage, receiptMessage, repeatedMessage } from "../views/interactions.ts";

/** "This one", "Yes": the kept words go to the customer chosen. */
export const useDraft = defineAction({
  ref: draftActions.use,
  may: "interactions:write",
  async run(ctx, { draftId, contactId }) {
    const draft = await getDraft(ctx, draftId);
    const { id, name } = await getContact(ctx, contactId);
    if (await isRepeated(ctx, { ...draft, contactId: id })) {
      return replace(repeatedMessage({ contactId: id, name }, draftId));
    }
    return replace(receiptMessage(await logDraft(ctx, { draftId, contactId }), readerOf(ctx)));
  },
});

export const repeatDraft = defineAction({
  ref: draftActions.repeat,
  may: "interactions:write",
  async run(ctx, { draftId, contactId }) {
    return replace(receiptMessage(await logDraft(ctx, { draftId, contactId, evenIfRepeated: true }), readerOf(ctx)));
  },
});

export const chooseForDraft = defineAction({
  ref: draftActions.someoneElse,
  may: "interactions:write",
  async run(ctx, { draftId }) {
    const { id, note } = await getDraft(ctx, draftId);
    return open(chooseCustomerForm.build({ purpose: "draft", draftId: id, note }));
  },
});

/** "Create Budi": the form of somebody new, with what was typed already in it. */
export const createForDraft = defineAction({
  ref: draftActions.create,
  may: "customers:write",
  async run(ctx, { draftId }) {
    const draft = await getDraft(ctx, draftId);
    const { email, phone, name } = readSearchText(draft.customer, ctx.workspace.region);
    // What is too long for a name is most likely a note without its colon.
    const tooLong = draft.customer.length > longest.name;
    const note = tooLong ? shorten(`${draft.customer}\n${draft.note}`.trim(), longestNote) : draft.note;
    return open(
      logForm.build({
        contact: null,
        newContact: { name: name ? shorten(draft.customer, longest.name) : "", email, phone: phone && draft.customer },
        fields: { ...draft, note, happenedAt: draft.happenedAt ?? draft.createdAt },
        draftId: draft.id,
        link: draft.link,
        openedAt: draft.createdAt,
        reader: readerOf(ctx),
      }),
    );
  },
});

export const discardDraft = defineAction({
  ref: draftActions.discard,
  may: "interactions:write",
  async run(ctx, { draftId }) {
    await dropDraft(ctx, draftId);
    return replace(discardedMessage());
  },
});
