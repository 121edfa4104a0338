import type { ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";
import { pageText } from "../page.text.ts";

interface DropZoneProps {
  name: string;
  disabled: boolean;
  onFiles: (files: readonly File[]) => void;
  children: ComponentChildren;
}

/** A pane onto which files can be dropped. */
export function DropZone({ name, disabled, onFiles, children }: DropZoneProps) {
  const [over, setOver] = useState(false);
  const depth = useRef(0);
  const hasFiles = (event: DragEvent) => !disabled && event.dataTransfer?.types.includes("Files") === true;
  return (
    <div
      class="drop-zone"
      onDragEnter={(event) => {
        if (!hasFiles(event)) return;
        depth.current += 1;
        setOver(true);
      }}
      onDragOver={(event) => hasFiles(event) && event.preventDefault()}
      onDragLeave={(event) => {
        if (!hasFiles(event)) return;
        depth.current -= 1;
        if (depth.current === 0) setOver(false);
      }}
      onDrop={(event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        depth.current = 0;
        setOver(false);
        onFiles([...(event.dataTransfer?.files ?? [])]);
      }}
    >
      {children}
      {over && <div class="drop-sign">{pageText.dropHere(name)}</div>}
    </div>
  );
}
