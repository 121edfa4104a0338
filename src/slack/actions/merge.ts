import { getContactDetails } from "../../crm/customers/get-contact-details.ts";
import { findDuplicates } from "../../crm/customers/merge/find-duplicates.ts";
import { undoMerge } from "../../crm/customers/merge/undo-merge.ts";
import { defineAction } from "../define.ts";
import { inPlace } from "../in-place.ts";
import { chooseDuplicateForm } from "../modals/merge-customers.ts";
import { open } from "../reply.ts";
import { mergeActions } from "../views/merge.actions.ts";
import { undoneMessage } from "../views/merge.ts";

export const startMerge = defineAction({
  ref: mergeActions.start,
  may: "customers:write",
  async run(ctx, { contactId }) {
    const kept = await getContactDetails(ctx, contactId);
    const [likely] = await findDuplicates(ctx, kept.contactId, 1);
    return open(chooseDuplicateForm.build({ kept, likely: likely !== undefined }));
  },
});

export const undoMergeAction = defineAction({
  ref: mergeActions.undo,
  may: "customers:write",
  run: async (ctx, { mergeId }, click) => inPlace(undoneMessage(await undoMerge(ctx, { mergeId })), click),
});
