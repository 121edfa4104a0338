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

/**
 * Where a link in a message leads inside the workspace, as a fragment: Slack's deep links (`slack://app?…&tab=home`,
 * `slack://channel?…`, `slack://user?…`) and permalinks (`…/archives/C1/p1712345678000100`). Null: it leads outside.
 */
export function placeOfLink(
  href: string,
  app: { id: string; dm: string | null },
  dmOf: (user: string) => string | null,
) {
  if (!URL.canParse(href, "http://localhost")) return null;
  const url = new URL(href, "http://localhost");
  const archive = /^\/archives\/(\w+)(?:\/p(\d{10})(\d{6}))?\/?$/.exec(url.pathname);
  if (archive?.[1] !== undefined && url.protocol !== "slack:") return archivePlace(archive, url);
  if (url.protocol !== "slack:") return null;
  const kind = url.host || url.pathname.replaceAll("/", "");
  const id = url.searchParams.get("id") ?? "";
  if (kind === "app" && id === app.id && app.dm !== null) {
    return writePlace({ channel: app.dm, tab: url.searchParams.get("tab") === "home" ? "home" : "messages" });
  }
  if (kind === "channel" && id !== "") return writePlace({ channel: id });
  const dm = kind === "user" ? dmOf(id) : null;
  return dm === null ? null : writePlace({ channel: dm });
}

function archivePlace(archive: RegExpExecArray, url: URL): string {
  const [, channel = "", seconds, micros] = archive;
  const thread = url.searchParams.get("thread_ts");
  if (thread !== null) return writePlace({ channel, thread });
  return writePlace({ channel, message: seconds === undefined ? null : `${seconds}.${micros}` });
}
