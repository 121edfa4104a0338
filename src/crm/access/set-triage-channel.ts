import type { Context } from "../../db/context.ts";
import { allow } from "./permission.ts";

/** Says where tickets are posted. */
export async function setTriageChannel(ctx: Context, input: { channelId: string }): Promise<void> {
  await allow(ctx, "settings:write");
  const { id, triageChannelId } = ctx.workspace;
  if (triageChannelId === input.channelId) return;
  await ctx.tx.workspace.update({ where: { id }, data: { triageChannelId: input.channelId } });
  ctx.audit({
    action: "settings.triage_channel_changed",
    subjectType: "workspace",
    subjectId: id,
    before: { triageChannelId },
    after: { triageChannelId: input.channelId },
  });
}
