import { z } from "zod";
import { type AttentionSettings, defaultAttention, mostAllowance, quarter } from "../../crm/attention/attention.ts";
import { clockTime, setOwnAttention } from "../../crm/attention/own-attention.ts";
import { input, option } from "../blocks.ts";
import { defineModal, type InputErrors } from "../define.ts";
import { nothing, say } from "../reply.ts";
import { attentionText as text } from "../views/attention.text.ts";
import { sentenceMessage } from "../views/sentence-message.ts";

const block = {
  digestAt: "digest-at",
  workDays: "work-days",
  allowance: "allowance",
  quietFrom: "quiet-from",
  quietTo: "quiet-to",
  less: "less",
} as const;

/** From six in the morning to nine in the evening: Slack's select holds a hundred. */
const [firstDigest, lastDigest] = [6 * 60, 21 * 60];

interface Data {
  settings: AttentionSettings;
  less: readonly string[];
  /** the kinds that are worth a choice */
  kinds: readonly string[];
  /** where it was opened: Home shows by itself what has changed */
  place: "home" | "elsewhere";
}

/** How much one wants to hear unasked, and when. */
export const attentionForm = defineModal({
  id: "attention",
  may: "customers:read",
  memory: z.object({ place: z.enum(["home", "elsewhere"]) }),
  build({ settings, less, kinds, place }: Data) {
    const times = quartersWith(settings.digestAt).map((minute) => option(clockTime(minute), String(minute)));
    const allowances = Array.from({ length: mostAllowance }, (_, n) =>
      option(text.allowanceOption(n + 1), String(n + 1)),
    );
    const days = [1, 2, 3, 4, 5, 6, 7].map((day) => option(text.weekday(day), String(day)));
    const choices = kinds.map((kind) => option(text.kind(kind), kind));
    const chosen = choices.filter(({ value }) => value !== undefined && less.includes(value));
    return {
      memory: { place },
      title: text.formTitle(),
      submit: text.save(),
      close: text.cancel(),
      blocks: [
        input(block.digestAt, text.digestAt(), {
          type: "static_select",
          action_id: "value",
          options: times,
          initial_option: option(clockTime(settings.digestAt), String(settings.digestAt)),
        }),
        input(
          block.workDays,
          text.workDays(),
          {
            type: "checkboxes",
            action_id: "value",
            options: days,
            initial_options: days.filter(({ value }) => settings.workDays.includes(Number(value))),
          },
          // Left empty it is refused with a sentence of ours.
          { hint: text.workDaysHint(), optional: true },
        ),
        input(block.quietFrom, text.quietFrom(), {
          type: "timepicker",
          action_id: "value",
          initial_time: clockTime(settings.quietFrom),
        }),
        input(
          block.quietTo,
          text.quietTo(),
          { type: "timepicker", action_id: "value", initial_time: clockTime(settings.quietTo) },
          { hint: text.quietHint() },
        ),
        input(
          block.allowance,
          text.allowance(),
          {
            type: "static_select",
            action_id: "value",
            options: allowances,
            initial_option: option(text.allowanceOption(settings.allowance), String(settings.allowance)),
          },
          { hint: text.allowanceHint() },
        ),
        ...(choices.length > 0
          ? [
              input(
                block.less,
                text.lessLabel(),
                {
                  type: "checkboxes",
                  action_id: "value",
                  options: choices,
                  ...(chosen.length > 0 && { initial_options: chosen }),
                },
                { optional: true },
              ),
            ]
          : []),
      ],
    };
  },
  read(values): { settings: AttentionSettings; less: string[] } | InputErrors {
    return {
      settings: {
        allowance: Number(values.chosen(block.allowance) ?? defaultAttention.allowance),
        workDays: values.many(block.workDays).map(Number),
        digestAt: Number(values.chosen(block.digestAt) ?? defaultAttention.digestAt),
        quietFrom: minuteOf(values.text(block.quietFrom)) ?? defaultAttention.quietFrom,
        quietTo: minuteOf(values.text(block.quietTo)) ?? defaultAttention.quietTo,
      },
      less: values.many(block.less),
    };
  },
  async submit(ctx, chosen, { place }) {
    await setOwnAttention(ctx, chosen);
    return place === "home" ? nothing() : say(sentenceMessage(text.saved()));
  },
  blame: {
    attention_no_working_day: block.workDays,
    attention_digest_in_quiet: block.digestAt,
    attention_allowance: block.allowance,
  },
});

function quartersWith(chosen: number): number[] {
  const count = (lastDigest - firstDigest) / quarter + 1;
  const usual = Array.from({ length: count }, (_, n) => firstDigest + n * quarter);
  return usual.includes(chosen) ? usual : [...usual, chosen].sort((a, b) => a - b);
}

/** "19:00" as a minute of the day. */
function minuteOf(time: string | null): number | null {
  const [hour, minute] = (time ?? "").split(":").map(Number);
  return hour === undefined || minute === undefined || Number.isNaN(hour + minute) ? null : hour * 60 + minute;
}
