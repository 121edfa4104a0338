import { DateTime } from "luxon";
import { localDay, type Task } from "../tasks/task.ts";

/** What lies longer is no longer what the day is about. */
const oldDays = 7;

type Due = Pick<Task, "id" | "dueAt" | "dueOn" | "contactId" | "ticketId">;

/**
 * Due tasks in the order in which a digest names them: what is due today, what has been overdue for less than a week, what lies
 * longer. Within each what concerns a customer comes first, since somebody waits for it; then of today's the earliest, of the
 * overdue ones the latest, so that what nobody has touched for long does not hide what can still be kept.
 */
export function orderDue<T extends Due>(tasks: readonly T[], { now, zone }: { now: Date; zone: string }): T[] {
  const today = DateTime.fromISO(localDay(now, zone), { zone: "utc" });
  return tasks
    .map((task) => {
      const day = dayOf(task, zone);
      const age = day === null ? 0 : Math.max(0, today.diff(DateTime.fromISO(day, { zone: "utc" }), "days").days);
      const from = task.dueAt?.getTime() ?? 0;
      return {
        task,
        rank: [
          age === 0 ? 0 : age < oldDays ? 1 : 2,
          task.contactId === null && task.ticketId === null ? 1 : 0,
          age,
          age === 0 ? from : -from,
        ],
      };
    })
    .toSorted((a, b) => difference(a.rank, b.rank) || a.task.id.localeCompare(b.task.id))
    .map(({ task }) => task);
}

function dayOf({ dueAt, dueOn }: Due, zone: string): string | null {
  return dueOn ?? (dueAt && localDay(dueAt, zone));
}

const difference = (a: readonly number[], b: readonly number[]) =>
  a.map((one, nth) => one - (b[nth] ?? 0)).find((one) => one !== 0) ?? 0;
