import { type DateReader, type FoundDate, findFutureDates } from "../interactions/read-date.ts";

/** What somebody typed as something to do. */
export interface ReadTask {
  title: string;
  dueAt: Date | null;
  /** a time was said, not only a day */
  timed?: boolean | undefined;
}

/** A day that may be one or another, as it was typed. */
export interface OpenDue {
  typed: string;
  /** the likelier first */
  choices: Date[];
}

/** Words that lead to a day and mean nothing without it. */
const leads = "on|by|at|before|until|till|for|due|pada|hari|sebelum|sampai|tgl|tanggal";
const trailingLead = new RegExp(`( (${leads}))*[ .!,;]*$`, "iu");
const nextWeek = /(?:^|\s)(?:next week|minggu depan|pekan depan)[\s.,;!]*$/iu;

/** The date at the very end or at the very start is when it is due; the rest is what to do. Null: nothing was typed. */
export function readTask(typed: string, reader: DateReader): { task: ReadTask; open: OpenDue | null } | null {
  const text = typed.trim();
  if (text === "") return null;
  const due = findDue(text, reader);
  const asTyped = text.replace(/[.,;\s]+$/u, "") || text;
  if (!due) return { task: { title: asTyped, dueAt: null }, open: null };
  const around = `${text.slice(0, due.from)} ${text.slice(due.to)}`;
  const title = around.replace(/\s+/gu, " ").replace(trailingLead, "").trim();
  return {
    task: { title: title === "" ? asTyped : title, dueAt: due.at, ...(due.hasTime && { timed: true }) },
    open: due.choices.length > 0 ? { typed: due.words, choices: due.choices } : null,
  };
}

function findDue(text: string, reader: DateReader): FoundDate | undefined {
  const dates = findFutureDates(text, reader).filter(({ at }) => at >= reader.now);
  const last = dates.find(({ to }) => /^[\s.,;!]*$/u.test(text.slice(to)));
  return last ?? dates.find(({ from }) => from === 0);
}

/** Until when something is put off: a day or a moment, or a week's beginning. */
export type ReadLater = { at: Date; timed: boolean; open: OpenDue | null } | "next-week";

/** What was typed behind "snooze": which task, by its number or words, and until when; null: that was not said. */
export function readSnooze(typed: string, reader: DateReader): { which: string; to: ReadLater | null } {
  const text = typed.trim().replace(/\s+/gu, " ");
  // "2 tomorrow" is no two o'clock, and "2 3 days" no twenty-three.
  const [head = "", number] = /^#?(\d{1,6})(?![\d:./-])(?= |$) ?/u.exec(text) ?? [];
  const rest = text.slice(head.length);
  const lead = new RegExp(`^((to|${leads}|ke|sampai) )+`, "iu");
  if (number !== undefined) return { which: number, to: readLater(rest.replace(lead, ""), reader) };
  const week = nextWeek.exec(text);
  if (week) return { which: text.slice(0, week.index).replace(trailingLead, "").trim(), to: "next-week" };
  const due = findDue(text, reader);
  if (!due) return { which: text, to: null };
  const around = `${text.slice(0, due.from)} ${text.slice(due.to)}`.replace(/\s+/gu, " ");
  const which = around
    .replace(/( to)?[ .!,;]*$/iu, "")
    .replace(trailingLead, "")
    .trim();
  return { which, to: laterOf(due) };
}

function readLater(text: string, reader: DateReader): ReadLater | null {
  if (text === "") return null;
  if (nextWeek.test(text)) return "next-week";
  // "3 days" is a length; behind "snooze 2" it says when.
  const due = findDue(text, reader) ?? findDue(`in ${text}`, reader) ?? findDue(`${text} lagi`, reader);
  return due ? laterOf(due) : null;
}

function laterOf({ at, hasTime, words, choices }: FoundDate): ReadLater {
  return { at, timed: hasTime, open: choices.length > 0 ? { typed: words, choices } : null };
}
