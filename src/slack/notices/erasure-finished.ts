import { z } from "zod";
import { findCertificate } from "../../crm/privacy/list-erasures.ts";
import { defineNotice } from "../define-notice.ts";
import { readerOf } from "../reader.ts";
import { certificateMessage } from "../views/privacy.ts";

/** To every steward: the certificate of an erasure that is done. */
export const erasureFinished = defineNotice({
  kind: "erasure-finished",
  payload: z.object({ erasureId: z.uuid() }),
  async render(ctx, { erasureId }) {
    const certificate = await findCertificate(ctx, erasureId);
    return certificate && certificateMessage(certificate, readerOf(ctx));
  },
});
