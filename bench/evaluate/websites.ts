import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { parse as parseHost } from "tldts";
import { z } from "zod";
import { normaliseWebsite } from "../../src/crm/customers/normalise-website.ts";
import type { Measure } from "./measure.ts";
import { Tally } from "./tally.ts";

const pairs = z.array(z.object({ input: z.string(), expected: z.string() }));
const urls = z.array(
  z.union([
    z.string(),
    z.object({
      input: z.string(),
      failure: z.boolean().optional(),
      protocol: z.string().optional(),
      hostname: z.string().optional(),
    }),
  ]),
);

/**
 * Two spellings of one address have one normal form; what the URL standard cannot read is refused; and the host it reads
 * has its registrable domain.
 */
export const websites: Measure = {
  name: "websites",
  document: "normalisation.md",
  data: "vectors/url",
  async run(folder) {
    const text = (name: string) => readFile(join(folder, name), "utf8");
    const same = measurePairs(pairs.parse(parse(await text("normalize_url_cases.csv"), { columns: true })));
    const cases = urls.parse(JSON.parse(await text("urltestdata.json"))).filter((one) => typeof one !== "string");
    const [failing, hosts] = [new Tally(), new Tally()];
    for (const { input, failure, protocol = "", hostname = "" } of cases) {
      const scheme = /^[\p{Cc} ]*([a-z][a-z0-9+.-]*):/iu.exec(input)?.[1]?.toLowerCase();
      // Without a scheme the standard reads it as part of another page; we read it as a website typed short.
      if (scheme === undefined) continue;
      const read = normaliseWebsite(input);
      if (failure) {
        if (!read.ok) failing.right();
        else if (/^[\p{Cc}\s]|[\p{Cc}\s]$/u.test(input))
          failing.differs("blanks and controls around it are left out first", input);
        else failing.miss("taken", `${input} → ${read.normal}`);
      } else if (/^https?:$/.test(protocol) && /^https?$/.test(scheme)) {
        const wanted = registrable(hostname);
        if (wanted === null ? !read.ok : read.ok && read.normal === wanted) hosts.right();
        else if (!read.ok && read.reason === "email_address")
          hosts.differs("a name before @ is refused: an e-mail address, or a password", input);
        else if (!read.ok) hosts.miss(`refused as ${read.reason}`, `${input} (${hostname})`);
        else hosts.miss("another domain", `${input} → ${read.normal}, not ${wanted}`);
      } else if (!read.ok) hosts.right();
      else hosts.miss("taken, though no website", `${input} → ${read.normal}`);
    }
    return [
      same.toMarkdown("The address as typed and as normalize-url would have it: one form"),
      failing.toMarkdown("Addresses that must fail, refused"),
      hosts.toMarkdown("Host read alike: its registrable domain, or refused where it has none"),
    ].join("\n\n");
  },
};

function measurePairs(cases: z.infer<typeof pairs>): Tally {
  const tally = new Tally();
  for (const { input, expected } of cases) {
    const [typed, tidy] = [normaliseWebsite(input), normaliseWebsite(expected)];
    const host = URL.parse(expected.startsWith("//") ? `https:${expected}` : expected);
    if (host && /^https?:$/.test(host.protocol)) {
      if (typed.ok && tidy.ok && typed.normal === tidy.normal && typed.normal === registrable(host.hostname))
        tally.right();
      else if (!typed.ok && typed.reason === "email_address")
        tally.differs("a name before @ is refused: an e-mail address, or a password", input);
      else tally.miss(typed.ok ? "two forms" : `refused as ${typed.reason}`, input);
    } else if (typed.ok) tally.miss("taken, though no website", input);
    else tally.differs("no website (data:, tel:, mailto:) is refused, not tidied", input);
  }
  return tally;
}

/** Null where there is none under a suffix that exists. */
function registrable(hostname: string): string | null {
  const { domain, isIcann, isPrivate } = parseHost(hostname, { allowPrivateDomains: true });
  return isIcann || isPrivate ? domain : null;
}
