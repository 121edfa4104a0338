import { z } from "zod";
import { type FreshnessSetting, getFreshnessSettings, setFreshnessLimits } from "../../crm/freshness/limits.ts";
import { limitRange, type PerishableField, perishableFields, readLimitDays } from "../../crm/freshness/perishable.ts";
import { input, section } from "../blocks.ts";
import { defineModal, type InputErrors } from "../define.ts";
import { plainOf } from "../mrkdwn.ts";
import { nothing, say } from "../reply.ts";
import { firstName } from "../views/first-name.ts";
import { freshnessRefusals, freshnessText as text } from "../views/freshness.text.ts";
import { limitsMessage } from "../views/freshness.ts";

/** After how many days each field is asked about, and why the default is what it is. */
export const freshnessForm = defineModal({
  id: "freshness.limits",
  may: "settings:write",
  memory: z.object({ place: z.enum(["home", "elsewhere"]) }),
  build: ({ settings, place }: { settings: readonly FreshnessSetting[]; place: "home" | "elsewhere" }) => ({
    memory: { place },
    title: text.settingsTitle(),
    submit: text.save(),
    close: text.cancel(),
    blocks: [
      section(text.settingsIntro()),
      ...settings.map(({ field, days, defaultDays, changedBy, changedAt }) =>
        input(
          field,
          text.limitLabel(field),
          // A number of Slack's own would be refused by it, in words that are not ours.
          { type: "plain_text_input", action_id: "value", max_length: 20, initial_value: String(days) },
          {
            hint: changedAt
              ? text.limitSet(defaultDays, text.reason(field), changedBy && firstName(changedBy))
              : text.limitHint(defaultDays, text.reason(field)),
          },
        ),
      ),
    ],
  }),
  read(values): Partial<Record<PerishableField, string>> | InputErrors {
    const typed = Object.fromEntries(perishableFields.map((field) => [field, values.text(field) ?? ""]));
    const faults = Object.entries(typed).flatMap(([field, days]) =>
      readLimitDays(days) !== null
        ? []
        : [
            [
              field,
              plainOf(
                freshnessRefusals.freshness_limit_wrong({
                  field: field as PerishableField,
                  typed: days,
                  ...limitRange,
                }),
              ),
            ],
          ],
    );
    return faults.length > 0 ? { errors: Object.fromEntries(faults) } : typed;
  },
  async submit(ctx, limits, { place }) {
    await setFreshnessLimits(ctx, { limits });
    return place === "home" ? nothing() : say(limitsMessage(await getFreshnessSettings(ctx), { saved: true }));
  },
});
