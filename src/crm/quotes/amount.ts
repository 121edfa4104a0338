/** What somebody is asked to pay. */
export interface Amount {
  /** whole minor units, of which `minorDigits` says how many make one */
  minor: number;
  /** ISO 4217 */
  currency: string;
}
