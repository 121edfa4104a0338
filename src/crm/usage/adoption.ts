import { type Context, sql } from "../../db/context.ts";
import type { Department } from "../access/permission.ts";
import { recording } from "./list-recorders.ts";
import { type Days, widest } from "./local-days.ts";
import { quantile } from "./quantile.ts";

/** How soon those who were given access lately made use of it [R61]. */
export interface Adoption {
  /** given access within so many days before the period's end */
  withinDays: number;
  people: number;
  /** of those: who have recorded anything by now */
  began: number;
  /** days from access to the first record, of those who began: half of them were quicker */
  medianDays: number | null;
}

const cohortDays = 90;

/** @returns null: nobody was given access in that time */
export async function readAdoption(ctx: Context, days: Days, department: Department | null): Promise<Adoption | null> {
  const { to } = widest(days);
  const end = new Date(Math.min(to.getTime(), ctx.now.getTime()));
  const rows = await ctx.tx.$queryRaw<{ granted: Date; first: Date | null }[]>`
    SELECT g.first AS granted, least(
        (SELECT min(i."createdAt") FROM interaction i WHERE i."memberId" = m.id AND i."removedAt" IS NULL),
        (SELECT min(e.at) FROM ticket_event e WHERE e."actorId" = m.id),
        (SELECT min(q."createdAt") FROM quote q WHERE q."createdById" = m.id AND q."removedAt" IS NULL)) AS first
    FROM member m JOIN LATERAL (SELECT min(g."grantedAt") AS first,
        array_agg(g.department) FILTER (WHERE g."revokedAt" IS NULL) AS departments,
        bool_or(g."revokedAt" IS NULL AND (g."endsAt" IS NULL OR g."endsAt" > ${ctx.now})) AS current
      FROM access_grant g WHERE g."memberId" = m.id AND ${recording}) g ON g.current
    WHERE NOT m."isGuest" AND m."deactivatedAt" IS NULL AND g.first < ${end}
      AND g.first >= ${new Date(end.getTime() - cohortDays * 86_400_000)}
      ${department === null ? sql.empty : sql.sql`AND ${department} = ANY(g.departments)`}`;
  if (rows.length === 0) return null;
  const lengths = rows.flatMap(({ granted, first }) =>
    first && first <= end ? [Math.max(0, first.getTime() - granted.getTime()) / 86_400_000] : [],
  );
  return { withinDays: cohortDays, people: rows.length, began: lengths.length, medianDays: quantile(lengths, 0.5) };
}
