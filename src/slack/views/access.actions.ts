import { actionRef } from "../action-ref.ts";

export const accessActions = {
  ask: actionRef("access.ask", "slackUserId"),
};

export const kitActions = {
  /** runs a command again as typed */
  retry: actionRef("kit.retry", "typed"),
};
