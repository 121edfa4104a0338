import type { ComponentChildren } from "preact";
import { Dialog } from "./dialog.tsx";

interface ConfirmDialogProps {
  title: string;
  text: ComponentChildren;
  confirm: string;
  deny: string;
  danger?: boolean;
  onAnswer: (yes: boolean) => void;
}

/** A question with two answers; Escape is no. */
export function ConfirmDialog({ title, text, confirm, deny, danger = false, onAnswer }: ConfirmDialogProps) {
  return (
    <Dialog label={title} class="confirm-dialog" onClose={() => onAnswer(false)}>
      <h2>{title}</h2>
      <div class="confirm-text">{text}</div>
      <div class="dialog-buttons">
        <button type="button" class="button" onClick={() => onAnswer(false)}>
          {deny}
        </button>
        <button type="button" class={`button ${danger ? "danger" : "primary"}`} onClick={() => onAnswer(true)}>
          {confirm}
        </button>
      </div>
    </Dialog>
  );
}
