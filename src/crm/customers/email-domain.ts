import { disposableEmailBlocklistSet } from "disposable-email-domains-js";
import freeMailDomains from "free-email-domains";
import mailchecker from "mailchecker";

/**
 * Whose mailbox an address at this domain is: one that is thrown away, one that anybody gets (from a free service or an
 * internet provider), or presumably an organisation's own.
 */
export type EmailDomainKind = "disposable" | "free" | "own";

const curatedDisposable = disposableEmailBlocklistSet();
const collectedDisposable = mailchecker.blacklist();
const free = new Set(freeMailDomains);

/**
 * Tells by three lists that others keep, subdomains by what they belong to. Of the two lists of disposable domains one
 * is curated and believed whatever else; the other is collected, and where the list of free-mail services has its domain
 * too ("hush.com"), the milder is taken: a customer's address is not to be called thrown away by mistake.
 * @param domain in ASCII and lower case, as `normaliseEmail` gives it
 */
export function emailDomainKind(domain: string): EmailDomainKind {
  const levels = parents(domain);
  if (levels.some((level) => curatedDisposable.has(level))) return "disposable";
  if (levels.some((level) => free.has(level))) return "free";
  return levels.some((level) => collectedDisposable.has(level)) ? "disposable" : "own";
}

/** "a.b.co.id": itself and everything above it of two labels at least. */
function parents(domain: string): string[] {
  const labels = domain.split(".");
  return labels.slice(0, -1).map((_, at) => labels.slice(at).join("."));
}
