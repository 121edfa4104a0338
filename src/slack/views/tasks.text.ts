import type { TaskRefusals } from "../../crm/tasks/refusals.ts";
import { inline, shorten } from "../mrkdwn.ts";
import { plural } from "./dates.ts";

const shown = (typed: string) => inline(shorten(typed, 80));

export const taskText = {
  done: () => "Done",
  undo: () => "Undo",
  today: () => "Today",
  tomorrow: () => "Tomorrow",
  nextWeek: () => "Next week",
  open: () => "Open",
  edit: () => "Edit",
  notMine: () => "Not mine",
  giveToSomebody: () => "Give to somebody",
  take: () => "I'll do it",
  drop: () => "Drop",
  card: () => "Card",
  thisOne: () => "This one",
  nobody: () => "None of them",
  all: () => "All tasks",
  add: () => "New task",
  addIt: () => "Add it as a task",
  back: () => "Back",
  more: () => "More",
  keep: () => "Keep",

  /** a line of a list: by its number where the reader can use it */
  line: (number: number | null, title: string) => (number === null ? `*${title}*` : `*${number} · ${title}*`),
  overdue: (day: string) => `⚠ overdue since ${day}`,
  someDay: () => "no day yet",
  theirs: (who: string) => `${who}'s`,
  message: () => "the message",

  added: (title: string) => `✓ *New task:* ${title}`,
  addedFor: (title: string, who: string) => `✓ *New task for ${who}:* ${title}`,
  finished: (title: string) => `✓ *Done:* ${title}`,
  reopened: (title: string) => `*Still to do:* ${title}`,
  movedTo: (title: string, day: string) => `*${title}* is put off to ${day}`,
  given: (title: string, who: string) => `*${title}* is ${who}'s now`,
  taken: (title: string) => `*${title}* is yours now`,
  dropped: (title: string) => `*Dropped:* ${title}`,
  changed: (title: string) => `*Changed:* ${title}`,
  told: (who: string) => `${who} is told.`,
  numbered: (number: number) => `Yours as number ${number}: \`/crm-task done ${number}\``,

  whichCustomer: () => "Whom is it about?",
  whichDay: (typed: string) => `Which day is ${typed}?`,

  dueTitle: (due: number, overdue: number) =>
    [
      ...(due > overdue ? [`${due - overdue} due today`] : []),
      ...(overdue > 0 ? [`${due > overdue ? overdue : plural(overdue, "task")} overdue`] : []),
    ].join(", "),
  nothingDue: () => "Nothing is due today.",
  nothingAtAll: () => "You have no tasks. Add one: `/crm-task add send budi the offer friday`",
  nextOne: (title: string, day: string) => `Next is *${title}*, ${day}.`,
  andSomeDay: (count: number) => `${plural(count, "task")} ${count === 1 ? "has" : "have"} no day yet.`,
  moreDue: (count: number) => `${count} more due`,
  moreLater: (count: number) => `${plural(count, "more task")} later`,

  yours: () => "Your tasks",
  yoursOverdue: () => "Your overdue tasks",
  of: (who: string) => `${who}'s tasks`,
  about: (who: string) => `Tasks about ${who}`,
  title: (what: string, from: number, to: number, total: number) =>
    to - from + 1 === total ? `*${what}* (${total})` : `*${what}* (${from} to ${to} of ${total})`,
  none: (what: string) => `*${what}:* none.`,
  whoIsMeant: (typed: string) => `I know neither a colleague nor a customer called *${typed}*.`,
  severalMeant: (typed: string) => `Whose tasks? Several are called *${typed}*.`,

  notUnderstood: (typed: string) => `I don't know what to do with "${typed}".`,
  usage: () => "You can say `add`, `list`, `done`, `snooze`, `assign` and `undo`.",
  example: () => "For example: `/crm-task done 2`",

  remind: (title: string) => `*Now:* ${title}`,
  remindDay: (title: string) => `*Today:* ${title}`,
  remindSeveral: (count: number) => `*${plural(count, "task")} for now*`,
  givenBy: (who: string, title: string) => `${who} gave you a task: *${title}*`,
  givenTo: (title: string) => `You have a new task: *${title}*`,
  slipping: (count: number) => (count === 1 ? "*A promise is slipping*" : `*${count} promises are slipping*`),
  promised: (who: string, customer: string, title: string, due: string) =>
    `${who} owes ${customer}: *${title}*, ${due}`,
  nothingSince: (when: string) => `Planned ${when}; nothing logged with them since`,

  stillToDo: (title: string, due: string | null) => `Is this done? *${title}*${due ? `, ${due}` : ""}`,
  nextStep: (title: string, due: string | null, who: string | null) =>
    `*Next:* ${title}${[due, who && `${who}'s`].map((part) => (part ? `, ${part}` : "")).join("")}`,

  formTitle: () => "Task",
  what: () => "What is to be done?",
  customer: () => "About whom?",
  day: () => "By when?",
  time: () => "At what time?",
  timeHint: () => "Leave it empty for any time of the day",
  who: () => "Who does it?",
  giveTitle: () => "Who does it?",
  give: () => "Give",
  save: () => "Save",
  cancel: () => "Cancel",
  titleMissing: () => "Write what is to be done.",
  dayMissing: () => "Choose the day as well.",
  whoMissing: () => "Choose a colleague.",
  fromMessage: () => "From a message in Slack",
  everyoneWillRead: () =>
    "This is from a private conversation. Everyone with CRM access will read what you write here.",
};

export const taskRefusals = {
  task_not_found: () => "That task is no longer there. `/crm-task list` shows what is.",
  task_unknown: ({ typed }) =>
    `None of your open tasks is "${shown(typed)}". \`/crm-task list\` shows them with their numbers.`,
  task_ambiguous: ({ typed, numbers }) =>
    `Several of your tasks have "${shown(typed)}" in them: ${numbers.join(", ")}. Say which by its number.`,
  task_title_missing: () => "Say what is to be done, as in `/crm-task add send budi the offer friday`.",
  task_over: ({ title, done }) =>
    `"${shown(title)}" is ${done ? "done" : "dropped"} already. \`/crm-task undo\` opens again what you did last.`,
  task_day_missing: ({ typed }) =>
    typed === ""
      ? "Say until when, as in `/crm-task snooze 2 tomorrow`."
      : `I see no day to come in "${shown(typed)}". Say until when, as in \`/crm-task snooze 2 tomorrow\`.`,
  task_day_wrong: ({ years }) => `Choose a day from today on, ${years} years ahead at the most.`,
  task_which: () => "Say which task by its number, as in `/crm-task done 2`. `/crm-task list` shows the numbers.",
  task_whom: () => "Say who is to do it, as in `/crm-task assign 2 @maya`.",
  colleague_unknown: ({ typed }) =>
    `I know no colleague called "${shown(typed)}" who can log. Mention them, as in \`/crm-task assign 2 @maya\`.`,
  nothing_done: () => "There is no task of yours to take back.",
} satisfies { [C in keyof TaskRefusals]: (details: TaskRefusals[C]) => string };
