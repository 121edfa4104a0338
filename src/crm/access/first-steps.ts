import type { Context } from "../../db/context.ts";
import { countAccess } from "./list-access.ts";
import { allow, type Role } from "./permission.ts";

export interface FirstSteps {
  /** imported or entered by a person, the demonstration's left out */
  customers: number;
  demoCustomers: number;
  access: Record<Role, number>;
  triageChannelId: string | null;
  /** whether opening a customer's card is written to the audit log */
  logReads: boolean;
}

/** What is set up and what is still to do. */
export async function findFirstSteps(ctx: Context): Promise<FirstSteps> {
  await allow(ctx, "access:manage");
  const [counted] = await ctx.tx.$queryRaw<{ customers: number; demo: number }[]>`
    SELECT (count(*) FILTER (WHERE NOT demo))::int AS customers, (count(*) FILTER (WHERE demo))::int AS demo
    FROM contact WHERE "endedAt" IS NULL`;
  return {
    customers: counted?.customers ?? 0,
    demoCustomers: counted?.demo ?? 0,
    access: await countAccess(ctx),
    triageChannelId: ctx.workspace.triageChannelId,
    logReads: ctx.workspace.logReads,
  };
}
