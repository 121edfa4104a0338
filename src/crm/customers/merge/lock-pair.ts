import { validate as isId } from "uuid";
import type { Context } from "../../../db/context.ts";
import { Refusal } from "../../refusal.ts";
import { lockIdentities } from "../ensure-company.ts";

export interface LockedContact {
  id: string;
  name: string;
  endedAt: Date | null;
  mergedIntoId: string | null;
}

/**
 * Two contacts, their rows locked until the end of the transaction: whoever writes about one of them holds a share of its row and is
 * waited for, and whoever comes later finds the one that is left. Imports, which write about many, take turns with merges.
 * @throws Refusal contact_not_found
 */
export async function lockPair(ctx: Context, [first, second]: readonly [string, string]): Promise<LockedContact[]> {
  if (!isId(first) || !isId(second)) throw new Refusal("contact_not_found", {});
  await lockIdentities(ctx, ["import"]);
  const rows = await ctx.tx.$queryRaw<LockedContact[]>`
    SELECT id, name, "endedAt", "mergedIntoId" FROM contact WHERE id = ANY(${[first, second]}::uuid[]) ORDER BY id FOR UPDATE`;
  return [first, second].map((id) => {
    const row = rows.find((one) => one.id === id);
    if (!row) throw new Refusal("contact_not_found", {});
    return row;
  });
}
