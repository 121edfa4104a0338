import { z } from "zod";
import { findUploadResult } from "../../crm/uploads/find-upload-result.ts";
import { defineNotice } from "../define-notice.ts";
import { importFinishedMessage } from "../views/uploads.ts";

/** To whoever uploaded a file: what became of it. */
export const importFinished = defineNotice({
  kind: "import-finished",
  payload: z.object({ uploadId: z.uuid() }),
  async render(ctx, { uploadId }) {
    const result = await findUploadResult(ctx, uploadId);
    return result && importFinishedMessage(result);
  },
  inPlaceOf: async (ctx, { uploadId }) => (await findUploadResult(ctx, uploadId))?.place ?? null,
});
