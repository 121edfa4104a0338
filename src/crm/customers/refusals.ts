export interface CustomerRefusals {
  contact_not_found: Record<string, never>;
  bad_email: { typed: string };
  bad_phone: { typed: string; region: string };
  bad_website: { typed: string };
  name_missing: Record<string, never>;
  name_too_long: { longest: number };
  /** somebody else has this address already */
  contact_exists: { contactId: string; name: string; by: "email" | "phone" | "name" };
  file_unreadable: { fileName: string; reason: string };
  no_customer_column: { fileName: string; columns: string[] };
}
