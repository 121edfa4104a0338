import { claimDeliveries, claimStranded, countOpen, findNextDue } from "./claim-deliveries.ts";
import type { Claim } from "./delivery.ts";
import { lookUpDelivery } from "./look-up-delivery.ts";
import { type OutboxOptions, type Outcome, paceMs, type Settings, withDefaults } from "./outbox-options.ts";
import { sendDelivery } from "./send-delivery.ts";

export interface Outbox {
  /** Something was committed to the outbox: look now. */
  wake(): void;
  /** Takes nothing new; resolves when what is under way is settled. */
  stop(): Promise<void>;
  /**
   * Resolves when nothing is under way and nothing is due within the next second. What waits longer (a retry, a pause that
   * Slack asked for, a look-up) does not count.
   */
  drained(): Promise<void>;
  /** Deliveries that wait or are under way. */
  depth(): Promise<number>;
}

/**
 * Sends what the outbox holds, each message once: claimed in a committed transaction before the call, settled after it,
 * looked up at Slack when something broke in between. Any number of processes may do so side by side.
 */
export function startOutbox(options: OutboxOptions): Outbox {
  const settings = withDefaults(options);
  const { db, clock, log, served, pollMs, concurrency, leaseMs } = settings;
  const underWay = new Set<Promise<void>>();
  let waiting: (() => void)[] = [];
  let pass: Promise<void> | null = null;
  let again = false;
  let stopped = false;
  let unreadable = false;
  let cancelTimer = () => {};

  function wake(): void {
    if (stopped) return;
    if (pass) {
      again = true;
      return;
    }
    cancelTimer();
    pass = look()
      .then((sleepMs) => {
        if (unreadable) log.info("the outbox can be read again");
        unreadable = false;
        return sleepMs;
      })
      .catch((error: unknown) => {
        if (!unreadable) log.warn({ err: error }, "the outbox cannot be read; it is tried again each second");
        unreadable = true;
        return pollMs;
      })
      .then((sleepMs) => {
        pass = null;
        if (again) {
          again = false;
          wake();
        } else if (!stopped) {
          cancelTimer = clock.after(sleepMs, wake);
        }
      });
  }

  /** One look at the outbox; returns the milliseconds until the next. */
  async function look(): Promise<number> {
    const room = concurrency - underWay.size;
    if (room <= 0) return pollMs;
    const now = clock.now();
    // A look-up costs Slack's scarcest calls and blocks nobody but its own recipient: one at a time.
    const stranded = await claimStranded(db, { now, leaseMs, room: 1, served });
    for (const claim of stranded) begin(claim, () => lookUpDelivery(settings, claim));
    const left = room - stranded.length;
    const due = left > 0 ? await claimDeliveries(db, { now, leaseMs, room: left, served }) : [];
    for (const claim of due) begin(claim, () => sendDelivery(settings, claim));
    // There may be more, for which the end of any of these makes room.
    if (underWay.size >= concurrency) return pollMs;
    return untilNext(await findNextDue(db, served));
  }

  function untilNext(next: Date | null): number {
    const ms = next === null ? Number.POSITIVE_INFINITY : next.getTime() - clock.now().getTime();
    if (underWay.size === 0 && ms > paceMs) {
      for (const resolve of waiting) resolve();
      waiting = [];
    }
    return Math.max(0, Math.min(pollMs, ms));
  }

  function begin(claim: Claim, run: () => Promise<Outcome>): void {
    const work = run()
      .then((outcome) => tell(settings, outcome, claim))
      .catch((error: unknown) => {
        // It stays in `sending`; when its lease is over, Slack is asked what became of it.
        log.error({ delivery: claim.id, kind: claim.kind, err: error }, "delivery could not be settled");
      })
      .finally(() => {
        underWay.delete(work);
        wake();
      });
    underWay.add(work);
  }

  wake();
  return {
    wake,
    stop: async () => {
      stopped = true;
      cancelTimer();
      while (pass || underWay.size > 0) await Promise.all([pass, ...underWay]);
    },
    drained: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        wake();
      }),
    depth: () => countOpen(db, served),
  };
}

function tell({ log, onOutcome }: Settings, outcome: Outcome, claim: Claim): void {
  onOutcome(outcome, claim);
  const { id, kind, attempts, workspaceId } = claim;
  const details = { delivery: id, workspace: workspaceId, kind, attempts, outcome };
  if (outcome === "held") return;
  if (outcome === "failed" || outcome === "unknown") log.warn(details, "delivery given up");
  else log.info(details, "delivery");
}
