import type { IncomingMessage } from "node:http";

const LOCAL_HOSTS = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * Whether a request for the page comes from the page itself, on this machine. Anybody's web site may send a browser to
 * localhost: a foreign Host (a name that resolves to us) or a foreign Origin is turned away.
 */
export function isFromThisPage(request: IncomingMessage): boolean {
  const host = request.headers.host ?? "";
  if (!URL.canParse(`http://${host}`) || !LOCAL_HOSTS.has(new URL(`http://${host}`).hostname)) return false;
  const { origin } = request.headers;
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}
