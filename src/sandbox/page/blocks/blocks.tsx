import type {
  ActionsBlock,
  AlertBlock,
  CardBlock,
  CarouselBlock,
  ContainerBlock,
  ContextActionsBlock,
  ContextBlock,
  DataTableBlock,
  FileBlock,
  HeaderBlock,
  ImageBlock,
  InputBlock,
  MarkdownBlock,
  RichTextBlock,
  SectionBlock,
  TableBlock,
} from "@slack/types";
import type { BlockJson } from "../../page-protocol.ts";
import { actionIdOf, blockIdOf } from "../form/fields.ts";
import { Icon, type IconName } from "../kit/icon.tsx";
import { pageText } from "../page.text.ts";
import { usePage } from "../page-context.ts";
import { parseMarkdown } from "../text/markdown.ts";
import { parseMrkdwn, parsePlainText } from "../text/mrkdwn.ts";
import { piecesText } from "../text/pieces.ts";
import { Pieces, TextObject } from "../text/rich.tsx";
import { richTextPieces } from "../text/rich-text.ts";
import { useBlockHost } from "./block-host.ts";
import { BlockPicture } from "./block-picture.tsx";
import { DataTable, PlainTable } from "./block-table.tsx";
import { BlockIconButton, Feedback } from "./button.tsx";
import { Card, Carousel } from "./card.tsx";
import { Chart, type ChartBlock } from "./chart.tsx";
import { Container } from "./container.tsx";
import { Element } from "./element.tsx";

/** Draws a list of blocks. `prefix` stands before places of blocks inside a container. */
export function Blocks({ blocks, prefix = "" }: { blocks: readonly BlockJson[]; prefix?: string }) {
  return (
    <>
      {blocks.map((block, index) => (
        <div key={blockIdOf(block, `${prefix}${index}`)} class={`block block-${block.type}`} data-block={block.type}>
          <OneBlock block={block} place={`${prefix}${index}`} />
        </div>
      ))}
    </>
  );
}

function OneBlock({ block, place }: { block: BlockJson; place: string }) {
  const blockId = blockIdOf(block, place);
  switch (block.type) {
    case "section":
      return <Section block={block as unknown as SectionBlock} blockId={blockId} />;
    case "context":
      return <Context block={block as unknown as ContextBlock} />;
    case "actions":
      return <Actions block={block as unknown as ActionsBlock} blockId={blockId} />;
    case "context_actions":
      return <ContextActions block={block as unknown as ContextActionsBlock} blockId={blockId} />;
    case "divider":
      return <hr />;
    case "header":
      return <Header block={block as unknown as HeaderBlock} />;
    case "image":
      return <Image block={block as unknown as ImageBlock} />;
    case "input":
      return <Input block={block as unknown as InputBlock} blockId={blockId} />;
    case "markdown":
      return (
        <div class="prose">
          <Pieces pieces={parseMarkdown((block as unknown as MarkdownBlock).text)} />
        </div>
      );
    case "rich_text":
      return (
        <div class="prose">
          <Pieces pieces={richTextPieces(block as unknown as RichTextBlock)} />
        </div>
      );
    case "table":
      return <PlainTable block={block as unknown as TableBlock} />;
    case "data_table":
      return <DataTable block={block as unknown as DataTableBlock} />;
    case "data_visualization":
      return <Chart block={block as unknown as ChartBlock} />;
    case "card":
      return <Card block={block as unknown as CardBlock} blockId={blockId} />;
    case "carousel":
      return <Carousel block={block as unknown as CarouselBlock} blockId={blockId} />;
    case "alert":
      return <Alert block={block as unknown as AlertBlock} />;
    case "container":
      return (
        <Container block={block as unknown as ContainerBlock}>
          <Blocks
            blocks={(block as unknown as ContainerBlock).child_blocks as unknown as BlockJson[]}
            prefix={`${place}-`}
          />
        </Container>
      );
    case "file":
      return <FileName block={block as unknown as FileBlock} />;
    default:
      return <p class="block-unknown">{pageText.unknownBlock(block.type)}</p>;
  }
}

function Section({ block, blockId }: { block: SectionBlock; blockId: string }) {
  const { names } = usePage();
  const { text, fields, accessory } = block;
  const wide = accessory?.type === "checkboxes" || accessory?.type === "radio_buttons";
  const name =
    text === undefined
      ? undefined
      : piecesText(text.type === "mrkdwn" ? parseMrkdwn(text.text) : parsePlainText(text.text, true), names);
  return (
    <div class={`section${wide ? " stacked" : ""}`}>
      <div class="section-body">
        {text !== undefined && (
          <div class="section-text">
            <TextObject text={text} />
          </div>
        )}
        {fields !== undefined && (
          <div class="section-fields">
            {fields.map((field, index) => (
              <div key={index}>
                <TextObject text={field} />
              </div>
            ))}
          </div>
        )}
      </div>
      {accessory !== undefined && (
        <div class="accessory">
          <Element element={accessory} place={{ blockId, at: 0, name: name?.split("\n")[0], input: null }} />
        </div>
      )}
    </div>
  );
}

function Context({ block }: { block: ContextBlock }) {
  return (
    <div class="context">
      {block.elements.map((element, index) =>
        element.type === "image" ? (
          <BlockPicture key={index} image={element} alt={element.alt_text} class="context-picture" />
        ) : (
          <span key={index} class="context-text">
            <TextObject text={element} />
          </span>
        ),
      )}
    </div>
  );
}

function Actions({ block, blockId }: { block: ActionsBlock; blockId: string }) {
  return (
    <div class="actions">
      {block.elements.map((element, at) => (
        <Element
          key={actionIdOf(element, at)}
          element={element}
          place={{ blockId, at, name: undefined, input: null }}
        />
      ))}
    </div>
  );
}

function ContextActions({ block, blockId }: { block: ContextActionsBlock; blockId: string }) {
  const { me } = usePage();
  return (
    <div class="context-actions">
      {block.elements.map((element, at) => {
        if (element.type === "feedback_buttons") {
          return <Feedback key={at} element={element} blockId={blockId} at={at} />;
        }
        const hidden = element.visible_to_user_ids !== undefined && !element.visible_to_user_ids.includes(me.id);
        return hidden ? null : <BlockIconButton key={at} element={element} blockId={blockId} at={at} />;
      })}
    </div>
  );
}

function Header({ block }: { block: HeaderBlock }) {
  return (
    <h3 class="header-block">
      <TextObject text={block.text} />
    </h3>
  );
}

function Image({ block }: { block: ImageBlock }) {
  return (
    <figure class="image-block">
      {block.title !== undefined && (
        <figcaption>
          <TextObject text={block.title} />
        </figcaption>
      )}
      <BlockPicture image={block} alt={block.alt_text} class="image-picture" />
    </figure>
  );
}

function Input({ block, blockId }: { block: InputBlock; blockId: string }) {
  const host = useBlockHost();
  const id = `${host.idPrefix}-${blockId}-${actionIdOf(block.element, 0)}`;
  const error = host.errors[blockId];
  const hints = [block.hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  const grouped = block.element.type === "checkboxes" || block.element.type === "radio_buttons";
  const label = (
    <>
      <TextObject text={block.label} />
      {block.optional === true && <span class="optional"> (optional)</span>}
    </>
  );
  return (
    <div class={`input-block${error ? " has-error" : ""}`}>
      {grouped ? (
        <span class="input-label" id={`${id}-label`}>
          {label}
        </span>
      ) : (
        <label class="input-label" for={id} id={`${id}-label`}>
          {label}
        </label>
      )}
      <Element
        element={block.element}
        place={{
          blockId,
          at: 0,
          name: undefined,
          input: {
            describedBy: hints === "" ? undefined : hints,
            invalid: error !== undefined,
            dispatches: block.dispatch_action === true,
            optional: block.optional === true,
          },
        }}
      />
      {error !== undefined && (
        <div class="field-error" id={`${id}-error`} role="alert">
          <Icon name="alert" size={15} />
          <span>{error}</span>
        </div>
      )}
      {block.hint !== undefined && (
        <div class="input-hint" id={`${id}-hint`}>
          <TextObject text={block.hint} />
        </div>
      )}
    </div>
  );
}

const alertIcons: Record<NonNullable<AlertBlock["level"]>, IconName> = {
  default: "info",
  info: "info",
  warning: "alert",
  error: "alert",
  success: "check",
};

function Alert({ block }: { block: AlertBlock }) {
  const level = block.level ?? "default";
  return (
    <div class={`alert-block ${level}`} role={level === "error" || level === "warning" ? "alert" : "note"}>
      <Icon name={alertIcons[level]} />
      <span>
        <TextObject text={block.text} />
      </span>
    </div>
  );
}

function FileName({ block }: { block: FileBlock }) {
  return (
    <span class="file-line">
      <Icon name="file" />
      <span class="file-name">{block.external_id}</span>
    </span>
  );
}
