import { longest } from "../../crm/customers/contact.ts";
import { getContact } from "../../crm/customers/get-contact.ts";
import { readSearchText } from "../../crm/customers/read-search-text.ts";
import { dropDraft, getDraft } from "../../crm/interactions/draft.ts";
import { longestNote } from "../../crm/interactions/interaction.ts";
import { chooseDay, placeDraft } from "../../crm/interactions/log-entry.ts";
import { logLines } from "../../crm/interactions/log-lines.ts";
import type { Context } from "../../db/context.ts";
import { defineAction } from "../define.ts";
import { loggedMessages } from "../entry-message.ts";
import { typistOf } from "../listeners/payload.ts";
import { chooseCustomerForm } from "../modals/choose-customer.ts";
import { logForm } from "../modals/log-entry.ts";
import { shorten } from "../mrkdwn.ts";
import { readerOf } from "../reader.ts";
import { nothing, open, type Reply, replace } from "../reply.ts";
import { draftActions } from "../views/interactions.actions.ts";
import { discardedMessage } from "../views/interactions.ts";
import { logOutcomeMessage } from "../views/log-outcome.ts";
import { customerLabel } from "./log-new.ts";

/** "This one", "Yes": the kept words go to the customer chosen. */
export const useDraft = defineAction({
  ref: draftActions.use,
  may: "interactions:write",
  run: async (ctx, choice) => replace(logOutcomeMessage(await placeDraft(ctx, choice), readerOf(ctx))),
});

export const repeatDraft = defineAction({
  ref: draftActions.repeat,
  may: "interactions:write",
  async run(ctx, choice) {
    const placed = await placeDraft(ctx, { ...choice, evenIfRepeated: true });
    return replace(logOutcomeMessage(placed, readerOf(ctx)));
  },
});

export const chooseDayOfDraft = defineAction({
  ref: draftActions.day,
  may: "interactions:write",
  run: async (ctx, choice) => replace(logOutcomeMessage(await chooseDay(ctx, choice), readerOf(ctx))),
});

/** "Another day": the form of the entry, with what was typed already in it. */
export const otherDayOfDraft = defineAction({
  ref: draftActions.otherDay,
  may: "interactions:write",
  async run(ctx, { draftId, contactId }) {
    const draft = await getDraft(ctx, draftId);
    const contact = await getContact(ctx, contactId);
    return open(
      logForm.build({
        contact: { id: contact.id, label: customerLabel(contact) },
        newContact: null,
        fields: { ...draft, happenedAt: draft.happenedAt ?? draft.createdAt },
        draftId: draft.id,
        link: draft.link,
        openedAt: draft.createdAt,
        reader: readerOf(ctx),
      }),
    );
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

/** "Log text": what was said among few is written down as it was typed. */
export const keepTextOfDraft = defineAction({
  ref: draftActions.keepText,
  may: "interactions:write",
  run: (ctx, { draftId }) => logKept(ctx, draftId, false),
});

/** "Link only": who, what and when, and a link that only those can follow who were there. */
export const keepLinkOfDraft = defineAction({
  ref: draftActions.keepLink,
  may: "interactions:write",
  run: (ctx, { draftId }) => logKept(ctx, draftId, true),
});

async function logKept(ctx: Context, draftId: string, linkOnly: boolean): Promise<Reply> {
  const { typed, createdAt, link } = await getDraft(ctx, draftId);
  await dropDraft(ctx, draftId);
  const logged = await logLines(
    ctx,
    typed,
    { ...typistOf(ctx), now: createdAt },
    { begunAt: createdAt, link, linkOnly },
  );
  const [first, ...others] = await loggedMessages(ctx, logged);
  return first ? replace(first, ...others) : nothing();
}

export const discardDraft = defineAction({
  ref: draftActions.discard,
  may: "interactions:write",
  async run(ctx, { draftId }) {
    await dropDraft(ctx, draftId);
    return replace(discardedMessage());
  },
});
