import { type Priority, priorities, type TicketState } from "../crm/tickets/ticket.ts";
import { decodeTyped, mentionedPeople, readableTyped } from "./typed-text.ts";

/** Dashes of every kind: telephones make one of their own of "T-31". */
const dash = "[-‐‑‒–—―−]";
/** "T-31", "t31", "T–31", "#31", "ticket 31" and "31". */
const sign = `(?:t(?:icket|iket)?\\s*${dash}?\\s*|#\\s*)`;
/** PostgreSQL's integer ends at ten digits; nobody has so many tickets. */
const digits = "0*([1-9]\\d{0,8})";
const alone = new RegExp(`^${sign}?${digits}$`, "iu");
const marked = new RegExp(`^${sign}${digits}$`, "iu");
const leading = new RegExp(`^${sign}?${digits}(?![\\p{L}\\p{N}_]|[.:]\\d)\\s*[,;:.]?\\s*`, "iu");
const anywhere = new RegExp(`(?<![\\p{L}\\p{N}_])(?:t\\s?${dash}?\\s?|#)${digits}(?![\\p{L}\\p{N}_])`, "giu");

/** The ticket that a text names and says nothing else of; null when it is no ticket's number. */
export function readTicketNumber(typed: string): number | null {
  const [, number] = alone.exec(typed.trim()) ?? [];
  return number === undefined ? null : Number(number);
}

/** The same where a bare number may be something else, such as the end of a telephone number. */
export function readMarkedNumber(typed: string): number | null {
  return marked.test(typed.trim()) ? readTicketNumber(typed) : null;
}

/** What is to be done with a ticket: which one, and the words that follow. */
export interface TicketWords {
  /** null: no ticket was named */
  number: number | null;
  rest: string;
}

/**
 * The ticket that the words begin with, and the rest of them.
 * @param options.anywhere it may stand behind other words as well, with its T: "@maya T-31"
 */
export function takeTicketNumber(typed: string, options: { anywhere?: boolean } = {}): TicketWords {
  const text = typed.trim();
  const found = leading.exec(text);
  if (found) return { number: Number(found[1]), rest: text.slice(found[0].length).trim() };
  const [inside] = options.anywhere ? text.matchAll(anywhere) : [];
  if (!inside) return { number: null, rest: text };
  const rest = `${text.slice(0, inside.index)} ${text.slice(inside.index + inside[0].length)}`;
  return { number: Number(inside[1]), rest: rest.replace(/\s+/gu, " ").trim() };
}

/** Every ticket at the beginning of a text, in order, and what follows: "T-31, T-40 and 44: no login since noon". */
export function takeTicketNumbers(typed: string): { numbers: number[]; rest: string } {
  const numbers: number[] = [];
  let rest = typed.trim();
  for (;;) {
    const { number, rest: left } = takeTicketNumber(rest);
    if (number === null) return { numbers, rest: rest.replace(/^[:：–—-]\s*/u, "").trim() };
    if (!numbers.includes(number)) numbers.push(number);
    rest = left.replace(
      /^(?:(?:and|dan|with|to|is|a|the|same|as|duplicate|duplikat|of|dari|&|\+|->|→)(?=\s|$)\s*)+/iu,
      "",
    );
  }
}

/** "2", "p2", "P2" and the words for them. */
export function readPriority(typed: string): Priority | null {
  const word = typed.trim().toLowerCase();
  const named = { urgent: "P1", critical: "P1", high: "P2", normal: "P3", medium: "P3", low: "P4" }[word];
  const [, digit] = /^p?\s?([1-4])$/u.exec(word) ?? [];
  return priorities.find((priority) => priority === (named ?? `P${digit}`)) ?? null;
}

/** A colleague as somebody typed them: by mention, or by name. */
export interface TypedPeople {
  slackUserIds: string[];
  /** what else was typed, without the @ */
  name: string;
}

/** "@maya", "maya putri", "to @maya". */
export function readPeople(typed: string): TypedPeople {
  const rest = decodeTyped(typed.replace(/<@[^<>]*>/gu, " "));
  const name = rest.replace(/(^|\s)@/gu, " ").replace(/(^|\s)(?:to|ke|from|dari|for|untuk)(?=\s|$)/giu, " ");
  return { slackUserIds: mentionedPeople(typed), name: name.replace(/\s+/gu, " ").trim() };
}

/** Which tickets a list is to show, before anybody knows whom a name means. */
export interface ListWords {
  mine: boolean;
  /** nobody has it */
  unassigned: boolean;
  states: TicketState[];
  priorities: Priority[];
  late: boolean;
  slackUserIds: string[];
  /** a colleague's, a customer's or a category's name */
  name: string;
}

const stateWords: Record<string, readonly TicketState[]> = {
  new: ["new"],
  baru: ["new"],
  open: ["open"],
  waiting: ["waiting"],
  menunggu: ["waiting"],
  solved: ["solved"],
  selesai: ["solved"],
  closed: ["closed"],
  done: ["solved", "closed"],
  all: ["new", "open", "waiting", "solved", "closed"],
  semua: ["new", "open", "waiting", "solved", "closed"],
};
const mineWords = ["mine", "my", "me", "saya"];
const nobodyWords = ["unassigned", "nobody", "free"];
const lateWords = ["late", "overdue", "breached", "telat", "terlambat"];

/** `mine | new | waiting | late | P1 | @maya | budi`, in any order. A name in quotes is a name: `"New Balance"`. */
export function readListWords(typed: string): ListWords {
  const read: ListWords = {
    ...{ mine: false, unassigned: false, states: [], priorities: [], late: false },
    ...{ slackUserIds: mentionedPeople(typed), name: "" },
  };
  const text = readableTyped(typed.replace(/<@[^<>]*>/gu, " ")).replace(/[“”„]/gu, '"');
  const [quoted] = /"[^"]+"/u.exec(text) ?? [];
  const names: string[] = quoted ? [quoted.slice(1, -1).trim()] : [];
  const states = new Set<TicketState>();
  for (const word of text.replace(quoted ?? "", " ").split(/[\s,;]+/u)) {
    const lower = word.toLowerCase();
    const priority = /^p[1-4]$/u.test(lower) ? readPriority(lower) : null;
    if (lower === "") continue;
    if (mineWords.includes(lower)) read.mine = true;
    else if (nobodyWords.includes(lower)) read.unassigned = true;
    else if (lateWords.includes(lower)) read.late = true;
    else if (priority) read.priorities.push(priority);
    else if (Object.hasOwn(stateWords, lower)) for (const state of stateWords[lower] ?? []) states.add(state);
    else names.push(word.replace(/^@/u, ""));
  }
  return { ...read, states: [...states], name: names.filter(Boolean).join(" ") };
}

/** One way of telling the customer from the problem. */
export interface TicketReading {
  customer: string;
  subject: string;
  text: string;
}

/** A new ticket as it was typed: its ways of being read, the longest name first, and the whole as the problem alone. */
export interface TypedTicket {
  typed: string;
  readings: TicketReading[];
  alone: TicketReading;
}

const mostColons = 4;
const longestName = 200;

/**
 * Reads `[CUSTOMER:] what is wrong`, further lines being the details. Colons within quotes, addresses and times separate
 * nothing; of the others each is tried, the last one first.
 */
export function readNewTicket(typed: string): TypedTicket {
  const text = typed.trim();
  const [first = ""] = text.split("\n", 1);
  const details = text.slice(first.length).trim();
  const masked = first.replace(
    /"[^"]*"|“[^”]*”|https?:\/\/\S+|\b\d{1,2}[:.]\d{2}(?!\d)|(?<![\p{L}\p{N}]):[a-z0-9_+'-]+:(?![\p{L}\p{N}])/giu,
    (found) => "\u0000".repeat(found.length),
  );
  const readings = [...masked.matchAll(/[:：]/gu)]
    .slice(0, mostColons)
    .reverse()
    .flatMap(({ index }): TicketReading[] => {
      const customer = first
        .slice(0, index)
        .trim()
        .replace(/^["“]|["”]$/gu, "");
      const subject = first.slice(index + 1).trim();
      if (customer === "" || customer.length > longestName || (subject === "" && details === "")) return [];
      const [line = "", ...more] = details.split("\n");
      return [
        subject === ""
          ? { customer, subject: line.trim(), text: more.join("\n").trim() }
          : { customer, subject, text: details },
      ];
    });
  return { typed: text, readings, alone: { customer: "", subject: first.trim(), text: details } };
}
