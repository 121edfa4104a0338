import { validate as isId } from "uuid";
import { type Context, sql } from "../../db/context.ts";
import { allow, type Department } from "../access/permission.ts";
import { selectTickets } from "./select-tickets.ts";
import { type Priority, type TicketState, type TicketSummary, unsolvedStates } from "./ticket.ts";

export interface TicketFilter {
  /** what is not solved, unless said otherwise */
  states?: readonly TicketState[];
  /** a member's id; null: nobody's */
  assigneeId?: string | null;
  priorities?: readonly Priority[];
  /** null: without one */
  category?: string | null;
  department?: Department;
  contactId?: string;
  /** of any of these customers */
  contactIds?: readonly string[];
  /** these alone, whatever else they are */
  numbers?: readonly number[];
  companyId?: string;
  outageId?: string;
  /** a clock has run out */
  late?: boolean;
  openedFrom?: Date;
  openedBefore?: Date;
}

export interface TicketPage {
  tickets: TicketSummary[];
  /** of the next page; null: this is the last */
  next: string | null;
  /** of all that fit the filter, up to 10,000 */
  total: number;
}

const mostCounted = 10_000;

/**
 * Tickets that fit, due first; what has no clock running comes after, in the order of its number.
 * @param input.after the `next` of the page before; one that is not understood begins anew
 */
export async function listTickets(
  ctx: Context,
  input: { filter?: TicketFilter; after?: string | null; limit: number },
): Promise<TicketPage> {
  await allow(ctx, "tickets:read");
  const where = whereOf(ctx, input.filter ?? {});
  const after = readCursor(input.after ?? null);
  const page = after
    ? sql.sql`AND (coalesce(t."dueAt", 'infinity'), t.number) > (${after.due}::timestamptz, ${after.number})`
    : sql.empty;
  const rows = await selectTickets(
    ctx,
    sql.sql`WHERE ${where} ${page} ORDER BY coalesce(t."dueAt", 'infinity'), t.number LIMIT ${input.limit + 1}`,
  );
  const tickets = rows.slice(0, input.limit);
  const last = tickets.at(-1);
  const isAll = after === null && rows.length === tickets.length;
  return {
    tickets,
    next: rows.length > tickets.length && last ? `${last.dueAt?.toISOString() ?? "infinity"}~${last.number}` : null,
    total: isAll ? tickets.length : await countTickets(ctx, where),
  };
}

async function countTickets(ctx: Context, where: sql.Sql): Promise<number> {
  const [count] = await ctx.tx.$queryRaw<{ total: number }[]>`
    SELECT count(*)::int AS total FROM (SELECT FROM ticket t WHERE ${where} LIMIT ${mostCounted}) AS fitting`;
  return count?.total ?? 0;
}

function whereOf(ctx: Context, filter: TicketFilter): sql.Sql {
  const parts = [sql.sql`t.state = ANY(${[...(filter.states ?? unsolvedStates)]})`];
  const { assigneeId, priorities, category, department, contactId, companyId, outageId, late } = filter;
  const { contactIds, numbers } = filter;
  const ids = [assigneeId, contactId, companyId, outageId, ...(contactIds ?? [])].filter(
    (id) => typeof id === "string",
  );
  if (!ids.every((id) => isId(id))) return sql.sql`false`;
  if (assigneeId === null) parts.push(sql.sql`t."assigneeId" IS NULL`);
  else if (assigneeId !== undefined) parts.push(sql.sql`t."assigneeId" = ${assigneeId}::uuid`);
  if (priorities) parts.push(sql.sql`t.priority = ANY(${[...priorities]})`);
  if (category !== undefined) parts.push(sql.sql`t.category IS NOT DISTINCT FROM ${category}`);
  if (department) parts.push(sql.sql`t.department = ${department}`);
  if (contactId) parts.push(sql.sql`t."contactId" = ${contactId}::uuid`);
  if (contactIds) parts.push(sql.sql`t."contactId" = ANY(${[...contactIds]}::uuid[])`);
  if (numbers) parts.push(sql.sql`t.number = ANY(${[...numbers]}::int[])`);
  if (companyId) parts.push(sql.sql`t."companyId" = ${companyId}::uuid`);
  if (outageId) parts.push(sql.sql`t."outageId" = ${outageId}::uuid`);
  if (late) parts.push(sql.sql`t."dueAt" <= ${ctx.now}`);
  if (filter.openedFrom) parts.push(sql.sql`t."openedAt" >= ${filter.openedFrom}`);
  if (filter.openedBefore) parts.push(sql.sql`t."openedAt" < ${filter.openedBefore}`);
  return sql.join(parts, " AND ");
}

function readCursor(typed: string | null): { due: string; number: number } | null {
  const [, due = "", number = ""] = /^(infinity|\d{4}-\d\d-\d\dT[\d:.]+Z)~(\d{1,9})$/u.exec(typed ?? "") ?? [];
  if (due === "" || (due !== "infinity" && Number.isNaN(Date.parse(due)))) return null;
  return { due, number: Number(number) };
}

/**
 * The ticket to do next: of one's own and of what nobody in one's departments has, the one due first. What waits for the
 * customer is left out until it has come back.
 * @param input.except ids that were seen and left
 */
export async function findNextTicket(
  ctx: Context,
  input: { except?: readonly string[] } = {},
): Promise<TicketSummary | null> {
  await allow(ctx, "tickets:read");
  const except = (input.except ?? []).filter((id) => isId(id));
  const departments = ctx.member?.departments ?? [];
  const [ticket] = await selectTickets(
    ctx,
    sql.sql`
      WHERE (t.state IN ('new', 'open') OR (t.state = 'waiting' AND t."wokenAt" IS NOT NULL))
        AND (t."assigneeId" = ${ctx.member?.id ?? null}::uuid
          OR (t."assigneeId" IS NULL AND (${departments.length === 0} OR t.department = ANY(${departments}))))
        AND t.id <> ALL(${except}::uuid[])
      ORDER BY coalesce(t."dueAt", t."wokenAt", 'infinity'), t.priority, t.number LIMIT 1`,
  );
  return ticket ?? null;
}

/** A customer's tickets, for their card. */
export interface CustomerTickets {
  /** the first few that are not solved, due first */
  open: TicketSummary[];
  /** of all of those */
  openCount: number;
  /** the last three that were solved, newest first, each with its fix */
  solved: TicketSummary[];
}

/** What of a customer's is open, and what was solved last [R78] [R79]. */
export async function listCustomerTickets(ctx: Context, contactId: string): Promise<CustomerTickets> {
  await allow(ctx, "tickets:read");
  const { tickets: open, total: openCount } = await listTickets(ctx, { filter: { contactId }, limit: 5 });
  const solved = isId(contactId)
    ? await selectTickets(
        ctx,
        sql.sql`WHERE t."contactId" = ${contactId}::uuid AND t.state IN ('solved', 'closed') AND t."solvedAt" IS NOT NULL
          ORDER BY t."solvedAt" DESC, t.number DESC LIMIT 3`,
      )
    : [];
  return { open, openCount, solved };
}
