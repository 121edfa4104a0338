import { Refusal, type Refusals } from "../refusal.ts";
import { longestTicket } from "./ticket.ts";

type Field = Refusals["ticket_text_too_long"]["field"];

/** What somebody wrote, as it is kept: without blanks around it. @throws Refusal ticket_text_too_long */
export function readWords(field: Field, typed: string): string {
  // PostgreSQL keeps no zero character.
  const text = typed.replaceAll("\u0000", "").trim();
  const longest = longestTicket[field];
  if (text.length > longest) throw new Refusal("ticket_text_too_long", { field, length: text.length, longest });
  return text;
}

/** A category as it is kept, so that "Log-in " and "log-in" are one; null for none. @throws Refusal ticket_text_too_long */
export function readCategory(typed: string | null | undefined): string | null {
  const text = readWords("category", typed ?? "").replace(/\s+/gu, " ");
  return text === "" ? null : text.toLowerCase();
}

/** A subject, or the first line of the text as far as it fits. @throws Refusal ticket_subject_missing, ticket_text_too_long */
export function readSubject(typed: string, text: string): string {
  const subject = readWords("subject", typed).replace(/\s+/gu, " ");
  if (subject !== "") return subject;
  const [line = ""] = text.trim().split(/\r?\n/u);
  if (line.trim() === "") throw new Refusal("ticket_subject_missing", {});
  if (line.length <= longestTicket.subject) return line.trim();
  // Not through the middle of a character that takes two.
  return `${line.slice(0, longestTicket.subject - 1).replace(/[\ud800-\udbff]$/u, "")}…`;
}
