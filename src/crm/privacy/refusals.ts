export interface PrivacyRefusals {
  reason_missing: Record<string, never>;
  reason_too_long: { longest: number };
  /** the reason is kept for good, the person's name is not */
  reason_names_person: Record<string, never>;
  /** what was typed to confirm is not the name */
  name_does_not_match: Record<string, never>;
  erasure_begun: Record<string, never>;
  erasure_not_found: Record<string, never>;
  /** somebody who was erased is about to be entered again */
  person_erased: {
    by: "email" | "phone" | "name";
    on: Date;
    erasureId: string;
    stewards: { slackUserId: string; name: string }[];
  };
}
