import { getContactDetails } from "../../crm/customers/get-contact-details.ts";
import { confirmAsked, skipPoint } from "../../crm/digest/points-to-confirm.ts";
import { isPerishable } from "../../crm/freshness/perishable.ts";
import { type AnyAction, defineAction } from "../define.ts";
import type { NoticeRenderer } from "../define-notice.ts";
import { drawRestOfHeld } from "../draw-digest.ts";
import { customerForm } from "../modals/customer-form.ts";
import { nothing, open, say } from "../reply.ts";
import { digestActions } from "../views/digest.actions.ts";

/** The next question takes the place of this one: the digest is drawn again. */
export const confirmInDigest = defineAction({
  ref: digestActions.yes,
  may: "customers:write",
  async run(ctx, { pointId }) {
    await confirmAsked(ctx, { pointId });
    return nothing();
  },
});

export const skipInDigest = defineAction({
  ref: digestActions.skip,
  may: "customers:write",
  async run(ctx, { pointId }) {
    await skipPoint(ctx, { pointId });
    return nothing();
  },
});

export const changeInDigest = defineAction({
  ref: digestActions.changed,
  may: "customers:write",
  async run(ctx, { contactId, field }) {
    const details = await getContactDetails(ctx, contactId);
    return open(customerForm.build({ details, ...(isPerishable(field) && { focus: field }) }));
  },
});

/** What the digest brought along and had no room for. @param kinds every notice, by kind */
export function showWaited(kinds: () => ReadonlyMap<string, NoticeRenderer>): AnyAction {
  return defineAction({
    ref: digestActions.waited,
    may: "customers:read",
    run: async (ctx, { digestId, from }) =>
      say(await drawRestOfHeld(ctx, kinds(), { digestId, from: /^\d{1,3}$/u.test(from) ? Number(from) : 0 })),
  });
}
