import type { RichTextBlock, RichTextBlockElement, RichTextElement, RichTextSection } from "@slack/types";
import { type Node, NodeType, parse } from "slack-message-parser";
import { unescapeSlack } from "../text/mrkdwn.ts";

type Style = { bold?: true; italic?: true; strike?: true; code?: true };

/**
 * Reads what was typed into a rich text field: `*bold* _italic_ ~strike~ \`code\``, lines that begin with "- " or "1. "
 * as lists, with "> " as quotes, and ``` fences. Null when nothing was typed.
 */
export function readRichText(typed: string): RichTextBlock | null {
  if (typed === "") return null;
  const elements: RichTextBlockElement[] = [];
  for (const part of parts(typed)) {
    if (part.kind === "pre") {
      elements.push({ type: "rich_text_preformatted", elements: [{ type: "text", text: part.text }] });
    } else if (part.kind === "quote") {
      elements.push({ type: "rich_text_quote", elements: inline(part.text) });
    } else if (part.kind === "list") {
      elements.push({ type: "rich_text_list", style: part.style, elements: part.items.map(sectionOf) });
    } else {
      elements.push({ type: "rich_text_section", elements: inline(part.text) });
    }
  }
  return { type: "rich_text", elements };
}

/** The text that {@link readRichText} reads back as this block, as far as a field of plain letters can hold it. */
export function typeRichText(block: RichTextBlock): string {
  return block.elements.map(typeElement).join("\n");
}

type Part =
  | { kind: "text" | "quote" | "pre"; text: string }
  | { kind: "list"; style: "bullet" | "ordered"; items: string[] };

function parts(typed: string): Part[] {
  const found: Part[] = [];
  for (const [index, stretch] of typed.split(/```/).entries()) {
    // The last fence may be without its end; then it is only three signs.
    const fenced = index % 2 === 1 && index < typed.split(/```/).length - 1;
    if (fenced) found.push({ kind: "pre", text: stretch.replace(/^\n|\n$/g, "") });
    else for (const line of stretchLines(stretch, index)) addLine(found, line);
  }
  return found;
}

function stretchLines(stretch: string, index: number): string[] {
  const text = index % 2 === 1 ? `\`\`\`${stretch}` : stretch;
  const lines = text.split("\n");
  if (index > 0 && lines[0] === "") lines.shift();
  return lines.length > 0 && lines.at(-1) === "" && index % 2 === 0 ? lines.slice(0, -1) : lines;
}

function addLine(found: Part[], line: string): void {
  const last = found.at(-1);
  const bullet = /^[-•] (.*)$/.exec(line)?.[1];
  const numbered = /^\d{1,3}\. (.*)$/.exec(line)?.[1];
  const quoted = /^> ?(.*)$/.exec(line)?.[1];
  const item = bullet ?? numbered;
  if (item !== undefined) {
    const style = bullet === undefined ? "ordered" : "bullet";
    if (last?.kind === "list" && last.style === style) last.items.push(item);
    else found.push({ kind: "list", style, items: [item] });
    return;
  }
  const kind = quoted === undefined ? "text" : "quote";
  if (last?.kind === kind) last.text += `\n${quoted ?? line}`;
  else found.push({ kind, text: quoted ?? line });
}

function sectionOf(text: string): RichTextSection {
  return { type: "rich_text_section", elements: inline(text) };
}

function inline(text: string): RichTextElement[] {
  const escaped = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  return parse(escaped).children.flatMap((node) => fromNode(node, {}));
}

function fromNode(node: Node, style: Style): RichTextElement[] {
  switch (node.type) {
    case NodeType.Bold:
      return node.children.flatMap((child) => fromNode(child, { ...style, bold: true }));
    case NodeType.Italic:
      return node.children.flatMap((child) => fromNode(child, { ...style, italic: true }));
    case NodeType.Strike:
      return node.children.flatMap((child) => fromNode(child, { ...style, strike: true }));
    case NodeType.Code:
      return [textOf(unescapeSlack(node.text), { ...style, code: true })];
    case NodeType.Text:
      return [textOf(unescapeSlack(node.text), style)];
    default:
      return [textOf(unescapeSlack(node.source), style)];
  }
}

function textOf(text: string, style: Style): RichTextElement {
  return Object.keys(style).length === 0 ? { type: "text", text } : { type: "text", text, style };
}

function typeElement(element: RichTextBlockElement): string {
  switch (element.type) {
    case "rich_text_section":
      return element.elements.map(typeInline).join("");
    case "rich_text_quote":
      return element.elements
        .map(typeInline)
        .join("")
        .split("\n")
        .map((line) => `> ${line}`)
        .join("\n");
    case "rich_text_preformatted":
      return `\`\`\`\n${element.elements.map(typeInline).join("")}\n\`\`\``;
    case "rich_text_list":
      return element.elements
        .map((item, index) => {
          const sign = element.style === "ordered" ? `${index + 1}.` : "-";
          return `${sign} ${item.elements.map(typeInline).join("")}`;
        })
        .join("\n");
  }
}

function typeInline(element: RichTextElement): string {
  const style = (element.style ?? {}) as Style;
  const bare = bareText(element);
  const coded = style.code ? `\`${bare}\`` : bare;
  const struck = style.strike ? `~${coded}~` : coded;
  const leaning = style.italic ? `_${struck}_` : struck;
  return style.bold ? `*${leaning}*` : leaning;
}

function bareText(element: RichTextElement): string {
  switch (element.type) {
    case "text":
      return element.text;
    case "link":
      return element.text ?? element.url;
    case "emoji":
      return `:${element.name}:`;
    case "user":
      return `@${element.user_id}`;
    case "channel":
      return `#${element.channel_id}`;
    case "broadcast":
      return `@${element.range}`;
    case "date":
      return element.fallback ?? element.format;
    case "color":
      return element.value;
    case "team":
      return `@${element.team_id}`;
    case "usergroup":
      return `@${element.usergroup_id}`;
  }
}
