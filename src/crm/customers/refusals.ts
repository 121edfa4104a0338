import type { PointKind } from "./contact.ts";
import type { FileFault } from "./import/file-fault.ts";

export interface CustomerRefusals {
  contact_not_found: Record<string, never>;
  company_not_found: Record<string, never>;
  /** no such address, or it has been ended */
  point_not_found: Record<string, never>;
  /** no such job title, company or value of a contact, or it has been replaced */
  value_not_found: Record<string, never>;
  owner_not_found: Record<string, never>;
  bad_email: { typed: string };
  bad_phone: { typed: string; region: string };
  bad_website: { typed: string };
  bad_address: { typed: string };
  bad_stage: { typed: string };
  /** not a whole number of minor units that can be counted exactly, or below zero */
  bad_value: { typed: string };
  /** no ISO 4217 code */
  bad_currency: { typed: string };
  /** not YYYY-MM-DD, no day of the calendar, or in the future */
  bad_date: { typed: string };
  name_missing: Record<string, never>;
  name_too_long: { longest: number };
  /** `field` as the form calls it */
  text_too_long: {
    field: "companyName" | "jobTitle" | "jobFunction" | "interests" | "source" | PointKind;
    longest: number;
  };
  /** somebody else has this address already */
  contact_exists: { contactId: string; name: string; by: "email" | "phone" | "name" };
  file_unreadable: { fileName: string; fault: FileFault };
  no_customer_column: { fileName: string; columns: string[] };
  /** while it was being imported */
  import_undone: { fileName: string };
  /** no such import, or several whose id ends like this */
  import_not_found: { typed: string };
  import_running: { fileName: string };
  import_undone_before: { fileName: string };
  /** the two are the same contact already */
  merge_with_itself: { name: string };
  merged_already: { name: string };
  /** one of them was merged into a third while the form was open */
  merge_outdated: { name: string; into: string };
  merge_not_found: Record<string, never>;
  merge_undone: Record<string, never>;
  /** the one that stayed was merged into another one since */
  merge_followed: { name: string; into: string };
  /** another one was merged into it since */
  merge_covered: { name: string; other: string };
}
