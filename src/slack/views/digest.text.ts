import type { OwnWeek } from "../../crm/digest/own-week.ts";
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
  solve: () => "Solve",
  waiting: () => "Wait for customer",
  reassign: () => "Reassign",

  /** "12 conversations this week, 9 last." */
  week: ({ told, conversations, before }: OwnWeek) =>
    told === "this"
      ? `${plural(conversations, "conversation")} this week, ${before} last. Only you see this.`
      : `${plural(conversations, "conversation")} last week, ${before} the week before. Only you see this.`,
};
