import { digestKind } from "../src/crm/attention/digest.ts";
import { leaveDigest } from "../src/crm/attention/leave-digest.ts";
import { listDuePeople } from "../src/crm/attention/personal-turn.ts";
import { defineJob } from "../src/scheduler/define-job.ts";

export const dailyDigest = defineJob({
  name: digestKind,
  cron: "*/15 * * * *",
  summary: "Leaves each person's digest at the time that they chose, on their own working days.",
  missed: "catch-up-once",
  timeoutMs: 10 * 60_000,
  async run(env) {
    const counts = { left: 0, empty: 0, had: 0, failed: 0 };
    const people = await env.transaction((ctx) => listDuePeople(ctx, digestKind));
    let first: unknown;
    for (const person of people) {
      env.signal.throwIfAborted();
      try {
        counts[await env.transaction((ctx) => leaveDigest(ctx, person))]++;
      } catch (error) {
        env.signal.throwIfAborted();
        counts.failed++;
        first ??= error;
      }
    }
    // Whoever had theirs is not asked for again: the next try is for the others.
    if (counts.failed > 0)
      throw new Error(`${counts.failed} of ${people.length} digests were not left`, { cause: first });
    return counts;
  },
});
