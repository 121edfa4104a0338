import type { KnownBlock } from "@slack/types";
import { allow, may } from "../../crm/access/permission.ts";
import { getOwnAttention } from "../../crm/attention/own-attention.ts";
import { listRecentCustomers } from "../../crm/customers/list-recent-customers.ts";
import { listOwnEntries } from "../../crm/interactions/list-entries.ts";
import { listOwnTickets } from "../../crm/tickets/list-own-tickets.ts";
import { getOwnUsage } from "../../crm/usage/own-usage.ts";
import type { Context } from "../../db/context.ts";
import { readerOf } from "../reader.ts";
import type { Message } from "../reply.ts";
import { loadDue, taskReaderOf } from "../task-lists.ts";
import { attentionBlocks } from "../views/attention.ts";
import { homeMessage } from "../views/home.ts";
import { homeTasks } from "../views/tasks.ts";
import { ownTicketBlocks } from "../views/ticket-desk.ts";
import { ownUsageBlocks } from "../views/weekly-usage.ts";
import { stewardPanel } from "./steward-panel.ts";

const ownEntries = 10;
const recentCustomers = 5;
const ownTickets = 5;

/** One's day: what can be done at once, one's last entries, one's recent customers; the steward's panel for stewards. */
export async function loadHome(ctx: Context): Promise<Message> {
  await allow(ctx, "customers:read");
  const reader = readerOf(ctx);
  const mayWrite = may(ctx.member, "interactions:write");
  return homeMessage(
    {
      entries: await listOwnEntries(ctx, ownEntries),
      customers: await listRecentCustomers(ctx, recentCustomers),
      tasks: mayWrite ? homeTasks(await loadDue(ctx), taskReaderOf(ctx)) : [],
      tickets: ownTicketBlocks(await listOwnTickets(ctx, ownTickets), reader),
      mayWrite,
      settings: [...(await ownUsage(ctx)), ...attentionBlocks(await getOwnAttention(ctx), reader)],
      panel: may(ctx.member, "access:manage") ? await stewardPanel(ctx) : [],
    },
    reader,
  );
}

/** What one's manager can see of oneself, where the workspace shows it. */
async function ownUsage(ctx: Context): Promise<KnownBlock[]> {
  const own = await getOwnUsage(ctx);
  return own ? ownUsageBlocks(own.person, own.week, ctx.now) : [];
}
