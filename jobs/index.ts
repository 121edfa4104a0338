import type { Job } from "../src/scheduler/define-job.ts";
import { accessReview } from "./access-review.ts";
import { auditHead } from "./audit-head.ts";
import { checkPeopleJob } from "./check-people.ts";
import { dailyDigest } from "./daily-digest.ts";
import { finishErasures } from "./finish-erasures.ts";
import { holidays } from "./holidays.ts";
import { learnCategoriesJob } from "./learn-categories.ts";
import { normalForms } from "./normal-forms.ts";
import { retention } from "./retention.ts";
import { serviceLevels } from "./service-levels.ts";
import { staleData } from "./stale-data.ts";
import { taskReminders } from "./task-reminders.ts";
import { triageChannel } from "./triage-channel.ts";
import { usageGaps } from "./usage-gaps.ts";
import { weeklyFreshness } from "./weekly-freshness.ts";
import { weeklyUsageJob } from "./weekly-usage.ts";

/** Every job that runs; a test holds the folder against it. */
export const jobs: readonly Job[] = [
  finishErasures,
  dailyDigest,
  weeklyUsageJob,
  usageGaps,
  accessReview,
  auditHead,
  checkPeopleJob,
  serviceLevels,
  taskReminders,
  triageChannel,
  holidays,
  normalForms,
  learnCategoriesJob,
  staleData,
  weeklyFreshness,
  retention,
];
