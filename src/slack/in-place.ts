import type { Click } from "./define.ts";
import { type Message, type Reply, replace, say } from "./reply.ts";

/** In a conversation the message clicked becomes the answer; the Home tab stays and shows it on top. */
export function inPlace(message: Message, { where }: Pick<Click, "where">): Reply {
  return where.place === "conversation" ? replace(message) : say(message);
}
