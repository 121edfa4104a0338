import { findMember } from "../crm/access/find-member.ts";
import { Refusal } from "../crm/refusal.ts";
import { findColleagues } from "../crm/tickets/find-colleagues.ts";
import type { TicketPerson } from "../crm/tickets/ticket.ts";
import type { Context } from "../db/context.ts";
import type { TypedPeople } from "./ticket-grammar.ts";

/** Words for oneself, and for nobody. */
const self = /^(?:me|myself|saya|aku)$/iu;
export const nobodyWord = /^(?:nobody|noone|no one|none|unassign|-)$/iu;

/**
 * The colleagues whom somebody typed may mean: one for a mention or for oneself, several where a name fits several.
 * @throws Refusal assignee_not_found for a mention of somebody who has never been given access
 */
export async function findTypedPeople(ctx: Context, { slackUserIds, name }: TypedPeople): Promise<TicketPerson[]> {
  const people: TicketPerson[] = [];
  for (const slackUserId of slackUserIds) {
    const member = await findMember(ctx, { slackUserId });
    if (!member) throw new Refusal("assignee_not_found", {});
    people.push({ memberId: member.memberId, slackUserId, name: member.name });
  }
  if (people.length > 0) return people;
  if (self.test(name) && ctx.member) {
    const { id: memberId, slackUserId, name: called } = ctx.member;
    return [{ memberId, slackUserId, name: called }];
  }
  return findColleagues(ctx, name);
}
