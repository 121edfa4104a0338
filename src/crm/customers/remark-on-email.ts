import { emailDomainKind } from "./email-domain.ts";
import { normaliseEmail } from "./normalise-email.ts";
import { suggestEmailDomain } from "./suggest-email-domain.ts";

/** What is worth a question before an address is relied on; the address itself may be right all the same. */
export type EmailRemark =
  /** `suggestion`: the whole address as it was probably meant */
  { kind: "likely_typo"; typed: string; suggestion: string } | { kind: "disposable"; typed: string };

/** @param normal an address in normal form; null: nothing to remark */
export function remarkOnEmail(normal: string): EmailRemark | null {
  const at = normal.lastIndexOf("@");
  const domain = normal.slice(at + 1);
  const meant = suggestEmailDomain(domain);
  if (meant) return { kind: "likely_typo", typed: normal, suggestion: `${normal.slice(0, at)}@${meant}` };
  return emailDomainKind(domain) === "disposable" ? { kind: "disposable", typed: normal } : null;
}

/** The address that was probably meant by one as it was typed; null where nothing is likelier. */
export function suggestEmail(typed: string): string | null {
  const email = normaliseEmail(typed);
  const remark = email.ok ? remarkOnEmail(email.normal) : null;
  return remark?.kind === "likely_typo" ? remark.suggestion : null;
}
