import type { Context } from "../../db/context.ts";
import { allow } from "../access/permission.ts";
import { Refusal } from "../refusal.ts";

/** What a workspace has decided about usage. */
export interface UsageSettings {
  /** managers see single people's numbers, each of whom sees them first */
  perPerson: boolean;
  /** working days without a record from which on it is a gap */
  gapDays: number;
}

/** Where nothing was decided: numbers of teams only, and a working week without a record is a gap. */
export const defaultUsageSettings: UsageSettings = { perPerson: false, gapDays: 5 };

/** The fewest and the most days after which silence is a gap: one day is nothing, and after six weeks nobody asks any more. */
export const gapRange = { least: 2, most: 30 };

/** For the area itself and what Steward does of its own accord. */
export async function readUsageSettings(ctx: Context): Promise<UsageSettings> {
  const kept = await ctx.tx.usageSetting.findFirst({ select: { perPerson: true, gapDays: true } });
  return kept ?? defaultUsageSettings;
}

/** @throws Refusal not_permitted */
export async function getUsageSettings(ctx: Context): Promise<UsageSettings> {
  await allow(ctx, "reports:read");
  return readUsageSettings(ctx);
}

/**
 * Says whether managers see single people's numbers, and from when on silence is a gap.
 * @returns whether that is a change
 * @throws Refusal not_permitted, usage_gap_days
 */
export async function setUsageSettings(ctx: Context, change: Partial<UsageSettings>): Promise<boolean> {
  await allow(ctx, "settings:write");
  const before = await readUsageSettings(ctx);
  const after = { ...before, ...change };
  const { gapDays } = after;
  if (!Number.isInteger(gapDays) || gapDays < gapRange.least || gapDays > gapRange.most)
    throw new Refusal("usage_gap_days", gapRange);
  if (after.perPerson === before.perPerson && gapDays === before.gapDays) return false;
  const { id } = ctx.workspace;
  const values = { ...after, updatedAt: ctx.now };
  await ctx.tx.usageSetting.upsert({
    where: { workspaceId: id },
    create: { workspaceId: id, ...values },
    update: values,
  });
  ctx.audit({
    action: "settings.usage_changed",
    subjectType: "workspace",
    subjectId: id,
    before: { ...before },
    after: { ...after },
  });
  return true;
}
