export interface TaskRefusals {
  task_not_found: Record<string, never>;
  /** by what was typed, "2" or words of it */
  task_unknown: { typed: string };
  /** several of one's own have these words */
  task_ambiguous: { typed: string; numbers: number[] };
  task_title_missing: Record<string, never>;
  task_over: { title: string; done: boolean };
  task_day_missing: { typed: string };
  task_day_wrong: { years: number };
  task_which: Record<string, never>;
  task_whom: Record<string, never>;
  colleague_unknown: { typed: string };
  nothing_done: Record<string, never>;
}
