import type { Context, Member } from "../../db/context.ts";
import { Refusal } from "../refusal.ts";

/** From the one who may least to the one who may most. */
export const roles = ["viewer", "member", "manager", "steward"] as const;
export type Role = (typeof roles)[number];

export const departments = ["sales", "marketing", "support"] as const;
export type Department = (typeof departments)[number];

/** Which roles may do what; the one table that Slack, HTTP and the command line read. */
export const permissions = {
  "customers:read": ["viewer", "member", "manager", "steward"],
  "customers:write": ["member", "manager", "steward"],
  "customers:import": ["steward"],
  "interactions:write": ["member", "manager", "steward"],
  "tickets:read": ["viewer", "member", "manager", "steward"],
  "tickets:write": ["member", "manager", "steward"],
  "reports:read": ["manager", "steward"],
  "access:manage": ["steward"],
  "settings:write": ["steward"],
  "audit:read": ["steward"],
  "privacy:manage": ["steward"],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof permissions;

export function mayRole(role: Role | null, permission: Permission): boolean {
  return role !== null && (permissions[permission] as readonly Role[]).includes(role);
}

/**
 * Steward itself (a job, the command line on the server) may do everything: whoever runs it holds the database. An owner
 * of the Slack workspace can always give access, so that a team whose stewards have left is never locked out; to read
 * anything the owner has to be granted a role first, which leaves its entry in the log.
 */
export function may(member: Member | null, permission: Permission): boolean {
  if (member === null) return true;
  if (member.isGuest || member.deactivated) return false;
  return mayRole(member.role, permission) || (permission === "access:manage" && member.isSlackOwner);
}

/** Refuses unless the person acting may do this. */
export async function allow(ctx: Context, permission: Permission): Promise<void> {
  if (may(ctx.member, permission)) return;
  if (ctx.member?.isGuest) throw new Refusal("guest", {});
  const stewards = await listStewardNames(ctx);
  throw ctx.member?.role == null || ctx.member.deactivated
    ? new Refusal("no_access", { stewards })
    : new Refusal("not_permitted", { permission, stewards });
}

/** Who can give access: the stewards, longest-serving first; the owners of the Slack workspace where there is none. */
export async function listStewardNames(ctx: Context): Promise<{ slackUserId: string; name: string }[]> {
  const stewards = await ctx.tx.$queryRaw<{ slackUserId: string; name: string }[]>`
    SELECT m."slackUserId", m.name FROM member m
    JOIN access_grant g ON g."memberId" = m.id AND g.role = 'steward'
    WHERE m."deactivatedAt" IS NULL AND NOT m."isGuest"
    GROUP BY m.id
    -- Each change of access is a grant of its own, so the first of them says since when.
    HAVING bool_or(g."revokedAt" IS NULL AND (g."endsAt" IS NULL OR g."endsAt" > ${ctx.now}))
    ORDER BY min(g."grantedAt"), m.name`;
  if (stewards.length > 0) return stewards;
  return ctx.tx.member.findMany({
    where: { isSlackOwner: true, isGuest: false, deactivatedAt: null },
    select: { slackUserId: true, name: true },
    orderBy: [{ createdAt: "asc" }, { name: "asc" }],
  });
}
