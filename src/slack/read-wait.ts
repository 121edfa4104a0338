import { DateTime } from "luxon";
import { findFutureDates } from "../crm/interactions/read-date.ts";
import type { AbsentDays } from "../crm/tickets/absence.ts";
import type { Typist } from "./define.ts";

/** What waits comes back when the day's work begins, unless an hour was named. */
const lead = /^(?:until|till|til|sampai|hingga|for|on|ke|pada)\s+/iu;

/** "until friday asked for a screenshot": the day, where the words begin with one, and the rest of them. */
export function readWait(typed: string, typist: Typist): { until: Date | null; note: string } {
  const text = typed.trim();
  const after = text.replace(lead, "");
  const said = after.length < text.length;
  const found = findFutureDates(after, typist).find(({ from, at }) => from === 0 && at > typist.now);
  // "Friday is a holiday there" says no day to come back on: without "until" all of it is what they were asked.
  if (!found || (!said && after.slice(found.to).trim() !== "")) return { until: null, note: text };
  return { until: found.at, note: after.slice(found.to).replace(/^[\s,;:.–—-]+/u, "") };
}

const back = /^(?:back|none|never|no|off|not|here|cancel|kembali|batal)$/iu;
const connector = /\s+(?:to|until|till|sampai|hingga|s\/d|[-–—])\s+/iu;
const fillers = /^(?:from|on|dari|mulai|pada)\s+/iu;

/** "24 Dec to 31 Dec", "tomorrow", "until friday", "back"; "unfit": no days. Null: not away. */
export function readAway(typed: string, typist: Typist): AbsentDays | null | "unfit" {
  const text = typed.trim();
  if (back.test(text)) return null;
  const today = DateTime.fromJSDate(typist.now, { zone: typist.zone });
  const until = lead.exec(text);
  const [left, right] = until ? ["", text.slice(until[0].length)] : splitOnce(text.replace(fillers, ""));
  const last = readDay(right ?? left, typist);
  const first = left === "" ? today : readDay(left, typist);
  if (!first || !last) return "unfit";
  // "31 Dec to 2 Jan": a last day that was read as one before the first is meant in the year after.
  const end = last < first.startOf("day") && right !== null ? last.plus({ years: 1 }) : last;
  return { from: first.toISODate() ?? "", to: end.toISODate() ?? "" };
}

function splitOnce(text: string): [left: string, right: string | null] {
  const found = connector.exec(text);
  return found ? [text.slice(0, found.index), text.slice(found.index + found[0].length)] : [text, null];
}

/** A day that is all of the text. */
function readDay(text: string, typist: Typist): DateTime | null {
  const today = DateTime.fromJSDate(typist.now, { zone: typist.zone });
  if (/^(?:today|hari ini)$/iu.test(text.trim())) return today;
  const found = findFutureDates(text, typist).find(
    ({ from, to }) => text.slice(0, from).trim() === "" && text.slice(to).trim() === "",
  );
  return found ? DateTime.fromJSDate(found.at, { zone: typist.zone }) : null;
}
