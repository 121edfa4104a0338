import { getOwnEntry, removeInteraction } from "../../crm/interactions/change-interaction.ts";
import { listBatch } from "../../crm/interactions/list-entries.ts";
import { Refusal } from "../../crm/refusal.ts";
import { defineAction } from "../define.ts";
import { findBatchMessage } from "../entry-message.ts";
import { chooseCustomerForm } from "../modals/choose-customer.ts";
import { openEditForm } from "../modals/edit-entry.ts";
import { readerOf } from "../reader.ts";
import { open, replace } from "../reply.ts";
import { undoneAllMessage } from "../views/entry-batch.ts";
import { entryActions } from "../views/interactions.actions.ts";
import { sharedEntryMessage, undoneMessage } from "../views/interactions.ts";
import { gatherAudience, shareWith } from "./share.ts";

export const editEntry = defineAction({
  ref: entryActions.edit,
  may: "interactions:write",
  async run(ctx, { interactionId }) {
    return open(await openEditForm(ctx, interactionId));
  },
});

export const moveEntry = defineAction({
  ref: entryActions.wrongPerson,
  may: "interactions:write",
  async run(ctx, { interactionId }) {
    const { id, note } = await getOwnEntry(ctx, interactionId);
    return open(chooseCustomerForm.build({ purpose: "move", interactionId: id, note }));
  },
});

export const undoEntry = defineAction({
  ref: entryActions.undo,
  may: "interactions:write",
  async run(ctx, { interactionId }) {
    const removed = await removeInteraction(ctx, interactionId);
    return replace((await findBatchMessage(ctx, removed.batchId)) ?? undoneMessage(removed));
  },
});

export const undoAllEntries = defineAction({
  ref: entryActions.undoAll,
  may: "interactions:write",
  async run(ctx, { batchId }) {
    const entries = await listBatch(ctx, batchId);
    if (entries.length === 0) throw new Refusal("interaction_not_found", {});
    for (const { id } of entries) await removeInteraction(ctx, id);
    return replace(undoneAllMessage(entries.length));
  },
});

export const shareEntry = defineAction({
  ref: entryActions.share,
  may: "customers:read",
  gather: (slack, _value, click) => gatherAudience(slack, click),
  async run(ctx, { interactionId }, _click, audience) {
    const entry = await getOwnEntry(ctx, interactionId);
    return shareWith(audience, () => sharedEntryMessage(entry, readerOf(ctx)));
  },
});
