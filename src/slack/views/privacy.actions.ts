import { actionRef } from "../action-ref.ts";

export const privacyActions = {
  /** the form that exports everything about a customer */
  exportPerson: actionRef("privacy.export"),
  /** the form that begins an erasure */
  erasePerson: actionRef("privacy.erase"),
  /** one erasure's certificate */
  certificate: actionRef("privacy.certificate", "erasureId"),
};
