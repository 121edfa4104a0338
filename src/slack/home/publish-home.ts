import type { WebClient } from "@slack/web-api";
import { Refusal } from "../../crm/refusal.ts";
import type { Context } from "../../db/context.ts";
import { UnknownMember, UnknownWorkspace } from "../../db/open-transaction.ts";
import type { Kit } from "../kit.ts";
import type { Message } from "../reply.ts";
import { refusalMessage } from "../views/refusal.ts";
import { loadHome } from "./load-home.ts";

/** Draws a person's Home tab from what is in the CRM now. A failure is logged: the tab keeps what it showed. */
export async function publishHome(kit: Kit, client: WebClient, slackUserId: string): Promise<void> {
  const now = kit.clock();
  const interaction = {
    teamId: kit.bot.teamId,
    slackUserId,
    surface: "slack-event" as const,
    interactionId: `home:${slackUserId}:${now.getTime()}`,
    now,
  };
  const draw = async (ctx: Context): Promise<Message> => {
    try {
      return await loadHome(ctx);
    } catch (error) {
      if (error instanceof Refusal) return refusalMessage(error);
      throw error;
    }
  };
  try {
    const home = await kit.adapter.openTransaction(interaction, draw).catch(async (error: unknown) => {
      if (!(error instanceof UnknownMember)) throw error;
      const profile = await kit.adapter.lookup.profile(slackUserId);
      return profile ? kit.adapter.openTransaction({ ...interaction, profile }, draw) : null;
    });
    if (home) await client.views.publish({ user_id: slackUserId, view: { type: "home", blocks: home.blocks } });
  } catch (error) {
    if (error instanceof UnknownWorkspace) return;
    kit.log.error({ err: error }, "The Home tab could not be drawn");
  }
}
