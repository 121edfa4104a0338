import type { Context } from "../../db/context.ts";

/** Whom a digest is for, as far as it decides what stands in it. */
export interface DigestPerson {
  memberId: string;
  zone: string;
  /** may log and change */
  mayWrite: boolean;
  /** leads that nobody has are shown to them */
  sells: boolean;
  /** of their first access; null: they have none */
  since: Date | null;
}

/**
 * Leads that nobody has are for whoever is in sales; where nobody is, for everybody who may log: somebody has to see them.
 */
export async function readDigestPerson(ctx: Context, memberId: string): Promise<DigestPerson> {
  const [person] = await ctx.tx.$queryRaw<(Omit<DigestPerson, "sells"> & { inSales: boolean; hasSales: boolean })[]>`
    WITH active AS (
      SELECT g."memberId", g.department FROM access_grant g JOIN member m ON m.id = g."memberId"
      WHERE g."revokedAt" IS NULL AND (g."endsAt" IS NULL OR g."endsAt" > ${ctx.now}) AND g.role <> 'viewer'
        AND m."deactivatedAt" IS NULL AND NOT m."isGuest")
    SELECT m.id AS "memberId", m.zone, EXISTS (SELECT FROM active a WHERE a."memberId" = m.id) AS "mayWrite",
      EXISTS (SELECT FROM active a WHERE a."memberId" = m.id AND a.department = 'sales') AS "inSales",
      EXISTS (SELECT FROM active a WHERE a.department = 'sales') AS "hasSales",
      (SELECT min(g."grantedAt") FROM access_grant g WHERE g."memberId" = m.id) AS since
    FROM member m WHERE m.id = ${memberId}::uuid`;
  if (!person) throw new Error("A digest is for somebody");
  const { zone, mayWrite, inSales, hasSales, since } = person;
  return { memberId, zone, mayWrite, sells: mayWrite && (inSales || !hasSales), since };
}
