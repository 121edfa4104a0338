import { chatMethods } from "./chat.ts";
import { conversationMethods } from "./conversations.ts";
import type { Method } from "./define-method.ts";
import { fileMethods } from "./files.ts";
import { historyMethods } from "./history.ts";
import { identityMethods } from "./identity.ts";
import { reactionMethods } from "./reactions.ts";
import { scheduledMessageMethods } from "./scheduled-messages.ts";
import { userMethods } from "./users.ts";
import { validateMethods } from "./validate-blocks.ts";
import { viewMethods } from "./views.ts";

/** The Web API of the local workspace, by method name. */
export const METHODS: ReadonlyMap<string, Method> = new Map(
  [
    ...identityMethods,
    ...chatMethods,
    ...scheduledMessageMethods,
    ...conversationMethods,
    ...historyMethods,
    ...userMethods,
    ...viewMethods,
    ...reactionMethods,
    ...fileMethods,
    ...validateMethods,
  ].map((method) => [method.name, method]),
);
