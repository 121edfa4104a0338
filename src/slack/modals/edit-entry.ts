import { z } from "zod";
import { changeInteraction, type Entry } from "../../crm/interactions/change-interaction.ts";
import { defineModal } from "../define.ts";
import { entryMessage } from "../entry-message.ts";
import { replace } from "../reply.ts";
import type { Reader } from "../views/dates.ts";
import { interactionText as text } from "../views/interactions.text.ts";
import { entryBlock, kindInputs, momentInputs, noteInput, readEntryInputs } from "./entry-inputs.ts";

/** The form in which one's own entry is put right; what it said before is kept. */
export const editEntryForm = defineModal({
  id: "edit-entry",
  may: "interactions:write",
  memory: z.object({ interactionId: z.uuid() }),
  build({ entry, reader }: { entry: Entry; reader: Reader }) {
    return {
      memory: { interactionId: entry.id },
      title: text.editTitle(),
      submit: text.save(),
      close: text.cancel(),
      blocks: [...kindInputs(entry), noteInput(entry), ...momentInputs(entry, reader)],
    };
  },
  read: readEntryInputs,
  async submit(ctx, fields, { interactionId }) {
    await changeInteraction(ctx, { ...fields, id: interactionId });
    return replace(await entryMessage(ctx, interactionId));
  },
  blame: { note_too_long: entryBlock.note, date_in_future: entryBlock.day },
});
