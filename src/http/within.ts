/** Rejects when `work` has not finished within `ms`; the work itself goes on. */
export async function within<T>(ms: number, work: () => T | Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`No answer within ${ms / 1000} seconds`)), ms);
  try {
    return await Promise.race([Promise.try(work), late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
