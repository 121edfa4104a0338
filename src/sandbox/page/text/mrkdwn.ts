import { type Node, NodeType, parse } from "slack-message-parser";
import { findEmoji } from "./emoji.ts";
import type { Piece } from "./pieces.ts";

/** Parses Slack's mrkdwn as the Web API carries it (`&amp; &lt; &gt;` escaped, `<@U…>`, `<url|text>`). */
export function parseMrkdwn(source: string): Piece[] {
  // Slack quotes a line that begins with a bare ">" just as one that begins with the escaped form.
  const escaped = source.replace(/^(?:>>>|>)/gm, (marks) => marks.replaceAll(">", "&gt;"));
  return parse(escaped).children.flatMap(fromNode);
}

/** A `plain_text` object: only `:emoji:` means anything in it, and that only unless `emoji` is false. */
export function parsePlainText(source: string, emoji: boolean): Piece[] {
  return emoji ? withEmoji(source) : [{ kind: "text", text: source }];
}

/** Undoes Slack's escaping, once: `&amp;lt;` is `&lt;`. */
export function unescapeSlack(text: string): string {
  return text.replace(/&(amp|lt|gt);/g, (_, name: "amp" | "lt" | "gt") => ({ amp: "&", lt: "<", gt: ">" })[name]);
}

function fromNode(node: Node): Piece[] {
  switch (node.type) {
    case NodeType.Text:
      return withLinks(unescapeSlack(node.text));
    case NodeType.Bold:
      return [{ kind: "style", style: "bold", children: node.children.flatMap(fromNode) }];
    case NodeType.Italic:
      return [{ kind: "style", style: "italic", children: node.children.flatMap(fromNode) }];
    case NodeType.Strike:
      return [{ kind: "style", style: "strike", children: node.children.flatMap(fromNode) }];
    case NodeType.Code:
      return [{ kind: "code", text: unescapeSlack(node.text) }];
    case NodeType.PreText:
      return [{ kind: "pre", text: unescapeSlack(node.text).replace(/^\n|\n$/g, "") }];
    case NodeType.Quote:
      return [{ kind: "quote", children: trimStart(node.children.flatMap(fromNode)) }];
    case NodeType.URL:
      return [linkOf(unescapeSlack(node.url), node.label)];
    case NodeType.UserLink:
      return [{ kind: "user", id: node.userID, label: labelOf(node.label) }];
    case NodeType.ChannelLink:
      return [{ kind: "channel", id: node.channelID, label: labelOf(node.label) }];
    case NodeType.Emoji:
      return emojiOf(node.variation ? `${node.name}::${node.variation}` : node.name, node.source);
    case NodeType.Command:
      return [commandOf(node)];
    case NodeType.Root:
      return node.children.flatMap(fromNode);
  }
}

function linkOf(url: string, label: Node[] | undefined): Piece {
  if (label !== undefined && label.length > 0) return { kind: "link", url, children: label.flatMap(labelPiece) };
  return { kind: "link", url, children: [{ kind: "text", text: url.replace(/^(?:mailto|tel):/, "") }] };
}

/** A link's label keeps its styles but never holds another link. */
function labelPiece(node: Node): Piece[] {
  if (node.type === NodeType.Text) return [{ kind: "text", text: unescapeSlack(node.text) }];
  return fromNode(node);
}

function labelOf(label: Node[] | undefined): string | null {
  if (label === undefined || label.length === 0) return null;
  return unescapeSlack(label.map((node) => node.source).join(""));
}

function commandOf(node: Extract<Node, { type: NodeType.Command }>): Piece {
  const label = labelOf(node.label);
  const [first, second, third] = node.arguments;
  if (node.name === "date" && first !== undefined && second !== undefined && /^-?\d{1,11}$/.test(first)) {
    const fallback = label ?? second;
    return { kind: "date", seconds: Number(first), format: unescapeSlack(second), fallback, url: third ?? null };
  }
  if (node.name === "subteam") return { kind: "group", label: label ?? `@${first ?? "group"}` };
  if (node.name === "channel" || node.name === "here" || node.name === "everyone") {
    return { kind: "broadcast", range: node.name };
  }
  return { kind: "text", text: label ?? unescapeSlack(node.source) };
}

function emojiOf(name: string, source: string): Piece[] {
  const glyph = findEmoji(name);
  return [glyph === null ? { kind: "text", text: unescapeSlack(source) } : { kind: "emoji", name, glyph }];
}

function withEmoji(text: string): Piece[] {
  return text.split(/(:[a-z0-9_+'-]+(?:::skin-tone-[2-6])?:)/).flatMap((part, index): Piece[] => {
    if (part === "") return [];
    return index % 2 === 1 ? emojiOf(part.slice(1, -1), part) : [{ kind: "text", text: part }];
  });
}

/** Slack makes links of bare web addresses; closing punctuation belongs to the sentence. */
function withLinks(text: string): Piece[] {
  return text.split(/(https?:\/\/[^\s<>|"]*[^\s<>|"'.,;:!?)\]}])/).flatMap((part, index): Piece[] => {
    if (part === "") return [];
    const words: Piece = { kind: "text", text: part };
    return [index % 2 === 1 ? { kind: "link", url: part, children: [words] } : words];
  });
}

function trimStart(pieces: Piece[]): Piece[] {
  const [first, ...rest] = pieces;
  if (first?.kind !== "text") return pieces;
  return [{ kind: "text", text: first.text.replace(/^ /, "") }, ...rest];
}
