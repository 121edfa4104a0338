/** What just changed in the workspace. Whoever shows it (the page, a waiting test) reads the rest from the state. */
export type Change =
  | { kind: "message"; channel: string; ts: string }
  | { kind: "removed"; channel: string; ts: string; onlyFor: string | null }
  | { kind: "channels" }
  | { kind: "people" }
  | { kind: "views"; user: string }
  | { kind: "home"; user: string }
  | { kind: "notice"; user: string; notice: Notice }
  | { kind: "connected" }
  | { kind: "call" }
  | { kind: "delivery" };

/** A line that Slack itself shows to one person. */
export interface Notice {
  channel: string | null;
  text: string;
  /** what stays in the composer, so that the person can send it again */
  keepText: string | null;
}

export class Changes {
  #listeners = new Set<(change: Change) => void>();

  /** Calls `listener` for each change; returns what stops it. */
  listen(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  emit(change: Change): void {
    for (const listener of [...this.#listeners]) listener(change);
  }
}
