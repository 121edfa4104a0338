/**
 * Everything in the sandbox that waits (acknowledgement deadlines, retries, pings) waits through this, so that a test
 * can own time. `after` returns what cancels the wait.
 */
export interface Timers {
  after(milliseconds: number, run: () => void): () => void;
}

export const realTimers: Timers = {
  after(milliseconds, run) {
    const timer = setTimeout(run, milliseconds);
    // A pending retry must never keep a process alive that wants to stop.
    timer.unref();
    return () => clearTimeout(timer);
  },
};
