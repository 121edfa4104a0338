import type { Context, Prisma } from "../../db/context.ts";
import { erasedName } from "../privacy/erasure.ts";
import type { TicketPerson, TicketSummary } from "./ticket.ts";

type Row = Omit<TicketSummary, "customer" | "assignee" | "solvedBy" | "duplicateOf" | "outage"> & {
  contactId: string | null;
  contactName: string | null;
  contactEndedAt: Date | null;
  companyId: string | null;
  companyName: string | null;
  assigneeId: string | null;
  assigneeSlackId: string | null;
  assigneeName: string | null;
  solverId: string | null;
  solverSlackId: string | null;
  solverName: string | null;
  originalId: string | null;
  originalNumber: number | null;
  outageId: string | null;
  outageTitle: string | null;
};

/**
 * Tickets as lists and cards show them.
 * @param rest what follows the FROM, tickets being `t`: WHERE, ORDER BY, LIMIT
 */
export async function selectTickets(ctx: Context, rest: Prisma.Sql): Promise<TicketSummary[]> {
  const rows = await ctx.tx.$queryRaw<Row[]>`
    SELECT t.id, t.number, t.subject, t.state, t.priority, t.category, t.department, t."openedAt", t."dueAt",
      coalesce(t."dueAt" <= ${ctx.now}, false) AS late, t."solvedAt", t.fix, t."wakeAt", t."wokenAt", t.reopened, t.revision,
      t."contactId", c.name AS "contactName", c."endedAt" AS "contactEndedAt", t."companyId", co.name AS "companyName",
      a.id AS "assigneeId", a."slackUserId" AS "assigneeSlackId", a.name AS "assigneeName",
      s.id AS "solverId", s."slackUserId" AS "solverSlackId", s.name AS "solverName",
      o.id AS "originalId", o.number AS "originalNumber", g.id AS "outageId", g.title AS "outageTitle"
    FROM ticket t
    LEFT JOIN contact c ON c.id = t."contactId" LEFT JOIN company co ON co.id = t."companyId"
    LEFT JOIN member a ON a.id = t."assigneeId" LEFT JOIN member s ON s.id = t."solvedById"
    LEFT JOIN ticket o ON o.id = t."duplicateOfId" LEFT JOIN outage g ON g.id = t."outageId" AND g."endedAt" IS NULL
    ${rest}`;
  return rows.map(summaryOf);
}

function summaryOf(row: Row): TicketSummary {
  const { contactId, contactName, contactEndedAt, companyId, companyName } = row;
  const { assigneeId, assigneeSlackId, assigneeName, solverId, solverSlackId, solverName } = row;
  const { originalId, originalNumber, outageId, outageTitle } = row;
  return {
    ...{ id: row.id, number: row.number, subject: row.subject, state: row.state, priority: row.priority },
    ...{ category: row.category, department: row.department, openedAt: row.openedAt, dueAt: row.dueAt, late: row.late },
    ...{ solvedAt: row.solvedAt, fix: row.fix, wakeAt: row.wakeAt, wokenAt: row.wokenAt },
    ...{ reopened: row.reopened, revision: row.revision },
    customer:
      contactId === null && companyId === null
        ? null
        : {
            ...{ contactId, name: contactName, companyId, companyName },
            gone: contactEndedAt !== null || contactName === erasedName,
          },
    assignee: personOf(assigneeId, assigneeSlackId, assigneeName),
    solvedBy: personOf(solverId, solverSlackId, solverName),
    duplicateOf: originalId !== null && originalNumber !== null ? { id: originalId, number: originalNumber } : null,
    outage: outageId !== null && outageTitle !== null ? { id: outageId, title: outageTitle } : null,
  };
}

function personOf(memberId: string | null, slackUserId: string | null, name: string | null): TicketPerson | null {
  return memberId !== null && slackUserId !== null && name !== null ? { memberId, slackUserId, name } : null;
}
