import type { DateReader } from "../crm/interactions/read-date.ts";
import { type OpenDue, type ReadLater, readSnooze, readTask } from "../crm/tasks/read-task.ts";
import { readMarkedNumber, readPeople, type TypedPeople } from "./ticket-grammar.ts";
import { mentionedPeople, readableTyped } from "./typed-text.ts";

/** A new task as it was typed. */
export interface TypedTask {
  title: string;
  dueAt: Date | null;
  timed: boolean;
  /** a day that may be one or another */
  open: OpenDue | null;
  /** who is to do it: mentioned at the beginning or the end; null: whoever types */
  slackUserId: string | null;
  /** "T-31" in it: the task belongs to that ticket */
  ticketNumber: number | null;
}

const leadingMention = /^\s*(?:(?:for|to|untuk|buat)\s+)?<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>\s*[:,]?\s*/iu;
const trailingMention = /\s*(?:(?:for|to|by|untuk|buat|oleh)\s+)?<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>[\s.]*$/iu;
/** "T-31 call Sari": the ticket stands before what is to be done. */
const leadingTicket = /^(t\s?[-‐‑‒–—−]?\s?\d{1,9})\s*[:,]?\s+/iu;

/** Reads `[@WHO] TASK [WHEN]`; whoever is mentioned within it is part of what is to be done ("ask @maya for the price"). */
export function readNewTask(typed: string, reader: DateReader): TypedTask | null {
  const first = leadingMention.exec(typed);
  const last = first ? null : trailingMention.exec(typed);
  const bare = first ? typed.slice(first[0].length) : last ? typed.slice(0, last.index) : typed;
  const text = readableTyped(bare).replace(/\s+/gu, " ").trim();
  const ticket = leadingTicket.exec(text);
  const leading = ticket ? readMarkedNumber(ticket[1] ?? "") : null;
  const read = readTask(leading === null || !ticket ? text : text.slice(ticket[0].length), reader);
  if (!read) return null;
  return {
    title: read.task.title,
    dueAt: read.task.dueAt,
    timed: read.task.timed ?? false,
    open: read.open,
    slackUserId: first?.[1] ?? last?.[1] ?? null,
    ticketNumber: leading ?? ticketWithin(text),
  };
}

/** "… about T-31": with its dash, since "t31" within a sentence is as often a part's number. */
function ticketWithin(text: string): number | null {
  const [found] = /(?<![\p{L}\p{N}_-])t[-‐‑‒–—−]\d{1,9}(?![\p{L}\p{N}_-])/iu.exec(text) ?? [];
  return found === undefined ? null : readMarkedNumber(found);
}

/** Which task is put off, by its number or words, and until when. */
export interface TypedSnooze {
  which: string;
  to: ReadLater | null;
  typed: string;
}

export function readTypedSnooze(typed: string, reader: DateReader): TypedSnooze {
  const text = readableTyped(typed);
  return { ...readSnooze(text, reader), typed: text.trim() };
}

/** Which task is given, and to whom. */
export interface TypedGift {
  which: string;
  people: TypedPeople;
}

/** `2 @maya`, `@maya 2`, `2 maya`, `send the offer to maya`. */
export function readGift(typed: string): TypedGift {
  const slackUserIds = mentionedPeople(typed);
  const text = readableTyped(typed.replace(/<@[^<>]*>/gu, " "))
    .replace(/\s+/gu, " ")
    .trim();
  if (slackUserIds.length > 0)
    return { which: text.replace(/ (?:to|ke)$|^(?:to|ke) /iu, "").trim(), people: { slackUserIds, name: "" } };
  const [, number, behind] = /^#?(\d{1,6})(?:\s+(.*))?$/u.exec(text) ?? [];
  if (number !== undefined) return { which: number, people: readPeople(behind ?? "") };
  const [, before, name] = /^(.*)\s(?:to|ke)\s+(.+)$/iu.exec(text) ?? [];
  return before === undefined
    ? { which: text, people: { slackUserIds: [], name: "" } }
    : { which: before, people: readPeople(name ?? "") };
}

/** Whose tasks a list is to show, and which of them. */
export interface TypedList {
  overdue: boolean;
  slackUserIds: string[];
  /** a colleague's or a customer's name; "": one's own */
  name: string;
}

const lateWords = ["late", "overdue", "telat", "terlambat"];
const mineWords = ["mine", "my", "me", "all", "open", "saya", "semua"];

/** `mine | overdue | @maya | budi`; a name in quotes is a name: `"All Star"`. */
export function readTaskList(typed: string): TypedList {
  const text = readableTyped(typed.replace(/<@[^<>]*>/gu, " ")).replace(/[“”„]/gu, '"');
  const [quoted] = /"[^"]+"/u.exec(text) ?? [];
  const words = (quoted === undefined ? text : text.replace(quoted, " "))
    .split(/[\s,;]+/u)
    .filter((word) => word !== "");
  const isWord = (list: readonly string[]) => (word: string) => list.includes(word.toLowerCase());
  const names = words.filter((word) => !isWord(lateWords)(word) && !isWord(mineWords)(word));
  return {
    overdue: words.some(isWord(lateWords)),
    slackUserIds: mentionedPeople(typed),
    name: [...(quoted === undefined ? [] : [quoted.slice(1, -1).trim()]), ...names].join(" ").replace(/^@/u, ""),
  };
}
