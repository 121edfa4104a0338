import { within } from "./http/within.ts";

interface StopLog {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
}

/** Milliseconds that work in flight gets; orchestrators usually send SIGKILL 30 s after SIGTERM. */
const patience = 25_000;
/** Milliseconds that each thing gets to be put away once the work is done. */
const closePatience = 4_000;

interface Part {
  name: string;
  /** begins at once: take no new work, resolve when what was begun is done */
  finish?: () => Promise<void>;
  /** when all work is done or the patience is over: sockets, pools, servers */
  close?: () => Promise<void>;
}

export interface OrderlyStop {
  /** Parts are named in the order in which they were started, and closed from the last to the first. */
  add(part: Part): void;
  /** @throws StopRequested, so that a start under way goes no further */
  check(): void;
  /** Lets a stop wait for the start that it interrupts. */
  during<T>(start: Promise<T>): Promise<T>;
  /** Runs once however often it is called. */
  stop(): Promise<void>;
}

/** Thrown out of a start that was interrupted. */
export class StopRequested extends Error {
  constructor() {
    super("Steward was asked to stop while it started");
    this.name = "StopRequested";
  }
}

/** Work first, then what the work needed: nothing that was begun is cut as long as the patience lasts. */
export function createOrderlyStop(log: StopLog, waits = { patience, closePatience }): OrderlyStop {
  const parts: Part[] = [];
  let start: Promise<unknown> = Promise.resolve();
  let stopping: Promise<void> | null = null;

  async function attempt(name: string, ms: number, what: (() => Promise<void>) | undefined): Promise<void> {
    if (!what) return;
    try {
      await within(ms, what);
    } catch (error) {
      log.warn({ err: error, part: name }, "A part did not stop in order");
    }
  }

  async function stop(): Promise<void> {
    const began = performance.now();
    const left = () => Math.max(waits.patience - (performance.now() - began), 1);
    await attempt("start", left(), async () => void (await start.catch(() => undefined)));
    await Promise.all(parts.map(({ name, finish }) => attempt(name, left(), finish)));
    for (const { name, close } of parts.toReversed()) await attempt(name, waits.closePatience, close);
    log.info({ seconds: Math.round((performance.now() - began) / 100) / 10 }, "Steward has stopped");
  }

  return {
    add: (part) => void parts.push(part),
    check() {
      if (stopping) throw new StopRequested();
    },
    during(under) {
      start = under;
      return under;
    },
    stop() {
      stopping ??= stop();
      return stopping;
    },
  };
}
