import { domainToASCII } from "node:url";
import { analyzeEmail } from "@hapi/address";
import { cleanLine } from "./clean-line.ts";

export type NormalEmail =
  | { ok: true; normal: string }
  | { ok: false; reason: "empty" | "no_at" | "several" | "bad_syntax" | "bad_domain" | "too_long" };

/**
 * An e-mail address in the form in which it is matched: one mailbox by RFC 5321's syntax without its quoted and
 * comment forms (no provider hands those out, and they are how typing mistakes look), its domain in ASCII (IDNA), all
 * in lower case. "mailto:" and the name in `Budi <budi@contoh.co.id>` are left out. Mail is never sent to find out.
 */
export function normaliseEmail(typed: string): NormalEmail {
  let text = cleanLine(typed).normalize("NFKC");
  if (text === "") return { ok: false, reason: "empty" };
  text = (/^[^<>]*<([^<>]+)>$/u.exec(text)?.[1] ?? text)
    .trim()
    .replace(/^mailto:/iu, "")
    .replace(/[,;.]+$/u, "");
  const parts = text.split("@");
  const [local, host] = parts;
  if (local === undefined || host === undefined) return { ok: false, reason: "no_at" };
  if (parts.length > 2) return { ok: false, reason: /[,;\s]/u.test(text) ? "several" : "bad_syntax" };
  const domain = domainToASCII(host).replace(/\.$/, "").toLowerCase();
  if (domain === "" || !domain.includes(".")) return { ok: false, reason: "bad_domain" };
  const normal = `${local.toLowerCase()}@${domain}`;
  // RFC 5321 4.5.3.1: 64 octets before the sign, 254 in all
  if (Buffer.byteLength(normal) > 254 || Buffer.byteLength(local) > 64) return { ok: false, reason: "too_long" };
  const fault = analyzeEmail(normal, { minDomainSegments: 2, allowUnicode: true });
  if (fault === null) return { ok: true, normal };
  return { ok: false, reason: fault.code.startsWith("DOMAIN") ? "bad_domain" : "bad_syntax" };
}
