import { localDay, type Task } from "../tasks/task.ts";
import type { TicketOnCard } from "../tickets/get-card-ticket.ts";

/** What has become of a task since the digest brought it. */
export type TaskState = "open" | "done" | "dropped" | "moved" | "given";

/** @param digest.day the person's local day, "2026-11-23" */
export function taskStateOf(
  task: Pick<Task, "doneAt" | "droppedAt" | "assigneeId" | "dueAt" | "dueOn">,
  { memberId, day, zone }: { memberId: string; day: string; zone: string },
): TaskState {
  if (task.doneAt) return "done";
  if (task.droppedAt) return "dropped";
  if (task.assigneeId !== memberId) return "given";
  const due = task.dueOn ?? (task.dueAt && localDay(task.dueAt, zone));
  return due === null || due > day ? "moved" : "open";
}

/** What has become of a ticket since: solved, with somebody else, waiting for the customer, or still to be seen to. */
export type TicketStanding = "open" | "solved" | "waiting" | "given";

export function ticketStandingOf(
  { state, assignee }: Pick<TicketOnCard, "state" | "assignee">,
  memberId: string,
): TicketStanding {
  if (state === "solved" || state === "closed") return "solved";
  if (assignee?.memberId !== memberId) return "given";
  return state === "waiting" ? "waiting" : "open";
}
