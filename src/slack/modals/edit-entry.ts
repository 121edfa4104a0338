import { z } from "zod";
import { changeInteraction, type Entry, getOwnEntry } from "../../crm/interactions/change-interaction.ts";
import { listQuotesOfEntries } from "../../crm/quotes/list-customer-quotes.ts";
import type { Context } from "../../db/context.ts";
import { defineModal } from "../define.ts";
import { entryMessage } from "../entry-message.ts";
import { readerOf } from "../reader.ts";
import { type BuiltModal, replace } from "../reply.ts";
import type { Reader } from "../views/dates.ts";
import { interactionText as text } from "../views/interactions.text.ts";
import { exactMoney } from "../views/money.ts";
import { entryBlock, kindInputs, momentInputs, noteInput, readEntryInputs } from "./entry-inputs.ts";

/** The form in which one's own entry is put right; what it said before is kept. */
export const editEntryForm = defineModal({
  id: "edit-entry",
  may: "interactions:write",
  memory: z.object({ interactionId: z.uuid() }),
  /** @param amount of its quote, as it is to be shown */
  build({ entry, amount = null, reader }: { entry: Entry; amount?: string | null; reader: Reader }) {
    return {
      memory: { interactionId: entry.id },
      title: text.editTitle(),
      submit: text.save(),
      close: text.cancel(),
      blocks: [...kindInputs({ ...entry, amount }), noteInput(entry), ...momentInputs(entry, reader)],
    };
  },
  read: readEntryInputs,
  async submit(ctx, fields, { interactionId }) {
    await changeInteraction(ctx, { ...fields, id: interactionId });
    return replace(await entryMessage(ctx, interactionId));
  },
  blame: { note_too_long: entryBlock.note, date_in_future: entryBlock.day, bad_amount: entryBlock.amount },
});

/**
 * The form with one's own entry in it, and the amount of its quote.
 * @param type as it was changed in the form
 * @throws Refusal interaction_not_found, not_your_entry
 */
export async function openEditForm(ctx: Context, interactionId: string, type?: Entry["type"]): Promise<BuiltModal> {
  const entry = await getOwnEntry(ctx, interactionId);
  const amount = (await listQuotesOfEntries(ctx, [entry.id])).get(entry.id)?.amount ?? null;
  return editEntryForm.build({
    entry: { ...entry, type: type ?? entry.type },
    amount: amount && exactMoney(amount),
    reader: readerOf(ctx),
  });
}
