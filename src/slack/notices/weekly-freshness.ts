import { z } from "zod";
import { findMember } from "../../crm/access/find-member.ts";
import { mayRole } from "../../crm/access/permission.ts";
import { weeklyFreshnessKind } from "../../crm/freshness/weekly-freshness.ts";
import { defineNotice } from "../define-notice.ts";
import { figuresOf } from "../freshness-lists.ts";
import { recipientReader } from "../reader.ts";

/** To each steward on the first working day of their week: how much of what is known is still true. */
export const weeklyFreshnessNotice = defineNotice({
  kind: weeklyFreshnessKind,
  payload: z.object({ day: z.iso.date() }),
  async render(ctx, { day }, recipient) {
    const steward = await findMember(ctx, { slackUserId: recipient });
    const role = steward?.access?.role ?? null;
    if (!mayRole(role, "reports:read")) return null;
    const reader = await recipientReader(ctx, recipient);
    return figuresOf(ctx, { day, reader, role, kind: weeklyFreshnessKind });
  },
});
