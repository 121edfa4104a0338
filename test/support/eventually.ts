import { vi } from "vitest";

/** Tries again until the facts hold; what other processes and the database do takes its time on a busy machine. */
export function eventually<T>(facts: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(facts, { timeout: 20_000, interval: 20 });
}
