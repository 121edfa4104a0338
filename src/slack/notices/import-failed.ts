import { z } from "zod";
import { findUploadResult } from "../../crm/uploads/find-upload-result.ts";
import { defineNotice } from "../define-notice.ts";
import { importFailedMessage } from "../views/uploads.ts";

/** To whoever uploaded a file that could not be imported to its end. */
export const importFailed = defineNotice({
  kind: "import-failed",
  payload: z.object({ uploadId: z.uuid() }),
  async render(ctx, { uploadId }) {
    const result = await findUploadResult(ctx, uploadId);
    return result?.state === "failed" ? importFailedMessage(result) : null;
  },
  inPlaceOf: async (ctx, { uploadId }) => (await findUploadResult(ctx, uploadId))?.place ?? null,
});
