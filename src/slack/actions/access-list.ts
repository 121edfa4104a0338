import { type AccessFilter, listAccess } from "../../crm/access/list-access.ts";
import type { Context } from "../../db/context.ts";
import { asDepartment, asRole } from "../access-words.ts";
import { defineAction } from "../define.ts";
import { readerOf, workspaceReaderOf } from "../reader.ts";
import { type Message, replace, say } from "../reply.ts";
import { accessActions } from "../views/access.actions.ts";
import { accessListMessage, accessPageSize } from "../views/access.ts";

/** What was typed after `access`: a role, a department, or part of a name. */
function asFilter(typed: string): AccessFilter {
  const role = asRole(typed);
  const department = asDepartment(typed);
  if (role) return { role };
  if (department) return { department };
  return typed === "" ? {} : { name: typed };
}

/** Who has access, from the row at `offset`. */
export async function showAccess(
  ctx: Context,
  { offset = 0, filter = "" }: { offset?: number; filter?: string } = {},
): Promise<Message> {
  const typed = filter.trim();
  const page = await listAccess(ctx, { filter: asFilter(typed), offset, limit: accessPageSize });
  return accessListMessage(page, typed, readerOf(ctx), workspaceReaderOf(ctx));
}

export const accessListAction = defineAction({
  ref: accessActions.list,
  may: "access:manage",
  run: async (ctx) => say(await showAccess(ctx)),
});

export const accessPageAction = defineAction({
  ref: accessActions.page,
  may: "access:manage",
  async run(ctx, { offset, filter }) {
    const from = Number.parseInt(offset, 10);
    return replace(await showAccess(ctx, { offset: Number.isSafeInteger(from) && from > 0 ? from : 0, filter }));
  },
});
