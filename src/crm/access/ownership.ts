import type { Context } from "../../db/context.ts";
import { allow } from "./permission.ts";

/** What somebody has to answer for: the CRM itself, its four duties, and each group of fields. */
export const ownedSubjects = [
  "crm",
  "collected",
  "organised",
  "access",
  "reports",
  "identity",
  "contact-points",
  "job",
  "value",
  "history",
] as const;
export type OwnedSubject = (typeof ownedSubjects)[number];

export interface Ownership {
  subject: OwnedSubject;
  owner: { memberId: string; slackUserId: string; name: string; since: Date; hasAccess: boolean } | null;
}

/** A duty that nobody answers for: `left` is who did, and has no access any more. */
export interface OwnershipGap {
  subject: OwnedSubject;
  left: string | null;
}

/** Who answers for what, every subject in its order. */
export async function listOwners(ctx: Context): Promise<Ownership[]> {
  await allow(ctx, "customers:read");
  return readOwners(ctx);
}

async function readOwners({ tx, now }: Context): Promise<Ownership[]> {
  const rows = await tx.$queryRaw<({ subject: string } & NonNullable<Ownership["owner"]>)[]>`
    SELECT o.subject, m.id AS "memberId", m."slackUserId", m.name, o.since,
           m."deactivatedAt" IS NULL AND NOT m."isGuest" AND EXISTS (
             SELECT FROM access_grant g WHERE g."memberId" = m.id AND g."revokedAt" IS NULL AND (g."endsAt" IS NULL OR g."endsAt" > ${now})
           ) AS "hasAccess"
    FROM ownership o JOIN member m ON m.id = o."memberId" WHERE o."endedAt" IS NULL`;
  const owners = new Map(rows.map(({ subject, ...owner }) => [subject, owner]));
  return ownedSubjects.map((subject) => ({ subject, owner: owners.get(subject) ?? null }));
}

/** What nobody answers for, because nobody was named or whoever was has left [R2, R4]. */
export async function findOwnershipGaps(ctx: Context): Promise<OwnershipGap[]> {
  await allow(ctx, "access:manage");
  return (await readOwners(ctx)).flatMap(({ subject, owner }) =>
    owner?.hasAccess ? [] : [{ subject, left: owner?.name ?? null }],
  );
}
