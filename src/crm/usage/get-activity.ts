import type { Context } from "../../db/context.ts";
import { allow, type Department } from "../access/permission.ts";
import { countActivity, type DayCount } from "./activity.ts";
import { type Conversions, readConversions } from "./conversions.ts";
import { readPeopleUsage } from "./get-usage.ts";
import type { Days } from "./local-days.ts";
import { isTeam, sumTeam, type TeamUsage } from "./sum-team.ts";
import { readUsageSettings } from "./usage-settings.ts";

/** What was done with customers in a period, by day and type, beside as long a time before. */
export interface Activity {
  days: Days;
  department: Department | null;
  counts: DayCount[];
  /** activities in as long a time before */
  before: number;
  /** of the people who could record; null: it is one person, whose numbers are their own */
  team: TeamUsage | null;
  conversions: Conversions;
}

/** @throws Refusal not_permitted */
export async function getActivity(
  ctx: Context,
  { days, before, department }: { days: Days; before: Days; department: Department | null },
): Promise<Activity> {
  await allow(ctx, "reports:read");
  const people = await readPeopleUsage(ctx, days, department);
  const { perPerson } = await readUsageSettings(ctx);
  const conversions = await readConversions(ctx, ctx.now);
  if (!perPerson && !isTeam(people, ctx.member?.id ?? null)) {
    return { ...{ days, department, counts: [], before: 0, team: null, conversions } };
  }
  // Without a department everybody's count, those who only used to have access included.
  const memberIds = department === null ? null : people.map(({ memberId }) => memberId);
  return {
    ...{ days, department, conversions },
    counts: await countActivity(ctx, days, memberIds),
    before: (await countActivity(ctx, before, memberIds)).reduce((sum, { count }) => sum + count, 0),
    team: sumTeam(people),
  };
}
