import { actionRef } from "../action-ref.ts";

/**
 * What can be done with a task. `from` is where it was pressed, in the words of {@link placeOf}, so that the answer is the
 * same list as it is then.
 */
export const taskActions = {
  done: actionRef("task.done", "taskId", "from"),
  reopen: actionRef("task.reopen", "taskId", "from"),
  today: actionRef("task.today", "taskId", "from"),
  tomorrow: actionRef("task.tomorrow", "taskId", "from"),
  nextWeek: actionRef("task.next-week", "taskId", "from"),
  /** one of the days that were offered, as "2026-12-03" */
  day: actionRef("task.day", "taskId", "day"),
  /** the customer's card; the form where there is none */
  open: actionRef("task.open", "taskId"),
  edit: actionRef("task.edit", "taskId", "from"),
  /** opens the form in which somebody else is chosen */
  give: actionRef("task.give", "taskId", "from"),
  /** whoever presses it has it */
  take: actionRef("task.take", "taskId", "from"),
  drop: actionRef("task.drop", "taskId", "from"),
  /** whom it is about; "": nobody of those who were offered */
  customer: actionRef("task.customer", "taskId", "contactId"),
  /** a page of a list, in the words of its place */
  list: actionRef("task.list", "place"),
  /** opens the form of a new one, for a ticket or "" */
  add: actionRef("task.add", "ticketId"),
  /** words that were not understood as anything else */
  addTyped: actionRef("task.add-typed", "text"),
  /** a talk with the customer did it, or did not */
  talkDone: actionRef("task.talk-done", "taskId", "interactionId"),
  talkKeep: actionRef("task.talk-keep", "taskId", "interactionId"),
};

/** Where tasks are shown: on what is due, a list of one's own, of somebody's or of a customer's, alone, or on the Home tab. */
export type TaskPlace = { in: "due" | "one" | "beside" | "home" } | ListPlace;

/** A page of a list. */
export interface ListPlace {
  in: "mine" | "overdue" | "theirs" | "customer";
  offset: number;
}

const letters = { mine: "m", overdue: "l", theirs: "p", customer: "c" } as const;

/** A place in as few characters as a menu's option has left. */
export function placeCode(place: TaskPlace): string {
  return "offset" in place ? `${letters[place.in]}${place.offset}` : place.in;
}

/** What is not known is shown alone. */
export function placeOf(code: string): TaskPlace {
  if (code === "due" || code === "beside" || code === "home") return { in: code };
  const [, letter, digits] = /^([mlpc])(\d{1,5})$/u.exec(code) ?? [];
  const kind = (Object.keys(letters) as (keyof typeof letters)[]).find((each) => letters[each] === letter);
  return kind ? { in: kind, offset: Number(digits) } : { in: "one" };
}
