import type { DigestSum } from "../../crm/digest/fold-digest.ts";
import type { OwnWeek } from "../../crm/digest/own-week.ts";
import type { Tip } from "../../crm/digest/tips.ts";
import { plural } from "./dates.ts";

const numbers = ["No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten"];
const things = (count: number) => `${numbers[count] ?? count} ${count === 1 ? "thing" : "things"}`;

export const digestText = {
  /** @param name how the person is called */
  headline: ({ open, seenTo, toCall }: { open: number; seenTo: number; toCall: number }, name: string) => {
    if (open > 0) return `${things(open)}${seenTo > 0 ? " left" : ""} today, ${name}`;
    if (seenTo === 0 && toCall > 0) return `${plural(toCall, "lead")} to call, ${name}`;
    return seenTo > 0 ? `That was all for today, ${name}` : `Good morning, ${name}`;
  },
  task: (title: string, rest: string) => (rest === "" ? `*${title}*` : `*${title}*\n${rest}`),
  today: () => "today",
  done: (title: string) => `✓ *Done:* ${title}`,
  dropped: (title: string) => `*Dropped:* ${title}`,
  moved: (title: string, day: string) => `*${title}* is put off to ${day}`,
  someDay: () => "some day",
  given: (title: string, who: string) => `*${title}* is ${who}'s now`,
  more: (due: number, atRisk: number) =>
    [
      ...(due > 0 ? [`${due} more due: \`/crm-task\``] : []),
      ...(atRisk > 0 ? [`${plural(atRisk, "more ticket")} at risk: \`/crm-ticket\``] : []),
    ].join(" · "),

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
  week: ({ told, conversations, before }: OwnWeek) => {
    const had = conversations === 0 ? "No conversations" : plural(conversations, "conversation");
    const earlier = before === 0 ? "none" : before;
    return told === "this" ? `${had} this week, ${earlier} last.` : `${had} last week, ${earlier} the week before.`;
  },
  onlyYou: () => "Only you see this.",
  settings: () => "Settings",
  settingsInHome: () => "Settings are in my Home tab.",

  tip: (tip: Tip) => `*Tip:* ${tipWords[tip]}`,

  waitedTitle: (held: number) => `*${plural(held, "message")} that waited for this morning*`,
  showWaited: (count: number, all: boolean) => (all ? "Show" : `Show ${count} more`),
  nothingWaits: () => "They have nothing to say any more.",

  /** "Monday: 2 done, 1 moved." @param day a weekday, or "16 Nov" */
  folded: (day: string, sum: DigestSum) => `${day}: ${sumWords(sum)}.`,
};

/** Each with an example to copy. */
const tipWords: Record<Tip, string> = {
  log: "after a call, send me one line: `budi no answer`",
  direct: "the fastest way to log is a line sent to me: `budi santoso: wants the offer`",
  "look-up": "before a call, see all that is known: `/crm-customer budi`",
  todo: "end a line with what comes next, and I remind you: `budi connected: renewal. todo send the offer friday`",
  shortcut: "a message worth keeping? Open its menu ⋮ and choose _Log to CRM_",
};

function sumWords(sum: DigestSum): string {
  const parts = [
    [sum.done, "done"],
    [sum.moved, "moved"],
    [sum.dropped, "dropped"],
    [sum.given, "given away"],
    [sum.solved, sum.solved === 1 ? "ticket solved" : "tickets solved"],
    [sum.waiting, "waiting for customers"],
    [sum.called, sum.called === 1 ? "lead called" : "leads called"],
    [sum.confirmed, "confirmed"],
    [sum.changed, "corrected"],
    [sum.open, "still open"],
  ] as const;
  const said = parts.flatMap(([count, words]) => (count > 0 ? [`${count} ${words}`] : []));
  if (said.length > 0) return said.join(", ");
  return sum.held > 0 ? plural(sum.held, "message") : "left as it was";
}
