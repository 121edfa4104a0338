import type { Context } from "../src/db/context.ts";
import { defineCommand } from "../src/slack/define.ts";
import { type Reply, say } from "../src/slack/reply.ts";
import { topOfTyped } from "../src/slack/top-typed-period.ts";
import { notUnderstoodMessage, usageOf } from "../src/slack/views/ticket-desk.ts";

async function answer(ctx: Context, typed: string): Promise<Reply> {
  return say((await topOfTyped(ctx, typed)) ?? notUnderstoodMessage(typed, usageOf(crmTicketTop), []));
}

export const crmTicketTop = defineCommand<{ typed: string }>({
  name: "/crm-ticket top",
  usage: "[week | month | 90 days | since DAY | DAY to DAY]",
  example: "/crm-ticket top week",
  summary: "The three most common problems, and how they change",
  may: "tickets:read",
  parse: (typed) => (typed === "" ? null : { typed }),
  run: (ctx, { typed }) => answer(ctx, typed),
  form: (ctx) => answer(ctx, ""),
});
