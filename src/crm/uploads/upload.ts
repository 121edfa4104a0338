import type { ImportField } from "../customers/import/import-field.ts";

/** Why an import did not come to its end. */
export type UploadFailure =
  /** deleted in Slack, or not to be had any more */
  | "file_gone"
  /** nothing in it can be read as rows and columns */
  | "unreadable"
  /** whoever uploaded it may not import any more, or the columns hold nobody */
  | "refused"
  /** begun as often as is sensible and cut off each time */
  | "interrupted";

/** Which column becomes what: the field by the column's place, 0 is the first. */
export type UploadMapping = Record<string, ImportField>;

/** A file taken up by one process, which holds it for a while and says so again with each batch. */
export interface ClaimedUpload {
  id: string;
  slackUserId: string;
  fileId: string;
  fileName: string;
  mapping: UploadMapping;
  /** the message in which its progress is told; null: none yet */
  channel: string | null;
  ts: string | null;
  /** 1 for the first; tells this claim from one that was lost */
  attempt: number;
}

/** After so many tries it is given up, and the person hears of it. */
export const mostAttempts = 3;

/** A process that has not said anything for so long is taken for dead: minutes. */
export const leaseMinutes = 5;

export function leaseFrom(now: Date): Date {
  return new Date(now.getTime() + leaseMinutes * 60_000);
}

/** What ties the import runs of an upload to it: the interaction under which the log has them. */
export function interactionOf(uploadId: string): string {
  return `upload:${uploadId}`;
}
