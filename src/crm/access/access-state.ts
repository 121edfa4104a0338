import type { Transaction } from "../../db/context.ts";
import type { Department, Role } from "./permission.ts";

/** What a person may do and what they answer for. */
export interface AccessState {
  role: Role;
  departments: Department[];
}

/** JSON for an audit entry. */
export function asJson({ role, departments }: AccessState): { role: string; departments: string[] } {
  return { role, departments: [...departments] };
}

export function isSameAccess(a: AccessState, b: AccessState): boolean {
  return a.role === b.role && a.departments.toSorted().join() === b.departments.toSorted().join();
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
  const rows = await tx.$queryRaw<{ memberId: string; role: Role; departments: Department[] | null }[]>`
    SELECT "memberId",
           (array_agg(role ORDER BY array_position(ARRAY['steward', 'manager', 'member', 'viewer'], role)))[1] AS role,
           array_agg(DISTINCT department) FILTER (WHERE department IS NOT NULL) AS departments
    FROM access_grant
    WHERE "memberId" = ANY(${[...memberIds]}::uuid[]) AND "revokedAt" IS NULL AND ("endsAt" IS NULL OR "endsAt" > ${now})
    GROUP BY "memberId"`;
  return new Map(rows.map(({ memberId, role, departments }) => [memberId, { role, departments: departments ?? [] }]));
}

/** The members who are stewards and can act. */
export async function listStewardIds(tx: Transaction, now: Date): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT m.id FROM member m JOIN access_grant g ON g."memberId" = m.id
    WHERE g.role = 'steward' AND g."revokedAt" IS NULL AND (g."endsAt" IS NULL OR g."endsAt" > ${now})
      AND m."deactivatedAt" IS NULL AND NOT m."isGuest"`;
  return rows.map(({ id }) => id);
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
