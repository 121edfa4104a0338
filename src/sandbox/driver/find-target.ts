import { type PlacedElement, placedElements } from "../blocks/stored-blocks.ts";
import type { Core } from "../core.ts";
import type { ActionPlace } from "../interactions/block-actions.ts";
import { isJsonObject, type JsonObject } from "../json.ts";
import { findMessage } from "../model/messages.ts";
import { findView, topView } from "../model/views.ts";
import type { BlockJson } from "../page-protocol.ts";
import type { Person } from "../workspace-state.ts";

/** Where an element is, as a test or the page says it. Without message, view or home: in the modal on top. */
export interface Where {
  message?: { channel: string; ts: string };
  view?: string | { id: string };
  home?: true;
}

/** Which element: by its ids, by the text on it, by the text of one of its options, or by a predicate. */
export interface Which {
  actionId?: string;
  blockId?: string;
  text?: string;
  match?: (element: JsonObject, block: BlockJson) => boolean;
}

export type Target = Where & Which;

/** @throws Error when there is no such message or view for this person */
export function placeOf(core: Core, person: Person, where: Where): ActionPlace {
  if (where.message) {
    const { channel: channelId, ts } = where.message;
    const channel = core.state.channels[channelId];
    const message = findMessage(core, channelId, ts);
    if (!channel || !message || (message.onlyFor !== null && message.onlyFor !== person.id)) {
      throw new Error(`${person.realName} sees no message ${ts} in ${channelId}.`);
    }
    return { message, channel };
  }
  const id = typeof where.view === "string" ? where.view : where.view?.id;
  const view = where.home
    ? findView(core, core.state.homes[person.id] ?? "")
    : id
      ? findView(core, id)
      : topView(core, person.id);
  if (!view || view.user !== person.id) throw new Error(`${person.realName} has no such view open.`);
  return { view };
}

export function blocksAt(place: ActionPlace): BlockJson[] {
  return ("view" in place ? place.view.blocks : place.message.blocks) ?? [];
}

function textsOf(element: JsonObject): string[] {
  const texts: string[] = [];
  const add = (text: unknown) => {
    if (isJsonObject(text) && typeof text["text"] === "string") texts.push(text["text"]);
  };
  add(element["text"]);
  for (const key of ["positive_button", "negative_button"]) {
    const inner = element[key];
    if (isJsonObject(inner)) add(inner["text"]);
  }
  if (Array.isArray(element["options"]))
    for (const option of element["options"]) if (isJsonObject(option)) add(option["text"]);
  return texts;
}

/** The one element that is meant. @throws Error that lists what there is instead */
export function findTarget(place: ActionPlace, which: Which): PlacedElement {
  const all = placedElements(blocksAt(place));
  const found = all.filter(
    ({ block, element }) =>
      (which.actionId === undefined || element["action_id"] === which.actionId) &&
      (which.blockId === undefined || block.block_id === which.blockId) &&
      (which.text === undefined || textsOf(element).includes(which.text)) &&
      (which.match === undefined || which.match(element, block)),
  );
  const [first] = found;
  if (!first) {
    const there = all.map(
      ({ element }) => `${String(element["action_id"])} (${textsOf(element).join(" / ") || String(element["type"])})`,
    );
    throw new Error(`No element fits ${JSON.stringify(which)}. There are: ${there.join(", ") || "none"}.`);
  }
  return first;
}
