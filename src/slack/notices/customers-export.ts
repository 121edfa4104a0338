import { z } from "zod";
import { exportKindNames } from "../../crm/exports/export-kind.ts";
import { exportFormats } from "../../crm/exports/request-customers-export.ts";
import { writeExport } from "../../crm/exports/write-export.ts";
import { defineNotice } from "../define-notice.ts";
import { packFiles } from "../pack-files.ts";
import { exportsText as text } from "../views/exports.text.ts";
import { customersExportMessage } from "../views/exports.ts";

const payload = z.object({
  exportId: z.uuid(),
  format: z.enum(exportFormats),
  part: z.int().min(1),
  parts: z.int().min(1),
  packed: z.boolean(),
  slices: z.array(z.object({ kind: z.enum(exportKindNames), after: z.uuid(), upTo: z.uuid() })),
});

/** To the steward who asked: all customers, as files that open with a tap; what needs several parts is packed. */
export const customersExport = defineNotice({
  kind: "customers-export",
  payload,
  async render(ctx, { exportId, format, part, parts, slices }) {
    const made = await ctx.tx.dataExport.findFirst({ where: { id: exportId } });
    if (!made) return null;
    const kinds = slices.map(({ kind }) => kind);
    return customersExportMessage({ customers: made.rows ?? 0, format, part, parts, kinds });
  },
  async files(open, order) {
    const files = writeExport(open, order);
    // About everybody: an erasure takes them back.
    if (!order.packed) {
      return files.map(({ kind, name, contents }) => ({ name, title: text.file(kind), about: null, contents }));
    }
    const now = await open(async (ctx) => ctx.now);
    const { part, parts } = order;
    const archive = { name: text.packedName(part, parts), title: text.packed(part, parts) };
    return [{ ...archive, about: null, contents: packFiles(files, now) }];
  },
});
