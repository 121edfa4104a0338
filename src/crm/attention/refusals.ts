export interface AttentionRefusals {
  attention_no_working_day: Record<string, never>;
  /** `quiet`: "19:00 to 08:00" */
  attention_digest_in_quiet: { quiet: string };
  attention_allowance: { most: number };
}
