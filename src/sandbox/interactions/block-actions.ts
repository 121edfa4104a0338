import { findElement } from "../blocks/stored-blocks.ts";
import type { Core } from "../core.ts";
import { nextTs } from "../core.ts";
import type { JsonObject } from "../json.ts";
import { isJsonObject } from "../json.ts";
import { payloadChannelName } from "../model/channels.ts";
import { messageObject } from "../model/message-object.ts";
import { isStateful, stateOf, valueKey } from "../model/view-state.ts";
import { viewObject } from "../model/views.ts";
import type { BlockJson, StateValues } from "../page-protocol.ts";
import type { Channel, Person, StoredMessage, StoredView } from "../workspace-state.ts";
import { payloadParts, type Refused, refused, TROUBLE_CONNECTING } from "./payload-parts.ts";
import { issueResponseUrl } from "./response-urls.ts";

/** Where a person acts: on a message, or in a view. */
export type ActionPlace = { message: StoredMessage; channel: Channel } | { view: StoredView };

/** What the person did to one element: its ids, and for everything but a button what was chosen or typed. */
export interface ElementAct {
  blockId: string;
  actionId: string;
  /** the fields of Slack's action JSON that hold a value, e.g. {selected_option} */
  value: JsonObject;
}

function blocksOf(place: ActionPlace): BlockJson[] {
  return ("view" in place ? place.view.blocks : place.message.blocks) ?? [];
}

function entriesKey(person: Person, message: StoredMessage): string {
  return `${person.id}:${message.channel}:${message.ts}`;
}

function enteredAt(core: Core, person: Person, place: ActionPlace): StateValues {
  return "view" in place ? place.view.entered : (core.messageEntries.get(entriesKey(person, place.message)) ?? {});
}

/** Keeps what a person entered, without telling the app. */
export function enter(core: Core, person: Person, place: ActionPlace, values: StateValues): void {
  const merged: StateValues = { ...enteredAt(core, person, place) };
  for (const [blockId, actions] of Object.entries(values)) merged[blockId] = { ...merged[blockId], ...actions };
  if ("view" in place) place.view.entered = merged;
  else core.messageEntries.set(entriesKey(person, place.message), merged);
}

function optionsOf(element: JsonObject): JsonObject[] {
  const direct = Array.isArray(element["options"]) ? element["options"] : [];
  const groups = Array.isArray(element["option_groups"]) ? element["option_groups"] : [];
  return [
    ...direct,
    ...groups.flatMap((group) => (isJsonObject(group) && Array.isArray(group["options"]) ? group["options"] : [])),
  ].filter(isJsonObject);
}

/** Whether what was chosen is among what the app offered. Options of external selects come from the app as well. */
function isOffered(element: JsonObject, value: JsonObject): boolean {
  const type = String(element["type"]);
  if (!["static_select", "multi_static_select", "overflow", "radio_buttons", "checkboxes"].includes(type)) return true;
  const chosen = [
    value["selected_option"],
    ...(Array.isArray(value["selected_options"]) ? value["selected_options"] : []),
  ];
  const offered = optionsOf(element);
  return chosen.filter(isJsonObject).every((option) => offered.some((one) => one["value"] === option["value"]));
}

/** Slack's action JSON: the element's own fields and what the person made of it. */
function actionJson(core: Core, element: JsonObject, act: ElementAct): JsonObject {
  const type = String(element["type"]);
  const base = { type, action_id: act.actionId, block_id: act.blockId, action_ts: nextTs(core) };
  if (type === "button" || type === "icon_button") {
    const { text, value, style, url } = element;
    return {
      ...base,
      text,
      ...(value === undefined ? {} : { value }),
      ...(style ? { style } : {}),
      ...(url ? { url } : {}),
    };
  }
  if (type === "feedback_buttons") {
    const buttons = [element["positive_button"], element["negative_button"]].filter(isJsonObject);
    const pressed = buttons.find((one) => one["value"] === act.value["value"]) ?? buttons[0];
    return { ...base, text: pressed?.["text"], value: pressed?.["value"] };
  }
  const kept = Object.fromEntries(
    Object.entries(element).filter(([key]) => key === "placeholder" || key.startsWith("initial_")),
  );
  const key = type === "overflow" ? "selected_option" : valueKey(type);
  return { ...base, ...kept, [key]: act.value[key] ?? null };
}

/** A person presses, chooses or types in one element: the app is told, and its acknowledgement awaited. */
export async function actOnElement(
  core: Core,
  person: Person,
  place: ActionPlace,
  act: ElementAct,
): Promise<{ ok: true } | Refused> {
  const found = findElement(blocksOf(place), act.blockId, act.actionId);
  if (!found) return refused("This part of the message has changed. Look again.");
  const { block, element } = found;
  if (!isOffered(element, act.value)) return refused("This choice is no longer offered.");
  if (isStateful(element)) {
    const key = valueKey(String(element["type"]));
    enter(core, person, place, {
      [act.blockId]: { [act.actionId]: { type: element["type"], [key]: act.value[key] ?? null } },
    });
  }
  // An input tells the app only when it was asked to.
  if (block.type === "input" && block["dispatch_action"] !== true) return { ok: true };
  if (!core.app.interactive) return refused("This app is not configured to handle interactive responses.");
  const ack = await core.delivery.send({
    kind: "interactive",
    acceptsResponse: false,
    payload: actionPayload(core, person, place, actionJson(core, element, act)),
  });
  if (ack.ok) return { ok: true };
  core.changed({
    kind: "notice",
    user: person.id,
    notice: { channel: "view" in place ? null : place.channel.id, text: TROUBLE_CONNECTING, keepText: null },
  });
  return refused(TROUBLE_CONNECTING);
}

function actionPayload(core: Core, person: Person, place: ActionPlace, action: JsonObject): JsonObject {
  const parts = { type: "block_actions", ...payloadParts(core, person) };
  if ("view" in place) {
    return {
      ...parts,
      container: { type: "view", view_id: place.view.id },
      trigger_id: core.triggers.issue(person.id, {
        channel: place.view.channel,
        viewId: place.view.type === "modal" ? place.view.id : null,
      }),
      view: viewObject(core, place.view),
      actions: [action],
    };
  }
  const { message, channel } = place;
  const ephemeral = message.onlyFor !== null;
  return {
    ...parts,
    container: {
      type: "message",
      message_ts: message.ts,
      channel_id: channel.id,
      is_ephemeral: ephemeral,
      ...(message.threadTs ? { thread_ts: message.threadTs } : {}),
    },
    trigger_id: core.triggers.issue(person.id, { channel: channel.id }),
    channel: { id: channel.id, name: payloadChannelName(channel) },
    // Slack does not keep ephemeral messages, so it cannot send their text back.
    ...(ephemeral ? {} : { message: messageObject(core, message) }),
    state: { values: stateOf(message.blocks ?? [], enteredAt(core, person, place)) },
    response_url: issueResponseUrl(core, {
      user: person.id,
      channel: channel.id,
      message: { ts: message.ts, ephemeral },
      threadTs: message.threadTs,
    }),
    actions: [action],
  };
}
