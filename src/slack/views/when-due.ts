import { DateTime } from "luxon";
import { type Due, isOverdue } from "../../crm/tasks/task.ts";
import { dayOf, dueDay, type Reader } from "./dates.ts";
import { taskText as text } from "./tasks.text.ts";

/** "Fri 27 Nov", "tomorrow 15:00", "⚠ overdue since Mon 16 Nov"; null: some day. */
export function whenDue(task: Due, reader: Reader): string | null {
  const day = dueMoment(task, reader);
  return day !== null && isOverdue(task, reader) ? text.overdue(day) : day;
}

/** The same without saying whether that has passed. */
export function dueMoment({ dueAt, dueOn }: Due, reader: Reader): string | null {
  if (dueAt === null) return null;
  if (dueOn !== null) return dueDay(dayOf(dueOn, reader), reader);
  return `${dueDay(dueAt, reader)} ${DateTime.fromJSDate(dueAt, { zone: reader.zone }).toFormat("HH:mm")}`;
}
