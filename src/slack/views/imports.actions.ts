import { actionRef } from "../action-ref.ts";

export const importActions = {
  /** takes the import back, after a question */
  undo: actionRef("imports.undo", "importId"),
  /** the list, as a new message; and another page of it in place */
  list: actionRef("imports.list"),
  page: actionRef("imports.page", "offset"),
  /** a file sent to Steward directly: imported as it was read, or its columns looked at first */
  take: actionRef("imports.take", "fileId"),
  check: actionRef("imports.check", "fileId"),
};
