import { DateTime } from "luxon";
import type { Context } from "../../db/context.ts";
import { roles as allRoles, type Role } from "../access/permission.ts";
import { type AttentionSettings, defaultAttention } from "./attention.ts";
import { type Every, findDueDay } from "./personal-time.ts";

/** Somebody whose personal time has come. */
export interface DuePerson {
  memberId: string;
  slackUserId: string;
  /** their local day, "2026-11-23" */
  day: string;
}

/** No local day begins earlier than this before UTC's. */
const earliestDayHours = 14;

/**
 * Everyone with access whose turn in a job of a personal time is due at the slot (`ctx.now`): their digest time has passed
 * on a working day of theirs, and they had no turn yet on that day, or in that week. Each turn is then to be taken by
 * {@link takePersonalTurn}.
 * @param roles whose turn it can be at all
 */
export async function listDuePeople(
  ctx: Context,
  job: string,
  { every = "day", roles = allRoles }: { every?: Every; roles?: readonly Role[] } = {},
): Promise<DuePerson[]> {
  const last = DateTime.fromJSDate(ctx.now, { zone: "utc" }).plus({ hours: earliestDayHours });
  const days = [0, -1, -2].map((back) => last.plus({ days: back }).toFormat("yyyy-MM-dd"));
  const rows = await ctx.tx.$queryRaw<
    ({ memberId: string; slackUserId: string; zone: string; lastDay: string | null; daysOff: string[] } & {
      [K in keyof AttentionSettings]: AttentionSettings[K] | null;
    })[]
  >`
    SELECT m.id AS "memberId", m."slackUserId", m.zone, t.day::text AS "lastDay",
      ARRAY(SELECT d.day FROM unnest(${days}::text[]) AS d (day) WHERE EXISTS (SELECT FROM holiday h WHERE h.day = d.day::date)
        OR EXISTS (SELECT FROM absence a WHERE a."memberId" = m.id AND d.day::date BETWEEN a."fromDay" AND a."toDay")) AS "daysOff",
      s.allowance, s."quietFrom", s."quietTo", s."workDays", s."digestAt"
    FROM member m
    LEFT JOIN attention_setting s ON s."memberId" = m.id
    LEFT JOIN personal_turn t ON t."memberId" = m.id AND t.job = ${job}
    WHERE m."deactivatedAt" IS NULL AND NOT m."isGuest" AND (t.day IS NULL OR t.day < ${days[0]}::date)
      AND EXISTS (SELECT FROM access_grant g WHERE g."memberId" = m.id AND g."revokedAt" IS NULL
        AND g.role = ANY(${[...roles]}::text[]) AND (g."endsAt" IS NULL OR g."endsAt" > ${ctx.now}))
    ORDER BY m.id`;
  return rows.flatMap(({ memberId, slackUserId, zone, lastDay, daysOff, ...own }) => {
    const settings = own.allowance === null ? defaultAttention : (own as AttentionSettings);
    const day = findDueDay(settings, { zone, lastDay, daysOff: new Set(daysOff) }, ctx.now, every);
    return day === null ? [] : [{ memberId, slackUserId, day }];
  });
}

/**
 * Takes a person's turn of a day: true for one caller, whatever else runs, and never for a day that is over. To be taken in
 * the transaction that does what the turn is for.
 */
export async function takePersonalTurn(
  ctx: Context,
  { job, memberId, day }: { job: string; memberId: string; day: string },
): Promise<boolean> {
  const rows = await ctx.tx.$executeRaw`
    INSERT INTO personal_turn AS t ("workspaceId", job, "memberId", day, at)
    VALUES (${ctx.workspace.id}::uuid, ${job}, ${memberId}::uuid, ${day}::date, ${ctx.now})
    ON CONFLICT ("workspaceId", job, "memberId") DO UPDATE SET day = excluded.day, at = excluded.at WHERE t.day < excluded.day`;
  return rows === 1;
}
