import { createTask, type ScheduledTask } from "node-cron";
import { takeTurn } from "./cross-workspaces.ts";
import type { Settings } from "./scheduler-options.ts";

const everyMinute = "* * * * *";

/**
 * node-cron fires in every process; whose turn it is the database says, and without an answer it is nobody's: the next
 * minute sees to what this one left.
 * @param run is given the minute
 */
export function startMinute(
  { db, served, log }: Pick<Settings, "db" | "served" | "log">,
  run: (minute: Date) => Promise<void>,
  cron = everyMinute,
): ScheduledTask {
  const turn = served === null ? "jobs" : `jobs of ${[...served].sort().join(" ")}`;
  const name = "look-for-due-jobs";
  const task = createTask(cron, ({ date }) => run(date), {
    name,
    timezone: "UTC",
    distributed: true,
    noOverlap: true,
    // The key is the task's name and the slot.
    runCoordinator: { shouldRun: (key) => takeTurn(db, turn, new Date(key.slice(name.length + 1))) },
    logger: {
      info: (message) => log.info(message),
      warn: (message) => log.warn(message),
      error: (message, error) => log.warn({ err: error ?? message }, "due jobs could not be looked for"),
      debug: () => {},
    },
  });
  void task.start();
  return task;
}
