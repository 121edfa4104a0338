import type { RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

/** Takes files that are dropped on an element; answers whether some hang over it. Null for `onFiles` takes none. */
export function useFileDrop(
  target: RefObject<HTMLElement | null>,
  onFiles: ((files: readonly File[]) => void) | null,
): boolean {
  const [over, setOver] = useState(false);
  const taker = useRef(onFiles);
  taker.current = onFiles;

  useEffect(() => {
    const element = target.current;
    if (element === null) return;
    // Entering a child comes before leaving its parent.
    let depth = 0;
    const stop = new AbortController();
    const on = (kind: "dragenter" | "dragover" | "dragleave" | "drop", handle: (event: DragEvent) => void) =>
      element.addEventListener(
        kind,
        (event) => {
          if (taker.current === null || event.dataTransfer?.types.includes("Files") !== true) return;
          event.preventDefault();
          event.stopPropagation();
          handle(event);
        },
        { signal: stop.signal },
      );
    on("dragenter", () => {
      depth += 1;
      setOver(true);
    });
    on("dragover", () => {});
    on("dragleave", () => {
      depth -= 1;
      if (depth === 0) setOver(false);
    });
    on("drop", (event) => {
      depth = 0;
      setOver(false);
      taker.current?.([...(event.dataTransfer?.files ?? [])]);
    });
    return () => stop.abort();
  }, [target]);

  return over;
}
