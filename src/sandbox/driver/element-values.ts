import { isJsonObject, type JsonObject } from "../json.ts";
import { valueKey } from "../model/view-state.ts";

/** What a person enters: text, an option's value or text, an id, several of them, a number of seconds, or an option. */
export type Entry = string | number | null | string[] | JsonObject | JsonObject[];

function optionsOf(element: JsonObject): JsonObject[] {
  const groups = Array.isArray(element["option_groups"]) ? element["option_groups"] : [];
  const nested = groups.flatMap((group) =>
    isJsonObject(group) && Array.isArray(group["options"]) ? group["options"] : [],
  );
  return [...(Array.isArray(element["options"]) ? element["options"] : []), ...nested].filter(isJsonObject);
}

function optionText(option: JsonObject): string {
  const text = option["text"];
  return isJsonObject(text) ? String(text["text"] ?? "") : "";
}

function pick(element: JsonObject, entry: unknown): JsonObject {
  if (isJsonObject(entry)) return entry;
  const options = optionsOf(element);
  const found =
    options.find((option) => option["value"] === entry) ?? options.find((option) => optionText(option) === entry);
  if (!found)
    throw new Error(`No option "${String(entry)}". There are: ${options.map(optionText).join(", ") || "none"}.`);
  return found;
}

function listOf(entry: Entry): (string | JsonObject)[] {
  if (Array.isArray(entry)) return entry;
  return entry === null ? [] : [entry as string | JsonObject];
}

/** The value field of Slack's action JSON for what was entered, e.g. {selected_option: …}. */
export function elementValue(element: JsonObject, entry: Entry): JsonObject {
  const type = String(element["type"]);
  switch (type) {
    case "overflow":
      return { selected_option: pick(element, entry) };
    case "static_select":
    case "external_select":
    case "radio_buttons":
      return { selected_option: entry === null ? null : pick(element, entry) };
    case "multi_static_select":
    case "multi_external_select":
    case "checkboxes":
      return { selected_options: listOf(entry).map((one) => pick(element, one)) };
    case "multi_users_select":
    case "multi_conversations_select":
    case "multi_channels_select":
    case "file_input":
      return { [valueKey(type)]: listOf(entry) };
    case "rich_text_input":
      return { rich_text_value: typeof entry === "string" ? richText(entry) : entry };
    case "datetimepicker":
      return { selected_date_time: entry === null ? null : Number(entry) };
    default:
      return { [valueKey(type)]: entry };
  }
}

function richText(text: string): JsonObject {
  return { type: "rich_text", elements: [{ type: "rich_text_section", elements: [{ type: "text", text }] }] };
}
