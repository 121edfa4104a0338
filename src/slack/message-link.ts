/** A message's address, as Slack builds it itself: asking for it would cost a call for each message of a channel. */
export function messageLink(workspaceUrl: string | null, channel: string, ts: string): string | null {
  return workspaceUrl && `${workspaceUrl.replace(/\/*$/u, "")}/archives/${channel}/p${ts.replace(".", "")}`;
}
