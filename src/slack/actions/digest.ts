import { confirmAsked, skipPoint } from "../../crm/digest/points-to-confirm.ts";
import { type AnyAction, defineAction } from "../define.ts";
import type { NoticeRenderer } from "../define-notice.ts";
import { drawRestOfHeld } from "../draw-digest.ts";
import { openCustomerForm } from "../modals/customer-form.ts";
import { readPlace } from "../read-place.ts";
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
  run: async (ctx, { contactId, field }) => open(await openCustomerForm(ctx, { contactId, field })),
});

/** What the digest brought along and had no room for. @param kinds every notice, by kind */
export function showWaited(kinds: () => ReadonlyMap<string, NoticeRenderer>): AnyAction {
  return defineAction({
    ref: digestActions.waited,
    may: "customers:read",
    run: async (ctx, { digestId, from }) =>
      say(await drawRestOfHeld(ctx, kinds(), { digestId, from: readPlace(from) })),
  });
}
