/**
 * What may come of one attempt to send. Whoever delivers says it by throwing one of these; an error of any other kind
 * counts as `Uncertain`, because nobody can tell how far the message got.
 */

/** Slack answered 429: that method of that workspace rests for `afterMs` milliseconds; other methods and workspaces go on. */
export class RateLimited extends Error {
  override readonly name = "RateLimited";
  /** the Web API method that was refused, "chat.postMessage" */
  readonly method: string;
  /** Retry-After in milliseconds */
  readonly afterMs: number;

  constructor(method: string, afterMs: number) {
    super(`${method} is rate limited for ${afterMs} ms`);
    this.method = method;
    this.afterMs = afterMs;
  }
}

/**
 * Slack has certainly not taken the message: it said so (5xx, `fatal_error`, `service_unavailable`), or it was never
 * reached (no address, connection refused). It will be tried again.
 */
export class RetryLater extends Error {
  override readonly name = "RetryLater";
  /** a short code without customer data, kept with the delivery: "http 503", "ECONNREFUSED" */
  readonly reason: string;

  constructor(reason: string, options?: ErrorOptions) {
    super(`Not taken yet: ${reason}`, options);
    this.reason = reason;
  }
}

/** The request was on its way when the answer was lost (time-out, reset): Slack is asked before anything is sent again. */
export class Uncertain extends Error {
  override readonly name = "Uncertain";
  readonly reason: string;

  constructor(reason: string, options?: ErrorOptions) {
    super(`May have arrived: ${reason}`, options);
    this.reason = reason;
  }
}

/** It will never arrive (`channel_not_found`, `is_archived`, `account_inactive`, a notice that cannot be drawn). */
export class Undeliverable extends Error {
  override readonly name = "Undeliverable";
  readonly reason: string;

  constructor(reason: string, options?: ErrorOptions) {
    super(`Undeliverable: ${reason}`, options);
    this.reason = reason;
  }
}

/** There was something to say, and there is no more: no fault of anybody's, and nothing that anybody has to see to. */
export class Overtaken extends Error {
  override readonly name = "Overtaken";
  readonly reason = "nothing to say any more";

  constructor() {
    super("Nothing to say any more");
  }
}
