import { getUsageSettings, setUsageSettings } from "../src/crm/usage/usage-settings.ts";
import { defineCommand } from "../src/slack/define.ts";
import { literalWithin } from "../src/slack/mrkdwn.ts";
import { say } from "../src/slack/reply.ts";
import { usageText } from "../src/slack/views/usage.text.ts";
import { usageSettingsMessage } from "../src/slack/views/weekly-usage.ts";

const longestRepeated = 100;

export const crmAdminUsage = defineCommand<{ perPerson: boolean } | { gapDays: number } | { unclear: string }>({
  name: "/crm-admin usage",
  usage: "[people on | people off | gap DAYS]",
  example: "/crm-admin usage gap 5",
  summary: "Whether managers see single people's numbers, and from when on silence is a gap",
  may: "settings:write",
  parse(typed) {
    if (typed === "") return null;
    const people = /^(?:people|persons|per person)\s+(?:(on|yes)|off|no)$/iu.exec(typed);
    if (people) return { perPerson: people[1] !== undefined };
    const gap = /^gaps?\s+(?:of\s+|after\s+)?(\d{1,4})(?:\s+days?)?$/iu.exec(typed);
    return gap ? { gapDays: Number(gap[1]) } : { unclear: typed };
  },
  async run(ctx, input) {
    if ("unclear" in input) {
      const said = usageText.settingsUnclear(literalWithin(input.unclear, longestRepeated));
      return say(usageSettingsMessage(await getUsageSettings(ctx), said));
    }
    await setUsageSettings(ctx, input);
    return say(usageSettingsMessage(await getUsageSettings(ctx)));
  },
  form: async (ctx) => say(usageSettingsMessage(await getUsageSettings(ctx))),
});
