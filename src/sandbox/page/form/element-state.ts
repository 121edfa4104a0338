import type { BlockJson, StateValues } from "../../page-protocol.ts";
import { listFields, type StatefulElement } from "./fields.ts";

/** One element's entry in `state.values`: its `type` and, under Slack's own key for that type, what is chosen. */
export type ElementState = Record<string, unknown> & { type: string };

/** Under which key Slack keeps the choice of each type of element (docs.slack.dev, block element reference). */
const stateKeys: Record<StatefulElement["type"], string> = {
  plain_text_input: "value",
  email_text_input: "value",
  url_text_input: "value",
  number_input: "value",
  rich_text_input: "rich_text_value",
  file_input: "files",
  checkboxes: "selected_options",
  radio_buttons: "selected_option",
  datepicker: "selected_date",
  timepicker: "selected_time",
  datetimepicker: "selected_date_time",
  static_select: "selected_option",
  external_select: "selected_option",
  users_select: "selected_user",
  conversations_select: "selected_conversation",
  channels_select: "selected_channel",
  multi_static_select: "selected_options",
  multi_external_select: "selected_options",
  multi_users_select: "selected_users",
  multi_conversations_select: "selected_conversations",
  multi_channels_select: "selected_channels",
};

/** The element's entry holding `choice`; null, or an empty list for what holds several, when nothing is chosen. */
export function stateOf(element: StatefulElement, choice: unknown): ElementState {
  return { type: element.type, [stateKeys[element.type]]: choice };
}

/** What an entry holds. */
export function choiceOf(element: StatefulElement, state: Record<string, unknown> | undefined): unknown {
  return state?.[stateKeys[element.type]] ?? (holdsSeveral(element) ? [] : null);
}

/** The entry an untouched element has. `conversation` is where `default_to_current_conversation` points. */
function initialState(element: StatefulElement, conversation: string | null): ElementState {
  return stateOf(element, initialChoice(element, conversation) ?? (holdsSeveral(element) ? [] : null));
}

/**
 * The state of a message or view as drawn: what was there before under the same block_id and action_id for the same type
 * of element, and the initial value of everything else.
 */
export function carryState(
  before: StateValues,
  blocks: readonly BlockJson[],
  conversation: string | null = null,
): StateValues {
  const after: StateValues = {};
  for (const { blockId, actionId, element } of listFields(blocks)) {
    const kept = before[blockId]?.[actionId];
    const entry = kept?.["type"] === element.type ? kept : initialState(element, conversation);
    after[blockId] = { ...after[blockId], [actionId]: entry };
  }
  return after;
}

/** `state` with one element's entry replaced. */
export function withEntry(state: StateValues, blockId: string, actionId: string, entry: ElementState): StateValues {
  return { ...state, [blockId]: { ...state[blockId], [actionId]: entry } };
}

function holdsSeveral(element: StatefulElement): boolean {
  return element.type.startsWith("multi_") || element.type === "checkboxes" || element.type === "file_input";
}

function initialChoice(element: StatefulElement, conversation: string | null): unknown {
  switch (element.type) {
    case "plain_text_input":
    case "email_text_input":
    case "url_text_input":
    case "number_input":
    case "rich_text_input":
      return element.initial_value;
    case "checkboxes":
    case "multi_static_select":
    case "multi_external_select":
      return element.initial_options;
    case "radio_buttons":
    case "static_select":
    case "external_select":
      return element.initial_option;
    case "datepicker":
      return element.initial_date;
    case "timepicker":
      return element.initial_time;
    case "datetimepicker":
      return element.initial_date_time;
    case "users_select":
      return element.initial_user;
    case "conversations_select":
      return element.initial_conversation ?? (element.default_to_current_conversation ? conversation : null);
    case "channels_select":
      return element.initial_channel;
    case "multi_users_select":
      return element.initial_users;
    case "multi_conversations_select": {
      const current = element.default_to_current_conversation && conversation !== null ? [conversation] : undefined;
      return element.initial_conversations ?? current;
    }
    case "multi_channels_select":
      return element.initial_channels;
    case "file_input":
      return [];
  }
}
