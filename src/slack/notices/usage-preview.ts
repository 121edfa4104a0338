import { z } from "zod";
import { findOwnUsage } from "../../crm/usage/own-usage.ts";
import { noteShown, previewKind } from "../../crm/usage/usage-preview.ts";
import { defineNotice } from "../define-notice.ts";
import { previewMessage } from "../views/weekly-usage.ts";

/** To each person whose numbers a manager will see: these numbers, first. */
export const usagePreview = defineNotice({
  kind: previewKind,
  payload: z.object({ memberId: z.uuid(), week: z.iso.date() }),
  async render(ctx, { memberId, week }) {
    const person = await findOwnUsage(ctx, { memberId, week });
    return person && previewMessage(person, week, ctx.now);
  },
  posted: (ctx, payload) => noteShown(ctx, payload),
});
