import { DateTime } from "luxon";
import type { ClockReasons } from "../../crm/tickets/clock.ts";
import type { TicketReasons } from "../../crm/tickets/explain-ticket.ts";
import { actions, button, context, section, sections } from "../blocks.ts";
import { inlineWithin } from "../mrkdwn.ts";
import type { Message } from "../reply.ts";
import type { Reader } from "./dates.ts";
import { ticketDeskActions } from "./ticket-desk.actions.ts";
import { ticketDeskText as text } from "./ticket-desk.text.ts";
import { ticketActions } from "./tickets.actions.ts";

/** A ticket that is open for months has hundreds of spans. */
const linesOnPage = 15;
const minuteMs = 60_000;

/** "3 h 20 min" of working time. */
export function workingLength(milliseconds: number): string {
  const minutes = Math.round(milliseconds / minuteMs);
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (minutes < 1) return milliseconds > 0 ? "under a minute" : "none";
  return [hours > 0 && `${hours.toLocaleString("en")} h`, rest > 0 && `${rest} min`].filter(Boolean).join(" ");
}

/** Why a ticket is due when it is: both clocks, and every span, pause and day off that made them so, in order [R78]. */
export function whyMessage(ticketId: string, reasons: TicketReasons, from: number, reader: Reader): Message {
  const { number, priority, zone, clocks } = reasons;
  const local = { ...reader, zone };
  const lines = clocks.flatMap((clock) => clockLines(clock, local));
  const start = from < lines.length ? from : 0;
  const shown = lines.slice(start, start + linesOnPage);
  const title = text.whyTitle(number, priority);
  const heads = clocks.map((clock) => headLine(clock, local));
  const page = (at: number, label: string, nth: number) =>
    button(label, ticketDeskActions.whyPage, { ticketId, from: String(Math.max(0, at)) }, { nth });
  return {
    text: [title, ...heads].join("\n"),
    blocks: [
      section([title, ...heads].join("\n")),
      ...sections(shown.length > 0 ? shown : [text.nothingCounted()]),
      context(text.whyZone(zone)),
      actions(
        ...(start > 0 ? [page(start - linesOnPage, text.earlier(), 0)] : []),
        ...(start + linesOnPage < lines.length ? [page(start + linesOnPage, text.later(), 1)] : []),
        button(text.backToTicket(number), ticketActions.show, { ticketId }),
      ),
    ],
  };
}

function headLine(clock: ClockReasons, local: Reader): string {
  const { kind, targetMinutes, elapsed, dueAt, stoppedAt } = clock;
  const end = stoppedAt
    ? text.clockStopped(moment(stoppedAt, local))
    : dueAt
      ? dueAt <= local.now
        ? text.clockLate(moment(dueAt, local))
        : text.clockDue(moment(dueAt, local))
      : text.clockPaused();
  return text.clockLine(text.clockNames[kind], {
    target: workingLength(targetMinutes * minuteMs),
    used: workingLength(elapsed),
    end,
  });
}

/** Everything that made a clock stand where it stands, in order of time, under its name. */
function clockLines({ kind, counted, paused, holidays }: ClockReasons, local: Reader): string[] {
  const parts = [
    ...counted.map(({ from, to, minutes }) => ({
      at: from,
      line: text.counted(stretch(from, to, local), workingLength(minutes * minuteMs)),
    })),
    ...paused.map(({ from, to, reason }) => ({ at: from, line: text.paused(stretch(from, to, local), reason) })),
    ...holidays.map(({ date, name }) => {
      const at = DateTime.fromISO(date, { zone: local.zone });
      return { at: at.toJSDate(), line: text.holiday(dayOf(at, local), inlineWithin(name, 80)) };
    }),
  ];
  const lines = parts.toSorted((a, b) => a.at.getTime() - b.at.getTime()).map(({ line }) => line);
  return lines.length === 0 ? [] : [`*${text.clockNames[kind]}*`, ...lines];
}

function stretch(from: Date, to: Date, local: Reader): string {
  const [begin, end] = [from, to].map((at) => DateTime.fromJSDate(at, { zone: local.zone }).setLocale("en-GB"));
  if (!begin || !end) return "";
  const until = end.hasSame(begin, "day") ? "" : `${dayOf(end, local)} `;
  return `${dayOf(begin, local)} ${begin.toFormat("HH:mm")}–${until}${end.toFormat("HH:mm")}`;
}

function moment(at: Date, local: Reader): string {
  const there = DateTime.fromJSDate(at, { zone: local.zone }).setLocale("en-GB");
  return `${dayOf(there, local)} ${there.toFormat("HH:mm")}`;
}

/** "Mon 23 Nov", with the year where it is not this one. */
function dayOf(at: DateTime, { zone, now }: Reader): string {
  const thisYear = at.year === DateTime.fromJSDate(now, { zone }).year;
  return at.setLocale("en-GB").toFormat(thisYear ? "ccc d LLL" : "ccc d LLL yyyy");
}
