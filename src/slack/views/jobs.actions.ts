import { actionRef } from "../action-ref.ts";

export const jobActions = {
  sendAgain: actionRef("jobs.send-again", "deliveryId"),
  leave: actionRef("jobs.leave", "deliveryId"),
};
