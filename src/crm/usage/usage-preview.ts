import type { Context } from "../../db/context.ts";
import { mondayOf } from "../attention/calendar-day.ts";
import { type DuePerson, takePersonalTurn } from "../attention/personal-turn.ts";
import { recording } from "./list-recorders.ts";
import { addDays } from "./local-days.ts";
import { readUsageSettings } from "./usage-settings.ts";

/** The kind of the notice that shows a person their own numbers, and the name of their turn. */
export const previewKind = "usage-preview";

/** What a preview says is read when it is delivered. */
export interface PreviewPayload {
  memberId: string;
  /** the Monday of the week that it tells of */
  week: string;
}

/** The week before a day's: what is told on it. @returns its Monday */
export function weekToldOn(day: string): string {
  return addDays(mondayOf(day), -7);
}

/**
 * Leaves one person what their manager will see of their last week, before any manager sees it. Nothing where the workspace
 * does not show single people's numbers.
 */
export async function leavePreview(
  ctx: Context,
  { memberId, slackUserId, day }: DuePerson,
): Promise<"left" | "not shown" | "had"> {
  if (!(await takePersonalTurn(ctx, { job: previewKind, memberId, day }))) return "had";
  const { perPerson } = await readUsageSettings(ctx);
  if (!perPerson) return "not shown";
  const week = weekToldOn(day);
  const added = await ctx.tx.$executeRaw`
    INSERT INTO usage_preview ("workspaceId", "memberId", week, "leftAt")
    SELECT ${ctx.workspace.id}::uuid, ${memberId}::uuid, ${week}::date, ${ctx.now}
    WHERE EXISTS (SELECT FROM access_grant g WHERE g."memberId" = ${memberId}::uuid AND g."revokedAt" IS NULL AND ${recording})
    ON CONFLICT DO NOTHING`;
  if (added === 0) return "not shown";
  const payload: PreviewPayload = { memberId, week };
  ctx.notify({ kind: previewKind, recipient: slackUserId, payload: { ...payload } });
  return "left";
}

/** Notes that a person has been shown theirs: from now on a manager may see it. */
export async function noteShown(ctx: Context, { memberId, week }: PreviewPayload): Promise<void> {
  await ctx.tx.$executeRaw`
    UPDATE usage_preview SET "shownAt" = coalesce("shownAt", ${ctx.now})
    WHERE "memberId" = ${memberId}::uuid AND week = ${week}::date`;
}

/** Who has been shown their own numbers; of one week, or of any in the last weeks. */
export async function listShown(ctx: Context, week: string | null = null): Promise<Set<string>> {
  const since = new Date(ctx.now.getTime() - 35 * 86_400_000);
  const rows = await ctx.tx.$queryRaw<{ memberId: string }[]>`
    SELECT DISTINCT "memberId" FROM usage_preview
    WHERE "shownAt" >= ${since} AND (${week}::date IS NULL OR week = ${week}::date)`;
  return new Set(rows.map(({ memberId }) => memberId));
}

/** Previews of a week are on their way: whoever they are for sees them before any manager does. */
export async function isPreviewUnderWay(ctx: Context, week: string): Promise<boolean> {
  const since = new Date(ctx.now.getTime() - patienceHours * 3_600_000);
  const [found] = await ctx.tx.$queryRaw<{ memberId: string }[]>`
    SELECT "memberId" FROM usage_preview WHERE week = ${week}::date AND "shownAt" IS NULL AND "leftAt" > ${since} LIMIT 1`;
  return found !== undefined;
}

/** After so long one that does not arrive keeps nobody else's digest waiting; its person is left out of it. */
const patienceHours = 2;
