import { z } from "zod";
import { findChannelTrouble } from "../../crm/tickets/triage-channel.ts";
import { defineNotice } from "../define-notice.ts";
import { channelLostMessage } from "../views/ticket-notices.ts";

/** To every steward, once: tickets cannot be posted where they should be. */
export const ticketChannelLost = defineNotice({
  kind: "ticket-channel-lost",
  payload: z.object({}),
  async render(ctx) {
    const trouble = await findChannelTrouble(ctx);
    return trouble && channelLostMessage(trouble);
  },
});
