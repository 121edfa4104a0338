import type { ComponentChildren } from "preact";
import { usePage } from "../page-context.ts";
import { placeOfLink } from "../place.ts";
import { parseMrkdwn, parsePlainText } from "./mrkdwn.ts";
import type { Piece, PieceStyle } from "./pieces.ts";
import { formatSlackDate } from "./slack-date.ts";

const styleTags = { bold: "strong", italic: "em", strike: "s", underline: "u" } as const satisfies Record<
  PieceStyle,
  string
>;

/** Links that a press may follow; anything else is shown as the text it is. */
const safeLink = /^(?:https?:|mailto:|tel:|slack:|\/)/i;

/** Draws pieces of text; nothing of them is ever read as HTML. */
export function Pieces({ pieces }: { pieces: readonly Piece[] }) {
  return (
    <>
      {pieces.map((piece, index) => (
        <OnePiece key={index} piece={piece} />
      ))}
    </>
  );
}

/** Draws mrkdwn. */
export function Mrkdwn({ text }: { text: string }) {
  return <Pieces pieces={parseMrkdwn(text)} />;
}

/** Draws a text object of either kind. */
export function TextObject({ text }: { text: { type: string; text: string; emoji?: boolean } }) {
  if (text.type === "mrkdwn") return <Mrkdwn text={text.text} />;
  return <Pieces pieces={parsePlainText(text.text, text.emoji !== false)} />;
}

function OnePiece({ piece }: { piece: Piece }): ComponentChildren {
  const { reader } = usePage();
  switch (piece.kind) {
    case "text":
      return piece.text;
    case "style": {
      const Tag = styleTags[piece.style];
      return (
        <Tag>
          <Pieces pieces={piece.children} />
        </Tag>
      );
    }
    case "code":
      return <code>{piece.text}</code>;
    case "link":
      return (
        <Link url={piece.url}>
          <Pieces pieces={piece.children} />
        </Link>
      );
    case "user":
      return <PersonMention id={piece.id} label={piece.label} />;
    case "channel":
      return <ChannelMention id={piece.id} label={piece.label} />;
    case "group":
      return <span class="mention">{piece.label}</span>;
    case "broadcast":
      return <span class="mention broadcast">@{piece.range}</span>;
    case "emoji":
      return (
        <span class="emoji" role="img" aria-label={piece.name.replaceAll("_", " ")} title={`:${piece.name}:`}>
          {piece.glyph}
        </span>
      );
    case "date": {
      const text = formatSlackDate(piece.seconds, piece.format, piece.fallback, reader);
      const time = <time dateTime={new Date(piece.seconds * 1000).toISOString()}>{text}</time>;
      return piece.url === null ? time : <Link url={piece.url}>{time}</Link>;
    }
    case "colour":
      return (
        <span class="colour">
          <span class="colour-dot" style={{ background: piece.value }} aria-hidden="true" />
          {piece.value}
        </span>
      );
    case "image":
      return <em>{piece.alt}</em>;
    case "break":
      return <br />;
    case "rule":
      return <hr />;
    case "pre":
      return <pre>{piece.text}</pre>;
    case "quote":
      return (
        <blockquote>
          <Pieces pieces={piece.children} />
        </blockquote>
      );
    case "paragraph":
      return (
        <div class="paragraph">
          <Pieces pieces={piece.children} />
        </div>
      );
    case "heading":
      return (
        <h4 class={`text-heading level-${piece.level}`}>
          <Pieces pieces={piece.children} />
        </h4>
      );
    case "list":
      return <List list={piece} />;
    case "table":
      return <Table table={piece} />;
  }
}

function PersonMention({ id, label }: { id: string; label: string | null }) {
  const { names, openDm, person } = usePage();
  const name = names.user(id) ?? label ?? id;
  if (person(id) === null) return <span class="mention">@{name}</span>;
  return (
    <button type="button" class="mention" onClick={() => void openDm(id)}>
      @{name}
    </button>
  );
}

function ChannelMention({ id, label }: { id: string; label: string | null }) {
  const { names, channel, go } = usePage();
  const name = names.channel(id) ?? label ?? id;
  if (channel(id) === null) return <span class="mention">#{name}</span>;
  return (
    <button type="button" class="mention" onClick={() => go({ channel: id })}>
      #{name}
    </button>
  );
}

function Link({ url, children }: { url: string; children: ComponentChildren }) {
  const { state } = usePage();
  if (!safeLink.test(url)) return <span title={url}>{children}</span>;
  const inside = placeOfLink(url, {
    origin: location.origin,
    appId: state.boot.appId,
    botUserId: state.boot.botUserId,
    dmOf: (user) => state.channels.find((channel) => channel.withUser === user)?.id ?? null,
  });
  if (inside !== null) return <a href={inside}>{children}</a>;
  if (/^slack:/i.test(url)) return <span title={url}>{children}</span>;
  return (
    <a href={url} target="_blank" rel="noreferrer">
      {children}
    </a>
  );
}

function List({ list }: { list: Extract<Piece, { kind: "list" }> }) {
  const items = list.items.map((item, index) => (
    <li key={index} class={item.checked === null ? "" : "task"}>
      {item.checked !== null && <input type="checkbox" checked={item.checked} disabled aria-label="Done" />}
      <Pieces pieces={item.children} />
    </li>
  ));
  const style = { marginInlineStart: `${list.indent * 1.4}em` };
  if (list.ordered) {
    return (
      <ol start={list.start} style={style}>
        {items}
      </ol>
    );
  }
  return <ul style={style}>{items}</ul>;
}

function Table({ table }: { table: Extract<Piece, { kind: "table" }> }) {
  return (
    <div class="table-scroll">
      <table>
        <thead>
          <tr>
            {table.head.map((cell, index) => (
              <th key={index} scope="col" style={{ textAlign: table.align[index] ?? "left" }}>
                <Pieces pieces={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, at) => (
            <tr key={at}>
              {row.map((cell, index) => (
                <td key={index} style={{ textAlign: table.align[index] ?? "left" }}>
                  <Pieces pieces={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
