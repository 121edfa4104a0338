import { type Context, sql } from "../../db/context.ts";
import { allow } from "../access/permission.ts";
import { Refusal } from "../refusal.ts";
import {
  defaultLimits,
  type FreshnessLimits,
  isPerishable,
  limitRange,
  type PerishableField,
  perishableFields,
  readLimitDays,
  staleBefore,
} from "./perishable.ts";

/** After how many days each field is stale in this workspace. */
export async function readLimits(ctx: Context): Promise<FreshnessLimits> {
  const rows = await ctx.tx.freshnessLimit.findMany({ select: { field: true, days: true } });
  return { ...defaultLimits, ...Object.fromEntries(rows.map(({ field, days }) => [field, days])) };
}

/** The limits as rows to join: field, the moment before which a confirmation is too old, its days, and its place in the order. */
export function limitRows(limits: FreshnessLimits, now: Date): sql.Sql {
  return sql.sql`unnest(${[...perishableFields]}::text[], ${perishableFields.map((field) => staleBefore(limits[field], now))}::timestamptz[],
    ${perishableFields.map((field) => limits[field])}::int[]) WITH ORDINALITY AS l (field, "staleBefore", days, nth)`;
}

export interface FreshnessSetting {
  field: PerishableField;
  days: number;
  defaultDays: number;
  /** who set it; null: it is the default */
  changedBy: string | null;
  changedAt: Date | null;
}

/** Each field's limit, who set it and when. @throws Refusal not_permitted */
export async function getFreshnessSettings(ctx: Context): Promise<FreshnessSetting[]> {
  await allow(ctx, "reports:read");
  const rows = await ctx.tx.$queryRaw<{ field: string; days: number; changedAt: Date; changedBy: string | null }[]>`
    SELECT f.field, f.days, f."changedAt", m.name AS "changedBy"
    FROM freshness_limit f LEFT JOIN member m ON m.id = f."changedById"`;
  return perishableFields.map((field) => {
    const set = rows.find((row) => row.field === field);
    return {
      ...{ field, days: set?.days ?? defaultLimits[field], defaultDays: defaultLimits[field] },
      ...{ changedBy: set?.changedBy ?? null, changedAt: set?.changedAt ?? null },
    };
  });
}

/**
 * Sets after how many days fields are stale, from now on; what is left out stays. Set to its default, a field follows the default.
 * @param limits whole days, as typed
 * @returns whether anything differs
 * @throws Refusal not_permitted, freshness_limit_wrong
 */
export async function setFreshnessLimits(
  ctx: Context,
  { limits }: { limits: Partial<Record<PerishableField, string>> },
): Promise<boolean> {
  await allow(ctx, "settings:write");
  const wanted = Object.entries(limits).flatMap(([field, typed]) =>
    isPerishable(field) ? [{ field, days: readDays(field, typed) }] : [],
  );
  const current = await readLimits(ctx);
  const changed = wanted.filter(({ field, days }) => current[field] !== days);
  if (changed.length === 0) return false;
  for (const { field, days } of changed) {
    const data = { days, changedAt: ctx.now, changedById: ctx.member?.id ?? null };
    const key = { workspaceId: ctx.workspace.id, field };
    if (days === defaultLimits[field]) await ctx.tx.freshnessLimit.deleteMany({ where: { field } });
    else
      await ctx.tx.freshnessLimit.upsert({
        where: { workspaceId_field: key },
        create: { ...key, ...data },
        update: data,
      });
  }
  ctx.audit({
    action: "settings.freshness_changed",
    subjectType: "workspace",
    subjectId: ctx.workspace.id,
    before: Object.fromEntries(changed.map(({ field }) => [field, current[field]])),
    after: Object.fromEntries(changed.map(({ field, days }) => [field, days])),
  });
  return true;
}

function readDays(field: PerishableField, typed: string): number {
  const days = readLimitDays(typed);
  if (days === null) throw new Refusal("freshness_limit_wrong", { field, typed, ...limitRange });
  return days;
}
