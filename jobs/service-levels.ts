import { closeSilentTickets, tellDueTickets, wakeTickets } from "../src/crm/tickets/sweep-tickets.ts";
import { defineJob } from "../src/scheduler/define-job.ts";

export const serviceLevels = defineJob({
  name: "service-levels",
  cron: "* * * * *",
  summary:
    "Warns of tickets that are due soon, tells who hears of late ones, brings back what waited, and closes what was solved and silent.",
  missed: "skip",
  timeoutMs: 50_000,
  async run(env) {
    return {
      ...(await env.transaction(tellDueTickets)),
      ...(await env.transaction(wakeTickets)),
      ...(await env.transaction(closeSilentTickets)),
    };
  },
});
