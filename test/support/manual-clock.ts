interface Timer {
  at: number;
  run: () => void;
}

/** Time that moves only when the test says so. Fits every `clock` that the product is handed. */
export class ManualClock {
  #now: number;
  readonly #timers = new Set<Timer>();

  constructor(start: Date | string) {
    this.#now = new Date(start).getTime();
  }

  now = (): Date => new Date(this.#now);

  after = (ms: number, run: () => void): (() => void) => {
    const timer: Timer = { at: this.#now + ms, run };
    this.#timers.add(timer);
    // What is due already needs no moving on.
    if (ms <= 0) setImmediate(() => this.advance(0));
    return () => void this.#timers.delete(timer);
  };

  /** Moves on, stopping at each timer that falls due. */
  advance(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      const next = [...this.#timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.#timers.delete(next);
      this.#now = Math.max(this.#now, next.at);
      next.run();
    }
    this.#now = end;
  }
}
