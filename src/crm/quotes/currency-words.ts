/** How a currency stands beside a figure in the writing of the people who use it; lower-case. */
const spoken: Record<string, string> = {
  ...{ rp: "IDR", rupiah: "IDR", rm: "MYR", ringgit: "MYR", us$: "USD", s$: "SGD", sgd$: "SGD" },
  ...{ euro: "EUR", euros: "EUR", yen: "JPY", baht: "THB", rupee: "INR", rupees: "INR", rs: "INR" },
  ...{ dollar: "$", dollars: "$", pound: "£", pounds: "£" },
};

/** Codes that are read in small letters as well; of the others many are words or names ("all", "try", "ron"). */
const wellKnown = new Set(
  "aud bdt brl cad chf cny eur gbp hkd idr inr jpy krw myr nzd php sgd thb twd usd vnd zar".split(" "),
);

/** Whose sign is meant where several have it and the workspace's own is none of them. */
const mainBearer: Record<string, string> = { $: "USD", "¥": "JPY" };
/** Signs that stand for one of their bearers everywhere. */
const onlyBearer: Record<string, string> = { "£": "GBP", "₩": "KRW" };

const codes = new Set(Intl.supportedValuesOf("currency"));

/** Signs by CLDR: "$" is that of some twenty currencies, "€" and "A$" of one each. */
const signs = new Map<string, Set<string>>();
for (const code of codes) {
  for (const locale of ["en", "en-GB", "id"]) {
    for (const currencyDisplay of ["symbol", "narrowSymbol"] as const) {
      const parts = new Intl.NumberFormat(locale, { style: "currency", currency: code, currencyDisplay }).formatToParts(
        1,
      );
      const sign = parts.find(({ type }) => type === "currency")?.value.toLowerCase() ?? "";
      if (sign !== "" && sign !== code.toLowerCase()) signs.set(sign, (signs.get(sign) ?? new Set()).add(code));
    }
  }
}

/**
 * The currency that a word or sign beside a figure means; null where it is none, "unclear" where it may be several.
 * @param own the workspace's, which is meant where its sign is that of others too
 */
export function readCurrency(typed: string, own: string): string | null {
  const word = typed.toLowerCase().replace(/\.$/u, "");
  const upper = word.toUpperCase();
  if (codes.has(upper) && (typed === upper || wellKnown.has(word) || upper === own)) return upper;
  const said = Object.hasOwn(spoken, word) ? (spoken[word] ?? "") : word;
  if (codes.has(said)) return said;
  if (Object.hasOwn(onlyBearer, said)) return onlyBearer[said] ?? null;
  const bearers = signs.get(said);
  if (!bearers) return null;
  if (bearers.has(own)) return own;
  const [only] = bearers;
  return (bearers.size === 1 ? only : mainBearer[said]) ?? "unclear";
}

/** How a currency is written so that it is read as no other, whosever the workspace is: by its sign, or by its code. */
export function signOf(currency: string): string {
  const parts = new Intl.NumberFormat("en-GB", { style: "currency", currency }).formatToParts(1);
  const sign = parts.find(({ type }) => type === "currency")?.value ?? currency;
  const everywhere = /^(?:\p{L}{0,3}\p{Sc})$/u.test(sign) && (signs.get(sign.toLowerCase())?.size === 1 || isOwn(sign));
  return everywhere && readCurrency(sign, "") === currency ? sign : currency;
}

function isOwn(sign: string): boolean {
  const word = sign.toLowerCase();
  return Object.hasOwn(onlyBearer, word) || codes.has(spoken[word] ?? "");
}
