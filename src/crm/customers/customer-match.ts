import type { Stage } from "./contact.ts";

/** A customer as lists and choices show them. */
export interface CustomerSummary {
  contactId: string;
  name: string;
  companyId: string | null;
  companyName: string | null;
  jobTitle: string | null;
  stage: Stage;
  /** the newest in use, as typed */
  email: string | null;
  phone: string | null;
  /** when somebody last got through; entries that reached nobody and notes do not count */
  lastTalkedAt: Date | null;
  /** the member who did */
  lastTalkedById: string | null;
  /** when the member asking last did */
  lastTalkedByMeAt: Date | null;
}

/** What of a customer the typed text agrees with. */
export type MatchedBy = "email" | "phone" | "name" | "prefix" | "words" | "sound" | "fuzzy" | "company";

export interface CustomerMatch extends CustomerSummary {
  matchedBy: MatchedBy;
  /**
   * a whole current e-mail address, a whole current phone number, or the whole name in any order; a name of one word
   * only when nobody else has that word in their name
   */
  exact: boolean;
  /** 0 to 1, comparable within one answer */
  score: number;
}

/** The first `limit` of a list, and never more than a list can show. */
export function cap(limit: number | undefined, usual: number): number {
  return Math.max(1, Math.min(Math.trunc(limit ?? usual) || usual, 100));
}
