import { z } from "zod";
import { writeCustomers } from "../../crm/privacy/export-customers.ts";
import { section } from "../blocks.ts";
import { defineNotice } from "../define-notice.ts";
import { privacyText as text } from "../views/privacy.text.ts";

/** To the steward who asked: all customers in one file. */
export const customersExport = defineNotice({
  kind: "customers-export",
  payload: z.object({ exportId: z.uuid() }),
  async render(ctx, { exportId }) {
    const made = await ctx.tx.dataExport.findFirst({ where: { id: exportId } });
    if (!made) return null;
    const said = text.bulkReady(made.rows ?? 0);
    return { text: said, blocks: [section(said)] };
  },
  files: async (open, { exportId }) => [
    { name: "customers.csv", title: text.bulkFile(), about: null, contents: writeCustomers(open, exportId) },
  ],
});
