import type { Context } from "../../db/context.ts";
import type { CustomerMatch } from "../customers/customer-match.ts";
import { findCustomers } from "../customers/find-customers.ts";
import { findNotes, type NoteMatch } from "./find-notes.ts";

/** A customer that a search found: by who they are, by what was said of them, or by both. */
export type Found =
  | { by: "customer"; contactId: string; match: CustomerMatch; note: NoteMatch | null }
  | { by: "note"; contactId: string; note: NoteMatch };

/** As far as one can leaf; beyond it only more words help. */
const mostFound = 100;
/** However many customers agree, a page begins with these, so that what was said is on it too. */
const customersBeforeNotes = 5;
const notesBetween = 3;

/**
 * Everything that a text finds, the likeliest first: customers who agree with it, then those in whose notes it is said, then those
 * whose name is merely like it; among many who agree the first few notes come sixth. Where one customer is meant for certain, or agrees alone, notes are not searched.
 * @throws Refusal not_permitted
 */
export async function findEverything(ctx: Context, typed: string): Promise<Found[]> {
  const matches = await findCustomers(ctx, typed, { limit: mostFound });
  const [only] = matches;
  const alone = matches.length === 1 && only && only.matchedBy !== "fuzzy" && only.matchedBy !== "company";
  const notes = alone || only?.exact ? [] : await findNotes(ctx, typed, mostFound);
  const noteOf = new Map(notes.map((note) => [note.contactId, note]));
  const known = new Set(matches.map(({ contactId }) => contactId));
  const asFound = (match: CustomerMatch): Found => ({
    by: "customer",
    contactId: match.contactId,
    match,
    note: noteOf.get(match.contactId) ?? null,
  });
  const agreeing = matches.filter(({ matchedBy }) => matchedBy !== "fuzzy").map(asFound);
  const said = notes
    .filter(({ contactId }) => !known.has(contactId))
    .map((note): Found => ({ by: "note", contactId: note.contactId, note }));
  return [
    ...agreeing.slice(0, customersBeforeNotes),
    ...said.slice(0, notesBetween),
    ...agreeing.slice(customersBeforeNotes),
    ...said.slice(notesBetween),
    ...matches.filter(({ matchedBy }) => matchedBy === "fuzzy").map(asFound),
  ].slice(0, mostFound);
}
