import { parse } from "tldts";
import { cleanLine } from "./clean-line.ts";

export type NormalWebsite =
  | { ok: true; normal: string }
  | { ok: false; reason: "empty" | "not_a_website" | "ip_address" | "email_address" };

/**
 * A website in the form in which it is matched: its registrable domain by the Public Suffix List, private suffixes
 * included ("toko-indah.blogspot.com" is a shop, "blogspot.com" is not), in ASCII. Paths and "www" belong to the form
 * as typed. Addresses without a known suffix, IP addresses and the machine itself are refused.
 */
export function normaliseWebsite(typed: string): NormalWebsite {
  const text = cleanLine(typed).normalize("NFKC");
  if (text === "") return { ok: false, reason: "empty" };
  const address = /^(?:[a-z][a-z0-9+.-]*:\/\/|https?:)/iu.test(text) ? text : `https://${text.replace(/^\/\//, "")}`;
  const url = URL.parse(address);
  if (!url || !/^https?:$/.test(url.protocol)) return { ok: false, reason: "not_a_website" };
  if (url.username !== "") return { ok: false, reason: "email_address" };
  const { isIp, isIcann, isPrivate, domain } = parse(url.hostname, { allowPrivateDomains: true });
  if (isIp) return { ok: false, reason: "ip_address" };
  if (domain === null || !(isIcann || isPrivate)) return { ok: false, reason: "not_a_website" };
  return { ok: true, normal: domain };
}
