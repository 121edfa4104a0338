import type { InputBlock } from "@slack/types";
import {
  type EntryFields,
  interactionTypes,
  isInteractionType,
  isOutcome,
  longestNote,
  outcomes,
} from "../../crm/interactions/interaction.ts";
import { input, option, plain } from "../blocks.ts";
import type { InputErrors, Typist, ViewValues } from "../define.ts";
import { shorten } from "../mrkdwn.ts";
import { picked, pickerDay, pickerTime, type Reader } from "../views/dates.ts";
import { entryActions } from "../views/interactions.actions.ts";
import { outcomeNames, interactionText as text, typeNames, upperFirst } from "../views/interactions.text.ts";
import { quoteText } from "../views/quotes.text.ts";

/** What a new entry and one that is put right ask alike: their inputs, and how these are read. */
export const entryBlock = {
  type: "type",
  amount: "amount",
  outcome: "outcome",
  day: "day",
  time: "time",
  minutes: "minutes",
  note: "note",
} as const;

const noOutcome = "none";

type EntryInput = Omit<EntryFields, "tasks"> & { happenedAt: Date };

/** Slack's own field of an amount is for figures alone; ours reads what people write. */
const longestAmount = 60;

/** What it was, and how it went; of a quote how much it was. */
export function kindInputs({ type = "call", outcome = null, amount }: Partial<EntryFields>): InputBlock[] {
  return [
    input(
      entryBlock.type,
      text.what(),
      {
        type: "static_select",
        action_id: entryActions.kind.id,
        options: interactionTypes.map((each) => option(typeNames[each], each)),
        initial_option: option(typeNames[type], type),
      },
      { dispatch: true },
    ),
    ...(type === "quote" ? [amountInput(amount ?? null)] : []),
    input(entryBlock.outcome, text.outcome(), {
      type: "static_select",
      action_id: "value",
      options: [
        option(text.noOutcome(), noOutcome),
        ...outcomes.map((each) => option(upperFirst(outcomeNames[each]), each)),
      ],
      initial_option: outcome
        ? option(upperFirst(outcomeNames[outcome]), outcome)
        : option(text.noOutcome(), noOutcome),
    }),
  ];
}

function amountInput(amount: string | null): InputBlock {
  return input(
    entryBlock.amount,
    quoteText.amount(),
    {
      type: "plain_text_input",
      action_id: "value",
      max_length: longestAmount,
      ...(amount && { initial_value: shorten(amount, longestAmount) }),
    },
    { optional: true, hint: quoteText.amountHint() },
  );
}

export function noteInput({ note = "" }: Partial<EntryFields>): InputBlock {
  return input(
    entryBlock.note,
    text.note(),
    {
      type: "plain_text_input",
      action_id: "value",
      multiline: true,
      max_length: longestNote,
      placeholder: plain(text.noteHint(), 150),
      ...(note && { initial_value: note }),
    },
    { optional: true },
  );
}

/** When it was, and for how long. */
export function momentInputs({ happenedAt, durationMinutes }: Partial<EntryFields>, reader: Reader): InputBlock[] {
  const moment = happenedAt ?? reader.now;
  return [
    input(entryBlock.day, text.day(), {
      type: "datepicker",
      action_id: "value",
      initial_date: pickerDay(moment, reader),
    }),
    input(entryBlock.time, text.time(), {
      type: "timepicker",
      action_id: "value",
      initial_time: pickerTime(moment, reader),
    }),
    input(
      entryBlock.minutes,
      text.duration(),
      {
        type: "number_input",
        action_id: "value",
        is_decimal_allowed: false,
        min_value: "1",
        max_value: "1440",
        ...(durationMinutes && { initial_value: String(durationMinutes) }),
      },
      { optional: true },
    ),
  ];
}

export function readEntryInputs(values: ViewValues, typist: Typist): EntryInput | InputErrors {
  const reader = { zone: typist.zone, now: typist.now };
  const day = values.text(entryBlock.day) ?? pickerDay(typist.now, reader);
  const happenedAt = picked(day, values.text(entryBlock.time) ?? pickerTime(typist.now, reader), typist.zone);
  if (happenedAt > typist.now) return { errors: { [entryBlock.day]: text.timeToCome() } };
  const minutes = values.text(entryBlock.minutes);
  if (minutes !== null && !/^\d{1,4}$/u.test(minutes)) return { errors: { [entryBlock.minutes]: text.minutesWrong() } };
  const type = values.chosen(entryBlock.type) ?? "";
  const outcome = values.chosen(entryBlock.outcome) ?? noOutcome;
  return {
    type: isInteractionType(type) ? type : "call",
    outcome: isOutcome(outcome) ? outcome : null,
    happenedAt,
    durationMinutes: minutes === null ? null : Number(minutes),
    note: values.text(entryBlock.note)?.trim() ?? "",
    ...(values.has(entryBlock.amount) && { amount: values.text(entryBlock.amount)?.trim() ?? null }),
  };
}
