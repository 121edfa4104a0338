export interface DigestRefusals {
  /** somebody was quicker; `name` is the lead's, `owner` the colleague's */
  lead_taken: { name: string; owner: string };
}
