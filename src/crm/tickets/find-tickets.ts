import { type Context, sql } from "../../db/context.ts";
import { allow } from "../access/permission.ts";
import { stemsOf } from "./learning/ticket-words.ts";
import { selectTickets } from "./select-tickets.ts";
import type { TicketSummary } from "./ticket.ts";

/** More words than these make no search: a whole mail was pasted. */
const mostWords = 12;

/**
 * Tickets in which all of these words stand, whatever their ending; what is not solved first, then the newest. A number finds the
 * ticket that has it.
 * @throws Refusal not_permitted
 */
export async function findTickets(
  ctx: Context,
  input: { words: string; number: number | null; limit: number },
): Promise<TicketSummary[]> {
  await allow(ctx, "tickets:read");
  const { number, limit } = input;
  const stems = [...new Set(stemsOf(input.words))].slice(0, mostWords + 1);
  const wordy = stems.length > 0 && stems.length <= mostWords;
  if (number === null && !wordy) return [];
  const said = wordy
    ? sql.sql`t.id IN (SELECT k."ticketId" FROM ticket_word k WHERE k.word = ANY(${stems}::text[])
        GROUP BY k."ticketId" HAVING count(*) = ${stems.length})`
    : sql.sql`false`;
  return selectTickets(
    ctx,
    sql.sql`WHERE t.number = ${number}::int OR ${said}
      ORDER BY t.number = ${number}::int DESC NULLS LAST, t.state IN ('solved', 'closed'), t.number DESC LIMIT ${limit}`,
  );
}
