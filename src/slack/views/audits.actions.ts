import { actionRef } from "../action-ref.ts";

export const auditActions = {
  /** earlier entries, in place: those before the number `before`, of what was typed */
  page: actionRef("audit.page", "before", "typed"),
};
