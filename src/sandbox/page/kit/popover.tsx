import { autoUpdate, computePosition, flip, offset, type Placement, shift, size } from "@floating-ui/dom";
import type { ComponentChildren, RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";

interface PopoverProps {
  anchor: RefObject<HTMLElement | null>;
  placement: Placement;
  /** as wide as the anchor at least */
  matchWidth?: boolean;
  onClose: () => void;
  class?: string;
  children: ComponentChildren;
}

/** Something floating beside its anchor, above everything else (modals too); a press elsewhere closes it. */
export function Popover({ anchor, placement, matchWidth = false, onClose, class: extra = "", children }: PopoverProps) {
  const floating = useRef<HTMLDivElement>(null);

  useLayoutEffect(() => {
    const element = floating.current;
    const beside = anchor.current;
    if (element === null || beside === null) return;
    element.showPopover();
    return autoUpdate(beside, element, () => void place(beside, element, placement, matchWidth));
  }, [anchor, placement, matchWidth]);

  useEffect(() => {
    const pressed = (event: PointerEvent) => {
      const target = event.target as Node;
      if (floating.current?.contains(target) || anchor.current?.contains(target)) return;
      onClose();
    };
    document.addEventListener("pointerdown", pressed, true);
    return () => document.removeEventListener("pointerdown", pressed, true);
  }, [anchor, onClose]);

  return (
    <div ref={floating} popover="manual" class={`popover ${extra}`}>
      {children}
    </div>
  );
}

async function place(anchor: HTMLElement, element: HTMLElement, placement: Placement, matchWidth: boolean) {
  const { x, y } = await computePosition(anchor, element, {
    placement,
    strategy: "fixed",
    middleware: [
      offset(6),
      flip({ padding: 8 }),
      shift({ padding: 8 }),
      size({
        padding: 8,
        apply({ availableHeight, rects }) {
          element.style.maxHeight = `${Math.max(120, Math.min(availableHeight, 460))}px`;
          if (matchWidth) element.style.minWidth = `${rects.reference.width}px`;
        },
      }),
    ],
  });
  element.style.left = `${x}px`;
  element.style.top = `${y}px`;
}
