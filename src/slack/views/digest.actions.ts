import { actionRef } from "../action-ref.ts";

export const digestActions = {
  /** what can be answered to "Still true?" */
  yes: actionRef("digest.yes", "pointId"),
  /** opens the customer's form at what was asked */
  changed: actionRef("digest.changed", "contactId", "field"),
  skip: actionRef("digest.skip", "pointId"),

  // Of a lead that has heard nothing for a while.
  leadTomorrow: actionRef("digest.lead-tomorrow", "contactId"),
  leadOpen: actionRef("digest.lead-open", "contactId"),
  leadNotMine: actionRef("digest.lead-not-mine", "contactId"),
  leadTake: actionRef("digest.lead-take", "contactId"),
  leadNotNow: actionRef("digest.lead-not-now", "contactId"),

  /** messages that it brought along and had no room for; `from` counts from 0 */
  waited: actionRef("digest.waited", "digestId", "from"),
};

/** The queue of leads, one at a time; `at` counts those passed over. */
export const queueActions = {
  start: actionRef("lead-queue.start", "at"),
  log: actionRef("lead-queue.log", "contactId", "at"),
  noAnswer: actionRef("lead-queue.no-answer", "contactId", "at"),
  tomorrow: actionRef("lead-queue.tomorrow", "contactId", "at"),
  card: actionRef("lead-queue.card", "contactId"),
  skip: actionRef("lead-queue.skip", "at"),
  giveUp: actionRef("lead-queue.give-up", "contactId", "at"),
  take: actionRef("lead-queue.take", "contactId", "at"),
};
