export interface UsageRefusals {
  usage_gap_days: { least: number; most: number };
  /** words that are neither a period nor a department */
  report_words_unknown: { typed: string };
  report_period_too_long: { mostDays: number };
  /** the period lies in the future */
  report_period_to_come: Record<string, never>;
}
