import type { Logger } from "pino";
import type { Client } from "../db/client.ts";
import type { Context } from "../db/context.ts";
import type { OpenTransaction } from "../db/open-transaction.ts";
import type { Served } from "./claim-deliveries.ts";
import type { Delivery, Posted, StrandedClaim } from "./delivery.ts";

/** Time and timers; the tests own both. */
export interface Clock {
  now(): Date;
  /** Runs once after `ms` milliseconds, unless what it returns is called before. */
  after(ms: number, run: () => void): () => void;
}

/** What became of an attempt or a look-up, for the metrics. */
export type Outcome =
  | "sent"
  | "held"
  | "kept-for-digest"
  | "dropped"
  | "rate-limited"
  | "retry"
  | "uncertain"
  | "found"
  | "absent"
  | "failed"
  | "unknown";

export interface OutboxOptions {
  db: Pick<Client, "asOps" | "inWorkspace">;
  openTransaction: OpenTransaction;
  /**
   * Says of a message whose turn has come whether it goes now, in the transaction that writes the answer down. It is asked
   * before each try, one message of a recipient at a time; sends everything unless it is given.
   */
  attend?(ctx: Context, delivery: Delivery): Promise<"send" | "hold" | "drop">;
  /**
   * Draws and posts one message, with the delivery's id in its metadata (event_type `steward_delivery`).
   * @param signal aborted when the answer no longer counts; the delivery is then looked up
   * @throws RateLimited, RetryLater, Uncertain, Undeliverable
   */
  deliver(delivery: Delivery, signal: AbortSignal): Promise<Posted>;
  /**
   * Asks Slack for the message that carries the delivery's id, posted not before `claimedAt`.
   * @throws RateLimited to be asked again later; anything else is asked again with backoff, then counts as "cannot say"
   */
  find(delivery: StrandedClaim, signal: AbortSignal): Promise<Posted | "absent" | "cannot say">;
  /** Leaves word with the stewards that a message may not have arrived, in the transaction that says so in the outbox. */
  onUnknown(ctx: Context, delivery: Delivery): Promise<void>;
  clock: Clock;
  log: Pick<Logger, "info" | "warn" | "error">;
  /** The workspaces that this process has a token for; null (the default) for all. */
  served?: Served;
  onOutcome?: (outcome: Outcome, delivery: Delivery) => void;
  /** Between 0 and 1; Math.random unless a test draws the lot. */
  random?: () => number;
  /** Messages under way at once. */
  concurrency?: number;
  /** Milliseconds after which another process's commit is noticed at the latest. */
  pollMs?: number;
  /** Milliseconds that a call may take; well below `leaseMs`, lest a slow call be taken for a dead one. */
  callTimeoutMs?: number;
  /** Milliseconds after which a delivery that nobody settled is looked up. */
  leaseMs?: number;
  /** Milliseconds that a message whose answer was lost is given to appear. */
  lookUpAfterMs?: number;
  /** Tries until a message is given up; waiting that Slack asked for does not count. */
  maxAttempts?: number;
}

export type Settings = Required<OutboxOptions>;

/** Slack allows one message a second and channel (docs.slack.dev, rate limits). */
export const paceMs = 1_000;

/** @throws Error when the times contradict each other */
export function withDefaults(options: OutboxOptions): Settings {
  const settings: Settings = {
    served: null,
    attend: () => Promise.resolve("send"),
    onOutcome: () => {},
    random: Math.random,
    concurrency: 8,
    pollMs: 1_000,
    callTimeoutMs: 30_000,
    leaseMs: 120_000,
    lookUpAfterMs: 30_000,
    maxAttempts: 10,
    ...options,
  };
  if (settings.callTimeoutMs >= settings.leaseMs) {
    throw new Error("The outbox's callTimeoutMs must be shorter than its leaseMs");
  }
  return settings;
}
