import { section } from "../blocks.ts";
import type { Click, SlackLookup } from "../define.ts";
import { type Message, type Reply, say, share } from "../reply.ts";
import { customerText } from "../views/customers.text.ts";

/** Who would read what is shared. */
export type Audience = "colleagues" | "outsiders" | "unseen" | "nowhere";

export async function gatherAudience(slack: SlackLookup, { where }: Click): Promise<Audience> {
  if (where.channelId === null) return "nowhere";
  const channel = await slack.channel(where.channelId);
  if (!channel) return "unseen";
  return channel.isExternal ? "outsiders" : "colleagues";
}

const refusals: Record<Exclude<Audience, "colleagues">, () => string> = {
  outsiders: customerText.shareRefused,
  unseen: customerText.shareUnseen,
  nowhere: customerText.shareNowhere,
};

/** Shares it where only colleagues read it; otherwise says why not, to the asker alone. */
export function shareWith(audience: Audience, message: () => Message): Reply {
  if (audience === "colleagues") return share(message());
  const text = refusals[audience]();
  return say({ text, blocks: [section(text)] });
}
