import { lexer, type Token, type Tokens } from "marked";
import { parsePlainText } from "./mrkdwn.ts";
import type { ColumnAlign, ListItem, Piece } from "./pieces.ts";

/** Turns a `markdown` block's standard Markdown into pieces; HTML in it stays the text it is. */
export function parseMarkdown(source: string): Piece[] {
  return lexer(source, { gfm: true }).flatMap(fromToken);
}

function fromToken(token: Token): Piece[] {
  switch (token.type) {
    case "space":
    case "def":
      return [];
    case "paragraph":
      return [{ kind: "paragraph", children: inline(token) }];
    case "heading":
      return [{ kind: "heading", level: (token as Tokens.Heading).depth, children: inline(token) }];
    case "hr":
      return [{ kind: "rule" }];
    case "code":
      return [{ kind: "pre", text: (token as Tokens.Code).text }];
    case "blockquote":
      return [{ kind: "quote", children: (token as Tokens.Blockquote).tokens.flatMap(fromToken) }];
    case "list":
      return [listOf(token as Tokens.List)];
    case "table":
      return [tableOf(token as Tokens.Table)];
    case "strong":
      return [{ kind: "style", style: "bold", children: inline(token) }];
    case "em":
      return [{ kind: "style", style: "italic", children: inline(token) }];
    case "del":
      return [{ kind: "style", style: "strike", children: inline(token) }];
    case "codespan":
      return [{ kind: "code", text: (token as Tokens.Codespan).text }];
    case "br":
      return [{ kind: "break" }];
    case "link":
      return [{ kind: "link", url: (token as Tokens.Link).href, children: inline(token) }];
    case "image":
      return [{ kind: "image", url: (token as Tokens.Image).href, alt: (token as Tokens.Image).text }];
    case "checkbox":
      return [];
    case "text":
      return inline(token);
    default:
      return [{ kind: "text", text: "text" in token ? String(token.text) : token.raw }];
  }
}

function inline(token: Token): Piece[] {
  if ("tokens" in token && token.tokens !== undefined) return token.tokens.flatMap(fromToken);
  return parsePlainText("text" in token ? String(token.text) : token.raw, true);
}

function listOf(list: Tokens.List): Piece {
  const items = list.items.map((item): ListItem => {
    const children = item.tokens.flatMap(fromToken);
    return { checked: item.task ? item.checked === true : null, children };
  });
  return { kind: "list", ordered: list.ordered, start: Number(list.start) || 1, indent: 0, items };
}

function tableOf(table: Tokens.Table): Piece {
  return {
    kind: "table",
    head: table.header.map((cell) => cell.tokens.flatMap(fromToken)),
    rows: table.rows.map((row) => row.map((cell) => cell.tokens.flatMap(fromToken))),
    align: table.align.map((align): ColumnAlign => align ?? "left"),
  };
}
