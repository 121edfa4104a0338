import type { Core } from "../core.ts";
import type { JsonObject } from "../json.ts";
import { channelByName, findChannel } from "../model/channels.ts";
import { findPerson } from "../model/people.ts";
import type { BlockJson, Mention } from "../page-protocol.ts";
import { elementId } from "../slack-ids.ts";

/** A piece of what a person typed, recognised as Slack's composer would. */
type Piece =
  | { kind: "text"; text: string }
  | { kind: "user"; id: string; typed: string }
  | { kind: "channel"; id: string; name: string; typed: string }
  | { kind: "broadcast"; range: "here" | "channel" | "everyone"; typed: string }
  | { kind: "link"; url: string; typed: string }
  | { kind: "mail"; address: string; typed: string };

const MAIL = /^[\w.+-]+@[\w-]+(\.[\w-]+)+/;
const LINK = /^https?:\/\/[^\s<>"]*[^\s<>".,;:!?'")\]]/i;
const CHOSEN_USER = /^<@([UW][A-Z0-9]+)(\|[^>]*)?>/;
const CHOSEN_CHANNEL = /^<#([CG][A-Z0-9]+)(\|[^>]*)?>/;
const TYPED_CHANNEL = /^#([\p{Ll}\p{N}_-]+)/u;
const TYPED_BROADCAST = /^@(here|channel|everyone)\b/;

function userAt(core: Core, rest: string): { id: string; length: number } | null {
  const chosen = CHOSEN_USER.exec(rest);
  if (chosen?.[1] && findPerson(core, chosen[1])) return { id: chosen[1], length: chosen[0].length };
  if (!rest.startsWith("@")) return null;
  const typed = rest.slice(1).toLowerCase();
  let best: { id: string; length: number } | null = null;
  for (const person of Object.values(core.state.people)) {
    for (const name of [person.handle, person.realName]) {
      const ends = !/[\p{L}\p{N}]/u.test(typed[name.length] ?? " ");
      if (typed.startsWith(name.toLowerCase()) && ends && name.length + 1 > (best?.length ?? 0)) {
        best = { id: person.id, length: name.length + 1 };
      }
    }
  }
  return best;
}

function mentionPiece(core: Core, mention: Mention, typed: string): Piece | null {
  if (findPerson(core, mention.id)) return { kind: "user", id: mention.id, typed };
  const channel = findChannel(core, mention.id);
  return channel ? { kind: "channel", id: channel.id, name: channel.name, typed } : null;
}

function namedAt(core: Core, rest: string, startsWord: boolean): { piece: Piece; length: number } | null {
  const user = startsWord || rest.startsWith("<") ? userAt(core, rest) : null;
  if (user) return { piece: { kind: "user", id: user.id, typed: rest.slice(0, user.length) }, length: user.length };
  const chosen = CHOSEN_CHANNEL.exec(rest);
  const chosenChannel = chosen?.[1] ? findChannel(core, chosen[1]) : null;
  if (chosen && chosenChannel) {
    const piece: Piece = { kind: "channel", id: chosenChannel.id, name: chosenChannel.name, typed: chosen[0] };
    return { piece, length: chosen[0].length };
  }
  const typedChannel = startsWord ? TYPED_CHANNEL.exec(rest) : null;
  const channel = typedChannel?.[1] ? channelByName(core, typedChannel[1]) : null;
  if (!typedChannel || !channel) return null;
  const piece: Piece = { kind: "channel", id: channel.id, name: channel.name, typed: typedChannel[0] };
  return { piece, length: typedChannel[0].length };
}

function addressAt(rest: string): { piece: Piece; length: number } | null {
  const broadcast = TYPED_BROADCAST.exec(rest);
  if (broadcast) {
    const range = broadcast[1] as "here" | "channel" | "everyone";
    return { piece: { kind: "broadcast", range, typed: broadcast[0] }, length: broadcast[0].length };
  }
  const link = LINK.exec(rest);
  if (link) return { piece: { kind: "link", url: link[0], typed: link[0] }, length: link[0].length };
  const mail = MAIL.exec(rest);
  if (mail) return { piece: { kind: "mail", address: mail[0], typed: mail[0] }, length: mail[0].length };
  return null;
}

/**
 * Cuts what was typed into pieces. The page says what was picked from its lists (`mentions`), and nothing else names
 * anybody; without such a list (a test's plain string) "@maya", "#sales" and <@U…> are taken as picked.
 */
function readTyped(core: Core, typed: string, mentions: readonly Mention[] | null): Piece[] {
  const pieces: Piece[] = [];
  let plain = "";
  let at = 0;
  while (at < typed.length) {
    const before = typed[at - 1] ?? " ";
    const startsWord = /[\s([{"'>:,;/]/.test(before);
    const rest = typed.slice(at);
    const mention = mentions?.find((one) => one.at === at && one.length > 0);
    const picked = mention ? mentionPiece(core, mention, rest.slice(0, mention.length)) : null;
    const named =
      mentions === null
        ? namedAt(core, rest, startsWord)
        : picked && mention && { piece: picked, length: mention.length };
    const found = named || (startsWord ? addressAt(rest) : null);
    if (!found) {
      plain += typed[at];
      at += 1;
      continue;
    }
    if (plain !== "") pieces.push({ kind: "text", text: plain });
    plain = "";
    pieces.push(found.piece);
    at += found.length;
  }
  if (plain !== "") pieces.push({ kind: "text", text: plain });
  return pieces;
}

/** Slack's three escapes: & < > and no others. */
function escapeText(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}

function encode(piece: Piece, named: boolean, core: Core): string {
  switch (piece.kind) {
    case "text":
      return escapeText(piece.text);
    case "user":
      return named ? `<@${piece.id}|${findPerson(core, piece.id)?.handle ?? ""}>` : `<@${piece.id}>`;
    case "channel":
      return `<#${piece.id}|${named ? piece.name : ""}>`;
    case "broadcast":
      return `<!${piece.range}>`;
    case "link":
      return `<${escapeText(piece.url)}>`;
    case "mail":
      return `<mailto:${piece.address}|${piece.address}>`;
  }
}

/**
 * A slash command's text as the app gets it. With should_escape, people, channels and addresses come in Slack's encoding;
 * without, as typed. The three escapes are made in both cases.
 * Source: docs.slack.dev/interactivity/implementing-slash-commands (escaping).
 */
export function commandText(
  core: Core,
  typed: string,
  shouldEscape: boolean,
  mentions: readonly Mention[] | null = null,
): string {
  const trimmed = typed.trimEnd();
  if (!shouldEscape) return escapeText(trimmed);
  return readTyped(core, trimmed, mentions)
    .map((piece) => encode(piece, true, core))
    .join("");
}

function richElement(piece: Piece): JsonObject {
  switch (piece.kind) {
    case "text":
      return { type: "text", text: piece.text };
    case "user":
      return { type: "user", user_id: piece.id };
    case "channel":
      return { type: "channel", channel_id: piece.id };
    case "broadcast":
      return { type: "broadcast", range: piece.range };
    case "link":
      return { type: "link", url: piece.url };
    case "mail":
      return { type: "link", url: `mailto:${piece.address}`, text: piece.address };
  }
}

/** A message's text as it is kept, and the rich text block that Slack's composer makes of it. */
export function messageText(
  core: Core,
  typed: string,
  mentions: readonly Mention[] | null = null,
): { text: string; blocks: BlockJson[] } {
  const pieces = readTyped(core, typed, mentions);
  const elements = pieces.map(richElement);
  const block: BlockJson = {
    type: "rich_text",
    block_id: elementId(),
    elements: [{ type: "rich_text_section", elements }],
  };
  return { text: pieces.map((piece) => encode(piece, false, core)).join(""), blocks: typed === "" ? [] : [block] };
}
