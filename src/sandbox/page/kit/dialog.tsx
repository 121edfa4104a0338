import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

interface DialogProps {
  label: string;
  class?: string;
  /** Escape, or a press beside it where `lightDismiss` is set */
  onClose: () => void;
  lightDismiss?: boolean;
  children: ComponentChildren;
}

/** The browser's own modal dialog: it keeps the focus, the rest of the page is inert, Escape closes. */
export function Dialog({ label, class: extra = "", onClose, lightDismiss = false, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);

  useLayoutEffect(() => {
    const element = dialog.current;
    if (element === null) return;
    const before = document.activeElement;
    element.showModal();
    return () => {
      element.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);

  return (
    <dialog
      ref={dialog}
      class={`dialog ${extra}`}
      aria-label={label}
      onCancel={(event) => {
        event.preventDefault();
        if (event.target === dialog.current) onClose();
      }}
      onKeyDown={(event) => {
        // Chromium closes a dialog at the second Escape whatever "cancel" says; the key itself can be refused always.
        if (event.key !== "Escape" || event.defaultPrevented) return;
        event.preventDefault();
        event.stopPropagation();
        onClose();
      }}
      onClick={(event) => {
        if (lightDismiss && event.target === dialog.current) onClose();
      }}
    >
      {children}
    </dialog>
  );
}
