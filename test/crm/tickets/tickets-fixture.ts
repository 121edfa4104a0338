import { v7 as newId } from "uuid";
import { getTicket, type Ticket } from "../../../src/crm/tickets/get-ticket.ts";
import { type NewTicket, type OpenedTicket, openTicket } from "../../../src/crm/tickets/open-ticket.ts";
import type { Client } from "../../../src/db/client.ts";
import type { Context } from "../../../src/db/context.ts";
import { DatabaseUnavailable } from "../../../src/db/database-unavailable.ts";
import type { Person } from "../customers/open-team.ts";
import { type Office, openOffice } from "../interactions/interactions-fixture.ts";

/** Monday 23 November 2026, 9:00 in Jakarta, where the team works nine to five. */
export const monday = new Date("2026-11-23T02:00:00Z");

/** So many hours and minutes after Monday nine o'clock. */
export const later = (hours: number, minutes = 0) => new Date(monday.getTime() + (hours * 60 + minutes) * 60_000);

export interface Desk extends Office {
  /** does one thing at a moment */
  at<T>(now: Date, person: Person | null, run: (ctx: Context) => Promise<T>): Promise<T>;
  open(more?: Partial<NewTicket>, now?: Date, person?: Person | null): Promise<OpenedTicket>;
  show(ticketId: string, now?: Date): Promise<Ticket>;
  /** the same, again and again while the database is busy, as what comes from Slack is taken up again */
  patiently<T>(now: Date, person: Person, run: (ctx: Context) => Promise<T>): Promise<T>;
  notices(): Promise<{ kind: string; recipient: string; payload: unknown }[]>;
}

/** An office with a triage channel and Budi among its customers. */
export async function openDesk(db: Client): Promise<Desk> {
  const office = await openOffice(db);
  await db.inWorkspace(office.workspaceId, (tx) =>
    tx.workspace.updateMany({ data: { triageChannelId: "CTRIAGE", zone: "Asia/Jakarta", region: "ID" } }),
  );
  const at: Desk["at"] = (now, person, run) => office.as(person, run, { now });
  return {
    ...office,
    at,
    patiently: async (now, person, run) => {
      for (;;) {
        try {
          return await at(now, person, run);
        } catch (error) {
          if (!(error instanceof DatabaseUnavailable) || error.outcome !== "not_saved") throw error;
        }
      }
    },
    open: (more = {}, now = monday, person = "seller") =>
      at(now, person, (ctx) => openTicket(ctx, { subject: "Cannot log in", department: "support", ...more })),
    show: (ticketId, now = monday) => at(now, "viewer", (ctx) => getTicket(ctx, { ticketId })),
    notices: () =>
      db.inWorkspace(office.workspaceId, (tx) =>
        tx.delivery.findMany({ orderBy: { id: "asc" }, select: { kind: true, recipient: true, payload: true } }),
      ),
  };
}

export const somewhere = () => ({
  channel: "CSUPPORT",
  ts: `${Date.now()}.${newId().slice(-6)}`,
  link: null,
  author: "UX",
});
