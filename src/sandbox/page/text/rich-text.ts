import type { RichTextBlock, RichTextBlockElement, RichTextElement, RichTextSection } from "@slack/types";
import { findEmoji } from "./emoji.ts";
import type { Piece, PieceStyle } from "./pieces.ts";

/** Turns a `rich_text` block into pieces. */
export function richTextPieces(block: RichTextBlock): Piece[] {
  return block.elements.flatMap(fromElement);
}

function fromElement(element: RichTextBlockElement): Piece[] {
  switch (element.type) {
    case "rich_text_section":
      return [{ kind: "paragraph", children: element.elements.map(fromInline) }];
    case "rich_text_quote":
      return [{ kind: "quote", children: element.elements.map(fromInline) }];
    case "rich_text_preformatted":
      return [
        { kind: "pre", text: element.elements.map((part) => ("text" in part ? (part.text ?? "") : "")).join("") },
      ];
    case "rich_text_list": {
      const items = element.elements.map((item: RichTextSection) => ({
        checked: null,
        children: item.elements.map(fromInline),
      }));
      return [{ kind: "list", ordered: element.style === "ordered", start: 1, indent: element.indent ?? 0, items }];
    }
    default:
      return [];
  }
}

function fromInline(element: RichTextElement): Piece {
  return styled(bare(element), element.style);
}

function bare(element: RichTextElement): Piece {
  switch (element.type) {
    case "text":
      return element.style && "code" in element.style && element.style.code === true
        ? { kind: "code", text: element.text }
        : { kind: "text", text: element.text };
    case "link":
      return { kind: "link", url: element.url, children: [{ kind: "text", text: element.text ?? element.url }] };
    case "user":
      return { kind: "user", id: element.user_id, label: null };
    case "channel":
      return { kind: "channel", id: element.channel_id, label: null };
    case "usergroup":
      return { kind: "group", label: `@${element.usergroup_id}` };
    case "team":
      return { kind: "group", label: `@${element.team_id}` };
    case "broadcast":
      return { kind: "broadcast", range: element.range };
    case "color":
      return { kind: "colour", value: element.value };
    case "date":
      return {
        kind: "date",
        seconds: element.timestamp,
        format: element.format,
        fallback: element.fallback ?? element.format,
        url: element.url ?? null,
      };
    case "emoji": {
      const glyph = findEmoji(element.name);
      return glyph === null
        ? { kind: "text", text: `:${element.name}:` }
        : { kind: "emoji", name: element.name, glyph };
    }
  }
}

function styled(piece: Piece, style: RichTextElement["style"]): Piece {
  if (style === undefined) return piece;
  const order: PieceStyle[] = ["bold", "italic", "strike", "underline"];
  const flags = style as Partial<Record<PieceStyle, boolean>>;
  return order.reduce<Piece>(
    (inner, name) => (flags[name] === true ? { kind: "style", style: name, children: [inner] } : inner),
    piece,
  );
}
