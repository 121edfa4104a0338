import type { Tally } from "../../crm/digest/digest.ts";
import { plural } from "./dates.ts";

const numbers = ["No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten"];
const things = (count: number) => `${numbers[count] ?? count} ${count === 1 ? "thing" : "things"}`;

export const digestText = {
  /** @param name how the person is called */
  headline: (open: number, seenTo: number, name: string) => {
    if (open > 0) return `${things(open)}${seenTo > 0 ? " left" : ""} today, ${name}`;
    return seenTo > 0 ? `That was all for today, ${name}` : `Good morning, ${name}`;
  },
  task: (title: string, rest: string) => (rest === "" ? `*${title}*` : `*${title}*\n${rest}`),
  today: () => "today",
  done: (title: string) => `✓ *Done:* ${title}`,
  dropped: (title: string) => `*Dropped:* ${title}`,
  moved: (title: string, day: string) => `*${title}* is put off to ${day}`,
  someDay: () => "some day",
  given: (title: string, who: string) => `*${title}* is ${who}'s now`,
  moreDue: (count: number) => `${count} more due: \`/crm-task list\``,

  doneButton: () => "Done",
  undo: () => "Undo",
  tomorrow: () => "Tomorrow",
  open: () => "Open",
  nextWeek: () => "Next week",
  notMine: () => "Not mine",
  less: () => "Less of this",
  show: () => "Show",
  answered: () => "Customer answered",
  solve: () => "Solve",
  waiting: () => "Wait for customer",
  reassign: () => "Reassign",

  onlyYou: () => "Only you see this.",
  /** "Monday: 2 done, 1 moved." */
  folded: (day: string, { done, moved, given, dropped, left }: Tally) => {
    const parts = [
      ...(done > 0 ? [`${done} done`] : []),
      ...(moved > 0 ? [`${moved} moved`] : []),
      ...(given > 0 ? [`${given} given away`] : []),
      ...(dropped > 0 ? [`${dropped} dropped`] : []),
      ...(left > 0 ? [`${plural(left, "thing")} left`] : []),
    ];
    return `*${day}:* ${parts.length === 0 ? "read" : parts.join(", ")}.`;
  },
};
