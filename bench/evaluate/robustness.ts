import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { cleanLine } from "../../src/crm/customers/clean-line.ts";
import { companyNameKey } from "../../src/crm/customers/company-name-key.ts";
import { foldName } from "../../src/crm/customers/fold-name.ts";
import { nameKey } from "../../src/crm/customers/name-key.ts";
import { normaliseEmail } from "../../src/crm/customers/normalise-email.ts";
import { normalisePhone } from "../../src/crm/customers/normalise-phone.ts";
import { normaliseWebsite } from "../../src/crm/customers/normalise-website.ts";
import { readSearchText } from "../../src/crm/customers/read-search-text.ts";
import { remarkOnEmail } from "../../src/crm/customers/remark-on-email.ts";
import type { Measure } from "./measure.ts";
import { Tally } from "./tally.ts";

/** Longer than this for one text is as good as hanging, on any machine. */
const longestMs = 1000;

const forms: Record<string, (text: string) => unknown> = {
  cleanLine,
  foldName,
  nameKey,
  companyNameKey,
  normaliseEmail,
  normalisePhone: (text) => normalisePhone(text, "ID"),
  normaliseWebsite,
  readSearchText: (text) => readSearchText(text, "ID"),
  remarkOnEmail,
};

/** Texts that break things: as they are, a hundred times over, and as the two halves of an address. */
export const robustness: Measure = {
  name: "robustness",
  document: "normalisation.md",
  data: "vectors/robustness",
  async run(folder) {
    const files = (await readdir(folder)).filter((name) => name.endsWith(".json"));
    const texts = (
      await Promise.all(
        files.map(async (name) => z.array(z.string()).parse(JSON.parse(await readFile(join(folder, name), "utf8")))),
      )
    ).flat();
    const tally = new Tally();
    let slowest = 0;
    for (const text of texts.flatMap((one) => [one, one.repeat(100), `${one}@${one}.com`])) {
      for (const [name, form] of Object.entries(forms)) {
        const begun = performance.now();
        try {
          form(text);
          const took = performance.now() - begun;
          slowest = Math.max(slowest, took);
          if (took < longestMs) tally.right();
          else tally.miss(`${name} takes longer than a second`, text);
        } catch (error) {
          tally.miss(`${name} throws ${error instanceof Error ? error.name : "something"}`, text);
        }
      }
    }
    return `${tally.toMarkdown("Read without a fault, each by every normal form")}\n\nNone took ${slowest < 50 ? "50 ms" : "a second"}.`;
  },
};
