import { readTask } from "../tasks/read-task.ts";
import { taskClauses, taskSigns, taskWords } from "./entry-words.ts";
import { type EntryFields, mostTasks, type OpenDay, type PlannedTask } from "./interaction.ts";
import type { DateReader, FoundDate } from "./read-date.ts";
import { type HeaderReading, readHeader, takeLead, takeOutcome, takeTrailingMinutes, tidy } from "./read-header.ts";

/** One way in which what was typed can be understood. */
export interface Reading extends EntryFields {
  /** the words that should name the customer */
  customer: string;
  /** no colon set the name apart from the note: ask before saving */
  guessed: boolean;
  /** days to be asked */
  openDays: OpenDay[];
}

export interface ParsedEntry {
  typed: string;
  /** best first: the longest name before shorter ones, words read as a name before the same words read as a verb */
  readings: Reading[];
}

/** Words that a name without a colon may have at the most. */
const longestName = 6;
/** Characters before a name has ended: a type, an outcome and a date, and a name at its longest. */
const longestHeader = 300;
/** Colons that are tried: each is looked up, and nobody's name has more. */
const mostColons = 4;

/**
 * Reads `[type] [outcome] [when] CUSTOMER [: note] [todo TASK WHEN]`; outcome and time may stand behind the name as well
 * ("budi no answer"). Never throws; what it cannot place is part of the customer's name or of the note.
 */
export function parseEntry(typed: string, reader: DateReader): ParsedEntry {
  const text: Text = { typed, straight: straighten(typed), masked: "" };
  text.masked = mask(text.straight);
  const places = findTasks(text.masked);
  const readings = readWith(text, places, reader);
  // "PT Lanjut Makmur": a word that begins a task may be part of a name.
  const [first, ...others] = places;
  const whole = first?.inName ? readWith(text, others, reader).filter(({ guessed }) => !guessed) : [];
  return { typed, readings: distinct([...whole, ...readings]) };
}

/** The same text three times over, place for place. */
interface Text {
  typed: string;
  /** curly quotes and long dashes as a keyboard has them */
  straight: string;
  /** what may hold a colon that separates nothing blanked out */
  masked: string;
}

function straighten(text: string): string {
  return (
    text
      .replace(/[“”„‟«]/gu, '"')
      .replace(/[‘’‚‛]/gu, "'")
      .replace(/[‐‑‒–]/gu, "-")
      // "Priya—no answer": a dash of this length joins no name.
      .replace(/—/gu, ",")
      // "Budi Santoso · yesterday", pasted from a receipt.
      .replace(/(?<=\s)·(?=\s)/gu, ",")
  );
}

function mask(text: string): string {
  const special =
    /"[^"\n]*"|https?:\/\/\S*[^\s:：]|\b\d{1,2}[:.]\d{2}(?!\d)|(?<![\p{L}\p{N}]):[a-z0-9_+'-]+:(?![\p{L}\p{N}])/giu;
  return text.replace(special, (found) => "\u0000".repeat(found.length));
}

/** What follows from what was typed, whoever it is about. */
interface Plan {
  tasks: PlannedTask[];
  openDays: OpenDay[];
}

function readWith(text: Text, places: readonly TaskPlace[], reader: DateReader): Reading[] {
  const plan: Plan = { tasks: [], openDays: [] };
  places.forEach(({ to }, index) => {
    const read = readTask(text.typed.slice(to, places[index + 1]?.from).trim(), reader);
    if (!read) return;
    if (read.open) plan.openDays.push({ ...read.open, of: plan.tasks.length });
    plan.tasks.push(read.task);
  });
  return readBody(text, places[0]?.from ?? text.typed.length, plan, reader);
}

/** When it happened, as a reading says it. */
function happened(day: FoundDate | null, plan: Plan): Pick<Reading, "happenedAt" | "openDays"> {
  const open = day && day.choices.length > 0 ? { of: "entry" as const, typed: day.words, choices: day.choices } : null;
  return { happenedAt: day?.at ?? null, openDays: open ? [open, ...plan.openDays] : plan.openDays };
}

function readBody({ typed, straight, masked }: Text, end: number, plan: Plan, reader: DateReader): Reading[] {
  const body = typed.slice(0, end);
  const readings = separators(masked.slice(0, end)).flatMap((at) => {
    const { note, minutes } = takeTrailingMinutes(body.slice(at + 1).trim());
    return readHeader(straight.slice(0, at).trim(), reader).map(({ more, day, ...read }): Reading => {
      const said = withOutcomeOf(note, read);
      const whole = [more, said.note].filter((part) => part !== "").join(": ");
      const durationMinutes = read.durationMinutes ?? minutes;
      return {
        ...read,
        ...said,
        ...happened(day, plan),
        durationMinutes,
        note: whole,
        tasks: plan.tasks,
        guessed: false,
      };
    });
  });
  const named = readings.filter(({ customer }) => customer !== "");
  return named.length > 0 ? named : withoutColon(body, straight.slice(0, end), plan, reader);
}

/** "Budi: no answer": an outcome that stands alone behind the colon, or before a comma or a full stop, is the entry's. */
function withOutcomeOf(
  note: string,
  { type, outcome }: Pick<HeaderReading, "type" | "outcome">,
): Pick<Reading, "note" | "type" | "outcome"> {
  const said = outcome === null ? takeOutcome(note) : { note, outcome };
  if (said.outcome === null || said.note === note) return { note, type, outcome };
  const isOfEmail = said.outcome === "bounced" && type === "call";
  return { ...said, type: isOfEmail ? "email" : type };
}

/** Where a name may end: at each colon, or at the end of the first line; the longest left side first. */
function separators(masked: string): number[] {
  const lineEnd = masked.trimEnd().indexOf("\n");
  const head = (lineEnd < 0 ? masked : masked.slice(0, lineEnd)).slice(0, longestHeader);
  const colons = [...head.matchAll(/[:：]/gu)]
    .slice(0, mostColons)
    .map(({ index }) => index)
    .reverse();
  return lineEnd < 0 || lineEnd > longestHeader ? colons : [lineEnd, ...colons];
}

interface TaskPlace {
  from: number;
  to: number;
  /** a word, before any colon */
  inName: boolean;
}

const taskSign = taskSigns.map((sign) => RegExp.escape(sign)).join("|");
const taskPattern = new RegExp(
  `(?:^|(?<=[\\n.;!?,:：…])|(?<=\\s))[ \\t]*(?:(?<word>${taskWords.join("|")})(?=[:\\s])[: \\t]*|(?<clause>${taskClauses.join("|")})(?=[:\\s])[: \\t]*|(?:${taskSign})[ \\t]*)`,
  "giu",
);

function findTasks(masked: string): TaskPlace[] {
  const places: TaskPlace[] = [];
  for (const found of masked.matchAll(taskPattern)) {
    const before = masked.slice(0, found.index);
    const said = before.trimEnd();
    if (said === "") continue;
    const { word, clause } = found.groups ?? {};
    const isSign = word === undefined && clause === undefined;
    const inHeader = places.length === 0 && clause === undefined && !/[:：\n]/u.test(before);
    // Inside a note "todo" begins a task only where a clause begins: "my todo list" is part of the note.
    if (isSign || inHeader || /[.;!?,:：…]$/u.test(said) || before.slice(said.length).includes("\n")) {
      places.push({ from: found.index, to: found.index + found[0].length, inName: inHeader && !isSign });
    }
  }
  // What is beyond stays in the words of the last one.
  return places.slice(0, mostTasks);
}

/** Without a colon the longest known name wins, so every length is offered; what is left over is the note. */
function withoutColon(body: string, straight: string, plan: Plan, reader: DateReader): Reading[] {
  const trimmed = straight.trim();
  const isShort = trimmed.length <= longestHeader;
  const { tasks } = plan;
  const whole = isShort
    ? readHeader(trimmed, reader).map(
        ({ more, day, ...read }): Reading => ({ ...read, ...happened(day, plan), note: more, tasks, guessed: false }),
      )
    : [];
  if (trimmed.includes('"') && whole.length === 1) return whole;
  const offset = straight.length - straight.trimStart().length;
  const typed = body.slice(offset, offset + trimmed.length);
  const leads = [takeLead(trimmed, null), takeLead(trimmed, reader), takeLead(trimmed, reader, null)];
  const splits = leads.flatMap((lead, index) => {
    if (leads.slice(0, index).some(({ rest }) => rest === lead.rest)) return [];
    const start = trimmed.length - lead.rest.length;
    const words = [...lead.rest.slice(0, longestHeader).matchAll(/\S+/gu)].slice(0, longestName + 1);
    // All of it as the name is among the whole readings, unless it is too long to be one.
    const outcomeAt = words.find(
      ({ index }) => index > 0 && takeOutcome(lead.rest.slice(index)).outcome !== null,
    )?.index;
    const ends = words
      .map((word) => word.index + word[0].length)
      // "Budi no answer": where an outcome begins, no name goes on.
      .filter((end) => start + end < trimmed.length && end <= (outcomeAt ?? end));
    return ends
      .slice(0, longestName)
      .reverse()
      .map((end): Reading => {
        const behind = typed
          .slice(start + end)
          .replace(/^\s*[-–—,;:./~]+(?=\s)/u, "")
          .trim();
        const said = lead.outcome === null ? takeOutcome(behind) : { note: behind, outcome: null };
        const { note, minutes } = takeTrailingMinutes(said.note);
        const outcome = lead.outcome ?? said.outcome;
        return {
          type: lead.type ?? (outcome === "bounced" ? "email" : "call"),
          outcome,
          ...happened(lead.day, plan),
          durationMinutes: lead.minutes ?? minutes,
          amount: lead.amount ?? undefined,
          customer: tidy(lead.rest.slice(0, end)),
          note,
          tasks,
          guessed: true,
        };
      });
  });
  return [...whole, ...splits];
}

function distinct(readings: Reading[]): Reading[] {
  const seen = new Set<string>();
  return readings.filter(({ guessed, ...said }) => {
    const key = JSON.stringify(said);
    if (said.customer === "" || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
