import { validate as isId } from "uuid";
import { findCertificate } from "../../crm/privacy/list-erasures.ts";
import { Refusal } from "../../crm/refusal.ts";
import { defineAction } from "../define.ts";
import { readerOf } from "../reader.ts";
import { say } from "../reply.ts";
import { privacyActions } from "../views/privacy.actions.ts";
import { certificateMessage } from "../views/privacy.ts";

export const showCertificate = defineAction({
  ref: privacyActions.certificate,
  may: "privacy:manage",
  async run(ctx, { erasureId }) {
    const certificate = isId(erasureId) ? await findCertificate(ctx, erasureId) : null;
    if (!certificate) throw new Refusal("erasure_not_found", {});
    return say(certificateMessage(certificate, readerOf(ctx)));
  },
});
