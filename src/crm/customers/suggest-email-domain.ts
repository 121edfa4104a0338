import { distance } from "fastest-levenshtein";
import { parse } from "tldts";
import { emailDomainKind } from "./email-domain.ts";

/** The mail services whose addresses are typed most, each with the endings at which it gives out addresses. */
const services: Record<string, string> = {
  gmail: "com",
  yahoo:
    "com co.id co.uk co.in co.jp co.kr co.nz co.th co.za com.ar com.au com.br com.cn com.hk com.mx com.my com.ph com.sg com.tr com.tw com.vn ca de dk es fr gr ie in it no pl ro se",
  hotmail:
    "com be ca ch cl co.id co.il co.in co.jp co.nz co.th co.uk co.za com.ar com.au com.br de dk es fi fr it nl no se sg",
  outlook:
    "com at be cl co.id co.il co.th com.ar com.au com.br com.tr com.vn cz de dk es fr hu ie in it jp kr lv my ph pt sa sg sk",
  live: "com at be ca cl cn co.uk co.za com.ar com.au com.mx com.my com.pt com.sg de dk fi fr ie in it jp nl no ru se",
  icloud: "com",
  googlemail: "com",
  ymail: "com",
  rocketmail: "com",
  proton: "me",
  protonmail: "com ch",
  aol: "com co.uk com.au de es fr it",
  zoho: "com eu in",
  yandex: "com ru by kz ua com.tr",
  rediffmail: "com",
  comcast: "net",
  verizon: "net",
  sbcglobal: "net",
  btinternet: "com",
  wanadoo: "fr",
  laposte: "net",
  libero: "it",
  virgilio: "it",
  naver: "com",
  hanmail: "net",
  fastmail: "com fm",
  telkom: "net",
  indosat: "net.id",
};

const endingsOf = new Map(Object.entries(services).map(([name, endings]) => [name, endings.split(" ")]));

/** Names that are nothing but a mail service's: with any other ending they are a slip, while "telkom.co.id" is a company. */
const mailOnly = new Set("gmail googlemail icloud ymail rocketmail protonmail rediffmail sbcglobal hanmail".split(" "));

/** What a hurried "com" becomes that is a country's ending too. */
const halfCom = new Set(["co", "cm", "om"]);

/** Every domain that can be suggested, the better known services first. */
export const wellKnownEmailDomains: readonly string[] = [...endingsOf].flatMap(([name, endings]) =>
  endings.map((ending) => `${name}.${ending}`),
);

const mostSlips = 2;
const wellKnown = new Set(wellKnownEmailDomains);

/**
 * The well-known mail domain that was probably meant: "gmial.com" and "gmail.co.id" ask for "gmail.com". Null when the
 * domain is well known itself, is a free-mail service that only resembles one ("email.com"), or resembles none. Only to be
 * asked about, never to be put in place of what was typed: companies have names like these.
 * @param domain in ASCII and lower case, as `normaliseEmail` gives it
 */
export function suggestEmailDomain(domain: string): string | null {
  if (wellKnown.has(domain)) return null;
  const dot = domain.indexOf(".");
  const [name, ending] = [domain.slice(0, dot), domain.slice(dot + 1)];
  const kind = emailDomainKind(domain);
  const candidates = [...endingsOf].flatMap(([service, endings]) => {
    const inName = countSlips(name, service);
    if (inName > slipsAllowed(service) || (inName > 1 && (kind !== "own" || name[0] !== service[0]))) return [];
    const [nearest] = endings
      .map((one) => ({ one, slips: countSlips(ending, one) }))
      .toSorted((a, b) => a.slips - b.slips);
    if (!nearest || !isSlipOfEnding(ending, nearest, { mail: mailOnly.has(service), sameName: inName === 0 }))
      return [];
    return [{ suggestion: `${service}.${nearest.one}`, inName, slips: inName + nearest.slips }];
  });
  const [best] = candidates.toSorted((a, b) => a.slips - b.slips);
  if (!best) return null;
  // A service whose own name is close to another's is no slip.
  return best.inName > 0 && kind === "free" ? null : best.suggestion;
}

/** Short names have real neighbours ("live", "olive"), long ones hardly any. */
function slipsAllowed(service: string): number {
  if (service.length < 5) return 0;
  return service.length < 7 ? 1 : 2;
}

function isSlipOfEnding(
  ending: string,
  nearest: { one: string; slips: number },
  { mail, sameName }: { mail: boolean; sameName: boolean },
): boolean {
  if (nearest.slips === 0) return true;
  if (sameName && mail) return true;
  if (nearest.one === "com" && halfCom.has(ending)) return true;
  const { isIcann, publicSuffix } = parse(`example.${ending}`);
  const exists = isIcann === true && publicSuffix === ending;
  return !exists && nearest.slips <= (sameName ? 2 : 1);
}

/** Letters left out, added or struck wrongly, each one slip; and so are two neighbours that changed places. */
function countSlips(typed: string, meant: string): number {
  // Further apart in length than slips are counted: told without a look at the letters, of which there may be many.
  const apart = Math.abs(typed.length - meant.length);
  if (apart > mostSlips) return apart;
  const apartAsTyped = distance(typed, meant);
  // Two neighbours that change places mend two slips at most, and are one.
  if (apartAsTyped - 1 > mostSlips) return apartAsTyped;
  const swapped = Array.from({ length: Math.max(0, typed.length - 1) }, (_, at) =>
    typed[at] === typed[at + 1] ? typed : `${typed.slice(0, at)}${typed[at + 1]}${typed[at]}${typed.slice(at + 2)}`,
  );
  return Math.min(apartAsTyped, ...swapped.map((one) => 1 + distance(one, meant)));
}
