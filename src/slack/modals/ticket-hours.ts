import { z } from "zod";
import type { ReadCalendar } from "../../crm/tickets/fetch-calendar.ts";
import {
  addHoliday,
  importCalendar,
  isCalendarAddress,
  keepCountryHolidays,
  removeHoliday,
  setCalendarUrl,
  takeCalendarUrl,
} from "../../crm/tickets/keep-holidays.ts";
import {
  getTicketSettings,
  setTicketSettings,
  setWorkingHours,
  type TicketSettings,
} from "../../crm/tickets/set-ticket-settings.ts";
import type { WorkingSpan } from "../../crm/tickets/working-time.ts";
import { input } from "../blocks.ts";
import { defineModal, type InputErrors, type SlackLookup } from "../define.ts";
import { readOwnDays, readWorkingHours, sayWorkingHours } from "../read-ticket-times.ts";
import { replace } from "../reply.ts";
import { ticketSettingsText as text } from "../views/ticket-settings.text.ts";
import { ticketSettingsMessage } from "../views/ticket-settings.ts";

const block = {
  hours: "hours",
  zone: "zone",
  country: "country",
  calendar: "calendar",
  file: "file",
  own: "own",
  close: "close",
  wake: "wake",
} as const;

/** A calendar that is larger is refused by the use case; more of it need not be read. */
const mostBytes = 2 * 1024 * 1024 + 1;

interface HoursInput {
  week: WorkingSpan[];
  zone: string;
  country: string | null;
  url: string | null;
  fileId: string | null;
  own: { date: string; name: string }[];
  closeAfterDays: number;
  wakeAfterDays: number;
}

const memory = z.object({
  /** as it was when the form was opened */
  calendarUrl: z.string().nullable(),
});

interface GatheredCalendars {
  /** null: none was given */
  file: string | null;
  /** what is at an address that was not there before; null: no other address */
  read: ReadCalendar | null;
}

/** When the team works and when it does not: the clocks of tickets stand at other times. */
export const ticketHoursForm = defineModal<TicketSettings, z.infer<typeof memory>, HoursInput, GatheredCalendars>({
  id: "ticket-hours",
  may: "settings:write",
  memory,
  build: ({ week, zone, country, countryHolidays, calendarUrl, holidays, closeAfterDays, wakeAfterDays }) => {
    const own = holidays.filter(({ source }) => source === "typed").map(({ date, name }) => `${date} ${name}`);
    const line = (initial: string, longest: number, multiline = false) => ({
      type: "plain_text_input" as const,
      action_id: "value",
      max_length: longest,
      ...(multiline && { multiline }),
      ...(initial !== "" && { initial_value: initial }),
    });
    const days = (initial: number, most: number) => ({
      type: "number_input" as const,
      action_id: "value",
      is_decimal_allowed: false,
      initial_value: String(initial),
      min_value: "1",
      max_value: String(most),
    });
    return {
      memory: { calendarUrl },
      title: text.hoursTitle(),
      submit: text.save(),
      close: text.cancel(),
      blocks: [
        input(block.hours, text.hoursLabel(), line(sayWorkingHours(week), 1000, true), { hint: text.hoursHint() }),
        input(block.zone, text.zoneLabel(), line(zone, 60), { hint: text.zoneHint() }),
        input(block.country, text.countryLabel(), line(countryHolidays ? country : "", 2), {
          hint: text.countryHint(),
          optional: true,
        }),
        input(block.own, text.ownLabel(), line(own.join("\n"), 3000, true), { hint: text.ownHint(), optional: true }),
        input(block.calendar, text.calendarLabel(), line(calendarUrl ?? "", 2000), {
          hint: text.calendarHint(),
          optional: true,
        }),
        input(
          block.file,
          text.fileLabel(),
          { type: "file_input", action_id: "value", filetypes: ["ics"], max_files: 1 },
          { hint: text.fileHint(), optional: true },
        ),
        input(block.close, text.closeLabel(), days(closeAfterDays, 365)),
        input(block.wake, text.wakeLabel(), days(wakeAfterDays, 30)),
      ],
    };
  },
  read(values): HoursInput | InputErrors {
    const week = readWorkingHours(values.text(block.hours) ?? "");
    const own = readOwnDays(values.text(block.own) ?? "");
    const faults = {
      ...(week === null && { [block.hours]: text.hoursUnread() }),
      ...(own === null && { [block.own]: text.ownUnread() }),
    };
    if (week === null || own === null) return { errors: faults };
    const [fileId = null] = values.fileIds(block.file);
    return {
      ...{ week, own, fileId },
      zone: (values.text(block.zone) ?? "").trim(),
      country: values.text(block.country)?.trim() || null,
      url: values.text(block.calendar)?.trim() || null,
      closeAfterDays: Number(values.text(block.close)),
      wakeAfterDays: Number(values.text(block.wake)),
    };
  },
  async gather(slack, { fileId, url }, { calendarUrl }) {
    const isNew = url !== null && url !== calendarUrl && isCalendarAddress(url);
    return {
      file: fileId ? await readFile(slack, fileId) : null,
      read: isNew ? await slack.calendar(url) : null,
    };
  },
  async submit(ctx, { week, zone, country, url, fileId, own, closeAfterDays, wakeAfterDays }, _memory, { file, read }) {
    const before = await getTicketSettings(ctx);
    await setWorkingHours(ctx, { week });
    await setTicketSettings(ctx, {
      ...{ zone, closeAfterDays, wakeAfterDays, countryHolidays: country !== null },
      ...(country !== null && { country }),
    });
    await keepCountryHolidays(ctx);
    if (url !== null && read) await takeCalendarUrl(ctx, { url, ...read });
    else if (url !== before.calendarUrl) await setCalendarUrl(ctx, { url });
    if (fileId) await importCalendar(ctx, { text: file ?? "" });
    const typed = before.holidays.filter(({ source }) => source === "typed");
    for (const { date } of typed) if (!own.some((day) => day.date === date)) await removeHoliday(ctx, { date });
    for (const day of own)
      if (!typed.some(({ date, name }) => date === day.date && name === day.name)) await addHoliday(ctx, day);
    return replace(ticketSettingsMessage(await getTicketSettings(ctx), { saved: true }));
  },
  blame: {
    working_hours_wrong: block.hours,
    zone_unknown: block.zone,
    country_unknown: block.country,
    calendar_url_wrong: block.calendar,
    calendar_url_unread: block.calendar,
    calendar_unreadable: block.file,
  },
});

async function readFile(slack: SlackLookup, fileId: string): Promise<string | null> {
  const file = await slack.download(fileId);
  if (!file) return null;
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of file.bytes) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= mostBytes) break;
  }
  return Buffer.concat(chunks).toString("utf8");
}
