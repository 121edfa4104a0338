/** What the person looks at; it is in the address, so that Back works and a place can be opened in another window. */
export interface Place {
  channel: string | null;
  tab: "messages" | "home";
  /** the first message's ts of the thread that is open beside the channel */
  thread: string | null;
  /** a message to scroll to and mark */
  message: string | null;
}

/** Reads an address fragment: `#C1`, `#D1/home`, `#C1/thread/171.0001`, `#C1/message/171.0001`. */
export function readPlace(fragment: string): Place {
  const [channel, kind, ts] = fragment.replace(/^#/, "").split("/").map(decodeURIComponent);
  return {
    channel: channel || null,
    tab: kind === "home" ? "home" : "messages",
    thread: kind === "thread" && ts ? ts : null,
    message: kind === "message" && ts ? ts : null,
  };
}

/** The fragment that {@link readPlace} reads back. */
export function writePlace(place: Partial<Place> & { channel: string }): string {
  const channel = `#${encodeURIComponent(place.channel)}`;
  if (place.tab === "home") return `${channel}/home`;
  if (place.thread) return `${channel}/thread/${encodeURIComponent(place.thread)}`;
  if (place.message) return `${channel}/message/${encodeURIComponent(place.message)}`;
  return channel;
}

/** What {@link placeOfLink} must know of the workspace. */
export interface LinkTargets {
  /** e.g. "http://localhost:3000" */
  origin: string;
  appId: string;
  botUserId: string;
  /** the DM with somebody, when there is one */
  dmOf(user: string): string | null;
}

/**
 * Where a link in a message leads inside the workspace, as a fragment: Slack's deep links (`slack://app?…&tab=home`,
 * `slack://channel?…`, `slack://user?…`) and permalinks (`/archives/C1/p1712345678000100`). Null: it leads outside.
 */
export function placeOfLink(href: string, targets: LinkTargets): string | null {
  if (!URL.canParse(href, targets.origin)) return null;
  const url = new URL(href, targets.origin);
  if (url.origin === targets.origin) return placeOfPermalink(url);
  if (url.protocol !== "slack:") return null;
  const id = url.searchParams.get("id") ?? "";
  const tab = url.searchParams.get("tab") === "home" ? "home" : "messages";
  switch (url.host) {
    case "app": {
      const dm = id === targets.appId ? targets.dmOf(targets.botUserId) : null;
      return dm === null ? null : writePlace({ channel: dm, tab });
    }
    case "channel":
      return id === "" ? null : writePlace({ channel: id });
    case "user": {
      const dm = targets.dmOf(id);
      return dm === null ? null : writePlace({ channel: dm });
    }
    default:
      return null;
  }
}

/** The fragment for the path of a message's permalink; null when it is none. */
export function placeOfPermalink(url: URL): string | null {
  const [, channel, seconds, micros] = /^\/archives\/(\w+)(?:\/p(\d{10})(\d{6}))?\/?$/.exec(url.pathname) ?? [];
  if (channel === undefined) return null;
  const thread = url.searchParams.get("thread_ts");
  if (thread !== null) return writePlace({ channel, thread });
  return writePlace({ channel, message: seconds === undefined ? null : `${seconds}.${micros}` });
}
