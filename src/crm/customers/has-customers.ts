import type { Context } from "../../db/context.ts";
import { allow } from "../access/permission.ts";

/** Whether there is any customer at all: an empty base wants another answer than a search without a match. */
export async function hasCustomers(ctx: Context): Promise<boolean> {
  await allow(ctx, "customers:read");
  const [found] = await ctx.tx.$queryRaw<unknown[]>`SELECT 1 FROM contact WHERE "endedAt" IS NULL LIMIT 1`;
  return found !== undefined;
}
