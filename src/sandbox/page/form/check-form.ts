import type { StateValues } from "../../page-protocol.ts";
import { choiceOf, isEmpty } from "./element-state.ts";
import type { Field } from "./fields.ts";
import { formText } from "./form.text.ts";

/**
 * What Slack's own client refuses before a form is sent: a required input left empty, and text that is no address, link
 * or number, or too short. Returns block_id → sentence; empty when the form may go.
 */
export function checkForm(fields: readonly Field[], state: StateValues): Record<string, string> {
  const faults: Record<string, string> = {};
  for (const field of fields) {
    const fault = faultOf(field, state[field.blockId]?.[field.actionId]);
    if (fault !== null) faults[field.blockId] ??= fault;
  }
  return faults;
}

function faultOf({ element, required }: Field, state: Record<string, unknown> | undefined): string | null {
  if (isEmpty(element, state)) return required ? formText.required : null;
  const choice = choiceOf(element, state);
  if (typeof choice !== "string") return null;
  switch (element.type) {
    case "email_text_input":
      return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(choice.trim()) ? null : formText.email;
    case "url_text_input":
      return URL.canParse(choice.trim()) ? null : formText.url;
    case "number_input":
      return numberFault(choice.trim(), element);
    case "plain_text_input":
      return element.min_length !== undefined && choice.length < element.min_length
        ? formText.tooShort(element.min_length)
        : null;
    default:
      return null;
  }
}

function numberFault(
  typed: string,
  element: { is_decimal_allowed: boolean; min_value?: string; max_value?: string },
): string | null {
  const pattern = element.is_decimal_allowed ? /^-?\d+([.,]\d+)?$/ : /^-?\d+$/;
  if (!pattern.test(typed)) return element.is_decimal_allowed ? formText.number : formText.wholeNumber;
  const value = Number(typed.replace(",", "."));
  if (element.min_value !== undefined && value < Number(element.min_value)) return formText.atLeast(element.min_value);
  if (element.max_value !== undefined && value > Number(element.max_value)) return formText.atMost(element.max_value);
  return null;
}
