import type { KnownBlock } from "@slack/types";
import { expect } from "vitest";
import { checkBlocks } from "../../src/sandbox/blocks/check-blocks.ts";
import { checkView } from "../../src/sandbox/blocks/check-view.ts";
import { modalView } from "../../src/slack/modal-view.ts";
import type { BuiltModal, Message } from "../../src/slack/reply.ts";

/** Any block or element, as far as reading it goes. */
type Piece = Record<string, unknown>;

/** Blocks as a person reads them: a line each, buttons in brackets, the menu after ⋯. */
export function readBlocks(blocks: readonly KnownBlock[]): string {
  return blocks.map((block) => readPiece(block as unknown as Piece)).join("\n");
}

export function readMessage({ blocks }: Message): string {
  return readBlocks(blocks);
}

function readPiece(piece: Piece): string {
  const words = (value: unknown) => asPerson(String((value as Piece | undefined)?.["text"] ?? ""));
  switch (piece["type"]) {
    case "section":
      return [words(piece["text"]), piece["accessory"] ? readPiece(piece["accessory"] as Piece) : ""]
        .filter(Boolean)
        .join("  ");
    case "context":
      return `(${(piece["elements"] as Piece[]).map(({ text }) => asPerson(String(text))).join("; ")})`;
    case "actions":
      return (piece["elements"] as Piece[]).map(readPiece).join(" ");
    case "button":
      return `[${words(piece["text"])}]`;
    case "overflow":
      return `[⋯ ${(piece["options"] as Piece[]).map(({ text }) => words(text)).join(" · ")}]`;
    case "static_select":
      return `<${words((piece["initial_option"] as Piece | undefined)?.["text"] ?? piece["placeholder"])}>`;
    case "data_visualization":
      return `<chart: ${String(piece["title"])}>`;
    case "divider":
      return "---";
    case "input":
      return `${words(piece["label"])}${piece["optional"] ? " (optional)" : ""}: ${readElement(piece["element"] as Piece)}${
        piece["hint"] ? ` — ${words(piece["hint"])}` : ""
      }`;
    default:
      throw new Error(`Nobody can read a ${String(piece["type"])} yet`);
  }
}

function readElement(element: Piece): string {
  const chosen = element["initial_option"] as Piece | undefined;
  const initial =
    element["initial_value"] ??
    element["initial_date"] ??
    element["initial_time"] ??
    (chosen?.["text"] as Piece | undefined)?.["text"];
  return initial === undefined ? `<${String(element["type"])}>` : String(initial);
}

/** What Slack makes of mrkdwn: links by their words, no guards, no entities. */
function asPerson(text: string): string {
  return text
    .replace(/<(?:tel|mailto|https?):[^|>]*\|([^>]*)>/gu, "$1")
    .replaceAll("\u200b", "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}

/** A message that Slack takes, that mentions nobody and leads nowhere by what a customer is called. */
export function expectSendable(message: Message, surface: "message" | "home" = "message", name = ""): void {
  const { faults, tooLong } = checkBlocks(message.blocks, surface, ["blocks"]);
  expect(faults, name).toEqual([]);
  expect(tooLong, name).toBe(false);
  expect(message.text.trim()).not.toBe("");
  // Slack's advice; at 40,000 it cuts.
  expect(message.text.length, name).toBeLessThanOrEqual(4000);
  expectHarmless(message, name);
}

export function expectOpenable(modal: BuiltModal, name = ""): void {
  expect(checkView(modalView(modal, "019aa5d0-0000-7000-8000-00000000000f"), ["view"], { video: false })).toMatchObject(
    { faults: [] },
  );
  // What was typed stands in an input as it was typed: there it means nothing to Slack.
  const shown = modal.blocks.filter(({ type }) => type !== "input");
  expectHarmless({ text: modal.title, blocks: shown }, name);
}

function expectHarmless(message: Message, name = ""): void {
  // A button's value is never shown, and plain text is shown as it is.
  const shown = JSON.stringify(message, (key, value: unknown) => {
    const isPlain = typeof value === "object" && value !== null && (value as Piece)["type"] === "plain_text";
    return key === "value" || isPlain ? undefined : value;
  });
  expect(shown, name).not.toMatch(/<!(channel|here|everyone)|<@U123>|<https:\/\/evil|<mailto:a@evil/u);
}

/** The ids of everything in blocks that can be pressed, as the registry knows them. */
export function pressable(blocks: readonly KnownBlock[]): { actions: string[]; selects: string[] } {
  const found = { actions: [] as string[], selects: [] as string[] };
  const walk = (piece: unknown): void => {
    if (Array.isArray(piece)) for (const one of piece) walk(one);
    if (typeof piece !== "object" || piece === null) return;
    const { type, action_id: id, options, url } = piece as Piece;
    if (type === "button" && url === undefined) found.actions.push(String(id).split("#")[0] ?? "");
    if (type === "overflow")
      for (const { value } of options as { value: string }[]) found.actions.push(value.split("|")[0] ?? "");
    if (type === "external_select") found.selects.push(String(id));
    for (const value of Object.values(piece)) walk(value);
  };
  walk(blocks);
  return found;
}
