import { lookup } from "node:dns/promises";
import { get } from "node:https";
import { BlockList, isIP, type LookupFunction } from "node:net";

/** What a calendar's address gave: its text, or why it gave none. */
export interface ReadCalendar {
  text: string | null;
  fault: string | null;
}

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

/** The name is looked up once, and what was checked is what is connected to. */
const lookUpPublic: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { all: true }).then(
    (found) => {
      const [first] = found;
      if (!first || !found.every(({ address }) => isPublicAddress(address)))
        callback(new Error("not a public address"), "", 4);
      else if (options.all) callback(null, found);
      else callback(null, first.address, first.family);
    },
    (error: unknown) => callback(error instanceof Error ? error : new Error("not found"), "", 4),
  );
};

/** Reads a calendar over https, from public addresses only, up to 2 MB. Never throws: what went wrong is its answer. */
export async function fetchCalendar(url: string, signal: AbortSignal): Promise<ReadCalendar> {
  let next = url;
  for (let redirects = 0; redirects <= mostRedirects; redirects++) {
    const answer = await ask(next, AbortSignal.any([signal, AbortSignal.timeout(patience)]));
    if (!("redirect" in answer)) return answer;
    if (!URL.canParse(answer.redirect, next)) return { text: null, fault: "wrong redirect" };
    next = new URL(answer.redirect, next).href;
  }
  return { text: null, fault: "too many redirects" };
}

function ask(url: string, signal: AbortSignal): Promise<ReadCalendar | { redirect: string }> {
  const { protocol, hostname } = new URL(url);
  const literal = hostname.replace(/^\[|\]$/gu, "");
  if (protocol !== "https:") return Promise.resolve({ text: null, fault: "not https" });
  if (isIP(literal) !== 0 && !isPublicAddress(literal))
    return Promise.resolve({ text: null, fault: "not a public address" });
  return new Promise((resolve) => {
    const fail = (fault: string) => resolve({ text: null, fault });
    const request = get(url, { lookup: lookUpPublic, signal, headers: { accept: "text/calendar" } }, (response) => {
      const { statusCode = 0, headers } = response;
      if (statusCode >= 300 && statusCode < 400 && headers.location !== undefined) {
        response.resume();
        resolve({ redirect: headers.location });
        return;
      }
      if (statusCode !== 200) {
        response.resume();
        fail(`http ${statusCode}`);
        return;
      }
      const parts: Buffer[] = [];
      let size = 0;
      response.on("data", (part: Buffer) => {
        size += part.length;
        parts.push(part);
        if (size > largest) request.destroy(new Error("too large"));
      });
      response.once("end", () => resolve({ text: Buffer.concat(parts).toString("utf8"), fault: null }));
      response.once("error", () => fail("cut off"));
    });
    request.once("error", ({ message, name }) => fail(name === "AbortError" ? "no answer" : message.slice(0, 100)));
  });
}
