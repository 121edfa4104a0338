import { z } from "zod";
import { Refusal } from "../../crm/refusal.ts";
import { retryUpload } from "../../crm/uploads/request-upload.ts";
import { defineAction } from "../define.ts";
import { uploadCustomers } from "../modals/upload-customers.ts";
import { open, replace } from "../reply.ts";
import { accessActions } from "../views/access.actions.ts";
import { uploadAgainMessage } from "../views/uploads.ts";

export const uploadCustomersAction = defineAction({
  ref: accessActions.uploadCustomers,
  may: "customers:import",
  run: async () => open(uploadCustomers.build(undefined)),
});

/** "Try again" under an import that was cut off */
export const retryUploadAction = defineAction({
  ref: accessActions.retryUpload,
  may: "customers:import",
  async run(ctx, { uploadId }) {
    if (!z.uuid().safeParse(uploadId).success) throw new Refusal("upload_gone", {});
    return replace(uploadAgainMessage((await retryUpload(ctx, { uploadId })).fileName));
  },
});
