import { type Context, sql } from "../../db/context.ts";
import { defineExportKind, type IdRange, within } from "./export-kind.ts";

interface TicketRow {
  id: string;
  number: number;
  subject: string;
  text: string;
  customerId: string | null;
  customer: string | null;
  company: string | null;
  category: string | null;
  priority: string;
  state: string;
  department: string;
  requester: string | null;
  assignee: string | null;
  openedAt: Date;
  solvedAt: Date | null;
  solvedBy: string | null;
  closedAt: Date | null;
  fix: string | null;
  reopened: number;
  duplicateOf: number | null;
  link: string | null;
}

const ticketName = (number: number | null) => (number === null ? null : `T-${number}`);

export const ticketsKind = defineExportKind<TicketRow>({
  name: "tickets",
  table: "ticket",
  weight: 2,
  columns: async () => [
    ["Ticket", ({ number }) => ticketName(number)],
    ["Subject", ({ subject }) => subject],
    ["Text", ({ text }) => text],
    ["About", ({ customer }) => customer],
    ["About: Steward ID", ({ customerId }) => customerId],
    ["At company", ({ company }) => company],
    ["Category", ({ category }) => category],
    ["Priority", ({ priority }) => priority],
    ["Ticket state", ({ state }) => state],
    ["For department", ({ department }) => department],
    ["Asked by", ({ requester }) => requester],
    ["Taken by", ({ assignee }) => assignee],
    ["Opened (UTC)", ({ openedAt }) => openedAt],
    ["Solved (UTC)", ({ solvedAt }) => solvedAt],
    ["Solved by", ({ solvedBy }) => solvedBy],
    ["Closed (UTC)", ({ closedAt }) => closedAt],
    ["Fix", ({ fix }) => fix],
    ["Times reopened", ({ reopened }) => reopened],
    ["Duplicate of", ({ duplicateOf }) => ticketName(duplicateOf)],
    ["Message", ({ link }) => link],
  ],
  readPage: (ctx, range, limit) => ctx.tx.$queryRaw<TicketRow[]>`
    SELECT x.id, x.number, x.subject, x.text, c.id AS "customerId", c.name AS customer, co.name AS company, x.category,
           x.priority, x.state, x.department, r.name AS requester, a.name AS assignee, x."openedAt", x."solvedAt",
           s.name AS "solvedBy", x."closedAt", x.fix, x.reopened, d.number AS "duplicateOf", x."sourceLink" AS link
    FROM ticket x LEFT JOIN contact c ON c.id = x."contactId" LEFT JOIN company co ON co.id = x."companyId"
      LEFT JOIN member r ON r.id = x."requesterId" LEFT JOIN member a ON a.id = x."assigneeId"
      LEFT JOIN member s ON s.id = x."solvedById" LEFT JOIN ticket d ON d.id = x."duplicateOfId"
    WHERE c."endedAt" IS NULL AND ${within("x", range, limit)}`,
});

interface SaidRow {
  id: string;
  ticketNumber: number;
  at: Date;
  by: string | null;
  text: string;
}

export const ticketNotesKind = defineExportKind<SaidRow>({
  name: "ticket-notes",
  table: "ticket_note",
  weight: 1,
  columns: async () => saidColumns("Said"),
  readPage: (ctx, range, limit) =>
    readSaid(
      ctx,
      sql.sql`
        SELECT x.id, t.number AS "ticketNumber", x.at, coalesce(m.name, x."authorName") AS by, x.text
        FROM ticket_note x JOIN ticket t ON t.id = x."ticketId" LEFT JOIN member m ON m.id = x."authorId"
          LEFT JOIN contact c ON c.id = t."contactId"
        WHERE x."removedAt" IS NULL AND c."endedAt" IS NULL AND ${within("x", range, limit)}`,
    ),
});

/** What was tried and did not help. */
export const ticketAttemptsKind = defineExportKind<SaidRow>({
  name: "ticket-attempts",
  table: "ticket_attempt",
  weight: 1,
  columns: async () => saidColumns("Tried in vain"),
  readPage: (ctx: Context, range: IdRange, limit: number) =>
    readSaid(
      ctx,
      sql.sql`
        SELECT x.id, t.number AS "ticketNumber", x.at, m.name AS by, x.text
        FROM ticket_attempt x JOIN ticket t ON t.id = x."ticketId" LEFT JOIN member m ON m.id = x."memberId"
          LEFT JOIN contact c ON c.id = t."contactId"
        WHERE c."endedAt" IS NULL AND ${within("x", range, limit)}`,
    ),
});

const readSaid = (ctx: Context, query: ReturnType<typeof sql.sql>) => ctx.tx.$queryRaw<SaidRow[]>(query);

function saidColumns(what: string) {
  return [
    ["Ticket", ({ ticketNumber }: SaidRow) => ticketName(ticketNumber)],
    ["When (UTC)", ({ at }: SaidRow) => at],
    ["By", ({ by }: SaidRow) => by],
    [what, ({ text }: SaidRow) => text],
  ] as const;
}
