import { getTicketSettings } from "../../crm/tickets/set-ticket-settings.ts";
import { defineAction } from "../define.ts";
import { ticketChannelsForm } from "../modals/ticket-channels.ts";
import { ticketEscalationForm } from "../modals/ticket-escalation.ts";
import { ticketHoursForm } from "../modals/ticket-hours.ts";
import { ticketTargetsForm } from "../modals/ticket-targets.ts";
import { open, say } from "../reply.ts";
import { ticketSettingsMessage } from "../views/ticket-settings.ts";
import { ticketSettingsActions } from "../views/tickets.actions.ts";

const may = "settings:write" as const;

export const showTicketSettings = defineAction({
  ref: ticketSettingsActions.show,
  may,
  run: async (ctx) => say(ticketSettingsMessage(await getTicketSettings(ctx))),
});

export const setTicketChannels = defineAction({
  ref: ticketSettingsActions.channels,
  may,
  run: async (ctx) => open(ticketChannelsForm.build(await getTicketSettings(ctx))),
});

export const setTicketHours = defineAction({
  ref: ticketSettingsActions.hours,
  may,
  run: async (ctx) => open(ticketHoursForm.build(await getTicketSettings(ctx))),
});

export const setTicketTargets = defineAction({
  ref: ticketSettingsActions.targets,
  may,
  run: async (ctx) => open(ticketTargetsForm.build(await getTicketSettings(ctx))),
});

export const setTicketPeople = defineAction({
  ref: ticketSettingsActions.people,
  may,
  run: async (ctx) => open(ticketEscalationForm.build(await getTicketSettings(ctx))),
});
