import { z } from "zod";
import { faultLine } from "../blocks/block-faults.ts";
import { checkBlocks } from "../blocks/check-blocks.ts";
import { type CheckedView, checkView } from "../blocks/check-view.ts";
import { storedBlocks } from "../blocks/stored-blocks.ts";
import type { Core } from "../core.ts";
import type { BlockJson } from "../page-protocol.ts";
import { refusedArguments, SlackError } from "../slack-error.ts";
import { json } from "./arguments.ts";

export const blocksArgument = json(z.unknown()).optional();

/** What the app was allowed that blocks may need. */
export function blockRights(core: Core): { video: boolean } {
  return { video: core.app.scopes.has("links.embed:write") && core.app.unfurlDomains.length > 0 };
}

/** Blocks of a message, checked and with ids. @throws SlackError invalid_blocks, invalid_blocks_format, msg_blocks_too_long */
export function messageBlocks(core: Core, blocks: unknown): BlockJson[] | null {
  if (blocks === undefined || blocks === null) return null;
  if (!Array.isArray(blocks)) throw new SlackError("invalid_blocks_format");
  const check = checkBlocks(blocks, "message", ["blocks"], blockRights(core));
  if (check.faults.length > 0) throw refusedArguments("invalid_blocks", check.faults.map(faultLine));
  if (check.tooLong) throw new SlackError("msg_blocks_too_long");
  return blocks.length === 0 ? null : storedBlocks(blocks);
}

/** A view, checked. @throws SlackError invalid_arguments, view_too_large */
export function checkedView(core: Core, view: unknown, surface: "modal" | "home"): CheckedView {
  const check = checkView(view, ["view"], blockRights(core));
  if (check.view === null) {
    if (check.tooLarge) throw new SlackError("view_too_large");
    throw refusedArguments("invalid_arguments", check.faults.map(faultLine));
  }
  if (check.view.type !== surface) {
    throw refusedArguments("invalid_arguments", [`[ERROR] must be of type ${surface} [json-pointer:/view/type]`]);
  }
  return check.view;
}
