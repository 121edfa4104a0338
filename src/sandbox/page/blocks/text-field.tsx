import type { EmailInput, NumberInput, PlainTextInput, URLInput } from "@slack/types";
import { useEffect, useRef } from "preact/hooks";
import { type ElementPlace, useElement } from "./use-element.ts";

type TextElement = PlainTextInput | EmailInput | NumberInput | URLInput;

/** How long typing pauses before `on_character_entered` is sent, in milliseconds. */
const typingPause = 400;

/** Text, e-mail, web address or number, on one line or several. */
export function TextField({ element, place }: { element: TextElement; place: ElementPlace }) {
  const handle = useElement(element, place);
  const control = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined);
  const triggers = element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  const multiline = element.type === "plain_text_input" && element.multiline === true;
  const longest = element.type === "plain_text_input" ? element.max_length : undefined;
  const value = typeof handle.choice === "string" ? handle.choice : "";

  useEffect(() => {
    if (element.focus_on_load === true) control.current?.focus();
    return () => clearTimeout(pause.current);
  }, [element.focus_on_load]);

  const typed = (text: string) => {
    handle.keep(text === "" ? null : text);
    if (place.input?.dispatches !== true || !triggers.includes("on_character_entered")) return;
    clearTimeout(pause.current);
    pause.current = setTimeout(() => handle.send(text), typingPause);
  };

  const pressed = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.isComposing || multiline) return;
    if (place.input?.dispatches !== true || !triggers.includes("on_enter_pressed")) return;
    event.preventDefault();
    handle.send(value);
  };

  const shared = {
    ref: control,
    id: handle.id,
    ...handle.aria,
    placeholder: element.placeholder?.text ?? "",
    value,
    maxLength: longest,
    readOnly: handle.frozen,
    "aria-busy": handle.busy,
    onInput: (event: { currentTarget: { value: string } }) => typed(event.currentTarget.value),
    onKeyDown: pressed,
  };
  return (
    <>
      {multiline ? (
        <textarea class="field" rows={4} {...shared} />
      ) : (
        <input class="field" {...kindOf(element)} {...shared} />
      )}
      {longest !== undefined && value.length > longest * 0.8 && (
        <span class="field-count" aria-hidden="true">
          {longest - value.length}
        </span>
      )}
    </>
  );
}

/** The browser's keyboard for the kind of text; its own validation is off, since ours says more. */
function kindOf(element: TextElement) {
  switch (element.type) {
    case "email_text_input":
      return { type: "text", inputMode: "email", autocomplete: "off" } as const;
    case "url_text_input":
      return { type: "text", inputMode: "url", autocomplete: "off" } as const;
    case "number_input":
      return {
        type: "text",
        inputMode: element.is_decimal_allowed ? "decimal" : "numeric",
        autocomplete: "off",
      } as const;
    case "plain_text_input":
      return { type: "text", autocomplete: "off" } as const;
  }
}
