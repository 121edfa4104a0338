import type { Prisma } from "../db/context.ts";

/** One message to be sent, as the sender gets it. The message carries `id` as Slack metadata, by which it can be found again. */
export interface Delivery {
  id: string;
  workspaceId: string;
  teamId: string;
  /** which notice it is; src/slack/notices draws it */
  kind: string;
  /** ids only */
  payload: Prisma.JsonObject;
  /** a Slack user's id (a direct message) or a channel's */
  recipient: string;
  /** the Web API method that sends it */
  method: string;
  /** 1 for the first try */
  attempts: number;
  createdAt: Date;
}

/** A delivery in the hands of one worker; only the latest claim may settle it. */
export interface Claim extends Delivery {
  claimId: string;
}

/** A delivery whose sending was never settled. */
export interface StrandedClaim extends Claim {
  /** when it was last taken to be sent: no message of it is older */
  claimedAt: Date;
  /** how often Slack has been asked, this time included */
  lookups: number;
}

/** Where a message is in Slack. */
export interface Posted {
  channel: string;
  /** Slack's name for a message within its channel */
  ts: string;
}
