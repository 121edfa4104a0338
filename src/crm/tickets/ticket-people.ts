import { validate as isId } from "uuid";
import type { Context } from "../../db/context.ts";
import { type Department, listStewardNames, mayRole, type Role } from "../access/permission.ts";
import { Refusal } from "../refusal.ts";
import type { TicketPerson } from "./ticket.ts";

/** Who may be given tickets: has a member's access or more today, and is neither a guest nor gone. */
async function loadPerson(ctx: Context, memberId: string) {
  const [found] = await ctx.tx.$queryRaw<(TicketPerson & { gone: boolean; roles: Role[] })[]>`
    SELECT m.id AS "memberId", m."slackUserId", m.name, m."deactivatedAt" IS NOT NULL OR m."isGuest" AS gone,
           coalesce(array_agg(g.role) FILTER (WHERE g.role IS NOT NULL), '{}') AS roles
    FROM member m LEFT JOIN access_grant g
      ON g."memberId" = m.id AND g."revokedAt" IS NULL AND (g."endsAt" IS NULL OR g."endsAt" > ${ctx.now})
    WHERE m.id = ${memberId}::uuid GROUP BY m.id`;
  if (!found) return null;
  const { gone, roles, ...person } = found;
  return { person, mayWork: !gone && roles.some((role) => mayRole(role, "tickets:write")) };
}

/**
 * Whom a ticket is to be given to.
 * @throws Refusal assignee_not_found, assignee_without_access
 */
export async function pickAssignee(ctx: Context, memberId: string): Promise<TicketPerson> {
  const found = isId(memberId) ? await loadPerson(ctx, memberId) : null;
  if (!found) throw new Refusal("assignee_not_found", {});
  if (!found.mayWork) throw new Refusal("assignee_without_access", { name: found.person.name });
  return found.person;
}

/** A colleague as they are told of, whether or not they may still work; null when there is none. */
export async function namePerson(ctx: Context, memberId: string | null): Promise<TicketPerson | null> {
  return memberId === null ? null : ((await loadPerson(ctx, memberId))?.person ?? null);
}

/** The same, only if they may still work on tickets. */
export async function activePerson(ctx: Context, memberId: string | null): Promise<TicketPerson | null> {
  const found = memberId === null ? null : await loadPerson(ctx, memberId);
  return found?.mayWork ? found.person : null;
}

/** The Slack users who hear that a department is late: whoever was named for it, or the stewards while nobody is. */
export async function whoHears(ctx: Context, department: Department): Promise<string[]> {
  const named = await ctx.tx.escalationPerson.findFirst({ where: { department }, select: { memberId: true } });
  const person = await activePerson(ctx, named?.memberId ?? null);
  return person ? [person.slackUserId] : (await listStewardNames(ctx)).map(({ slackUserId }) => slackUserId);
}
