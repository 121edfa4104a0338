import { z } from "zod";
import { postMissingCards, tryChannel } from "../../crm/tickets/triage-channel.ts";
import type { Context } from "../../db/context.ts";
import { defineEvent } from "../define.ts";
import { nothing, type Reply } from "../reply.ts";

async function tryAgain(ctx: Context, channel: string): Promise<Reply> {
  if (channel === ctx.workspace.triageChannelId && !(await tryChannel(ctx))) await postMissingCards(ctx, channel);
  return nothing();
}

const named = z.object({ channel: z.string() });

/** Steward was invited: cards that could not be posted there follow. */
export const invited = defineEvent({
  type: "member_joined_channel",
  payload: named.extend({ user: z.string() }),
  actor: () => null,
  concerns: ({ user }, bot) => user === bot.userId,
  run: (ctx, { channel }) => tryAgain(ctx, channel),
});

/** A channel is there again; of private ones Slack tells nothing, for which there is the job. */
export const unarchived = defineEvent({
  type: "channel_unarchive",
  payload: named,
  actor: () => null,
  run: (ctx, { channel }) => tryAgain(ctx, channel),
});
