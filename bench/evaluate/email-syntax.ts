import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { z } from "zod";
import { normaliseEmail } from "../../src/crm/customers/normalise-email.ts";
import type { Measure } from "./measure.ts";
import { Tally } from "./tally.ts";

const rows = z.array(z.object({ address_json: z.string(), category: z.string(), diagnosis: z.string() }));

const plain = new Set(["ISEMAIL_VALID_CATEGORY", "ISEMAIL_DNSWARN"]);
const legalButOdd = new Set(["ISEMAIL_RFC5321", "ISEMAIL_CFWS", "ISEMAIL_DEPREC"]);

/** Addresses as they are, against the verdict of the standard's reader: plain ones taken, wrong ones refused. */
export const emailSyntax: Measure = {
  name: "email-syntax",
  document: "normalisation.md",
  data: "vectors/email_isemail",
  async run(folder) {
    const cases = rows.parse(parse(await readFile(join(folder, "cases.csv"), "utf8"), { columns: true }));
    const [usable, wrong, odd] = [new Tally(), new Tally(), new Tally()];
    for (const { address_json, category, diagnosis } of cases) {
      const address = z.string().parse(JSON.parse(address_json));
      const read = normaliseEmail(address);
      const why = diagnosis.replace(/^ISEMAIL_/, "").toLowerCase();
      if (plain.has(category)) {
        if (read.ok) usable.right();
        else if (!/@.*\./s.test(address)) usable.differs("a domain without a dot is refused", address);
        else if (/[.](?=$|[\s)])/.test(address)) usable.differs(`refused as ${read.reason}`, address);
        else usable.miss(`refused as ${read.reason} (${why})`, address);
      } else if (legalButOdd.has(category)) {
        if (!read.ok) odd.right();
        else odd.differs(`taken all the same: ${why}`, address);
      } else if (!read.ok) wrong.right();
      else if (isTidied(address, read.normal))
        wrong.differs(`taken after tidying up what was pasted around it (${why})`, address);
      else wrong.miss(`taken (${why})`, address);
    }
    return [
      usable.toMarkdown("Plain addresses taken"),
      wrong.toMarkdown("Wrong addresses, and those that no mail server may be given, refused"),
      odd.toMarkdown("Legal but odd addresses (quoted, with comments, IP addresses) refused on purpose"),
    ].join("\n\n");
  },
};

/** What was taken is the address without blanks, "<…>", "mailto:", or the stop or comma after it. */
function isTidied(address: string, normal: string): boolean {
  return address.toLowerCase() !== normal && address.toLowerCase().includes(normal);
}
