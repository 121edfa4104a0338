import { actionRef } from "../action-ref.ts";

/** What can be done with reports from a message. */
export const reportActions = {
  /** a report of a period and a department as typed, in the place of what is there */
  show: actionRef("report.show", "report", "typed"),
};
