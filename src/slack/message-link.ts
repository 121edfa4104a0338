/** A message's address, as Slack builds it itself: asking for it would cost a call for each message of a channel. */
export function messageLink(workspaceUrl: string | null, channel: string, ts: string): string | null {
  return workspaceUrl && `${workspaceUrl.replace(/\/*$/u, "")}/archives/${channel}/p${ts.replace(".", "")}`;
}

/** The message that such an address leads to; null when it is none. */
export function readMessageLink(link: string): { channel: string; ts: string } | null {
  const [, channel, seconds, rest] = /\/archives\/([A-Z0-9]+)\/p(\d+)(\d{6})(?:[?#]|$)/u.exec(link) ?? [];
  return channel && seconds ? { channel, ts: `${seconds}.${rest}` } : null;
}
