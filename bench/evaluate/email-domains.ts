import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { emailDomainKind } from "../../src/crm/customers/email-domain.ts";
import type { Measure } from "./measure.ts";
import { Tally } from "./tally.ts";

/** Domains of thrown-away and of free addresses, known for what they are. */
export const emailDomains: Measure = {
  name: "email-domains",
  document: "normalisation.md",
  data: "vectors/email_domains",
  async run(folder) {
    const disposable = new Set(
      (await readFile(join(folder, "disposable_blocklist.txt"), "utf8")).split(/\s+/).filter((line) => line !== ""),
    );
    const free = z.array(z.string()).parse(JSON.parse(await readFile(join(folder, "free_domains.json"), "utf8")));
    const [marked, personal] = [new Tally(), new Tally()];
    for (const domain of disposable) {
      const kind = emailDomainKind(domain);
      if (kind === "disposable") marked.right();
      else marked.miss(`taken for ${kind === "free" ? "free mail" : "an organisation's own"}`, domain);
    }
    for (const domain of free) {
      const kind = emailDomainKind(domain);
      if (kind === "own") personal.miss("taken for an organisation's own", domain);
      else if (kind === "disposable" && !disposable.has(domain))
        personal.miss("called disposable by another list", domain);
      else personal.right();
    }
    return [
      marked.toMarkdown("Disposable domains marked"),
      personal.toMarkdown("Domains of free mail never taken for a company's, nor called disposable where they are not"),
    ].join("\n\n");
  },
};
