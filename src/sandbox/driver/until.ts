import type { Changes } from "../changes.ts";

export interface UntilOptions {
  /** milliseconds of real time; 5000 when left out */
  timeout?: number;
  /** what is waited for, for the error */
  what?: string;
}

/**
 * Resolves with what `check` returns as soon as that is something; asked anew at each change of the workspace.
 * @throws Error after the timeout
 */
export function until<T>(
  changes: Changes,
  check: () => T | null | undefined | false,
  options: UntilOptions = {},
): Promise<T> {
  const first = check();
  if (first) return Promise.resolve(first);
  return new Promise((resolve, reject) => {
    const finish = (settle: () => void) => {
      stop();
      clearTimeout(timer);
      settle();
    };
    const ask = () => {
      try {
        const found = check();
        if (found) finish(() => resolve(found));
      } catch (error) {
        finish(() => reject(error));
      }
    };
    const stop = changes.listen(ask);
    const timeout = options.timeout ?? 5_000;
    const timer = setTimeout(
      () =>
        finish(() =>
          reject(new Error(`Waited ${timeout} ms in vain for ${options.what ?? "a change in the local workspace"}.`)),
        ),
      timeout,
    );
  });
}
