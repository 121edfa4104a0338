import { eng, ind } from "stopword";
import type { Context } from "../../db/context.ts";
import { allow } from "../access/permission.ts";
import type { InteractionType, Outcome } from "./interaction.ts";
import { type Passage, readPassage } from "./passage.ts";

/** A customer in whose notes the words were said, with the entry in which they were said last. */
export interface NoteMatch {
  contactId: string;
  name: string;
  companyName: string | null;
  interactionId: string;
  type: InteractionType;
  outcome: Outcome | null;
  happenedAt: Date;
  memberName: string | null;
  passage: Passage;
}

type Row = Omit<NoteMatch, "passage"> & { note: string; sought: string[] };

/** Entries looked through: with a word that everybody says, the newest of them. */
const mostEntries = 200;
const mostWords = 8;
const empty: ReadonlySet<string> = new Set([...eng, ...ind]);

/**
 * The customers in whose notes all of these words are said, those first with whom the member asking talked, then the newest;
 * each once, with the passage. Words of a note count that begin with the word sought or with its English stem ("invoices" finds
 * "invoice"); stop words of English and Indonesian count only where nothing else was typed.
 * @param limit 20 unless said otherwise
 * @throws Refusal not_permitted
 */
export async function findNotes(ctx: Context, typed: string, limit = 20): Promise<NoteMatch[]> {
  await allow(ctx, "customers:read");
  const words = wordsOf(typed);
  if (words.length === 0) return [];
  const me = ctx.member?.id ?? null;
  const rows = await ctx.tx.$queryRaw<Row[]>`
    SELECT i."contactId", c.name, co.name AS "companyName", i.id AS "interactionId", i.type, i.outcome, i."happenedAt",
           m.name AS "memberName", i.note, found.sought
    FROM search_notes(${words}::text[], ${me}::uuid, ${mostEntries}) found
    JOIN interaction i ON i.id = found.id
    JOIN contact c ON c.id = i."contactId" AND c."endedAt" IS NULL
    LEFT JOIN company co ON co.id = c."companyId"
    LEFT JOIN member m ON m.id = i."memberId"
    ORDER BY coalesce(i."memberId" = ${me}::uuid, false) DESC, i."happenedAt" DESC, i.id DESC`;
  const once = new Map<string, Row>();
  for (const row of rows) if (!once.has(row.contactId)) once.set(row.contactId, row);
  return [...once.values()].slice(0, limit).map(({ contactId, name, companyName, note, sought, ...entry }) => ({
    contactId,
    name,
    companyName,
    interactionId: entry.interactionId,
    type: entry.type,
    outcome: entry.outcome,
    happenedAt: entry.happenedAt,
    memberName: entry.memberName,
    passage: readPassage(note, sought),
  }));
}

function wordsOf(typed: string): string[] {
  const words =
    typed
      .toWellFormed()
      .toLowerCase()
      .match(/[\p{L}\p{N}]{2,}/gu) ?? [];
  const telling = words.filter((word) => !empty.has(word));
  return [...new Set(telling.length > 0 ? telling : words)].slice(0, mostWords);
}
