import type { Context } from "../../db/context.ts";
import { matchPeople } from "../access/match-people.ts";
import { allow, mayRole, type Role } from "../access/permission.ts";
import type { TicketPerson } from "./ticket.ts";

/**
 * The colleagues who may be meant by a name typed without a mention, of those who may work on tickets: one is certain, several
 * have to be asked about, none is nobody.
 * @throws Refusal not_permitted
 */
export async function findColleagues(ctx: Context, typed: string): Promise<TicketPerson[]> {
  await allow(ctx, "tickets:read");
  const words = typed.split(/\s+/u).filter((word) => word !== "");
  if (words.length === 0) return [];
  const rows = await ctx.tx.$queryRaw<(TicketPerson & { email: string | null; roles: Role[] })[]>`
    SELECT m.id AS "memberId", m."slackUserId", m.name, m.email, array_agg(g.role) AS roles FROM member m JOIN access_grant g
      ON g."memberId" = m.id AND g."revokedAt" IS NULL AND (g."endsAt" IS NULL OR g."endsAt" > ${ctx.now})
    WHERE m."deactivatedAt" IS NULL AND NOT m."isGuest" GROUP BY m.id ORDER BY m.name, m.id`;
  const people = rows
    .filter(({ roles }) => roles.some((role) => mayRole(role, "tickets:write")))
    .map(({ memberId, slackUserId, name, email }) => ({
      person: { memberId, slackUserId, name },
      names: email === null ? [name] : [name, email, email.split("@")[0] ?? ""],
    }));
  const { found, ambiguous, unknown } = matchPeople(words, people);
  if (unknown.length > 0 || found.length + ambiguous.length !== 1) return [];
  return [...found, ...ambiguous.flatMap(({ candidates }) => candidates)].map(({ person }) => person);
}
