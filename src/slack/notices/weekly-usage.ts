import { z } from "zod";
import { findManager, getManagersWeek, hasNews, weeklyKind } from "../../crm/usage/weekly-usage.ts";
import { defineNotice } from "../define-notice.ts";
import { weeklyMessage } from "../views/weekly-usage.ts";

/** To a manager, on the first working day of their week: how last week went. Nothing, when they are none any more, or nothing is to be told. */
export const weeklyUsage = defineNotice({
  kind: weeklyKind,
  payload: z.object({ memberId: z.uuid(), week: z.iso.date() }),
  timeoutMs: 20_000,
  async render(ctx, { memberId, week }) {
    const manager = await findManager(ctx, memberId);
    if (!manager) return null;
    const found = await getManagersWeek(ctx, manager, week);
    return hasNews(found) ? weeklyMessage(found) : null;
  },
});
