/** What mrkdwn, rich_text and markdown are turned into before they are drawn: one tree, one way of drawing it. */
export type Piece =
  | { kind: "text"; text: string }
  | { kind: "style"; style: PieceStyle; children: Piece[] }
  | { kind: "code"; text: string }
  | { kind: "link"; url: string; children: Piece[] }
  | { kind: "user"; id: string; label: string | null }
  | { kind: "channel"; id: string; label: string | null }
  | { kind: "group"; label: string }
  | { kind: "broadcast"; range: string }
  | { kind: "emoji"; name: string; glyph: string }
  | { kind: "date"; seconds: number; format: string; fallback: string; url: string | null }
  | { kind: "colour"; value: string }
  | { kind: "image"; url: string; alt: string }
  | { kind: "break" }
  | { kind: "rule" }
  | { kind: "pre"; text: string }
  | { kind: "quote"; children: Piece[] }
  | { kind: "paragraph"; children: Piece[] }
  | { kind: "heading"; level: number; children: Piece[] }
  | { kind: "list"; ordered: boolean; start: number; indent: number; items: ListItem[] }
  | { kind: "table"; head: Piece[][]; rows: Piece[][][]; align: ColumnAlign[] };

export type PieceStyle = "bold" | "italic" | "strike" | "underline";
export type ColumnAlign = "left" | "center" | "right";

export interface ListItem {
  /** null: not a task; otherwise whether its box is ticked */
  checked: boolean | null;
  children: Piece[];
}

/** Names by which ids are shown; an id that is not here is shown as it is. */
export interface Names {
  user(id: string): string | null;
  channel(id: string): string | null;
}

/** The words alone, for titles, labels of controls and copying. */
export function piecesText(pieces: readonly Piece[], names: Names): string {
  return pieces.map((piece) => pieceText(piece, names)).join("");
}

function pieceText(piece: Piece, names: Names): string {
  switch (piece.kind) {
    case "text":
    case "code":
    case "pre":
      return piece.text;
    case "style":
    case "link":
    case "quote":
    case "paragraph":
    case "heading":
      return piecesText(piece.children, names);
    case "user":
      return `@${names.user(piece.id) ?? piece.label ?? piece.id}`;
    case "channel":
      return `#${names.channel(piece.id) ?? piece.label ?? piece.id}`;
    case "group":
      return piece.label;
    case "broadcast":
      return `@${piece.range}`;
    case "emoji":
      return piece.glyph;
    case "date":
      return piece.fallback;
    case "colour":
      return piece.value;
    case "image":
      return piece.alt;
    case "break":
      return "\n";
    case "rule":
      return "";
    case "list":
      return piece.items.map((item) => piecesText(item.children, names)).join("\n");
    case "table":
      return [piece.head, ...piece.rows].map((row) => row.map((cell) => piecesText(cell, names)).join("\t")).join("\n");
  }
}
