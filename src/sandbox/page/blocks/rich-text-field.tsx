import type { RichTextBlock, RichTextInput } from "@slack/types";
import { useEffect, useRef, useState } from "preact/hooks";
import { readRichText, typeRichText } from "../form/typed-rich-text.ts";
import { Icon, type IconName } from "../kit/icon.tsx";
import { type ElementPlace, useElement } from "./use-element.ts";

/** What each button of the bar puts around, or before each line of, the selection. */
const marks: readonly { name: string; icon: IconName; around?: string; before?: string; key?: string }[] = [
  { name: "Bold", icon: "bold", around: "*", key: "b" },
  { name: "Italic", icon: "italic", around: "_", key: "i" },
  { name: "Strikethrough", icon: "strike", around: "~" },
  { name: "Code", icon: "code", around: "`" },
  { name: "Bulleted list", icon: "list", before: "- " },
];

/** `rich_text_input`: text with Slack's own signs for bold and the rest, and a bar that sets them. */
export function RichTextField({ element, place }: { element: RichTextInput; place: ElementPlace }) {
  const handle = useElement(element, place);
  const control = useRef<HTMLTextAreaElement>(null);
  const block = handle.choice as RichTextBlock | null;
  const [typed, setTyped] = useState(block === null ? "" : typeRichText(block));

  useEffect(() => {
    if (element.focus_on_load === true) control.current?.focus();
  }, [element.focus_on_load]);

  const write = (text: string) => {
    setTyped(text);
    handle.keep(readRichText(text));
  };

  const mark = (button: (typeof marks)[number]) => {
    const area = control.current;
    if (area === null) return;
    const { selectionStart: from, selectionEnd: to } = area;
    const chosen = typed.slice(from, to);
    const { around = "", before } = button;
    const set = before === undefined ? `${around}${chosen}${around}` : chosen.replace(/^/gm, before);
    write(typed.slice(0, from) + set + typed.slice(to));
    const caret = chosen === "" ? from + (before ?? around).length : from + set.length;
    requestAnimationFrame(() => {
      area.focus();
      area.setSelectionRange(caret, caret);
    });
  };

  return (
    <div class="rich-field">
      <div class="rich-bar" role="toolbar" aria-label="Formatting">
        {marks.map((button) => (
          <button
            key={button.name}
            type="button"
            class="icon-button small"
            aria-label={button.name}
            title={button.name}
            onClick={() => mark(button)}
          >
            <Icon name={button.icon} size={16} />
          </button>
        ))}
      </div>
      <textarea
        ref={control}
        class="field"
        id={handle.id}
        {...handle.aria}
        rows={element.min_lines ?? 4}
        placeholder={element.placeholder?.text ?? ""}
        readOnly={handle.frozen}
        value={typed}
        onInput={(event) => write(event.currentTarget.value)}
        onKeyDown={(event) => {
          const button = marks.find((one) => one.key === event.key.toLowerCase());
          if (!(event.ctrlKey || event.metaKey) || button === undefined) return;
          event.preventDefault();
          mark(button);
        }}
      />
    </div>
  );
}
