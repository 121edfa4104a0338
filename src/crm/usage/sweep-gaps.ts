import { v7 as newId } from "uuid";
import type { Context } from "../../db/context.ts";
import { localMoment } from "../attention/attention.ts";
import { type GapCause, type GapFacts, likelyCause } from "./gap-cause.ts";
import { listRecorders, type Recorder } from "./list-recorders.ts";
import { addDays, earlierDay } from "./local-days.ts";
import { readUsageSettings } from "./usage-settings.ts";
import { workingDays } from "./working-days.ts";

/** How far back a stretch without a record is followed. */
const lookBackDays = 100;

export type GapCounts = { people: number; found: number; open: number; ended: number };

interface Silence {
  recorder: Recorder;
  /** working days without a record up to yesterday, the earliest first */
  days: readonly string[];
  /** the day of their last record */
  lastDay: string | null;
  /** days that an absence took from the same time */
  awayDays: number;
}

/**
 * Looks who has recorded nothing in so many of their working days, notes the likely cause, and ends the gaps of those who
 * have begun again or need not record any more [R122]. For a job; repeating it changes nothing.
 */
export async function sweepGaps(ctx: Context): Promise<GapCounts> {
  const { gapDays } = await readUsageSettings(ctx);
  const today = localMoment(ctx.now, ctx.workspace.zone).day;
  const recorders = (await listRecorders(ctx, { from: addDays(today, -lookBackDays), to: addDays(today, 1) })).filter(
    ({ current }) => current,
  );
  const last = await readLastRecords(ctx);
  const silences = recorders.flatMap((recorder): Silence[] => {
    const at = last.get(recorder.memberId) ?? null;
    // Whoever recorded something within that many days is no gap: most people, whose day need not be looked up.
    if (at && at.getTime() > ctx.now.getTime() - (gapDays - 1) * 86_400_000) return [];
    const lastDay = at === null ? null : localMoment(at, recorder.zone).day;
    const days = recorder.workingDays.filter((day) => lastDay === null || day > lastDay);
    const [first] = days;
    if (first === undefined || days.length < gapDays) return [];
    const period = { from: first, to: addDays(recorder.today, -1) };
    const present = workingDays({ ...recorder, absences: [] }, new Set(), period).length;
    return [{ recorder, days, lastDay, awayDays: present - days.length }];
  });
  const facts = await readFacts(ctx, silences);
  const counts: GapCounts = { people: recorders.length, found: 0, open: silences.length, ended: 0 };
  const kept = await ctx.tx.usageGap.findMany({ where: { endedAt: null } });
  const openOf = new Map(kept.map((gap) => [gap.memberId, gap]));
  const found: (GapNow & { memberId: string })[] = [];
  const goesOn: (GapNow & { id: string })[] = [];
  const ended: string[] = [];
  for (const { recorder, days, lastDay, awayDays } of silences) {
    const { memberId } = recorder;
    const known = facts.get(memberId);
    const cause = likelyCause({
      ...{ answers: 0, refusals: 0, faults: 0, misses: 0, everUsed: false, ownCustomers: 0, unreachable: 0, ...known },
      ...{ everRecorded: last.has(memberId), days: days.length, awayDays },
    });
    const open = openOf.get(memberId);
    const gap = { fromDay: days[0] ?? today, days: days.length, cause };
    const begun = open?.fromDay.toISOString().slice(0, 10);
    if (open && begun !== undefined && (lastDay === null || lastDay < begun)) {
      // Nothing since: the same stretch, however much of it is still looked back on.
      goesOn.push({ ...gap, id: open.id, fromDay: earlierDay(begun, gap.fromDay) });
      continue;
    }
    if (open) ended.push(open.id);
    found.push({ ...gap, memberId });
  }
  const silent = new Set(silences.map(({ recorder }) => recorder.memberId));
  ended.push(...kept.filter(({ memberId }) => !silent.has(memberId)).map(({ id }) => id));
  counts.ended = await endGaps(ctx, ended);
  await renewGaps(ctx, goesOn);
  counts.found = await openGaps(ctx, found);
  return counts;
}

/** What a gap says this night. */
interface GapNow {
  /** "2026-11-16", its first working day */
  fromDay: string;
  days: number;
  cause: GapCause;
}

/** Hundreds of gaps a night in a large firm: all in one statement each. */
async function renewGaps(ctx: Context, gaps: readonly (GapNow & { id: string })[]): Promise<void> {
  if (gaps.length === 0) return;
  await ctx.tx.$executeRaw`
    UPDATE usage_gap SET "fromDay" = n."fromDay", days = n.days, cause = n.cause, "checkedAt" = ${ctx.now}
    FROM unnest(${gaps.map(({ id }) => id)}::uuid[], ${gaps.map(({ fromDay }) => fromDay)}::text[]::date[],
      ${gaps.map(({ days }) => days)}::int[], ${gaps.map(({ cause }) => cause)}::text[]) AS n (id, "fromDay", days, cause)
    WHERE usage_gap.id = n.id`;
}

async function openGaps(ctx: Context, gaps: readonly (GapNow & { memberId: string })[]): Promise<number> {
  if (gaps.length === 0) return 0;
  return ctx.tx.$executeRaw`
    INSERT INTO usage_gap (id, "workspaceId", "memberId", "fromDay", days, cause, "foundAt", "checkedAt")
    SELECT n.id, ${ctx.workspace.id}::uuid, n."memberId", n."fromDay", n.days, n.cause, ${ctx.now}, ${ctx.now}
    FROM unnest(${gaps.map(() => newId())}::uuid[], ${gaps.map(({ memberId }) => memberId)}::uuid[],
      ${gaps.map(({ fromDay }) => fromDay)}::text[]::date[], ${gaps.map(({ days }) => days)}::int[],
      ${gaps.map(({ cause }) => cause)}::text[]) AS n (id, "memberId", "fromDay", days, cause)`;
}

async function endGaps(ctx: Context, ids: readonly string[]): Promise<number> {
  if (ids.length === 0) return 0;
  const { count } = await ctx.tx.usageGap.updateMany({
    where: { id: { in: [...ids] }, endedAt: null },
    data: { endedAt: ctx.now },
  });
  return count;
}

/** When each person last recorded anything, by when it happened or was entered, whichever is later. */
async function readLastRecords(ctx: Context): Promise<Map<string, Date>> {
  const rows = await ctx.tx.$queryRaw<{ memberId: string; at: Date }[]>`
    SELECT "memberId", max(at) AS at FROM (
      SELECT "memberId", max("createdAt") AS at FROM interaction WHERE "memberId" IS NOT NULL AND "removedAt" IS NULL GROUP BY 1
      UNION ALL SELECT "actorId", max(at) FROM ticket_event WHERE "actorId" IS NOT NULL GROUP BY 1
      UNION ALL SELECT "createdById", max("createdAt") FROM quote WHERE "createdById" IS NOT NULL AND "removedAt" IS NULL GROUP BY 1
      UNION ALL SELECT "decidedById", max("decidedAt") FROM quote WHERE "decidedById" IS NOT NULL AND "removedAt" IS NULL GROUP BY 1) r
    GROUP BY 1`;
  return new Map(rows.map(({ memberId, at }) => [memberId, at]));
}

type Known = Omit<GapFacts, "everRecorded" | "days" | "awayDays">;

async function readFacts(ctx: Context, silences: readonly Silence[]): Promise<Map<string, Known>> {
  if (silences.length === 0) return new Map();
  const rows = await ctx.tx.$queryRaw<(Known & { memberId: string })[]>`
    SELECT s.id::text AS "memberId",
      coalesce(t.answers, 0)::int AS answers, coalesce(t.refusals, 0)::int AS refusals, coalesce(t.faults, 0)::int AS faults,
      coalesce(t.misses, 0)::int AS misses,
      EXISTS (SELECT FROM usage_try u WHERE u."memberId" = s.id) OR m."lastActiveAt" IS NOT NULL AS "everUsed",
      coalesce(c.own, 0)::int AS "ownCustomers", coalesce(c.unreachable, 0)::int AS unreachable
    FROM unnest(${silences.map(({ recorder }) => recorder.memberId)}::uuid[], ${silences.map(({ days }) => days[0] ?? "")}::text[]::date[])
      AS s (id, since)
    JOIN member m ON m.id = s.id
    LEFT JOIN LATERAL (SELECT sum(answers) AS answers, sum(refusals) AS refusals, sum(faults) AS faults, sum(misses) AS misses
      FROM usage_try u WHERE u."memberId" = s.id AND u.day >= s.since) t ON true
    LEFT JOIN LATERAL (SELECT count(*) AS own, count(*) FILTER (WHERE NOT EXISTS (SELECT FROM contact_point p
        WHERE p."contactId" = c.id AND p.kind IN ('phone', 'email') AND p."validTo" IS NULL AND p."suspendedAt" IS NULL)) AS unreachable
      FROM contact c WHERE c."ownerId" = s.id AND c."endedAt" IS NULL) c ON true`;
  return new Map(rows.map(({ memberId, ...facts }) => [memberId, facts]));
}

/** A gap that is open now, as it is told of. */
export interface OpenGap {
  gapId: string;
  memberId: string;
  slackUserId: string;
  name: string;
  cause: GapCause;
  days: number;
  lessonAt: Date | null;
}

/** Open gaps of these people; for the area itself. */
export async function readOpenGaps(ctx: Context, memberIds: readonly string[]): Promise<OpenGap[]> {
  return ctx.tx.$queryRaw<OpenGap[]>`
    SELECT g.id AS "gapId", g."memberId", m."slackUserId", m.name, g.cause, g.days, g."lessonAt"
    FROM usage_gap g JOIN member m ON m.id = g."memberId"
    WHERE g."endedAt" IS NULL AND g."memberId" = ANY(${[...memberIds]}::uuid[]) AND m."deactivatedAt" IS NULL
    ORDER BY g.days DESC, m.name, m.id`;
}
