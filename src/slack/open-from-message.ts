import { type NewTicket, type OpenedTicket, openTicket } from "../crm/tickets/open-ticket.ts";
import { startThreadCopy } from "../crm/tickets/thread-copy.ts";
import type { TicketSource } from "../crm/tickets/ticket.ts";
import type { Context } from "../db/context.ts";
import type { Profile } from "../db/open-transaction.ts";
import type { SlackLookup } from "./define.ts";
import { isSlackUser } from "./views/ticket-source.ts";

/** The message that a ticket is opened from. */
export interface TicketOrigin {
  source: TicketSource;
  /** of the thread that it is part of; null: it stands alone */
  threadTs: string | null;
  /** whoever wrote it, as Slack knows them; null: nobody that Slack tells of, such as an app */
  writer: Profile | null;
}

export function findWriter(slack: SlackLookup, author: string | null): Promise<Profile | null> {
  return isSlackUser(author) ? slack.profile(author) : Promise.resolve(null);
}

/**
 * Opens a ticket from a message: a colleague who wrote it is whoever asked for it; its thread so far follows.
 * @returns `reads`: the thread is being read
 * @throws Refusal of {@link openTicket}
 */
export async function openFromMessage(
  ctx: Context,
  ticket: Omit<NewTicket, "source" | "askedBy">,
  { source, threadTs, writer }: TicketOrigin,
): Promise<OpenedTicket & { reads: boolean }> {
  const opened = await openTicket(ctx, { ...ticket, source, askedBy: writer });
  const reads = !opened.existed && threadTs !== null;
  if (reads)
    await startThreadCopy(ctx, {
      ...{ ticketId: opened.id, channel: source.channel, ts: threadTs },
      before: (ctx.now.getTime() / 1000).toFixed(6),
    });
  return { ...opened, reads };
}
