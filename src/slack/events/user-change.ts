import { z } from "zod";
import { followPerson } from "../../crm/access/follow-person.ts";
import type { Profile } from "../../db/open-transaction.ts";
import { defineEvent } from "../define.ts";
import { profileOf } from "../lookup.ts";
import { nothing } from "../reply.ts";

const payload = z.object({ user: z.looseObject({ id: z.string(), is_bot: z.boolean().optional() }) });

/** Somebody was deactivated, made a guest or an owner, renamed, or moved to another zone. */
export const userChange = defineEvent({
  type: "user_change",
  payload,
  actor: () => null,
  concerns: ({ user }) => user.is_bot !== true,
  // Slack sends events late and out of order, so it is asked how things stand now.
  gather: (slack, { user }) => slack.profile(user.id),
  async run(ctx, { user }, gathered) {
    const profile =
      (gathered as Profile | null) ?? profileOf(user as Parameters<typeof profileOf>[0], ctx.workspace.teamId);
    if (profile) await followPerson(ctx, profile);
    return nothing();
  },
});
