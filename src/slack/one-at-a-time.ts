/** Work of which one round runs at a time: a call for it during a round brings one more round after it. */
export class OneAtATime {
  readonly #work: () => Promise<void>;
  #running: Promise<void> | null = null;
  #again = false;

  /** @param work a round; it does not throw */
  constructor(work: () => Promise<void>) {
    this.#work = work;
  }

  wake(): void {
    if (this.#running) {
      this.#again = true;
      return;
    }
    this.#running = this.#work().finally(() => {
      this.#running = null;
      if (!this.#again) return;
      this.#again = false;
      this.wake();
    });
  }

  /** Resolves when no round is running and none is to follow. */
  async idle(): Promise<void> {
    while (this.#running) await this.#running;
  }
}
