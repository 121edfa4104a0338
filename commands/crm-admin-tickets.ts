import { getTicketSettings } from "../src/crm/tickets/set-ticket-settings.ts";
import type { Context } from "../src/db/context.ts";
import { defineCommand } from "../src/slack/define.ts";
import { type Reply, say } from "../src/slack/reply.ts";
import { ticketSettingsMessage } from "../src/slack/views/ticket-settings.ts";

const show = async (ctx: Context): Promise<Reply> => say(ticketSettingsMessage(await getTicketSettings(ctx)));

export const crmAdminTickets = defineCommand<null>({
  name: "/crm-admin tickets",
  usage: "",
  example: "/crm-admin tickets",
  summary: "How tickets are run: channels, hours, targets, who hears",
  may: "settings:write",
  parse: () => null,
  run: show,
  form: show,
});
