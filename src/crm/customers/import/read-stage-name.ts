import { type Stage, stages } from "../contact.ts";
import { foldName } from "../fold-name.ts";

/** How stages are called in lists of customers, folded and without spaces. */
const names: Record<Stage, readonly string[]> = {
  lead: ["lead", "new", "open", "baru", "calon", "subscriber"],
  prospect: [
    "prospect",
    "prospek",
    "peluang",
    "opportunity",
    "qualified",
    "mql",
    "sql",
    "marketingqualifiedlead",
    "salesqualifiedlead",
  ],
  customer: ["customer", "client", "active", "won", "evangelist", "pelanggan", "aktif", "klien"],
  former: ["former", "churned", "inactive", "lost", "mantan", "nonaktif", "tidakaktif"],
};

/** The stage that a list means by this word; null when it is none of them. */
export function readStageName(typed: string): Stage | null {
  const folded = foldName(typed).replaceAll(" ", "");
  return stages.find((stage) => names[stage].includes(folded)) ?? null;
}
