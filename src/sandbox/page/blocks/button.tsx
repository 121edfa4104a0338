import type { Button, FeedbackButtons, IconButton, Overflow } from "@slack/types";
import { actionIdOf } from "../form/fields.ts";
import { Icon, type IconName, Spinner } from "../kit/icon.tsx";
import { MenuButton } from "../kit/menu.tsx";
import { parsePlainText } from "../text/mrkdwn.ts";
import { Pieces } from "../text/rich.tsx";
import { useBlockHost } from "./block-host.ts";

/** A `button`; with a url it opens the page as well as being sent. */
export function BlockButton({ element, blockId, at }: { element: Button; blockId: string; at: number }) {
  const { busy, frozen, dispatch } = useBlockHost();
  const actionId = actionIdOf(element, at);
  const waiting = busy.has(`${blockId} ${actionId}`);
  const label = <Pieces pieces={parsePlainText(element.text.text, element.text.emoji !== false)} />;
  const shared = {
    class: `button ${element.style ?? ""}`,
    "aria-label": element.accessibility_label,
    "aria-busy": waiting,
  };
  const press = () => {
    const { text, value, style, type } = element;
    const action = { type, text, ...(value !== undefined && { value }), ...(style !== undefined && { style }) };
    return dispatch(blockId, actionId, action, element.confirm);
  };
  if (element.url !== undefined && /^https?:/i.test(element.url)) {
    return (
      <a {...shared} href={element.url} target="_blank" rel="noreferrer" onClick={() => void press()}>
        {label}
      </a>
    );
  }
  return (
    <button {...shared} type="button" disabled={waiting || frozen} onClick={() => void press()}>
      <span class="button-text">{label}</span>
      {waiting && <Spinner />}
    </button>
  );
}

/** An `overflow` menu: "⋯". */
export function OverflowMenu({ element, blockId, at }: { element: Overflow; blockId: string; at: number }) {
  const { busy, dispatch } = useBlockHost();
  const actionId = actionIdOf(element, at);
  const waiting = busy.has(`${blockId} ${actionId}`);
  const items = element.options.map((option, index) => ({
    key: option.value ?? String(index),
    name: option.text.text,
    label: <Pieces pieces={parsePlainText(option.text.text, option.text.emoji !== false)} />,
    href: option.url,
    ...(option.description !== undefined && { description: option.description.text }),
    onSelect: () => void dispatch(blockId, actionId, { type: element.type, selected_option: option }, element.confirm),
  }));
  return (
    <MenuButton label="More actions" items={items} class="button overflow" busy={waiting}>
      {waiting ? <Spinner /> : <Icon name="dots" />}
    </MenuButton>
  );
}

/** The two buttons of `feedback_buttons`. */
export function Feedback({ element, blockId, at }: { element: FeedbackButtons; blockId: string; at: number }) {
  const { busy, dispatch } = useBlockHost();
  const actionId = actionIdOf(element, at);
  return (
    <span class="feedback">
      {[element.positive_button, element.negative_button].map((half) => (
        <button
          key={half.value}
          type="button"
          class="icon-button"
          aria-label={half.accessibility_label ?? half.text.text}
          disabled={busy.has(`${blockId} ${actionId}`)}
          onClick={() => void dispatch(blockId, actionId, { type: element.type, text: half.text, value: half.value })}
        >
          <Pieces pieces={parsePlainText(half.text.text, true)} />
        </button>
      ))}
    </span>
  );
}

/** Slack names its pictures; those that have no drawing of ours show their text. */
const iconNames: Readonly<Record<string, IconName>> = { trash: "trash" };

/** An `icon_button`. */
export function BlockIconButton({ element, blockId, at }: { element: IconButton; blockId: string; at: number }) {
  const { busy, dispatch } = useBlockHost();
  const actionId = actionIdOf(element, at);
  const icon = iconNames[element.icon];
  const { type, text, value, confirm } = element;
  return (
    <button
      type="button"
      class="icon-button icon-button-text"
      aria-label={element.accessibility_label ?? text.text}
      title={text.text}
      disabled={busy.has(`${blockId} ${actionId}`)}
      onClick={() => void dispatch(blockId, actionId, { type, text, ...(value !== undefined && { value }) }, confirm)}
    >
      {icon === undefined ? text.text : <Icon name={icon} size={16} />}
    </button>
  );
}
