import { z } from "zod";
import { findUndoResult } from "../../crm/customers/import/list-imports.ts";
import { defineNotice } from "../define-notice.ts";
import { importUndoneMessage, shownKept } from "../views/imports.ts";

/** To whoever asked for an import to be taken back: what went, and what was left. */
export const importUndone = defineNotice({
  kind: "import-undone",
  payload: z.object({ importId: z.uuid() }),
  async render(ctx, { importId }) {
    const result = await findUndoResult(ctx, importId, shownKept);
    return result && importUndoneMessage(result);
  },
});
