import type { JobRun } from "./define-job.ts";

/** How many records failed, and the error of the first. */
export interface Failures {
  failed: number;
  first: unknown;
}

/**
 * Does the same for each record of a run, one after the other: one that fails stops nobody else's. A run that is to stop does
 * so at the next record.
 */
export async function tryEach<One>(
  { signal }: Pick<JobRun, "signal">,
  records: readonly One[],
  work: (record: One) => Promise<void>,
): Promise<Failures> {
  const failures: Failures = { failed: 0, first: undefined };
  for (const record of records) {
    signal.throwIfAborted();
    try {
      await work(record);
    } catch (error) {
      signal.throwIfAborted();
      if (failures.failed === 0) failures.first = error;
      failures.failed++;
    }
  }
  return failures;
}
