import type { PageMessage } from "../../page-protocol.ts";
import { localDay } from "../text/slack-date.ts";

/** One line of the message pane. */
export type MessageRow =
  | { kind: "day"; key: string; ts: string }
  | { kind: "new"; key: string }
  /** `head`: shown with avatar, name and time; the rest of a run by one person follows under it */
  | { kind: "message"; key: string; message: PageMessage; head: boolean };

/** How long a run of one person's messages goes on without a new head, in seconds. */
const runLength = 300;

/**
 * Puts messages in order under day dividers, runs of one person's messages together.
 * `newFrom` is the ts of the first unread message, above which the "New" line goes; null for none.
 */
export function messageRows(messages: readonly PageMessage[], zone: string, newFrom: string | null): MessageRow[] {
  const rows: MessageRow[] = [];
  let before: PageMessage | null = null;
  for (const message of [...messages].sort(byTs)) {
    const newDay = before === null || localDay(before.ts, zone) !== localDay(message.ts, zone);
    if (newDay) rows.push({ kind: "day", key: `day-${localDay(message.ts, zone)}`, ts: message.ts });
    const firstNew = newFrom !== null && message.ts >= newFrom && (before === null || before.ts < newFrom);
    if (firstNew) rows.push({ kind: "new", key: "new" });
    const head = newDay || firstNew || before === null || !sameRun(before, message);
    rows.push({ kind: "message", key: message.ts, message, head });
    before = message;
  }
  return rows;
}

/** Messages of the channel itself: no replies, and no gravestone unless a thread hangs on it. */
export function channelMessages(messages: Readonly<Record<string, PageMessage>> | undefined): PageMessage[] {
  return Object.values(messages ?? {}).filter((message) => isTopLevel(message) && isShown(message));
}

/** A thread's first message and its replies. */
export function threadMessages(
  messages: Readonly<Record<string, PageMessage>> | undefined,
  thread: string,
): PageMessage[] {
  return Object.values(messages ?? {}).filter(
    (message) => (message.ts === thread || message.threadTs === thread) && isShown(message),
  );
}

/** The ts of the first of the last `unread` messages by others, or null. */
export function firstUnread(messages: readonly PageMessage[], unread: number, me: string): string | null {
  if (unread <= 0) return null;
  const others = [...messages].sort(byTs).filter((message) => message.user !== me && !message.ephemeral);
  return others.at(-unread)?.ts ?? others[0]?.ts ?? null;
}

function isTopLevel(message: PageMessage): boolean {
  return message.threadTs === null || message.threadTs === message.ts;
}

function isShown(message: PageMessage): boolean {
  return !message.deleted || message.replyCount > 0;
}

function sameRun(before: PageMessage, message: PageMessage): boolean {
  return (
    before.user === message.user &&
    before.author === message.author &&
    before.ephemeral === message.ephemeral &&
    !before.deleted &&
    before.replyCount === 0 &&
    Number(message.ts) - Number(before.ts) < runLength
  );
}

/** A ts is seconds and six decimals, so that words compare as numbers do. */
function byTs(a: PageMessage, b: PageMessage): number {
  return a.ts < b.ts ? -1 : a.ts > b.ts ? 1 : 0;
}
