import { isInteractionType } from "../../crm/interactions/interaction.ts";
import { defineAction } from "../define.ts";
import { editEntryForm, openEditForm } from "../modals/edit-entry.ts";
import { logForm, rebuildLogForm } from "../modals/log-entry.ts";
import { readerOf } from "../reader.ts";
import { nothing, update } from "../reply.ts";
import { entryActions } from "../views/interactions.actions.ts";

/** What it was, chosen in a form: of a quote the amount is asked as well. What has been filled in stays. */
export const changeKindOfEntry = defineAction({
  ref: entryActions.kind,
  may: "interactions:write",
  async run(ctx, _value, { chosen, values, memory }) {
    if (chosen === null || !isInteractionType(chosen)) return nothing();
    const edited = editEntryForm.handler.memory.safeParse(memory);
    if (edited.success) {
      const { interactionId } = edited.data as { interactionId: string };
      return update(await openEditForm(ctx, interactionId, chosen));
    }
    const logged = logForm.handler.memory.safeParse(memory);
    if (!logged.success) return nothing();
    const kept = logged.data as Parameters<typeof rebuildLogForm>[1];
    return update(rebuildLogForm(values, kept, { type: chosen, reader: readerOf(ctx) }));
  },
});
