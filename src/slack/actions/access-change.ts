import { z } from "zod";
import { declineAccess } from "../../crm/access/decline-access.ts";
import { lastDayBefore } from "../../crm/access/end-of-day.ts";
import { findMember, type MemberAccess } from "../../crm/access/find-member.ts";
import type { Context } from "../../db/context.ts";
import { defineAction } from "../define.ts";
import { choosePeople } from "../modals/choose-people.ts";
import { confirmRevoke } from "../modals/revoke-access.ts";
import { open, type Reply, replace, say } from "../reply.ts";
import { accessActions } from "../views/access.actions.ts";
import { accessText } from "../views/access.text.ts";
import { declinedMessage, sentence } from "../views/access.ts";

/** Null too when the button's value is not an id: buttons come from outside. */
async function findByButton(ctx: Context, memberId: string): Promise<MemberAccess | null> {
  return z.uuid().safeParse(memberId).success ? findMember(ctx, { memberId }) : null;
}

/** The form about one person, with what they have. */
export function changeForm(
  ctx: Context,
  { slackUserId, access }: Pick<MemberAccess, "slackUserId" | "access">,
  instead: "list" | "question" | "review" | "nothing",
): Reply {
  const { zone } = ctx.workspace;
  return open(
    choosePeople.build({
      people: [slackUserId],
      instead,
      zone,
      ...(access && { role: access.role, departments: access.departments }),
      ...(access?.endsAt && { lastDay: lastDayBefore(access.endsAt, zone) }),
      ...(access?.reason !== undefined && { reason: access.reason }),
    }),
  );
}

/** ⋯ Change role or department */
export const accessChangeAction = defineAction({
  ref: accessActions.change,
  may: "access:manage",
  async run(ctx, { memberId }) {
    const member = await findByButton(ctx, memberId);
    return member?.access ? changeForm(ctx, member, "list") : say(sentence(accessText.alreadyGone()));
  },
});

/** ⋯ Revoke access */
export const accessRevokeAction = defineAction({
  ref: accessActions.revoke,
  may: "access:manage",
  async run(ctx, { memberId }) {
    const member = await findByButton(ctx, memberId);
    if (!member?.access) return say(sentence(accessText.alreadyGone()));
    return open(confirmRevoke.build({ ...member, access: member.access }));
  },
});

/** Give access: a steward's answer to somebody who asked */
export const accessGiveAction = defineAction({
  ref: accessActions.give,
  may: "access:manage",
  async run(ctx, { memberId }) {
    const member = await findByButton(ctx, memberId);
    return member ? changeForm(ctx, member, "question") : replace(declinedMessage(null));
  },
});

/** Not now */
export const accessDeclineAction = defineAction({
  ref: accessActions.decline,
  may: "access:manage",
  async run(ctx, { memberId }) {
    const member = await findByButton(ctx, memberId);
    return replace(declinedMessage(member && (await declineAccess(ctx, member))));
  },
});
