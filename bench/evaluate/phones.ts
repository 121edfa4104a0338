import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { z } from "zod";
import { normalisePhone } from "../../src/crm/customers/normalise-phone.ts";
import type { Measure } from "./measure.ts";
import { Tally } from "./tally.ts";

const rows = z.array(
  z.object({
    text: z.string(),
    default_region: z.string(),
    parse: z.string(),
    e164: z.string(),
    valid: z.string(),
    possible: z.string(),
    extension: z.string(),
  }),
);

/** Numbers in many spellings, whole and damaged, against Google's own library. */
export const phones: Measure = {
  name: "phones",
  document: "normalisation.md",
  data: "vectors/phone_libphonenumber",
  async run(folder) {
    const cases = rows.parse(parse(await readFile(join(folder, "oracle.csv"), "utf8"), { columns: true }));
    const [taken, refused, lengths] = [new Tally(), new Tally(), new Tally()];
    for (const { text, default_region: region, valid, possible, e164, extension, ...row } of cases) {
      const read = normalisePhone(text, region);
      const shown = `${text} (${region})`;
      if (row.parse === "ok" && valid === "1") {
        if (!read.ok) taken.miss(`refused as ${read.reason}`, shown);
        else if (read.normal !== e164) taken.miss("another number", `${shown} → ${read.normal}, not ${e164}`);
        else if ((read.extension ?? "") !== extension) taken.miss("another extension", shown);
        else taken.right();
      } else if (!read.ok) {
        refused.right();
        if (row.parse !== "ok") continue;
        const told = read.reason === "too_short" || read.reason === "too_long" ? "0" : "1";
        if (told === possible) lengths.right();
        else
          lengths.miss(
            possible === "1"
              ? `told ${read.reason}, its length is possible`
              : `told ${read.reason}, its length is not possible`,
            shown,
          );
      } else if (/^\(?00/.test(text)) refused.differs("read as dialled abroad with 00", `${shown} → ${read.normal}`);
      else refused.miss(row.parse === "ok" ? "taken" : "taken, though no number", `${shown} → ${read.normal}`);
    }
    return [
      taken.toMarkdown("Valid numbers taken, with the same E.164 form and extension"),
      refused.toMarkdown("Numbers that are not in use refused"),
      lengths.toMarkdown("Of those refused: whether the length is the trouble, told alike"),
    ].join("\n\n");
  },
};
