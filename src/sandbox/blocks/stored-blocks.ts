import { isJsonObject, type JsonObject } from "../json.ts";
import type { BlockJson } from "../page-protocol.ts";
import { elementId } from "../slack-ids.ts";
import { elementsOf, flatBlocks } from "./check-blocks.ts";

/** Checked blocks as Slack keeps them: with ids where the app gave none. The app's own objects stay untouched. */
export function storedBlocks(blocks: readonly unknown[]): BlockJson[] {
  const copies = structuredClone(blocks).filter(isJsonObject) as BlockJson[];
  for (const block of flatBlocks(copies)) {
    block["block_id"] ??= elementId();
    for (const { element } of elementsOf(block)) element["action_id"] ??= elementId();
  }
  return copies;
}

export interface PlacedElement {
  block: BlockJson;
  element: JsonObject;
}

/** Every element of the blocks that a person can act on, with the block that holds it. */
export function placedElements(blocks: readonly BlockJson[]): PlacedElement[] {
  return flatBlocks(blocks).flatMap((block) => elementsOf(block).map(({ element }) => ({ block, element })));
}

export function findElement(blocks: readonly BlockJson[], blockId: string, actionId: string): PlacedElement | null {
  const found = placedElements(blocks).find(
    ({ block, element }) => block.block_id === blockId && element["action_id"] === actionId,
  );
  return found ?? null;
}
