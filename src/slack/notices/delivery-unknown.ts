import { z } from "zod";
import { listStewardNames } from "../../crm/access/permission.ts";
import type { Context } from "../../db/context.ts";
import { tellsOfUnknown } from "../../outbox/look-up-delivery.ts";
import { section } from "../blocks.ts";
import { defineNotice } from "../define-notice.ts";
import { readerOf } from "../reader.ts";
import { happened } from "../views/dates.ts";
import { kitText } from "../views/kit.text.ts";

/** To the stewards: a message may not have arrived, and Slack cannot say. It is never sent blindly again. */
export const deliveryUnknown = defineNotice({
  kind: tellsOfUnknown,
  payload: z.object({ deliveryId: z.uuid() }),
  async render(ctx, { deliveryId }) {
    const delivery = await ctx.tx.delivery.findFirst({ where: { id: deliveryId } });
    if (!delivery) return null;
    const to = /^[UW]/u.test(delivery.recipient) ? `<@${delivery.recipient}>` : `<#${delivery.recipient}>`;
    const text = kitText.mayNotHaveArrived(to, happened(delivery.createdAt, readerOf(ctx)));
    return { text, blocks: [section(text)] };
  },
});

export async function tellStewards(ctx: Context, deliveryId: string): Promise<void> {
  for (const { slackUserId } of await listStewardNames(ctx)) {
    ctx.notify({ kind: tellsOfUnknown, recipient: slackUserId, payload: { deliveryId } });
  }
}
