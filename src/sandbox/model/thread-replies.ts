import type { Core } from "../core.ts";
import type { StoredMessage } from "../workspace-state.ts";

/** The replies of a thread that everyone sees, oldest first, without the parent. */
export function repliesOf(core: Core, parent: StoredMessage): StoredMessage[] {
  return (core.state.messages[parent.channel] ?? []).filter(
    (message) =>
      message.threadTs === parent.ts && message.ts !== parent.ts && message.onlyFor === null && !message.tombstone,
  );
}
