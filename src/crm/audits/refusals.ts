export interface AuditRefusals {
  /** not "NUMBER:HASH" */
  head_unreadable: { typed: string };
  /** nobody who ever had to do with the CRM is called that */
  audit_words_unknown: { typed: string };
  /** not a day of the calendar, written 2026-11-22 */
  audit_day_unreadable: { typed: string };
  /** days as they were given, the first after the last */
  audit_period_backwards: { from: string; to: string };
  /** nothing that could be exported */
  audit_period_empty: Record<string, never>;
}
