import type { Context } from "../../db/context.ts";
import { allow } from "../access/permission.ts";
import { localMoment } from "../attention/attention.ts";
import { readPeopleUsage } from "./get-usage.ts";
import { addDays } from "./local-days.ts";
import type { PersonUsage } from "./sum-team.ts";
import { type PreviewPayload, weekToldOn } from "./usage-preview.ts";
import { readUsageSettings } from "./usage-settings.ts";

/** One person's numbers of a week, for Steward's own notice to them; null: they could not record anything then. */
export async function findOwnUsage(ctx: Context, { memberId, week }: PreviewPayload): Promise<PersonUsage | null> {
  const [person] = await readPeopleUsage(ctx, { from: week, to: addDays(week, 6) }, null, [memberId]);
  return person ?? null;
}

/**
 * What managers can see of oneself of last week; null where single people's numbers are shown to nobody, or one has none.
 * @throws Refusal without access
 */
export async function getOwnUsage(ctx: Context): Promise<{ person: PersonUsage; week: string } | null> {
  await allow(ctx, "customers:read");
  const { member } = ctx;
  if (!member || !(await readUsageSettings(ctx)).perPerson) return null;
  const week = weekToldOn(localMoment(ctx.now, member.zone).day);
  const person = await findOwnUsage(ctx, { memberId: member.id, week });
  return person && { person, week };
}
