import { v7 as newId } from "uuid";
import type { Context } from "../../db/context.ts";
import { lockAccess } from "./access-state.ts";
import { allow, type Department, type Role } from "./permission.ts";

/** Why a person is shown by name, the gravest first. */
export const exceptions = [
  "guest",
  "never-active",
  "inactive",
  "granter-gone",
  "ends-soon",
  "changed",
  "moved",
  "no-department",
] as const;
export type Exception = (typeof exceptions)[number];

export type Decision = "keep" | "change" | "revoke" | "gone";

/** Days that the stewards have for a review before it counts as overdue. */
export const reviewDays = 14;
/** Whoever was given access this recently may not have had the time to use it. */
const newcomerDays = 14;
const inactiveDays = 90;
const endsSoonDays = 30;

export interface ReviewItem {
  itemId: string;
  memberId: string;
  slackUserId: string;
  name: string;
  exceptions: Exception[];
  /** null: has none any more */
  access: { role: Role; departments: Department[]; since: Date; endsAt: Date | null; reason: string | null } | null;
  /** null: for owning the Slack workspace */
  grantedBy: string | null;
  lastActiveAt: Date | null;
  decision: Decision | null;
  decidedBy: string | null;
}

export interface Review {
  reviewId: string;
  startedAt: Date;
  dueAt: Date;
  finishedAt: Date | null;
  /** in the order in which they are shown: exceptions first */
  items: ReviewItem[];
}

/** The review under way, or the latest; null where there was none yet. */
export async function findReview(ctx: Context): Promise<Review | null> {
  await allow(ctx, "access:manage");
  const review = await ctx.tx.accessReview.findFirst({ orderBy: [{ startedAt: "desc" }, { id: "desc" }] });
  if (!review) return null;
  const { id: reviewId, startedAt, dueAt, finishedAt } = review;
  return { reviewId, startedAt, dueAt, finishedAt, items: await listItems(ctx, reviewId) };
}

async function listItems({ tx, now }: Context, reviewId: string): Promise<ReviewItem[]> {
  const rows = await tx.$queryRaw<ItemRow[]>`
    SELECT i.id AS "itemId", i."memberId", m."slackUserId", m.name, i.exceptions, m."lastActiveAt", i.decision, by.name AS "decidedBy",
           g.role, g.departments, g.since, g."endsAt", g.reason, g."grantedBy"
    FROM access_review_item i JOIN member m ON m.id = i."memberId" LEFT JOIN member by ON by.id = i."decidedById"
    LEFT JOIN LATERAL (
      SELECT (array_agg(h.role ORDER BY array_position(ARRAY['steward', 'manager', 'member', 'viewer'], h.role)))[1] AS role,
             coalesce(array_agg(DISTINCT h.department) FILTER (WHERE h.department IS NOT NULL), '{}') AS departments,
             min(h."grantedAt") AS since, min(giver.name) AS "grantedBy", max(h.reason) AS reason,
             CASE WHEN bool_or(h."endsAt" IS NULL) THEN NULL ELSE max(h."endsAt") END AS "endsAt"
      FROM access_grant h LEFT JOIN member giver ON giver.id = h."grantedById"
      WHERE h."memberId" = m.id AND h."revokedAt" IS NULL AND (h."endsAt" IS NULL OR h."endsAt" > ${now})
    ) g ON true
    WHERE i."reviewId" = ${reviewId}::uuid
    ORDER BY cardinality(i.exceptions) = 0, i.id`;
  return rows.map(({ role, departments, since, endsAt, reason, ...row }) => ({
    ...row,
    exceptions: exceptions.filter((one) => row.exceptions.includes(one)),
    access: role && since ? { role, departments: departments ?? [], since, endsAt, reason } : null,
  }));
}

interface ItemRow extends Omit<ReviewItem, "access" | "exceptions"> {
  exceptions: string[];
  role: Role | null;
  departments: Department[] | null;
  since: Date | null;
  endsAt: Date | null;
  reason: string | null;
}

/** Begins a review, or gives the one that is under way: there is one at a time. */
export async function startReview(ctx: Context): Promise<{ reviewId: string; begun: boolean }> {
  await allow(ctx, "access:manage");
  await lockAccess(ctx.tx);
  const open = await ctx.tx.accessReview.findFirst({ where: { finishedAt: null }, select: { id: true } });
  if (open) return { reviewId: open.id, begun: false };
  const people = await listPeople(ctx);
  const reviewId = newId();
  const workspaceId = ctx.workspace.id;
  await ctx.tx.accessReview.create({
    data: {
      ...{ id: reviewId, workspaceId, startedAt: ctx.now, startedById: ctx.member?.id ?? null },
      dueAt: new Date(ctx.now.getTime() + reviewDays * 86_400_000),
    },
  });
  await ctx.tx.accessReviewItem.createMany({
    data: people.map(({ memberId, role, departments, zone, exceptions: why }) => ({
      ...{ id: newId(), workspaceId, reviewId, memberId, role, departments, zone, exceptions: why },
    })),
  });
  ctx.audit({
    ...{ action: "access_review.started", subjectType: "access_review", subjectId: reviewId },
    after: { people: people.length, exceptions: people.filter(({ exceptions: why }) => why.length > 0).length },
  });
  return { reviewId, begun: true };
}

interface Reviewed {
  memberId: string;
  role: Role;
  departments: Department[];
  zone: string;
  exceptions: Exception[];
}

/** Everyone who holds a grant, by name, with what is unusual about them. Guests cannot use theirs; it is to be ended all the same. */
async function listPeople({ tx, now }: Context): Promise<Reviewed[]> {
  const daysFrom = (days: number) => new Date(now.getTime() + days * 86_400_000);
  return tx.$queryRaw<Reviewed[]>`
    WITH held AS (
      SELECT m.id AS "memberId", m.name, m.zone, m."isGuest" OR m."deactivatedAt" IS NOT NULL AS outside, m."lastActiveAt",
             (array_agg(g.role ORDER BY array_position(ARRAY['steward', 'manager', 'member', 'viewer'], g.role)))[1] AS role,
             coalesce(array_agg(DISTINCT g.department) FILTER (WHERE g.department IS NOT NULL), '{}') AS departments,
             min(g."grantedAt") AS since, max(g."endsAt") AS "endsAt",
             bool_or(g."grantedById" IS NOT NULL AND NOT EXISTS (
               SELECT FROM access_grant b JOIN member giver ON giver.id = b."memberId"
               WHERE giver.id = g."grantedById" AND giver."deactivatedAt" IS NULL AND NOT giver."isGuest"
                 AND b."revokedAt" IS NULL AND (b."endsAt" IS NULL OR b."endsAt" > ${now})
             )) AS orphaned
      FROM access_grant g JOIN member m ON m.id = g."memberId"
      WHERE g."revokedAt" IS NULL AND (g."endsAt" IS NULL OR g."endsAt" > ${now})
      GROUP BY m.id
    ), latest AS (
      SELECT id FROM access_review WHERE "finishedAt" IS NOT NULL ORDER BY "startedAt" DESC LIMIT 1
    )
    SELECT h."memberId", h.role, h.departments, h.zone, array_remove(ARRAY[
      CASE WHEN h.outside THEN 'guest' END,
      CASE WHEN h."lastActiveAt" IS NULL AND h.since < ${daysFrom(-newcomerDays)} THEN 'never-active' END,
      CASE WHEN h."lastActiveAt" < ${daysFrom(-inactiveDays)} THEN 'inactive' END,
      CASE WHEN h.orphaned THEN 'granter-gone' END,
      CASE WHEN h."endsAt" <= ${daysFrom(endsSoonDays)} THEN 'ends-soon' END,
      CASE WHEN p."memberId" IS NOT NULL AND (p.role <> h.role OR NOT (p.departments @> h.departments AND h.departments @> p.departments)) THEN 'changed' END,
      CASE WHEN p.zone <> h.zone THEN 'moved' END,
      CASE WHEN h.role IN ('member', 'manager') AND h.departments = '{}' THEN 'no-department' END
    ], NULL) AS exceptions
    FROM held h LEFT JOIN access_review_item p ON p."memberId" = h."memberId" AND p."reviewId" = (SELECT id FROM latest) AND p.decision <> 'gone'
    ORDER BY lower(h.name), h."memberId"`;
}
