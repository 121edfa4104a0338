import type { KnownBlock } from "@slack/types";
import { departments } from "../../crm/access/permission.ts";
import { calendarFaults } from "../../crm/tickets/fetch-calendar.ts";
import type { TicketSettings } from "../../crm/tickets/set-ticket-settings.ts";
import { priorities } from "../../crm/tickets/ticket.ts";
import { button, section } from "../blocks.ts";
import { inline, inlineWithin } from "../mrkdwn.ts";
import { sayWorkingHours, sayWorkingMinutes } from "../read-ticket-times.ts";
import type { Message } from "../reply.ts";
import { placeOf } from "./access.ts";
import { calendarDay } from "./dates.ts";
import { ticketSettingsText as text } from "./ticket-settings.text.ts";
import { ticketSettingsActions } from "./tickets.actions.ts";
import { calendarFaultSentences } from "./tickets.text.ts";

const nextDays = 3;

/** How tickets are run, part by part, each with its form. */
export function ticketSettingsMessage(settings: TicketSettings, { saved = false } = {}): Message {
  const { triageChannelId, inboxes, week, zone, closeAfterDays, wakeAfterDays, targets, escalation } = settings;
  const change = (ref: (typeof ticketSettingsActions)[keyof typeof ticketSettingsActions]) =>
    button(text.change(), ref, {});
  const named = new Map(escalation.map(({ department, person }) => [department, inlineWithin(person.name, 60)]));
  return {
    text: text.plain(),
    blocks: [
      section(saved ? `${text.saved()} ${text.title()}` : text.title()),
      section(
        [
          text.triage(triageChannelId),
          text.inboxes(inboxes.map(({ channelId, department }) => text.inbox(channelId, department))),
        ].join("\n"),
        change(ticketSettingsActions.channels),
      ),
      section(
        [
          text.hours(sayWorkingHours(week), placeOf(zone)),
          ...daysOff(settings),
          text.days(closeAfterDays, wakeAfterDays),
        ].join("\n"),
        change(ticketSettingsActions.hours),
      ),
      section(
        text.targets(
          priorities.map((priority) =>
            text.target(
              priority,
              sayWorkingMinutes(targets[priority].first_response),
              sayWorkingMinutes(targets[priority].resolution),
            ),
          ),
        ),
        change(ticketSettingsActions.targets),
      ),
      section(
        text.whoHears(departments.map((department) => text.hears(department, named.get(department) ?? null))),
        change(ticketSettingsActions.people),
      ),
    ],
  };
}

/** Faults that were kept before there was a list of them are none of it. */
function whyUnread(fault: string): string {
  return calendarFaultSentences[calendarFaults.find((known) => known === fault) ?? "refused"];
}

function daysOff({ country, countryHolidays, calendarUrl, calendarFault, holidays }: TicketSettings): string[] {
  const hasCalendar = calendarUrl !== null || holidays.some(({ source }) => source === "calendar");
  const next = holidays
    .slice(0, nextDays)
    .map(({ date, name }) => `${calendarDay(new Date(`${date}T00:00:00Z`))} ${inlineWithin(name, 40)}`);
  return [
    text.daysOff(countryHolidays ? inline(country) : null, hasCalendar),
    ...(next.length > 0 ? [text.next(next)] : []),
    ...(calendarFault ? [text.calendarFault(whyUnread(calendarFault))] : []),
  ];
}

/** The way to it from the steward's panel. */
export function ticketSettingsBlock(): KnownBlock {
  return section(text.panel(), button(text.open(), ticketSettingsActions.show, {}));
}
