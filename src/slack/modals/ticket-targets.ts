import { z } from "zod";
import type { ServiceTargets } from "../../crm/tickets/clock.ts";
import { getTicketSettings, setServiceTargets, type TicketSettings } from "../../crm/tickets/set-ticket-settings.ts";
import { type ClockKind, type Priority, priorities } from "../../crm/tickets/ticket.ts";
import { everyTarget, targetRange } from "../../crm/tickets/ticket-settings.ts";
import { input, section } from "../blocks.ts";
import { defineModal, type InputErrors } from "../define.ts";
import { readWorkingMinutes, sayWorkingMinutes } from "../read-ticket-times.ts";
import { replace } from "../reply.ts";
import { ticketSettingsText as text } from "../views/ticket-settings.text.ts";
import { ticketSettingsMessage } from "../views/ticket-settings.ts";
import { ticketRefusals } from "../views/tickets.text.ts";

const blockOf = (priority: Priority, kind: ClockKind) => `${priority}-${kind}`;

/** How fast each priority is answered and solved. */
export const ticketTargetsForm = defineModal<TicketSettings, Record<string, never>, ServiceTargets>({
  id: "ticket-targets",
  may: "settings:write",
  memory: z.object({}) as z.ZodType<Record<string, never>>,
  build: ({ targets }) => ({
    memory: {},
    title: text.targetsTitle(),
    submit: text.save(),
    close: text.cancel(),
    blocks: [
      section(text.targetsIntro()),
      ...everyTarget.map(({ priority, kind }) =>
        input(
          blockOf(priority, kind),
          kind === "first_response" ? text.firstLabel(priority) : text.resolutionLabel(priority),
          {
            type: "plain_text_input",
            action_id: "value",
            max_length: 20,
            initial_value: sayWorkingMinutes(targets[priority][kind]),
          },
        ),
      ),
    ],
  }),
  read(values): ServiceTargets | InputErrors {
    const faults: Record<string, string> = {};
    const read = (priority: Priority, kind: ClockKind): number => {
      const block = blockOf(priority, kind);
      const minutes = readWorkingMinutes(values.text(block) ?? "");
      if (minutes === null) faults[block] = text.minutesUnread();
      else if (minutes < targetRange.least || minutes > targetRange.most)
        faults[block] = ticketRefusals.target_wrong({ reason: "range" });
      return minutes ?? 0;
    };
    const targets = Object.fromEntries(
      priorities.map((priority) => [
        priority,
        { first_response: read(priority, "first_response"), resolution: read(priority, "resolution") },
      ]),
    ) as ServiceTargets;
    for (const priority of priorities) {
      const block = blockOf(priority, "resolution");
      if (targets[priority].resolution < targets[priority].first_response)
        faults[block] ??= ticketRefusals.target_wrong({ reason: "order" });
    }
    return Object.keys(faults).length > 0 ? { errors: faults } : targets;
  },
  async submit(ctx, targets) {
    await setServiceTargets(ctx, { targets });
    return replace(ticketSettingsMessage(await getTicketSettings(ctx), { saved: true }));
  },
});
