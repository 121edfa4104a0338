import { placedElements } from "../blocks/stored-blocks.ts";
import { isJsonObject, type JsonObject } from "../json.ts";
import type { BlockJson, StateValues } from "../page-protocol.ts";

type Reader = (element: JsonObject) => JsonObject;

function optionOf(option: unknown): unknown {
  return option ?? null;
}

/** What each stateful element holds before anybody touched it, in the shape of `state.values`. */
const FIRST_STATE: Record<string, Reader> = {
  channels_select: (element) => ({ selected_channel: element["initial_channel"] ?? null }),
  checkboxes: (element) => ({ selected_options: element["initial_options"] ?? [] }),
  conversations_select: (element) => ({ selected_conversation: element["initial_conversation"] ?? null }),
  datepicker: (element) => ({ selected_date: element["initial_date"] ?? null }),
  datetimepicker: (element) => ({ selected_date_time: element["initial_date_time"] ?? null }),
  email_text_input: (element) => ({ value: element["initial_value"] ?? null }),
  external_select: (element) => ({ selected_option: optionOf(element["initial_option"]) }),
  file_input: () => ({ files: [] }),
  multi_channels_select: (element) => ({ selected_channels: element["initial_channels"] ?? [] }),
  multi_conversations_select: (element) => ({ selected_conversations: element["initial_conversations"] ?? [] }),
  multi_external_select: (element) => ({ selected_options: element["initial_options"] ?? [] }),
  multi_static_select: (element) => ({ selected_options: element["initial_options"] ?? [] }),
  multi_users_select: (element) => ({ selected_users: element["initial_users"] ?? [] }),
  number_input: (element) => ({ value: element["initial_value"] ?? null }),
  plain_text_input: (element) => ({ value: element["initial_value"] ?? null }),
  radio_buttons: (element) => ({ selected_option: optionOf(element["initial_option"]) }),
  rich_text_input: (element) => ({ rich_text_value: element["initial_value"] ?? null }),
  static_select: (element) => ({ selected_option: optionOf(element["initial_option"]) }),
  timepicker: (element) => ({ selected_time: element["initial_time"] ?? null }),
  url_text_input: (element) => ({ value: element["initial_value"] ?? null }),
  users_select: (element) => ({ selected_user: element["initial_user"] ?? null }),
};

export function isStateful(element: JsonObject): boolean {
  return String(element["type"]) in FIRST_STATE;
}

/** The key under which an element's value stands, e.g. "selected_option". */
export function valueKey(type: string): string {
  const first = FIRST_STATE[type]?.({});
  return first ? (Object.keys(first)[0] ?? "value") : "value";
}

/**
 * `state.values` of the blocks: what was entered, else what the app put in at first. Entries for elements that are not
 * there, or are of another kind, are left out.
 */
export function stateOf(
  blocks: readonly BlockJson[],
  entered: StateValues,
  options: { inputsOnly?: boolean } = {},
): StateValues {
  const values: StateValues = {};
  for (const { block, element } of placedElements(blocks)) {
    const type = String(element["type"]);
    const reader = FIRST_STATE[type];
    if (!reader || (options.inputsOnly && block.type !== "input")) continue;
    const blockId = String(block.block_id);
    const actionId = String(element["action_id"]);
    const given = entered[blockId]?.[actionId];
    const fits = isJsonObject(given) && (given["type"] === undefined || given["type"] === type);
    const value = fits ? { ...reader(element), ...given, type } : { ...reader(element), type };
    values[blockId] = { ...values[blockId], [actionId]: value };
  }
  return values;
}
