import { digestKind } from "../src/crm/attention/digest.ts";
import { leaveDigest } from "../src/crm/attention/leave-digest.ts";
import { listDuePeople } from "../src/crm/attention/personal-turn.ts";
import { defineJob } from "../src/scheduler/define-job.ts";
import { tryEach } from "../src/scheduler/try-each.ts";

export const dailyDigest = defineJob({
  name: digestKind,
  cron: "*/15 * * * *",
  summary: "Leaves each person's digest at the time that they chose, on their own working days.",
  missed: "catch-up-once",
  timeoutMs: 10 * 60_000,
  async run(env) {
    const counts = { left: 0, empty: 0, had: 0 };
    const people = await env.transaction((ctx) => listDuePeople(ctx, digestKind));
    const { failed, first } = await tryEach(env, people, async (person) => {
      counts[await env.transaction((ctx) => leaveDigest(ctx, person))]++;
    });
    // Whoever had theirs is not asked for again: the next try is for the others.
    if (failed > 0) throw new Error(`${failed} of ${people.length} digests were not left`, { cause: first });
    return { ...counts, failed };
  },
});
