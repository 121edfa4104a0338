import { lookup } from "node:dns/promises";
import { get } from "node:https";
import { BlockList, isIP, type LookupFunction } from "node:net";

/** Why an address gave no calendar. */
export const calendarFaults = [
  "not_https",
  /** an address that only this server, or nobody, can reach */
  "not_public",
  /** there is no server of that name */
  "no_server",
  "no_answer",
  /** 404 or 410 */
  "missing",
  /** 401 or 403 */
  "forbidden",
  /** any other answer than a calendar */
  "refused",
  "too_large",
  "not_calendar",
  "empty",
] as const;
export type CalendarFault = (typeof calendarFaults)[number];

/** What a calendar's address gave: its text, or why it gave none. */
export type ReadCalendar = { text: string; fault: null } | { text: null; fault: CalendarFault };

/** Reads a calendar from its address. Never throws: what went wrong is its answer. */
export type CalendarReader = (url: string, signal: AbortSignal) => Promise<ReadCalendar>;

const largest = 2 * 1024 * 1024;
const patience = 20_000;
const mostRedirects = 3;

/** Networks in which there is nobody's public calendar, but perhaps something that this server alone can reach. */
const inside = new BlockList();
for (const [network, bits] of [
  ...([
    ["0.0.0.0", 8],
    ["10.0.0.0", 8],
    ["100.64.0.0", 10],
    ["127.0.0.0", 8],
    ["169.254.0.0", 16],
  ] as const),
  ...([
    ["172.16.0.0", 12],
    ["192.0.0.0", 24],
    ["192.168.0.0", 16],
    ["198.18.0.0", 15],
    ["224.0.0.0", 3],
  ] as const),
])
  inside.addSubnet(network, bits, "ipv4");
for (const [network, bits] of [
  ["::", 127],
  ["64:ff9b::", 96],
  ["fc00::", 7],
  ["fe80::", 10],
  ["ff00::", 8],
] as const)
  inside.addSubnet(network, bits, "ipv6");

/** Whether an address is one that anybody on the Internet could ask. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 0) return false;
  // An IPv4 address in IPv6's clothes is checked as what it is by the list itself.
  return !inside.check(address, family === 6 ? "ipv6" : "ipv4");
}

interface ReaderOptions {
  /** whether an address may be asked at all */
  mayReach: (address: string) => boolean;
  /** certificates trusted besides those that Node trusts, as PEM */
  ca?: string;
}

/** Reads calendars over https, from public addresses only, up to 2 MB. */
export const fetchCalendar: CalendarReader = createCalendarReader({ mayReach: isPublicAddress });

/** The same with its own rule of who may be asked. */
export function createCalendarReader(options: ReaderOptions): CalendarReader {
  return async (url, signal) => {
    let next = url;
    for (let redirects = 0; redirects <= mostRedirects; redirects++) {
      const answer = await ask(next, AbortSignal.any([signal, AbortSignal.timeout(patience)]), options);
      if (!("redirect" in answer)) return answer;
      if (!URL.canParse(answer.redirect, next)) return failed("refused");
      next = new URL(answer.redirect, next).href;
    }
    return failed("refused");
  };
}

const failed = (fault: CalendarFault): ReadCalendar => ({ text: null, fault });

class NotPublic extends Error {}

/** The name is looked up once, and what was checked is what is connected to. */
function lookUpAllowed(mayReach: ReaderOptions["mayReach"]): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { all: true }).then(
      (found) => {
        const [first] = found;
        if (!first || !found.every(({ address }) => mayReach(address))) callback(new NotPublic(), "", 4);
        else if (options.all) callback(null, found);
        else callback(null, first.address, first.family);
      },
      (error: unknown) => callback(error instanceof Error ? error : new Error("not found"), "", 4),
    );
  };
}

function ask(
  url: string,
  signal: AbortSignal,
  { mayReach, ca }: ReaderOptions,
): Promise<ReadCalendar | { redirect: string }> {
  const { protocol, hostname } = new URL(url);
  const literal = hostname.replace(/^\[|\]$/gu, "");
  if (protocol !== "https:") return Promise.resolve(failed("not_https"));
  if (isIP(literal) !== 0 && !mayReach(literal)) return Promise.resolve(failed("not_public"));
  return new Promise((resolve) => {
    const options = {
      lookup: lookUpAllowed(mayReach),
      signal,
      headers: { accept: "text/calendar" },
      ...(ca && { ca }),
    };
    const request = get(url, options, (response) => {
      const { statusCode = 0, headers } = response;
      if (statusCode !== 200) {
        response.resume();
        const redirect = statusCode >= 300 && statusCode < 400 ? headers.location : undefined;
        resolve(redirect === undefined ? failed(refusals[statusCode] ?? "refused") : { redirect });
        return;
      }
      const parts: Buffer[] = [];
      let size = 0;
      response.on("data", (part: Buffer) => {
        size += part.length;
        parts.push(part);
        if (size <= largest) return;
        resolve(failed("too_large"));
        request.destroy();
      });
      response.once("end", () => resolve({ text: Buffer.concat(parts).toString("utf8"), fault: null }));
      response.once("error", () => resolve(failed("no_answer")));
    });
    request.once("error", (error: NodeJS.ErrnoException) => {
      if (error instanceof NotPublic) resolve(failed("not_public"));
      else resolve(failed(error.code === "ENOTFOUND" ? "no_server" : "no_answer"));
    });
  });
}

const refusals: Readonly<Record<number, CalendarFault>> = {
  401: "forbidden",
  403: "forbidden",
  404: "missing",
  410: "missing",
};
