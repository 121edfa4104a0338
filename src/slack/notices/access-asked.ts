import { z } from "zod";
import { findMember } from "../../crm/access/find-member.ts";
import { defineNotice } from "../define-notice.ts";
import { askedMessage } from "../views/access.ts";

/** To a steward: somebody asks for access, or for more of it. */
export const accessAsked = defineNotice({
  kind: "access-asked",
  payload: z.object({ memberId: z.uuid() }),
  async render(ctx, { memberId }) {
    const member = await findMember(ctx, { memberId });
    return member && !member.deactivated && !member.isGuest ? askedMessage(member) : null;
  },
});
