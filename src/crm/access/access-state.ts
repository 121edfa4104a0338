import type { Prisma, Transaction } from "../../db/context.ts";
import type { Department, Role } from "./permission.ts";

/** What a person may do and what they answer for. */
export interface AccessState {
  role: Role;
  departments: Department[];
  /** the first moment without it; missing: no end */
  endsAt?: Date;
  /** as whoever gave it said: "covers for Maya" */
  reason?: string;
}

/** JSON for an audit entry. */
export function asJson({ role, departments, endsAt, reason }: AccessState): Prisma.InputJsonObject {
  return {
    role,
    departments: [...departments],
    ...(endsAt && { endsAt: endsAt.toISOString() }),
    ...(reason !== undefined && { reason }),
  };
}

/** The same rights for the same time; why they were given is no part of it. */
export function isSameAccess(a: AccessState, b: AccessState): boolean {
  return (
    a.role === b.role &&
    a.departments.toSorted().join() === b.departments.toSorted().join() &&
    a.endsAt?.getTime() === b.endsAt?.getTime()
  );
}

/**
 * Puts whoever changes access in a workspace in order, until the commit: two stewards who revoke each other at one moment
 * must not both succeed. The workspace's row is locked in the mode that lets others refer to it.
 */
export async function lockAccess(tx: Transaction): Promise<void> {
  await tx.$queryRaw`SELECT id FROM workspace FOR NO KEY UPDATE`;
}

/** What each of these members may do at this moment, by member; whoever has no access is missing. */
export async function findAccess(
  tx: Transaction,
  memberIds: readonly string[],
  now: Date,
): Promise<Map<string, AccessState>> {
  const rows = await tx.$queryRaw<AccessStateRow[]>`
    SELECT "memberId",
           (array_agg(role ORDER BY array_position(ARRAY['steward', 'manager', 'member', 'viewer'], role)))[1] AS role,
           array_agg(DISTINCT department) FILTER (WHERE department IS NOT NULL) AS departments,
           CASE WHEN bool_or("endsAt" IS NULL) THEN NULL ELSE max("endsAt") END AS "endsAt", max(reason) AS reason
    FROM access_grant
    WHERE "memberId" = ANY(${[...memberIds]}::uuid[]) AND "revokedAt" IS NULL AND ("endsAt" IS NULL OR "endsAt" > ${now})
    GROUP BY "memberId"`;
  return new Map(rows.map((row) => [row.memberId, toAccessState(row)]));
}

interface AccessStateRow {
  memberId: string;
  role: Role;
  departments: Department[] | null;
  endsAt: Date | null;
  reason: string | null;
}

function toAccessState({ role, departments, endsAt, reason }: AccessStateRow): AccessState {
  return { role, departments: departments ?? [], ...(endsAt && { endsAt }), ...(reason !== null && { reason }) };
}

export interface Steward {
  id: string;
  /** no end is set */
  lasting: boolean;
}

/** The members who are stewards and can act. */
export async function listStewards(tx: Transaction, now: Date): Promise<Steward[]> {
  return tx.$queryRaw<Steward[]>`
    SELECT m.id, bool_or(g."endsAt" IS NULL) AS lasting FROM member m JOIN access_grant g ON g."memberId" = m.id
    WHERE g.role = 'steward' AND g."revokedAt" IS NULL AND (g."endsAt" IS NULL OR g."endsAt" > ${now})
      AND m."deactivatedAt" IS NULL AND NOT m."isGuest"
    GROUP BY m.id`;
}

/**
 * Why these stewards may not lose the role: nobody would be left to give access, or only people whose own time is
 * limited. Null: they may. Where no lasting steward is left already, an owner of the Slack workspace is free to act.
 */
export function whyNeeded(stewards: readonly Steward[], leaving: ReadonlySet<string>): "last" | "last-lasting" | null {
  const staying = stewards.filter(({ id }) => !leaving.has(id));
  if (staying.length === 0) return stewards.length > 0 ? "last" : null;
  const hadLasting = stewards.some(({ lasting }) => lasting);
  return hadLasting && !staying.some(({ lasting }) => lasting) ? "last-lasting" : null;
}

/** Ends what these members may do. */
export async function endAccess(
  tx: Transaction,
  memberIds: readonly string[],
  by: { revokedById: string | null; now: Date },
): Promise<void> {
  await tx.accessGrant.updateMany({
    where: {
      memberId: { in: [...memberIds] },
      revokedAt: null,
      OR: [{ endsAt: null }, { endsAt: { gt: by.now } }],
    },
    data: { revokedAt: by.now, revokedById: by.revokedById },
  });
}
