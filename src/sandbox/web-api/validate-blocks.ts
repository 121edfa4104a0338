import { z } from "zod";
import type { BlockFault } from "../blocks/block-faults.ts";
import { checkBlocks } from "../blocks/check-blocks.ts";
import { checkView } from "../blocks/check-view.ts";
import { isJsonObject } from "../json.ts";
import { refusedArguments, SlackError } from "../slack-error.ts";
import { json } from "./arguments.ts";
import { blockRights } from "./blocks-argument.ts";
import { defineMethod, type Method } from "./define-method.ts";

function refuse(error: string, faults: BlockFault[]): void {
  if (faults.length === 0) return;
  throw new SlackError(error, { errors: faults.map((fault) => ({ ...fault, code: "failed_constraint" })) });
}

/** Source: docs.slack.dev/reference/methods/blocks.validate. */
const validate = defineMethod({
  name: "blocks.validate",
  tier: "none",
  token: "any",
  args: z.object({
    blocks: json(z.unknown()).optional(),
    message: json(z.unknown()).optional(),
    view: json(z.unknown()).optional(),
  }),
  run({ core }, args) {
    const given = [args.blocks, args.message, args.view].filter((value) => value !== undefined);
    if (given.length !== 1) {
      throw refusedArguments("invalid_arguments", ["[ERROR] must provide exactly one of blocks, message or view"]);
    }
    const rights = blockRights(core);
    if (args.blocks !== undefined) refuse("invalid_blocks", checkBlocks(args.blocks, "message", [], rights).faults);
    if (args.message !== undefined) {
      const blocks = isJsonObject(args.message) ? (args.message["blocks"] ?? []) : args.message;
      refuse("invalid_message", checkBlocks(blocks, "message", ["blocks"], rights).faults);
    }
    if (args.view !== undefined) {
      const check = checkView(args.view, [], rights);
      if (check.view === null && check.tooLarge) throw new SlackError("view_too_large");
      refuse("invalid_view", check.faults);
    }
    return {};
  },
});

export const validateMethods: Method[] = [validate];
