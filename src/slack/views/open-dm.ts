import type { SectionBlock } from "@slack/types";
import { section } from "../blocks.ts";
import { interactionText as text } from "./interactions.text.ts";

/** Leads to the person's conversation with Steward: a link in the text, since a button takes no address but of the web. */
export function openDmBlock({ teamId, userId }: { teamId: string; userId: string }): SectionBlock {
  const address = `slack://user?team=${encodeURIComponent(teamId)}&id=${encodeURIComponent(userId)}`;
  return section(`<${address.replaceAll("&", "&amp;")}|${text.openDm()}>`);
}
