import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import { useFileDrop } from "../kit/use-file-drop.ts";
import { pageText } from "../page.text.ts";

interface DropZoneProps {
  name: string;
  disabled: boolean;
  onFiles: (files: readonly File[]) => void;
  children: ComponentChildren;
}

/** A pane onto which files can be dropped. */
export function DropZone({ name, disabled, onFiles, children }: DropZoneProps) {
  const zone = useRef<HTMLDivElement>(null);
  const over = useFileDrop(zone, disabled ? null : onFiles);
  return (
    <div ref={zone} class="drop-zone">
      {children}
      {over && <div class="drop-sign">{pageText.dropHere(name)}</div>}
    </div>
  );
}
