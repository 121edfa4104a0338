import { z } from "zod";
import { isJsonObject, type JsonObject } from "../json.ts";
import { type BlockFault, faultsOf, pointerOf } from "./block-faults.ts";
import { checkBlocks } from "./check-blocks.ts";
import { plainText } from "./text-objects.ts";

/** A view may be 250 kB at most. Source: docs.slack.dev/reference/methods/views.open (view_too_large). */
const MOST_BYTES = 250_000;

const base = {
  blocks: z.array(z.unknown()),
  private_metadata: z.string().max(3000).optional(),
  callback_id: z.string().max(255).optional(),
  external_id: z.string().max(255).optional(),
};

const modal = z.strictObject({
  type: z.literal("modal"),
  title: plainText(24),
  submit: plainText(24).optional(),
  close: plainText(24).optional(),
  clear_on_close: z.boolean().optional(),
  notify_on_close: z.boolean().optional(),
  submit_disabled: z.boolean().optional(),
  ...base,
});

const home = z.strictObject({ type: z.literal("home"), ...base });

const viewSchema = z.discriminatedUnion("type", [modal, home]);

export type CheckedView = z.infer<typeof viewSchema>;

export type ViewCheck = { view: CheckedView; faults: [] } | { view: null; faults: BlockFault[]; tooLarge: boolean };

/** Checks a modal or Home view as Slack does; `at` is where it stands in the request, e.g. ["view"]. */
export function checkView(view: unknown, at: readonly PropertyKey[], may: { video: boolean }): ViewCheck {
  if (JSON.stringify(view ?? null).length > MOST_BYTES) return { view: null, faults: [], tooLarge: true };
  const parsed = viewSchema.safeParse(view);
  const faults = parsed.success ? [] : faultsOf(parsed.error, at, view);
  const surface = isJsonObject(view) && view["type"] === "home" ? "home" : "modal";
  const blocks = isJsonObject(view) ? view["blocks"] : undefined;
  if (Array.isArray(blocks)) {
    faults.push(...checkBlocks(blocks, surface, [...at, "blocks"], may).faults);
    const hasInput = blocks.some((block: JsonObject) => isJsonObject(block) && block["type"] === "input");
    if (surface === "modal" && hasInput && isJsonObject(view) && view["submit"] === undefined) {
      faults.push({ message: "missing required field: submit", pointer: pointerOf(at) });
    }
  }
  if (faults.length > 0 || !parsed.success) return { view: null, faults, tooLarge: false };
  return { view: parsed.data, faults: [] };
}
