import { actionRef } from "../action-ref.ts";

export const accessActions = {
  ask: actionRef("access.ask", "slackUserId"),
  /** who has access, as a new message; and another page of it in place, from the row at `offset`, `filter` as typed */
  list: actionRef("access.list"),
  page: actionRef("access.page", "offset", "filter"),
  change: actionRef("access.change", "memberId"),
  revoke: actionRef("access.revoke", "memberId"),
  /** a steward's two answers to somebody who asked */
  give: actionRef("access.give", "memberId"),
  decline: actionRef("access.decline", "memberId"),
  choosePeople: actionRef("access.choose-people"),
  chooseTriage: actionRef("access.choose-triage"),
  uploadCustomers: actionRef("access.upload-customers"),
  retryUpload: actionRef("access.retry-upload", "uploadId"),
};

export const kitActions = {
  /** runs a command again as typed */
  retry: actionRef("kit.retry", "typed"),
};
