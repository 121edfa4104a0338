import type { Tier } from "./define-method.ts";

/** Calls a minute by tier. Source: docs.slack.dev/apis/web-api/rate-limits. */
const PER_MINUTE: Record<1 | 2 | 3 | 4, number> = { 1: 1, 2: 20, 3: 50, 4: 100 };
/** Small bursts are tolerated in tier 1: an app may open its ten Socket Mode connections one after the other. */
const TIER_1_BURST = 10;
/** One message a second and channel. Slack lets short bursts through without naming a figure; five is ours. */
const POST_BURST = 5;
const POST_REFILL_MS = 1_000;

interface Bucket {
  tokens: number;
  at: number;
}

/** Slack's pace, kept by buckets on the injected clock: one a method, and one a channel for posting. */
export class RateLimits {
  #clock: () => Date;
  #strict: boolean;
  #buckets = new Map<string, Bucket>();

  constructor(clock: () => Date, mode: "strict" | "off") {
    this.#clock = clock;
    this.#strict = mode === "strict";
  }

  /** Takes one call; returns null when it may go on, else the seconds for Retry-After. */
  take(method: string, tier: Tier, channel: string | null, commercial: boolean): number | null {
    if (!this.#strict || tier === "none") return null;
    if (tier === "post") return this.#draw(`${method}:${channel ?? ""}`, POST_BURST, POST_REFILL_MS);
    if (tier === "history" && commercial) return this.#draw(method, 1, 60_000);
    const perMinute = PER_MINUTE[tier === "history" ? 3 : tier];
    return this.#draw(method, tier === 1 ? TIER_1_BURST : perMinute, 60_000 / perMinute);
  }

  #draw(key: string, capacity: number, refillMs: number): number | null {
    const now = this.#clock().getTime();
    const bucket = this.#buckets.get(key) ?? { tokens: capacity, at: now };
    const tokens = Math.min(capacity, bucket.tokens + (now - bucket.at) / refillMs);
    const allowed = tokens >= 1;
    this.#buckets.set(key, { tokens: allowed ? tokens - 1 : tokens, at: now });
    return allowed ? null : Math.max(1, Math.ceil(((1 - tokens) * refillMs) / 1000));
  }
}
