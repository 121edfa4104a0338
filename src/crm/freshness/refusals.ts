import type { PerishableField } from "./perishable.ts";

export interface FreshnessRefusals {
  /** not a whole number of days in range */
  freshness_limit_wrong: { field: PerishableField; typed: string; least: number; most: number };
  /** nobody owns the customer, or the owner can't be asked */
  freshness_nobody_to_ask: { name: string; why: "no owner" | "no access" | "asked less"; owner: string | null };
  /** tasks were made from these figures before */
  freshness_handed_out: { by: string };
  /** the figures are older than a scan, or there are none yet */
  freshness_no_figures: Record<string, never>;
}
