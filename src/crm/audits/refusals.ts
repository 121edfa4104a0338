export interface AuditRefusals {
  /** not "NUMBER:HASH" */
  head_unreadable: { typed: string };
  /** nobody who ever had to do with the CRM is called that */
  audit_words_unknown: { typed: string };
}
