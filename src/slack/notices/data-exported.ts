import { z } from "zod";
import { followContact } from "../../crm/customers/merge/person-ids.ts";
import { defineNotice } from "../define-notice.ts";
import { exportedMessage, exportScopes } from "../views/privacy.ts";

/** To the other stewards: customer data left. */
export const dataExported = defineNotice({
  kind: "data-exported",
  payload: z.object({ exportId: z.uuid(), contactId: z.uuid().optional() }),
  async render(ctx, { exportId, contactId }) {
    const made = await ctx.tx.dataExport.findFirst({ where: { id: exportId } });
    if (!made) return null;
    const member = made.memberId ? await ctx.tx.member.findFirst({ where: { id: made.memberId } }) : null;
    const current = contactId && (await followContact(ctx, contactId));
    const contact = current ? await ctx.tx.contact.findFirst({ where: { id: current, endedAt: null } }) : null;
    const scope = exportScopes.find((each) => each === made.scope) ?? "customers";
    const said = {
      by: member?.slackUserId ?? null,
      scope,
      name: contact?.name ?? null,
      rows: made.rows,
      reason: made.reason,
    } as const;
    return { ...exportedMessage(said), ...(contact && { about: [contact.id] }) };
  },
});
