export interface QuoteRefusals {
  quote_not_found: Record<string, never>;
  /** by its number */
  quote_unknown: { number: number };
  /** somebody has won or lost it already; by: their name, null for the person acting */
  quote_decided: { number: number; state: "won" | "lost"; by: string | null };
  /** it was changed since the button was drawn, or is open already */
  quote_changed: { number: number };
  bad_amount: { typed: string };
  lost_reason_too_long: { length: number; longest: number };
}
