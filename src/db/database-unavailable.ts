/**
 * The database cannot be worked with right now: not reached, no free connection in time, or too slow to answer.
 * The reason is for the log; whoever asked is told by `outcome` whether to look before trying again.
 */
export class DatabaseUnavailable extends Error {
  override readonly name = "DatabaseUnavailable";
  readonly reason: "unreachable" | "busy" | "slow";
  /** "unknown" when the connection was lost while the work was being saved: it may have been. */
  readonly outcome: "not_saved" | "unknown";

  constructor(reason: DatabaseUnavailable["reason"], outcome: DatabaseUnavailable["outcome"], cause: unknown) {
    super(`The database is ${reason}`, { cause });
    this.reason = reason;
    this.outcome = outcome;
  }
}
