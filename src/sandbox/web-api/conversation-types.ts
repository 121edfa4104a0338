import { SlackError } from "../slack-error.ts";
import type { Channel } from "../workspace-state.ts";

const KINDS: Record<string, { kind: Channel["kind"] | null; scope: string }> = {
  public_channel: { kind: "channel", scope: "channels:read" },
  private_channel: { kind: "private", scope: "groups:read" },
  im: { kind: "dm", scope: "im:read" },
  mpim: { kind: null, scope: "mpim:read" },
};

/**
 * The kinds of conversation that `types` names, each with its scope. Public channels when nothing is named.
 * @throws SlackError invalid_types, missing_scope
 */
export function readTypes(types: string | undefined, need: (...oneOf: string[]) => void): Set<Channel["kind"]> {
  const kinds = new Set<Channel["kind"]>();
  for (const type of (types ?? "public_channel").split(",")) {
    const known = KINDS[type.trim()];
    if (!known) throw new SlackError("invalid_types");
    need(known.scope);
    if (known.kind) kinds.add(known.kind);
  }
  return kinds;
}
