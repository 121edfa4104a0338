import { z } from "zod";
import { richTextBlock } from "./rich-text.ts";
import { blockId } from "./text-objects.ts";

/** table and data_table. Limits: docs.slack.dev/reference/block-kit/blocks/table-block and …/data-table-block. */

const cell = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("raw_text"), text: z.string().min(1) }),
  z.strictObject({ type: z.literal("raw_number"), value: z.number(), text: z.string().min(1) }),
  richTextBlock,
]);

export const tableBlock = z.strictObject({
  type: z.literal("table"),
  block_id: blockId,
  rows: z.array(z.array(cell).min(1).max(20)).min(1).max(100),
  column_settings: z
    .array(
      z
        .strictObject({ align: z.enum(["left", "center", "right"]).optional(), is_wrapped: z.boolean().optional() })
        .nullable(),
    )
    .max(20)
    .optional(),
});

export const dataTableBlock = z
  .strictObject({
    type: z.literal("data_table"),
    block_id: blockId,
    caption: z.string().min(1),
    // The header and 200 rows.
    rows: z.array(z.array(cell).min(1).max(20)).min(1).max(201),
    page_size: z.int().min(1).max(100).optional(),
    row_header_column_index: z.int().min(0).max(19).optional(),
  })
  .refine((table) => table.rows.every((row) => row.length === table.rows[0]?.length), {
    message: "every row must have as many cells as the header",
    path: ["rows"],
  });
