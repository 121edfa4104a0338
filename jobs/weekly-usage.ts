import { listDuePeople } from "../src/crm/attention/personal-turn.ts";
import { leavePreview, previewKind } from "../src/crm/usage/usage-preview.ts";
import { leaveWeekly, weeklyKind } from "../src/crm/usage/weekly-usage.ts";
import { defineJob } from "../src/scheduler/define-job.ts";

export const weeklyUsageJob = defineJob({
  name: weeklyKind,
  cron: "*/15 * * * *",
  summary:
    "Leaves each manager's digest of last week, after each person who is told of by name has seen their own numbers.",
  missed: "catch-up-once",
  timeoutMs: 10 * 60_000,
  async run(env) {
    const counts = { previews: 0, left: 0, waiting: 0, failed: 0 };
    let first: unknown;
    const each = async (work: () => Promise<void>): Promise<void> => {
      env.signal.throwIfAborted();
      try {
        await work();
      } catch (error) {
        env.signal.throwIfAborted();
        counts.failed++;
        first ??= error;
      }
    };
    const roles = ["member", "manager", "steward"] as const;
    const people = await env.transaction((ctx) => listDuePeople(ctx, previewKind, { every: "week", roles }));
    for (const person of people) {
      await each(async () => {
        if ((await env.transaction((ctx) => leavePreview(ctx, person))) === "left") counts.previews++;
      });
    }
    const managers = await env.transaction((ctx) =>
      listDuePeople(ctx, weeklyKind, { every: "week", roles: ["manager"] }),
    );
    for (const manager of managers) {
      await each(async () => {
        const came = await env.transaction((ctx) => leaveWeekly(ctx, manager));
        if (came !== "had") counts[came]++;
      });
    }
    // Whoever had theirs is not asked for again: the next try is for the others.
    if (counts.failed > 0) throw new Error(`${counts.failed} weekly messages were not left`, { cause: first });
    return counts;
  },
});
