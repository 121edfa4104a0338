import { z } from "zod";
import { changeInteraction, type Entry } from "../../crm/interactions/change-interaction.ts";
import {
  type InteractionType,
  interactionTypes,
  isInteractionType,
  isOutcome,
  longestNote,
  type Outcome,
  outcomes,
} from "../../crm/interactions/interaction.ts";
import { getReceipt } from "../../crm/interactions/receipt.ts";
import { input, option } from "../blocks.ts";
import { defineModal, type InputErrors } from "../define.ts";
import { readerOf } from "../reader.ts";
import { replace } from "../reply.ts";
import { picked, pickerDay, pickerTime, type Reader } from "../views/dates.ts";
import { outcomeNames, interactionText as text, typeNames, upperFirst } from "../views/interactions.text.ts";
import { receiptMessage } from "../views/interactions.ts";

const block = { type: "type", outcome: "outcome", note: "note", day: "day", time: "time", minutes: "minutes" } as const;
const noOutcome = "none";

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
      blocks: [
        input(block.type, text.what(), {
          type: "static_select",
          action_id: "value",
          options: interactionTypes.map((type) => option(typeNames[type], type)),
          initial_option: option(typeNames[entry.type], entry.type),
        }),
        input(block.outcome, text.outcome(), {
          type: "static_select",
          action_id: "value",
          options: [
            option(text.noOutcome(), noOutcome),
            ...outcomes.map((outcome) => option(upperFirst(outcomeNames[outcome]), outcome)),
          ],
          initial_option: entry.outcome
            ? option(upperFirst(outcomeNames[entry.outcome]), entry.outcome)
            : option(text.noOutcome(), noOutcome),
        }),
        input(
          block.note,
          text.note(),
          {
            type: "plain_text_input",
            action_id: "value",
            multiline: true,
            max_length: longestNote,
            ...(entry.note && { initial_value: entry.note }),
          },
          { optional: true },
        ),
        input(block.day, text.day(), {
          type: "datepicker",
          action_id: "value",
          initial_date: pickerDay(entry.happenedAt, reader),
        }),
        input(block.time, text.time(), {
          type: "timepicker",
          action_id: "value",
          initial_time: pickerTime(entry.happenedAt, reader),
        }),
        input(
          block.minutes,
          text.duration(),
          {
            type: "number_input",
            action_id: "value",
            is_decimal_allowed: false,
            min_value: "1",
            max_value: "1440",
            ...(entry.durationMinutes && { initial_value: String(entry.durationMinutes) }),
          },
          { optional: true },
        ),
      ],
    };
  },
  read(values, typist): EntryInput | InputErrors {
    const reader = { zone: typist.zone, now: typist.now };
    const day = values.text(block.day) ?? pickerDay(typist.now, reader);
    const happenedAt = picked(day, values.text(block.time) ?? pickerTime(typist.now, reader), typist.zone);
    if (happenedAt > typist.now) return { errors: { [block.day]: text.timeToCome() } };
    const minutes = values.text(block.minutes);
    if (minutes !== null && !/^\d{1,4}$/u.test(minutes)) return { errors: { [block.minutes]: text.minutesWrong() } };
    const type = values.chosen(block.type) ?? "";
    const outcome = values.chosen(block.outcome) ?? noOutcome;
    return {
      type: isInteractionType(type) ? type : "call",
      outcome: isOutcome(outcome) ? outcome : null,
      note: values.text(block.note)?.trim() ?? "",
      happenedAt,
      durationMinutes: minutes === null ? null : Number(minutes),
    };
  },
  async submit(ctx, input_, { interactionId }) {
    await changeInteraction(ctx, { ...input_, id: interactionId });
    return replace(receiptMessage(await getReceipt(ctx, interactionId), readerOf(ctx)));
  },
  blame: { note_too_long: block.note, date_in_future: block.day },
});

interface EntryInput {
  type: InteractionType;
  outcome: Outcome | null;
  note: string;
  happenedAt: Date;
  durationMinutes: number | null;
}
