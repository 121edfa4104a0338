import type { IncomingMessage } from "node:http";

const ownNames = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * Whether a request was meant for this machine by a page of this machine. Listening on 127.0.0.1 keeps other computers out, but
 * a web page anywhere can still make the browser of this one call us, under a name of its own (DNS rebinding) or under ours.
 */
export function isFromThisMachine({ headers }: Pick<IncomingMessage, "headers">): boolean {
  const own = addressOf(`http://${headers.host ?? ""}`);
  if (own === null) return false;
  if (headers.origin === undefined) return true;
  return addressOf(headers.origin)?.port === own.port;
}

/** Null when it is not one of this machine's own. */
function addressOf(text: string): URL | null {
  const url = URL.parse(text);
  return url !== null && ownNames.has(url.hostname) ? url : null;
}
