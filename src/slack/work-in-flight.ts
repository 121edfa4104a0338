/** Counts what has been begun and not finished, so that a stop can wait for it. Bolt's own stop waits for nothing. */
export class WorkInFlight {
  readonly #running = new Set<Promise<unknown>>();
  #closed = false;

  get size(): number {
    return this.#running.size;
  }

  /** From now on nothing new is begun. */
  close(): void {
    this.#closed = true;
  }

  get closed(): boolean {
    return this.#closed;
  }

  track<T>(work: Promise<T>): Promise<T> {
    this.#running.add(work);
    const forget = () => void this.#running.delete(work);
    work.then(forget, forget);
    return work;
  }

  /** Resolves when nothing is running any more. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.allSettled(this.#running);
  }
}
