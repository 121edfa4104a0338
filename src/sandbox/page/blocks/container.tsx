import type { ContainerBlock } from "@slack/types";
import type { ComponentChildren } from "preact";
import { useId, useState } from "preact/hooks";
import { Icon } from "../kit/icon.tsx";
import { Pieces, TextObject } from "../text/rich.tsx";
import { richTextPieces } from "../text/rich-text.ts";
import { BlockPicture } from "./block-picture.tsx";

/** A `container`: blocks in a frame, with a head that may fold them. */
export function Container({ block, children }: { block: ContainerBlock; children: ComponentChildren }) {
  const [open, setOpen] = useState(block.default_collapsed !== true);
  const inside = useId();
  const titled = block.title !== undefined || block.rich_text_title !== undefined;
  const head = (
    <>
      {block.icon !== undefined && <BlockPicture image={block.icon} alt={block.icon.alt_text} class="card-icon" />}
      <span class="container-titles">
        {titled && (
          <span class="container-title">
            {block.rich_text_title !== undefined ? (
              <Pieces pieces={richTextPieces(block.rich_text_title)} />
            ) : (
              block.title !== undefined && <TextObject text={block.title} />
            )}
          </span>
        )}
        {block.subtitle !== undefined && (
          <span class="container-subtitle">
            <TextObject text={block.subtitle} />
          </span>
        )}
      </span>
    </>
  );
  return (
    <div class={`container ${block.width ?? "standard"}`}>
      {block.is_collapsible === true ? (
        <button
          type="button"
          class="container-head"
          aria-expanded={open}
          aria-controls={inside}
          onClick={() => setOpen(!open)}
        >
          {head}
          <Icon name={open ? "chevron" : "right"} size={16} />
        </button>
      ) : (
        titled && <div class="container-head">{head}</div>
      )}
      {open && (
        <div id={inside} class={`container-inside${block.has_header_divider === true ? " ruled" : ""}`}>
          {children}
        </div>
      )}
    </div>
  );
}
