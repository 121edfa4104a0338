import { type Core, nextTs } from "../core.ts";
import type { JsonObject } from "../json.ts";
import { payloadChannelName } from "../model/channels.ts";
import { messageObject } from "../model/message-object.ts";
import type { Channel, Person, StoredMessage } from "../workspace-state.ts";
import { payloadParts, type Refused, refused, TROUBLE_CONNECTING } from "./payload-parts.ts";
import { issueResponseUrl } from "./response-urls.ts";

async function send(
  core: Core,
  person: Person,
  channel: Channel | null,
  payload: JsonObject,
): Promise<{ ok: true } | Refused> {
  const ack = await core.delivery.send({ kind: "interactive", acceptsResponse: false, payload });
  if (ack.ok) return { ok: true };
  const notice = { channel: channel?.id ?? null, text: TROUBLE_CONNECTING, keepText: null };
  core.changed({ kind: "notice", user: person.id, notice });
  return refused(TROUBLE_CONNECTING);
}

function isDeclared(core: Core, callbackId: string, type: "global" | "message"): boolean {
  return core.app.shortcuts.some((shortcut) => shortcut.callbackId === callbackId && shortcut.type === type);
}

export async function useGlobalShortcut(
  core: Core,
  person: Person,
  callbackId: string,
): Promise<{ ok: true } | Refused> {
  if (person.outsideTeam !== null || !isDeclared(core, callbackId, "global"))
    return refused("There is no such shortcut.");
  return send(core, person, null, {
    type: "shortcut",
    ...payloadParts(core, person),
    callback_id: callbackId,
    action_ts: nextTs(core),
    trigger_id: core.triggers.issue(person.id),
  });
}

export async function useMessageShortcut(
  core: Core,
  person: Person,
  callbackId: string,
  channel: Channel,
  message: StoredMessage,
): Promise<{ ok: true } | Refused> {
  // The app belongs to this workspace: people from another one do not see its shortcuts.
  if (person.outsideTeam !== null || !isDeclared(core, callbackId, "message"))
    return refused("There is no such shortcut.");
  // Slack offers no shortcuts on what only one person sees.
  if (message.onlyFor !== null) return refused("Shortcuts do not work on messages that only you can see.");
  return send(core, person, channel, {
    type: "message_action",
    ...payloadParts(core, person),
    callback_id: callbackId,
    action_ts: nextTs(core),
    trigger_id: core.triggers.issue(person.id, { channel: channel.id }),
    response_url: issueResponseUrl(core, { user: person.id, channel: channel.id, threadTs: message.threadTs }),
    channel: { id: channel.id, name: payloadChannelName(channel) },
    message_ts: message.ts,
    message: messageObject(core, message),
  });
}
