import { actionRef } from "../action-ref.ts";

/** What can be done with usage: from reports, and from what managers and their people are told of a week. */
export const usageActions = {
  /** a report as a file; `department` is empty for all */
  csv: actionRef("usage.csv", "report", "from", "to", "department"),
  /** the lesson for those who record nothing, from the digest of a week */
  lesson: actionRef("usage.lesson", "week"),
  /** not now, from the same */
  notNow: actionRef("usage.not-now", "week"),
  /** how usage is told of in this workspace */
  settings: actionRef("usage.settings"),
  /** single people's numbers: "on" or "off" */
  perPerson: actionRef("usage.per-person", "state"),
};
