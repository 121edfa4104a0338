import { actionRef } from "../action-ref.ts";

export const auditActions = {
  /** earlier entries, in place: those before the number `before`, of what was typed */
  page: actionRef("audit.page", "before", "typed"),
  /** the newest entries, anew */
  list: actionRef("audit.list"),
  /** the form for a file of what was typed */
  export: actionRef("audit.export", "typed"),
  /** "on" or "off" */
  reads: actionRef("audit.reads", "state"),
};
