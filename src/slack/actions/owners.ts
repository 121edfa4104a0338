import { listAccessAsOf } from "../../crm/access/list-access-as-of.ts";
import { listOwners } from "../../crm/access/ownership.ts";
import { may } from "../../crm/access/permission.ts";
import type { Context } from "../../db/context.ts";
import { defineAction } from "../define.ts";
import { setOwnersForm } from "../modals/set-owners.ts";
import { readerOf, workspaceReaderOf } from "../reader.ts";
import { type Message, open, replace, say } from "../reply.ts";
import { ownerActions } from "../views/owners.actions.ts";
import { ownersMessage, pastAccessMessage, pastPageSize } from "../views/owners.ts";

/** Who answers for what. */
export async function showOwners(ctx: Context): Promise<Message> {
  return ownersMessage(await listOwners(ctx), { maySet: may(ctx.member, "access:manage") }, readerOf(ctx));
}

/** Who had access at the end of a day, from the row at `offset`. */
export async function showAccessAsOf(ctx: Context, day: string, offset = 0): Promise<Message> {
  return pastAccessMessage(await listAccessAsOf(ctx, { day, offset, limit: pastPageSize }), workspaceReaderOf(ctx));
}

export const ownersListAction = defineAction({
  ref: ownerActions.list,
  may: "customers:read",
  run: async (ctx) => say(await showOwners(ctx)),
});

export const ownersSetAction = defineAction({
  ref: ownerActions.set,
  may: "access:manage",
  run: async (ctx) => open(setOwnersForm.build(await listOwners(ctx))),
});

export const accessAsOfAction = defineAction({
  ref: ownerActions.asOf,
  may: "access:manage",
  async run(ctx, { day, offset }) {
    const from = Number.parseInt(offset, 10);
    return replace(await showAccessAsOf(ctx, day, Number.isSafeInteger(from) && from > 0 ? from : 0));
  },
});
