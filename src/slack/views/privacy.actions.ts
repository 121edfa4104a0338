import { actionRef } from "../action-ref.ts";

export const privacyActions = {
  /** one erasure's certificate */
  certificate: actionRef("privacy.certificate", "erasureId"),
};
