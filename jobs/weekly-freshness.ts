import { listDuePeople } from "../src/crm/attention/personal-turn.ts";
import { leaveWeeklyFreshness, weeklyFreshnessKind } from "../src/crm/freshness/weekly-freshness.ts";
import { defineJob } from "../src/scheduler/define-job.ts";
import { tryEach } from "../src/scheduler/try-each.ts";

export const weeklyFreshness = defineJob({
  name: weeklyFreshnessKind,
  cron: "*/15 * * * *",
  summary: "Tells stewards how much of what is known of customers is stale, on the first working day of their week.",
  missed: "catch-up-once",
  timeoutMs: 10 * 60_000,
  async run(env) {
    const counts = { left: 0, empty: 0, had: 0 };
    const due = { every: "week", roles: ["steward"] } as const;
    const people = await env.transaction((ctx) => listDuePeople(ctx, weeklyFreshnessKind, due));
    const { failed, first } = await tryEach(env, people, async (person) => {
      counts[await env.transaction((ctx) => leaveWeeklyFreshness(ctx, person))]++;
    });
    if (failed > 0) throw new Error(`${failed} of ${people.length} stewards were not told`, { cause: first });
    return { ...counts, failed };
  },
});
