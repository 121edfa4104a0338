import { placedElements } from "../blocks/stored-blocks.ts";
import { isJsonObject, type JsonObject } from "../json.ts";
import type { BlockJson, StateValues } from "../page-protocol.ts";

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0);
}

function valueFault(element: JsonObject, entry: JsonObject): string | null {
  const value = entry["value"];
  if (typeof value !== "string" || value === "") return null;
  switch (element["type"]) {
    case "plain_text_input": {
      const least = Number(element["min_length"] ?? 0);
      const most = Number(element["max_length"] ?? 3000);
      if (value.length < least) return `Please enter at least ${least} characters.`;
      return value.length > most ? `Please enter no more than ${most} characters.` : null;
    }
    case "email_text_input":
      return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value) ? null : "Please enter a valid email address.";
    case "url_text_input":
      return URL.canParse(value) && /^https?:/i.test(value) ? null : "Please enter a valid URL.";
    case "number_input":
      return numberFault(element, value);
    default:
      return null;
  }
}

function numberFault(element: JsonObject, value: string): string | null {
  if (!/^-?\d+(\.\d+)?$/.test(value)) return "Please enter a valid number.";
  if (element["is_decimal_allowed"] !== true && value.includes(".")) return "Please enter a whole number.";
  const number = Number(value);
  if (element["min_value"] !== undefined && number < Number(element["min_value"])) {
    return `Please enter a number no less than ${String(element["min_value"])}.`;
  }
  if (element["max_value"] !== undefined && number > Number(element["max_value"])) {
    return `Please enter a number no more than ${String(element["max_value"])}.`;
  }
  return null;
}

/** What Slack's own client refuses before it submits a modal: block_id → sentence. */
export function inputFaults(blocks: readonly BlockJson[], values: StateValues): Record<string, string> {
  const faults: Record<string, string> = {};
  for (const { block, element } of placedElements(blocks)) {
    if (block.type !== "input") continue;
    const entry = values[String(block.block_id)]?.[String(element["action_id"])];
    if (!isJsonObject(entry)) continue;
    const filled = Object.entries(entry).some(([key, value]) => key !== "type" && !isEmpty(value));
    if (!filled && block["optional"] !== true) faults[String(block.block_id)] = "Please complete this required field.";
    const fault = valueFault(element, entry);
    if (fault) faults[String(block.block_id)] = fault;
  }
  return faults;
}
