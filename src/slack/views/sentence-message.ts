import { section } from "../blocks.ts";
import type { Message } from "../reply.ts";

/** One sentence and nothing to press. @param text mrkdwn */
export function sentenceMessage(text: string): Message {
  return { text, blocks: [section(text)] };
}
