import type { Placement } from "@floating-ui/dom";
import type { ComponentChildren } from "preact";
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { Popover } from "./popover.tsx";

/** One line of a menu. */
export interface MenuItem {
  key: string;
  label: ComponentChildren;
  /** the words by which typing a letter finds it */
  name: string;
  description?: string;
  danger?: boolean;
  /** set: a choice of one among several, ticked or not */
  checked?: boolean;
  /** a rule above it */
  separated?: boolean;
  /** set: a link that opens in a new tab as well as being chosen */
  href?: string | undefined;
  onSelect: () => void;
}

interface MenuButtonProps {
  label: string;
  items: readonly MenuItem[];
  placement?: Placement;
  class?: string;
  heading?: string;
  busy?: boolean;
  children: ComponentChildren;
}

/** A button that opens a menu: arrow keys, Home, End, letters, Enter, Escape. */
export function MenuButton(props: MenuButtonProps) {
  const { label, items, placement = "bottom-end", class: extra = "icon-button", heading, busy = false } = props;
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const close = useCallback(() => setOpen(false), []);

  const leave = () => {
    setOpen(false);
    button.current?.focus();
  };

  return (
    <>
      <button
        ref={button}
        type="button"
        class={extra}
        aria-label={label}
        title={label}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-busy={busy}
        disabled={busy}
        data-open={open}
        onClick={() => setOpen(!open)}
        onKeyDown={(event) => {
          if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
          event.preventDefault();
          setOpen(true);
        }}
      >
        {props.children}
      </button>
      {open && (
        <Popover anchor={button} placement={placement} onClose={close} class="menu-popover">
          <MenuList label={heading ?? label} heading={heading} items={items} onLeave={leave} />
        </Popover>
      )}
    </>
  );
}

interface MenuListProps {
  label: string;
  heading: string | undefined;
  items: readonly MenuItem[];
  onLeave: () => void;
}

function MenuList({ label, heading, items, onLeave }: MenuListProps) {
  const list = useRef<HTMLDivElement>(null);
  const entries = () => [...(list.current?.querySelectorAll<HTMLElement>("[data-menu-item]") ?? [])];

  useEffect(() => {
    const all = [...(list.current?.querySelectorAll<HTMLElement>("[data-menu-item]") ?? [])];
    (all.find((entry) => entry.getAttribute("aria-checked") === "true") ?? all[0])?.focus();
  }, []);

  const move = (event: KeyboardEvent) => {
    const all = entries();
    const at = all.indexOf(document.activeElement as HTMLElement);
    const target = targetOf(event.key, at, all.length) ?? letterTarget(event.key, at, items);
    if (target !== null) {
      event.preventDefault();
      all[target]?.focus();
    } else if (event.key === "Escape" || event.key === "Tab") {
      event.preventDefault();
      event.stopPropagation();
      onLeave();
    }
  };

  return (
    <div ref={list} role="menu" aria-label={label} class="menu" onKeyDown={move} tabIndex={-1}>
      {heading !== undefined && (
        <div class="menu-heading" aria-hidden="true">
          {heading}
        </div>
      )}
      {items.map((item) => (
        <MenuEntry key={item.key} item={item} onLeave={onLeave} />
      ))}
    </div>
  );
}

function MenuEntry({ item, onLeave }: { item: MenuItem; onLeave: () => void }) {
  const shared = {
    tabIndex: -1,
    "data-menu-item": true,
    class: `menu-item${item.danger ? " danger" : ""}${item.separated ? " separated" : ""}`,
    onClick: () => {
      onLeave();
      item.onSelect();
    },
  };
  const inside = (
    <>
      <span class="menu-label">{item.label}</span>
      {item.description !== undefined && <span class="menu-description">{item.description}</span>}
    </>
  );
  if (item.href !== undefined) {
    return (
      <a role="menuitem" href={item.href} target="_blank" rel="noreferrer" {...shared}>
        {inside}
      </a>
    );
  }
  if (item.checked === undefined) {
    return (
      <button type="button" role="menuitem" {...shared}>
        {inside}
      </button>
    );
  }
  return (
    <button type="button" role="menuitemradio" aria-checked={item.checked} {...shared}>
      {inside}
    </button>
  );
}

function targetOf(key: string, at: number, count: number): number | null {
  if (count === 0) return null;
  if (key === "ArrowDown") return (at + 1) % count;
  if (key === "ArrowUp") return (at - 1 + count) % count;
  if (key === "Home") return 0;
  return key === "End" ? count - 1 : null;
}

function letterTarget(key: string, at: number, items: readonly MenuItem[]): number | null {
  if (key.length !== 1 || key === " ") return null;
  const order = items.map((_, index) => (at + 1 + index) % items.length);
  return order.find((index) => items[index]?.name.toLowerCase().startsWith(key.toLowerCase())) ?? null;
}
