import { z } from "zod";
import { findDayHead } from "../../crm/audits/keep-day-head.ts";
import { defineNotice } from "../define-notice.ts";
import { dayHeadMessage } from "../views/audits.ts";

/** To the stewards: how the log stood at the end of a day, to be kept elsewhere. */
export const auditDayHead = defineNotice({
  kind: "audit-day-head",
  payload: z.object({ day: z.iso.date() }),
  async render(ctx, { day }) {
    const head = await findDayHead(ctx, day);
    return head && dayHeadMessage(head);
  },
});
