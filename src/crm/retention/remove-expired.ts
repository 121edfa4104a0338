import { DateTime } from "luxon";
import type { Context } from "../../db/context.ts";

/** How long is kept what only serves Steward's own working; days. What people entered as data is not among it. */
const keptDays = {
  /** Slack repeats an event within minutes, and no later than an hour */
  handled: 2,
  /** words that somebody typed and never placed */
  drafts: 30,
  /** what was sent, failed or may not have arrived */
  deliveries: 90,
  jobRuns: 90,
  /**
   * a question or a lead that was put off in one rests for 30 days at the most and a tip is told once within the first 14, both
   * known by it; after that nobody presses a button in it any more
   */
  digests: 60,
  /** a channel's next free second is over after one */
  rates: 1,
  /** how often somebody used Steward on a day; causes are looked for among the last weeks */
  usageTries: 100,
  /** that a person was shown what a manager sees of a week */
  usagePreviews: 100,
  /** stretches without a record that are over: a year can be looked back on */
  usageGaps: 400,
  /** what the nightly scan counted of stale data, and that tasks were made of it: a year ago can be compared with */
  freshnessDays: 400,
  /** that a customer's owner was asked to look: it stands for a month, and the digests that it is shown in are kept for two */
  freshnessAsks: 100,
};

export type Removed = {
  handledEvents: number;
  replyAddresses: number;
  drafts: number;
  deliveries: number;
  digests: number;
  jobRuns: number;
  rates: number;
  usageTries: number;
  usagePreviews: number;
  usageGaps: number;
  freshnessDays: number;
  freshnessHandouts: number;
  freshnessAsks: number;
};

/** Removes what has served its time, as seen from `ctx.now`, and says how much of each. */
export async function removeExpired(ctx: Context): Promise<Removed> {
  const { tx, now } = ctx;
  const daysAgo = (days: number) => DateTime.fromJSDate(now, { zone: "utc" }).minus({ days }).toJSDate();
  const deliveriesBefore = daysAgo(keptDays.deliveries);
  const removed: Removed = {
    handledEvents: (await tx.handled.deleteMany({ where: { at: { lt: daysAgo(keptDays.handled) } } })).count,
    replyAddresses: (await tx.replyAddress.deleteMany({ where: { expiresAt: { lt: now } } })).count,
    drafts: (await tx.draft.deleteMany({ where: { createdAt: { lt: daysAgo(keptDays.drafts) } } })).count,
    // Settled later than written: the date of writing is asked for as well, because it has the index.
    deliveries: (
      await tx.delivery.deleteMany({
        where: { createdAt: { lt: deliveriesBefore }, settledAt: { lt: deliveriesBefore } },
      })
    ).count,
    digests: (await tx.digest.deleteMany({ where: { createdAt: { lt: daysAgo(keptDays.digests) } } })).count,
    jobRuns: (
      await tx.jobSlot.deleteMany({
        where: { slot: { lt: daysAgo(keptDays.jobRuns) }, state: { in: ["done", "failed", "skipped"] } },
      })
    ).count,
    rates: (await tx.rate.deleteMany({ where: { nextAt: { lt: daysAgo(keptDays.rates) } } })).count,
    usageTries: (await tx.usageTry.deleteMany({ where: { day: { lt: daysAgo(keptDays.usageTries) } } })).count,
    usagePreviews: (await tx.usagePreview.deleteMany({ where: { week: { lt: daysAgo(keptDays.usagePreviews) } } }))
      .count,
    usageGaps: (await tx.usageGap.deleteMany({ where: { endedAt: { lt: daysAgo(keptDays.usageGaps) } } })).count,
    freshnessDays: (await tx.freshnessDay.deleteMany({ where: { day: { lt: daysAgo(keptDays.freshnessDays) } } }))
      .count,
    freshnessHandouts: (
      await tx.freshnessHandout.deleteMany({ where: { day: { lt: daysAgo(keptDays.freshnessDays) } } })
    ).count,
    freshnessAsks: (await tx.freshnessAsk.deleteMany({ where: { askedAt: { lt: daysAgo(keptDays.freshnessAsks) } } }))
      .count,
  };
  if (Object.values(removed).some((count) => count > 0)) {
    ctx.audit({ action: "retention.removed", subjectType: "workspace", subjectId: ctx.workspace.id, after: removed });
  }
  return removed;
}
