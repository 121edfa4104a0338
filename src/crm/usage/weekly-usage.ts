import type { Context } from "../../db/context.ts";
import { allow, type Department, departments } from "../access/permission.ts";
import { type DuePerson, takePersonalTurn } from "../attention/personal-turn.ts";
import { countActivity, type DayCount, findLapsed, type Lapsed } from "./activity.ts";
import { type Conversions, readConversions } from "./conversions.ts";
import type { GapCause } from "./gap-cause.ts";
import { mayBeSeen, type Reach, readPeopleUsage } from "./get-usage.ts";
import { addDays, type Days } from "./local-days.ts";
import { isTeam, type PersonUsage, sumTeam, type TeamUsage } from "./sum-team.ts";
import { readOpenGaps } from "./sweep-gaps.ts";
import { isPreviewUnderWay, listShown, weekToldOn } from "./usage-preview.ts";
import { readUsageSettings } from "./usage-settings.ts";

/** The kind of the weekly notice, and the name of its turn. */
export const weeklyKind = "weekly-usage";

/** What the digest says is read when it is delivered. */
export interface WeeklyPayload {
  memberId: string;
  /** the Monday of the week that it tells of */
  week: string;
}

/**
 * Leaves one manager's digest of last week on the first working day of theirs. Where single people's numbers are shown, not
 * before everybody whose own are on their way has them: "waiting" takes no turn, so that the next slot looks again.
 */
export async function leaveWeekly(
  ctx: Context,
  { memberId, slackUserId, day }: DuePerson,
): Promise<"left" | "waiting" | "had"> {
  const week = weekToldOn(day);
  const { perPerson } = await readUsageSettings(ctx);
  if (perPerson && (await isPreviewUnderWay(ctx, week))) return "waiting";
  if (!(await takePersonalTurn(ctx, { job: weeklyKind, memberId, day }))) return "had";
  const payload: WeeklyPayload = { memberId, week };
  ctx.notify({ kind: weeklyKind, recipient: slackUserId, payload: { ...payload } });
  return "left";
}

/** People who record nothing, with the same likely cause. */
export interface GapGroup {
  cause: GapCause;
  people: number;
  /** empty unless single people's numbers are shown */
  names: string[];
  /** the longest of these stretches, working days */
  days: number;
  /** of those who can be helped by one: had the lesson already */
  taught: number;
}

/** What a manager is told of a week. */
export interface ManagersWeek {
  week: string;
  days: Days;
  /** whose people; none: everybody */
  departments: Department[];
  /** null: one person, whose numbers are their own */
  team: TeamUsage | null;
  /** where several departments are told of, each */
  teams: { department: Department; usage: TeamUsage | null }[];
  counts: DayCount[];
  conversions: Conversions;
  gaps: GapGroup[];
  lapsed: Lapsed[];
  /** empty unless the workspace says so, and then only those who were shown theirs of this week */
  people: PersonUsage[];
  notYetShown: number;
}

/** A manager, and whose people they answer for; null: they are none (any more). */
export async function findManager(
  ctx: Context,
  memberId: string,
): Promise<(Reach & { name: string; zone: string; slackUserId: string }) | null> {
  const [found] = await ctx.tx.$queryRaw<
    { memberId: string; name: string; zone: string; slackUserId: string; departments: Department[] }[]
  >`
    SELECT m.id AS "memberId", m.name, m.zone, m."slackUserId",
      coalesce(array_agg(DISTINCT g.department) FILTER (WHERE g.department IS NOT NULL), '{}') AS departments
    FROM member m JOIN access_grant g ON g."memberId" = m.id AND g.role = 'manager' AND g."revokedAt" IS NULL
      AND (g."endsAt" IS NULL OR g."endsAt" > ${ctx.now})
    WHERE m.id = ${memberId}::uuid AND m."deactivatedAt" IS NULL AND NOT m."isGuest" GROUP BY m.id`;
  return found ?? null;
}

/**
 * What somebody who answers for these departments is told of a week.
 * @param week its Monday
 * @throws Refusal not_permitted
 */
export async function getManagersWeek(ctx: Context, reach: Reach, week: string): Promise<ManagersWeek> {
  await allow(ctx, "reports:read");
  const days: Days = { from: week, to: addDays(week, 6) };
  const people = (await readPeopleUsage(ctx, days, null)).filter((person) => mayBeSeen(reach, person));
  const { perPerson } = await readUsageSettings(ctx);
  const isTold = (own: readonly PersonUsage[]) => perPerson || isTeam(own, reach.memberId);
  const told = departments.filter((one) => reach.departments.length === 0 || reach.departments.includes(one));
  const teams = told.flatMap((department) => {
    const own = people.filter((person) => person.departments.includes(department));
    return own.length === 0 ? [] : [{ department, usage: isTold(own) ? sumTeam(own) : null }];
  });
  const memberIds = reach.departments.length === 0 ? null : people.map(({ memberId }) => memberId);
  const open = isTold(people);
  const shown = perPerson ? await listShown(ctx, week) : new Set<string>();
  return {
    ...{ week, days, departments: [...reach.departments], teams: teams.length > 1 ? teams : [] },
    team: open ? sumTeam(people) : null,
    counts: open ? await countActivity(ctx, days, memberIds) : [],
    conversions: await readConversions(ctx, ctx.now),
    gaps: open ? await groupGaps(ctx, people, perPerson ? shown : null) : [],
    lapsed: open ? await findLapsed(ctx, addDays(week, 7), memberIds) : [],
    people: perPerson ? people.filter(({ memberId }) => shown.has(memberId)) : [],
    notYetShown: perPerson ? people.filter(({ memberId }) => !shown.has(memberId)).length : 0,
  };
}

/** Whether there is anything to tell: a week in which nobody could record anything, and nothing came of earlier ones, is none. */
export function hasNews({ team, counts, conversions, gaps, lapsed, people, notYetShown }: ManagersWeek): boolean {
  const worked = team !== null && (team.expected > 0 || team.quotesSent + team.quotesWon > 0);
  const came = conversions.thisMonth > 0 || counts.length > 0;
  return worked || came || gaps.length + lapsed.length + people.length + notYetShown > 0;
}

async function groupGaps(
  ctx: Context,
  people: readonly PersonUsage[],
  shown: ReadonlySet<string> | null,
): Promise<GapGroup[]> {
  const gaps = await readOpenGaps(
    ctx,
    people.map(({ memberId }) => memberId),
  );
  const byCause = Map.groupBy(gaps, ({ cause }) => cause);
  return [...byCause]
    .map(([cause, own]) => ({
      ...{ cause, people: own.length, days: Math.max(...own.map(({ days }) => days)) },
      names: own.flatMap(({ memberId, name }) => (shown?.has(memberId) ? [name] : [])),
      taught: own.filter(({ lessonAt }) => lessonAt !== null).length,
    }))
    .toSorted((a, b) => Number(a.cause === "away") - Number(b.cause === "away") || b.people - a.people);
}
