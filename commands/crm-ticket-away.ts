import { type AbsentDays, findOwnAbsence, setOwnAbsence } from "../src/crm/tickets/absence.ts";
import { type AnyCommand, defineCommand } from "../src/slack/define.ts";
import { awayForm } from "../src/slack/modals/ticket-away.ts";
import { readAway } from "../src/slack/read-wait.ts";
import { open, say } from "../src/slack/reply.ts";
import { readableTyped } from "../src/slack/typed-text.ts";
import { awaySetMessage } from "../src/slack/views/ticket-away.ts";
import { notUnderstoodMessage, usageOf } from "../src/slack/views/ticket-desk.ts";

export const crmTicketAway: AnyCommand = defineCommand<{ days: AbsentDays | null | "unfit"; typed: string }>({
  name: "/crm-ticket away",
  usage: "[DAY [to DAY] | until DAY | back]",
  example: "/crm-ticket away 24 Dec to 31 Dec",
  summary: "Your days away: nobody is told to give you tickets then",
  may: "tickets:write",
  parse: (typed, typist) => (typed === "" ? null : { days: readAway(readableTyped(typed), typist), typed }),
  async run(ctx, { days, typed }) {
    if (days === "unfit") return say(notUnderstoodMessage(typed, usageOf(crmTicketAway), []));
    await setOwnAbsence(ctx, days);
    return say(awaySetMessage(days));
  },
  form: async (ctx) => open(awayForm.build({ days: await findOwnAbsence(ctx) })),
});
