import type { KnownBlock } from "@slack/types";
import type { CustomerSummary } from "../../crm/customers/customer-match.ts";
import type { Task } from "../../crm/tasks/task.ts";
import { actions, button, context, item, menu, section } from "../blocks.ts";
import { inline, inlineWithin, shorten } from "../mrkdwn.ts";
import type { Message } from "../reply.ts";
import { customerActions } from "./customers.actions.ts";
import { dueDay, type Reader } from "./dates.ts";
import { firstName } from "./first-name.ts";
import { upperFirst } from "./interactions.text.ts";
import { about } from "./interactions.ts";
import { type ListPlace, placeCode, type TaskPlace, taskActions } from "./tasks.actions.ts";
import { taskText as text } from "./tasks.text.ts";
import { whenDue } from "./when-due.ts";

/** As much of a title, and of a name, as a line shows. */
const titleInList = 150;
const nameInList = 80;
/** Tasks with a row of buttons each; what is beyond is a press away. */
export const tasksWithButtons = 5;
/** On the Home tab, where one's last entries are to be seen as well. */
const tasksInHome = 3;
/** Tasks on a page of a list. */
export const tasksOnPage = 10;

/** Who reads, and which tasks are their own. */
export interface TaskReader extends Reader {
  memberId: string | null;
}

const titled = ({ title }: Pick<Task, "title">) => inlineWithin(title, titleInList);

function whose({ assigneeId, assigneeName }: Task, { memberId }: TaskReader): string | null {
  return assigneeId === memberId ? null : text.theirs(inline(firstName(assigneeName)));
}

/** When, whom about, for which ticket, whose, and the message that it came from. */
function factsOf(task: Task, reader: TaskReader, { withDay = true } = {}): string {
  const { contactName, companyName, ticketNumber, link } = task;
  const customer = [contactName, companyName]
    .flatMap((part) => (part ? inlineWithin(part, nameInList) : []))
    .join(", ");
  const facts = [
    withDay ? (whenDue(task, reader) ?? text.someDay()) : null,
    customer,
    ticketNumber === null ? null : `T-${ticketNumber}`,
    whose(task, reader),
    link && `<${link.replace(/[<>|]/gu, encodeURIComponent)}|${text.message()}>`,
  ]
    .filter(Boolean)
    .join(" · ");
  return upperFirst(facts);
}

/** The name of a task in a fall-back text: with its day. */
function plainLine(task: Task, reader: TaskReader): string {
  return [titled(task), whenDue(task, reader)].filter(Boolean).join(", ");
}

const aboutOf = (tasks: readonly Task[]) => [...new Set(tasks.flatMap(({ contactId }) => contactId ?? []))];

/** `Done` `Tomorrow` `⋯ Open · Edit · Next week · Not mine · Drop` */
function taskButtons(task: Task, place: TaskPlace): KnownBlock {
  const of = { taskId: task.id, from: placeCode(place) };
  return actions(
    button(text.done(), taskActions.done, of),
    button(text.tomorrow(), taskActions.tomorrow, of),
    menu(
      ...(task.contactId ? [item(text.open(), taskActions.open, { taskId: task.id })] : []),
      item(text.nextWeek(), taskActions.nextWeek, of),
      item(text.edit(), taskActions.edit, of),
      item(text.notMine(), taskActions.give, of),
      item(text.drop(), taskActions.drop, of),
    ),
  );
}

/** One task in a list: its line, and everything that can be done behind "⋯". */
function listedTask(task: Task, place: TaskPlace, reader: TaskReader): KnownBlock {
  const of = { taskId: task.id, from: placeCode(place) };
  const own = task.assigneeId === reader.memberId;
  return section(
    `${text.line(own ? task.number : null, titled(task))}\n${factsOf(task, reader)}`,
    menu(
      item(text.done(), taskActions.done, of),
      item(text.tomorrow(), taskActions.tomorrow, of),
      item(text.nextWeek(), taskActions.nextWeek, of),
      item(text.edit(), taskActions.edit, of),
      own ? item(text.notMine(), taskActions.give, of) : item(text.take(), taskActions.take, of),
    ),
  );
}

/** What has just been done with a task, as its answer begins. */
export type TaskDeed = "added" | "done" | "reopened" | "moved" | "given" | "taken" | "dropped" | "changed";

/** What happened to a task, in one line. */
export function deedLine(task: Task, deed: TaskDeed, reader: TaskReader): string {
  const title = titled(task);
  const who = inline(firstName(task.assigneeName));
  const own = task.assigneeId === reader.memberId;
  switch (deed) {
    case "added":
      return own ? text.added(title) : text.addedFor(title, who);
    case "done":
      return text.finished(title);
    case "reopened":
      return text.reopened(title);
    case "moved":
      return text.movedTo(title, whenDue(task, reader) ?? text.someDay());
    case "given":
      return own ? text.taken(title) : text.given(title, who);
    case "taken":
      return text.taken(title);
    case "dropped":
      return text.dropped(title);
    case "changed":
      return text.changed(title);
  }
}

/** Questions that a new task leaves open; it is saved whatever is answered. */
export interface TaskQuestions {
  customers?: readonly CustomerSummary[];
  day?: { typed: string; choices: readonly { day: string; at: Date }[] } | null;
}

/** One task alone, and what has just been done with it. */
export function taskMessage(
  task: Task,
  deed: TaskDeed,
  reader: TaskReader,
  { customers = [], day = null }: TaskQuestions = {},
): Message {
  const lead = deedLine(task, deed, reader);
  const over = task.doneAt !== null || task.droppedAt !== null;
  const facts = factsOf(task, reader, { withDay: deed !== "moved" && !over });
  const own = task.assigneeId === reader.memberId;
  const numbered = deed === "added" && own && task.number !== null ? [context(text.numbered(task.number))] : [];
  return {
    text: [lead, over || deed === "moved" ? null : whenDue(task, reader)].filter(Boolean).join(", "),
    blocks: [
      section([lead, facts].filter(Boolean).join("\n")),
      ...(deed === "given" && !own ? [context(text.told(inline(firstName(task.assigneeName))))] : []),
      ...numbered,
      ...customerQuestion(task, customers, reader),
      ...(day ? dayQuestion(task, day, reader) : []),
      ...buttonsAfter(task, deed, day === null),
    ],
    about: aboutOf([task]),
  };
}

function customerQuestion(task: Task, customers: readonly CustomerSummary[], reader: Reader): KnownBlock[] {
  if (customers.length === 0) return [];
  return [
    section(text.whichCustomer()),
    ...customers.map((customer) =>
      section(
        `*${inlineWithin(customer.name, nameInList)}*\n${about(customer, reader)}`,
        button(text.thisOne(), taskActions.customer, { taskId: task.id, contactId: customer.contactId }),
      ),
    ),
  ];
}

function dayQuestion(task: Task, { typed, choices }: NonNullable<TaskQuestions["day"]>, reader: Reader): KnownBlock[] {
  return [
    section(text.whichDay(inline(shorten(typed, 40)))),
    // A block of its own for each: Slack takes an action once a block, and phones stack them anyway.
    ...choices.map(({ day, at }) =>
      actions(button(upperFirst(dueDay(at, reader)), taskActions.day, { taskId: task.id, day })),
    ),
  ];
}

function buttonsAfter(task: Task, deed: TaskDeed, askDay: boolean): KnownBlock[] {
  const of = { taskId: task.id, from: "one" };
  if (task.doneAt || task.droppedAt)
    return [
      actions(button(text.undo(), taskActions.reopen, of), button(text.all(), taskActions.list, { place: "m0" })),
    ];
  if (deed !== "added") return [taskButtons(task, { in: "one" })];
  const rest = [
    item(text.giveToSomebody(), taskActions.give, of),
    ...(task.contactId ? [item(text.card(), taskActions.open, { taskId: task.id })] : []),
  ];
  if (task.dueAt === null && askDay)
    return [
      actions(
        button(text.today(), taskActions.today, of),
        button(text.tomorrow(), taskActions.tomorrow, of),
        menu(
          item(text.nextWeek(), taskActions.nextWeek, of),
          item(text.edit(), taskActions.edit, of),
          ...rest,
          item(text.drop(), taskActions.drop, of),
        ),
      ),
    ];
  return [
    actions(
      button(text.edit(), taskActions.edit, of),
      button(text.undo(), taskActions.drop, of),
      menu(item(text.done(), taskActions.done, of), ...rest),
    ),
  ];
}

/** What is due for one person, and a little of what is not. */
export interface DueTasks {
  tasks: Task[];
  total: number;
  overdue: number;
  /** the first of those that are due later; null: none has a later day */
  next: Task | null;
  /** open ones that are not due */
  later: number;
  justDone: Task[];
}

/** What is due, with buttons; what was just done with one of them stands on top. */
export function dueMessage(
  due: DueTasks,
  reader: TaskReader,
  lead: { task: Task; deed: TaskDeed } | null = null,
): Message {
  const { tasks, total } = due;
  const title = headingOf(due, reader);
  return {
    text: [title, ...tasks.slice(0, 3).map((task) => plainLine(task, reader))].join("\n"),
    blocks: [
      ...(lead ? [leadBlock(lead, { in: "due" }, reader)] : []),
      section(total > 0 ? `*${title}*` : title),
      ...tasks.slice(0, tasksWithButtons).flatMap((task) => dueTask(task, { in: "due" }, reader)),
      ...dueFooter(due, tasksWithButtons),
    ],
    about: aboutOf(tasks),
  };
}

function headingOf({ total, overdue, next, later }: DueTasks, reader: TaskReader): string {
  if (total > 0) return text.dueTitle(total, overdue);
  const day = next && whenDue(next, reader);
  if (next && day) return `${text.nothingDue()} ${text.nextOne(titled(next), day)}`;
  return later > 0 ? `${text.nothingDue()} ${text.andSomeDay(later)}` : text.nothingAtAll();
}

function leadBlock({ task, deed }: { task: Task; deed: TaskDeed }, place: TaskPlace, reader: TaskReader): KnownBlock {
  const line = deedLine(task, deed, reader);
  const undone = deed === "done" || deed === "dropped";
  return undone
    ? section(line, button(text.undo(), taskActions.reopen, { taskId: task.id, from: placeCode(place) }))
    : section(line);
}

function dueTask(task: Task, place: TaskPlace, reader: TaskReader): KnownBlock[] {
  return [section(`${text.line(task.number, titled(task))}\n${factsOf(task, reader)}`), taskButtons(task, place)];
}

function dueFooter({ total, tasks, later }: DueTasks, shown: number): KnownBlock[] {
  const hidden = total - Math.min(tasks.length, shown);
  const left = [
    ...(hidden > 0 ? [text.moreDue(hidden)] : []),
    ...(total > 0 && later > 0 ? [text.moreLater(later)] : []),
  ];
  return [
    ...(left.length > 0 ? [context(left.join(" · "))] : []),
    actions(
      ...(total + later > 0 ? [button(text.all(), taskActions.list, { place: "m0" })] : []),
      button(text.add(), taskActions.add, { ticketId: "" }),
    ),
  ];
}

/** Due tasks on the Home tab, and what was done a moment ago with its Undo; nothing where there is nothing to show. */
export function homeTasks(due: DueTasks, reader: TaskReader): KnownBlock[] {
  const place: TaskPlace = { in: "home" };
  return [
    section(due.total > 0 ? `*${headingOf(due, reader)}*` : headingOf(due, reader)),
    ...due.justDone.map((task) => leadBlock({ task, deed: "done" }, place, reader)),
    ...due.tasks.slice(0, tasksInHome).flatMap((task) => dueTask(task, place, reader)),
    ...dueFooter(due, tasksInHome),
  ];
}

/** A page of a list of tasks. @param what "Your tasks", "Maya's tasks" */
export function taskListMessage(
  { what, place, tasks, total }: { what: string; place: ListPlace; tasks: Task[]; total: number },
  reader: TaskReader,
  lead: { task: Task; deed: TaskDeed } | null = null,
): Message {
  const { offset } = place;
  const title = total === 0 ? text.none(what) : text.title(what, offset + 1, offset + tasks.length, total);
  const turns = [
    ...(offset > 0 ? [page(text.back(), { ...place, offset: Math.max(0, offset - tasksOnPage) }, tasks, 0)] : []),
    ...(offset + tasks.length < total ? [page(text.more(), { ...place, offset: offset + tasksOnPage }, tasks, 1)] : []),
  ];
  return {
    text: [title, ...tasks.slice(0, 3).map((task) => plainLine(task, reader))].join("\n"),
    blocks: [
      ...(lead ? [leadBlock(lead, place, reader)] : []),
      section(title),
      ...tasks.map((task) => listedTask(task, place, reader)),
      actions(...turns, button(text.add(), taskActions.add, { ticketId: "" })),
    ],
    about: aboutOf(tasks),
  };
}

/** Another page: of a colleague's or a customer's list by a task of theirs, which tells whose it is. */
function page(label: string, place: ListPlace, tasks: readonly Task[], nth: number) {
  const of =
    place.in === "theirs" || place.in === "customer" ? `${placeCode(place)}:${tasks[0]?.id ?? ""}` : placeCode(place);
  return button(label, taskActions.list, { place: of }, { nth });
}

/** Several colleagues or customers may be meant by what was typed behind "list". */
export function whichCustomerMessage(typed: string, customers: readonly CustomerSummary[], reader: Reader): Message {
  const question = text.severalMeant(inline(shorten(typed, 80)));
  return {
    text: `${question} ${customers.map(({ name }) => inlineWithin(name, nameInList)).join("; ")}`,
    blocks: [
      section(question),
      ...customers.map((customer) =>
        section(
          `*${inlineWithin(customer.name, nameInList)}*\n${about(customer, reader)}`,
          button(text.card(), customerActions.card, { contactId: customer.contactId }),
        ),
      ),
    ],
    about: customers.map(({ contactId }) => contactId),
  };
}

/** Slack's limit of a button's value, less what its coding may add. */
const longestTyped = 600;

/** What was typed after /crm-task and is no verb: usage, one example, and the words kept in a button. */
export function notUnderstoodMessage(typed: string): Message {
  const lines = [text.notUnderstood(inline(shorten(typed, 150))), text.usage(), text.example()];
  return {
    text: lines.join("\n"),
    blocks: [
      section(lines.join("\n")),
      ...(typed.length <= longestTyped ? [actions(button(text.addIt(), taskActions.addTyped, { text: typed }))] : []),
    ],
  };
}

/** The time of what somebody set for themself has come. */
export function reminderMessage(tasks: readonly Task[], reader: TaskReader): Message {
  const [only] = tasks;
  if (only && tasks.length === 1) {
    const line = only.dueOn === null ? text.remind(titled(only)) : text.remindDay(titled(only));
    const facts = factsOf(only, reader, { withDay: only.dueOn === null });
    return {
      text: line,
      blocks: [section([line, facts].filter(Boolean).join("\n")), taskButtons(only, { in: "one" })],
      about: aboutOf(tasks),
    };
  }
  const shownTasks = tasks.slice(0, tasksOnPage);
  const hidden = tasks.length - shownTasks.length;
  return {
    text: [text.remindSeveral(tasks.length), ...tasks.slice(0, 3).map((task) => plainLine(task, reader))].join("\n"),
    blocks: [
      section(text.remindSeveral(tasks.length)),
      ...shownTasks.map((task) => listedTask(task, { in: "due" }, reader)),
      ...(hidden > 0
        ? [context(text.moreDue(hidden)), actions(button(text.all(), taskActions.list, { place: "m0" }))]
        : []),
    ],
    about: aboutOf(tasks),
  };
}

/** Somebody was given a task by somebody else. */
export function givenMessage(task: Task, by: string | null, reader: TaskReader): Message {
  const line = by ? text.givenBy(inlineWithin(firstName(by), nameInList), titled(task)) : text.givenTo(titled(task));
  return {
    text: [line, whenDue(task, reader)].filter(Boolean).join(", "),
    blocks: [section([line, factsOf(task, reader)].filter(Boolean).join("\n")), taskButtons(task, { in: "one" })],
    about: aboutOf([task]),
  };
}

/** To a manager: promised, due soon, and nothing done. */
export function slippingMessage(tasks: readonly Task[], reader: TaskReader): Message {
  const shownTasks = tasks.slice(0, tasksOnPage);
  const hidden = tasks.length - shownTasks.length;
  const lines = shownTasks.map((task) =>
    text.promised(
      inline(firstName(task.assigneeName)),
      inlineWithin(task.contactName ?? "", nameInList),
      titled(task),
      whenDue(task, reader) ?? text.someDay(),
    ),
  );
  return {
    text: [text.slipping(tasks.length), ...lines.slice(0, 3)].join("\n"),
    blocks: [
      section(text.slipping(tasks.length)),
      ...shownTasks.map((task, index) => {
        const of = { taskId: task.id, from: "beside" };
        return section(
          [lines[index] ?? "", text.nothingSince(dueDay(task.createdAt, reader))].join("\n"),
          menu(
            item(text.open(), taskActions.open, { taskId: task.id }),
            item(text.take(), taskActions.take, of),
            item(text.giveToSomebody(), taskActions.give, of),
            item(text.done(), taskActions.done, of),
          ),
        );
      }),
      ...(hidden > 0 ? [context(text.moreDue(hidden))] : []),
    ],
    about: aboutOf(shownTasks),
  };
}
