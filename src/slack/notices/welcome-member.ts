import { z } from "zod";
import { findWelcome } from "../../crm/access/find-welcome.ts";
import { defineNotice } from "../define-notice.ts";
import { welcomeMemberMessage } from "../views/access.ts";

/** To whoever has been given access. */
export const welcomeMember = defineNotice({
  kind: "welcome-member",
  payload: z.object({ memberId: z.uuid() }),
  async render(ctx, { memberId }) {
    const welcome = await findWelcome(ctx, memberId);
    return welcome && welcomeMemberMessage(welcome);
  },
});
