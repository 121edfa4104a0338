import { z } from "zod";
import { asText, isJsonObject, type JsonObject } from "../json.ts";
import { type BlockFault, faultsOf, pointerOf } from "./block-faults.ts";
import { anyBlock, ONLY_ON, type Surface } from "./blocks.ts";

const MOST_BLOCKS: Record<Surface, number> = { message: 50, modal: 100, home: 100 };
const MOST_MARKDOWN = 12_000;
const MOST_TABLE_TEXT = 10_000;
const MOST_DATA_TABLE_TEXT = 20_000;
const MOST_CHARTS = 2;
/** About 13,200 characters over all blocks of a message, beside tables, which have limits of their own. */
const MOST_MESSAGE_TEXT = 13_200;

export interface BlockCheck {
  faults: BlockFault[];
  /** the message as a whole says too much: Slack has an error of its own for that */
  tooLong: boolean;
}

/** Checks blocks as Slack does for one surface; `base` is where they stand in the request, e.g. ["view", "blocks"]. */
export function checkBlocks(
  blocks: unknown,
  surface: Surface,
  base: readonly PropertyKey[],
  may: { video: boolean } = { video: false },
): BlockCheck {
  const parsed = z.array(anyBlock).max(MOST_BLOCKS[surface]).safeParse(blocks);
  const faults = parsed.success ? [] : faultsOf(parsed.error, base, blocks);
  const list = Array.isArray(blocks) ? blocks.filter(isJsonObject) : [];
  for (const [index, block] of list.entries()) {
    const place = pointerOf([...base, index]);
    faults.push(...placeFaults(block, surface, place, may));
    const children = block["child_blocks"];
    if (!Array.isArray(children)) continue;
    for (const [child, inner] of children.filter(isJsonObject).entries()) {
      faults.push(...placeFaults(inner, surface, `${place}/child_blocks/${child}`, may));
    }
  }
  faults.push(...duplicateFaults(list, base), ...totalFaults(list, base));
  return { faults, tooLong: surface === "message" && textLength(list) > MOST_MESSAGE_TEXT };
}

function placeFaults(block: JsonObject, surface: Surface, place: string, may: { video: boolean }): BlockFault[] {
  const type = asText(block["type"]);
  const allowed = ONLY_ON[type];
  if (allowed && !allowed.includes(surface)) {
    return [{ message: `unsupported type: ${type}`, pointer: `${place}/type` }];
  }
  if (type === "file") return [{ message: "file not found", pointer: `${place}/external_id` }];
  if (type === "video" && !may.video) {
    return [{ message: "video blocks need the links.embed:write scope and an unfurl domain", pointer: place }];
  }
  const element = block["element"];
  if (type === "input" && surface !== "modal" && isJsonObject(element) && element["type"] === "file_input") {
    return [{ message: "unsupported type: file_input", pointer: `${place}/element/type` }];
  }
  return [];
}

/** The elements of a block that a person can act on, with their pointers below the block. */
export function elementsOf(block: JsonObject): { element: JsonObject; path: PropertyKey[] }[] {
  const found: { element: JsonObject; path: PropertyKey[] }[] = [];
  for (const key of ["accessory", "element"] as const) {
    const element = block[key];
    if (isJsonObject(element) && element["type"] !== "image") found.push({ element, path: [key] });
  }
  for (const key of ["elements", "actions"] as const) {
    const elements = block[key];
    if (!Array.isArray(elements) || block["type"] === "context" || block["type"] === "rich_text") continue;
    for (const [index, element] of elements.entries()) {
      if (!isJsonObject(element)) continue;
      if (element["type"] !== "card") found.push({ element, path: [key, index] });
      else
        found.push(
          ...elementsOf(element).map((inner) => ({ element: inner.element, path: [key, index, ...inner.path] })),
        );
    }
  }
  return found;
}

/** Blocks with those that stand inside containers, in reading order. */
export function flatBlocks<T extends JsonObject>(blocks: readonly T[]): T[] {
  return blocks.flatMap((block) => {
    const children = block["child_blocks"];
    return Array.isArray(children) ? [block, ...(children.filter(isJsonObject) as T[])] : [block];
  });
}

function duplicateFaults(blocks: JsonObject[], base: readonly PropertyKey[]): BlockFault[] {
  const faults: BlockFault[] = [];
  const ids = new Set<unknown>();
  let focused = 0;
  for (const [index, block] of blocks.entries()) {
    for (const inner of flatBlocks([block])) {
      const id = inner["block_id"];
      if (id !== undefined) {
        if (ids.has(id)) {
          faults.push({
            message: `\`block_id\` "${asText(id)}" already exists`,
            pointer: pointerOf([...base, index, "block_id"]),
          });
        }
        ids.add(id);
      }
      const actions = new Set<unknown>();
      for (const { element, path } of elementsOf(inner)) {
        if (element["focus_on_load"] === true) focused += 1;
        if (focused > 1 && element["focus_on_load"] === true) {
          faults.push({
            message: "only one element may have focus_on_load",
            pointer: pointerOf([...base, index, ...path]),
          });
        }
        const action = element["action_id"];
        if (action === undefined) continue;
        if (actions.has(action)) {
          faults.push({
            message: `\`action_id\` "${asText(action)}" already exists`,
            pointer: pointerOf([...base, index, ...path, "action_id"]),
          });
        }
        actions.add(action);
      }
    }
  }
  return faults;
}

function totalFaults(blocks: JsonObject[], base: readonly PropertyKey[]): BlockFault[] {
  const all = flatBlocks(blocks);
  const ofType = (type: string) => all.filter((block) => block["type"] === type);
  const faults: BlockFault[] = [];
  const place = pointerOf(base);
  const markdown = ofType("markdown").reduce((sum, block) => sum + asText(block["text"] ?? "").length, 0);
  if (markdown > MOST_MARKDOWN)
    faults.push({ message: `markdown text must be less than ${MOST_MARKDOWN + 1} characters`, pointer: place });
  if (cellText(ofType("table")) > MOST_TABLE_TEXT) {
    faults.push({ message: `table text must be less than ${MOST_TABLE_TEXT + 1} characters`, pointer: place });
  }
  if (cellText(ofType("data_table")) > MOST_DATA_TABLE_TEXT) {
    faults.push({
      message: `data_table text must be less than ${MOST_DATA_TABLE_TEXT + 1} characters`,
      pointer: place,
    });
  }
  if (ofType("data_visualization").length > MOST_CHARTS) {
    faults.push({ message: `no more than ${MOST_CHARTS} data_visualization blocks allowed`, pointer: place });
  }
  return faults;
}

function cellText(tables: JsonObject[]): number {
  return tables.reduce((sum, table) => sum + lengthOf(table["rows"]), 0);
}

const READ_KEYS = new Set(["text", "caption", "name", "alt_text", "label", "title", "subtitle", "body"]);

/** The characters a person could read in a piece of blocks: ids and values do not count. */
function lengthOf(value: unknown, key = ""): number {
  if (typeof value === "string") return READ_KEYS.has(key) ? value.length : 0;
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + lengthOf(item, key), 0);
  if (!isJsonObject(value)) return 0;
  return Object.entries(value).reduce((sum, [name, inner]) => sum + lengthOf(inner, name), 0);
}

function textLength(blocks: JsonObject[]): number {
  return flatBlocks(blocks)
    .filter((block) => block["type"] !== "table" && block["type"] !== "data_table")
    .reduce((sum, block) => sum + lengthOf({ ...block, child_blocks: undefined }), 0);
}
