import { DateTime } from "luxon";
import type { DigestSum } from "../../crm/digest/fold-digest.ts";
import { context } from "../blocks.ts";
import type { Message } from "../reply.ts";
import { dayOf, day as dayWord, type Reader } from "./dates.ts";
import { digestText as text } from "./digest.text.ts";

/** A digest of an earlier day in one line. @param day its local day, "2026-11-23" */
export function foldedMessage(sum: DigestSum, day: string, reader: Reader): Message {
  const line = text.folded(named(day, reader), sum);
  return { text: line, blocks: [context(line)], about: [] };
}

/** "Monday" within the last six days, "16 Nov" before. */
function named(day: string, reader: Reader): string {
  const at = DateTime.fromISO(day, { zone: reader.zone });
  const days = DateTime.fromJSDate(reader.now, { zone: reader.zone }).startOf("day").diff(at, "days").days;
  return days < 7 ? at.setLocale("en-GB").toFormat("cccc") : dayWord(dayOf(day, reader), reader);
}
