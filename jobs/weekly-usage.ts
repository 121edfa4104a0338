import { listDuePeople } from "../src/crm/attention/personal-turn.ts";
import { leavePreview, previewKind } from "../src/crm/usage/usage-preview.ts";
import { leaveWeekly, weeklyKind } from "../src/crm/usage/weekly-usage.ts";
import { defineJob } from "../src/scheduler/define-job.ts";
import { tryEach } from "../src/scheduler/try-each.ts";

export const weeklyUsageJob = defineJob({
  name: weeklyKind,
  cron: "*/15 * * * *",
  summary:
    "Leaves each manager's digest of last week, after each person who is told of by name has seen their own numbers.",
  missed: "catch-up-once",
  timeoutMs: 10 * 60_000,
  async run(env) {
    const counts = { previews: 0, left: 0, waiting: 0 };
    const due = { every: "week", roles: ["member", "manager", "steward"] } as const;
    const people = await env.transaction((ctx) => listDuePeople(ctx, previewKind, due));
    const previews = await tryEach(env, people, async (person) => {
      if ((await env.transaction((ctx) => leavePreview(ctx, person))) === "left") counts.previews++;
    });
    const managers = await env.transaction((ctx) =>
      listDuePeople(ctx, weeklyKind, { every: "week", roles: ["manager"] }),
    );
    const digests = await tryEach(env, managers, async (manager) => {
      const came = await env.transaction((ctx) => leaveWeekly(ctx, manager));
      if (came !== "had") counts[came]++;
    });
    const failed = previews.failed + digests.failed;
    // Whoever had theirs is not asked for again: the next try is for the others.
    if (failed > 0)
      throw new Error(`${failed} weekly messages were not left`, { cause: previews.first ?? digests.first });
    return { ...counts, failed };
  },
});
