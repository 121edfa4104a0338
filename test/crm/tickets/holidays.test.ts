import { describe, expect, it } from "vitest";
import { Refusal } from "../../../src/crm/refusal.ts";
import { isPublicAddress } from "../../../src/crm/tickets/fetch-calendar.ts";
import { countryHolidays, readCalendar } from "../../../src/crm/tickets/holidays.ts";
import {
  addHoliday,
  findCalendarToRead,
  importCalendar,
  keepCountryHolidays,
  keepReadCalendar,
  removeHoliday,
  setCalendarUrl,
} from "../../../src/crm/tickets/keep-holidays.ts";
import { getTicketSettings, setTicketSettings } from "../../../src/crm/tickets/set-ticket-settings.ts";
import { testClient } from "../../support/database.ts";
import { refusal } from "../interactions/interactions-fixture.ts";
import { later, monday, openDesk } from "./tickets-fixture.ts";

const db = testClient();
const calendar = (...events: string[]) =>
  [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//x//EN",
    ...events.flatMap((one) => ["BEGIN:VEVENT", ...one.split("\n"), "END:VEVENT"]),
    "END:VCALENDAR",
  ].join("\r\n");
const between = { from: "2026-01-01", to: "2027-12-31" };
const party = "UID:1\nDTSTART;VALUE=DATE:20261124\nDTEND;VALUE=DATE:20261126\nSUMMARY:Team days";

describe("countryHolidays", () => {
  it("knows whole public holidays of a country and of a part of it", async () => {
    const days = await countryHolidays("ID", null, [2026]);
    expect(days).toContainEqual({ date: "2026-08-17", name: "Independence Day" });
    expect(days.every(({ date }) => date.startsWith("2026-"))).toBe(true);
    const inGermany = (await countryHolidays("DE", null, [2026])).map(({ date }) => date);
    const inBavaria = (await countryHolidays("DE", "BY", [2026])).map(({ date }) => date);
    expect(inGermany).not.toContain("2026-01-06");
    expect(inBavaria).toContain("2026-01-06");
    await expect(countryHolidays("ZZ", null, [2026])).rejects.toBeInstanceOf(Refusal);
  });
});

describe("readCalendar", () => {
  it("takes whole days, each of several, and repeated ones each time", () => {
    const text = calendar(
      party,
      "UID:2\nDTSTART;VALUE=DATE:20200817\nRRULE:FREQ=YEARLY\nEXDATE;VALUE=DATE:20270817\nSUMMARY:Founding day",
      "UID:3\nDTSTART:20261201T100000Z\nDTEND:20261201T110000Z\nSUMMARY:A meeting",
      "UID:4\nDTSTART;VALUE=DATE:20261202\nSTATUS:CANCELLED\nSUMMARY:Cancelled",
      "UID:5\nDTSTART;VALUE=DATE:20300101\nSUMMARY:Far away",
    );
    expect(readCalendar(text, between)).toEqual([
      { date: "2026-08-17", name: "Founding day" },
      { date: "2026-11-24", name: "Team days" },
      { date: "2026-11-25", name: "Team days" },
    ]);
  });

  it("refuses what is no calendar, has no days, or is too large, and comes to an end", () => {
    const reason = (text: string) => {
      try {
        readCalendar(text, between);
        return null;
      } catch (error) {
        return (error as Refusal<"calendar_unreadable">).details.reason;
      }
    };
    expect(reason("<html>")).toBe("not_calendar");
    expect(reason("")).toBe("not_calendar");
    expect(reason(calendar())).toBe("empty");
    expect(reason("x".repeat(3_000_000))).toBe("too_large");
    expect(reason(calendar("UID:1\nDTSTART:19000101T000000Z\nRRULE:FREQ=SECONDLY\nSUMMARY:x"))).toBe("empty");
  });
});

describe("days off", () => {
  it("come from the country, from a calendar and by hand, and move what is due", async () => {
    const desk = await openDesk(db);
    const as = <T>(run: Parameters<typeof desk.at<T>>[2]) => desk.at(monday, "steward", run);
    const { id } = await desk.open({ priority: "P4" });
    expect((await desk.show(id)).dueAt).toEqual(later(8));
    await as((ctx) => addHoliday(ctx, { date: "2026-11-23", name: "Moving" }));
    expect((await desk.show(id)).dueAt).toEqual(later(32));
    expect(await as((ctx) => importCalendar(ctx, { text: calendar(party) }))).toEqual({ days: 2 });
    expect((await desk.show(id)).dueAt).toEqual(later(80));
    await as((ctx) => removeHoliday(ctx, { date: "2026-11-23" }));
    expect((await desk.show(id)).dueAt).toEqual(later(8));
    expect((await as(keepCountryHolidays)).changed).toBeGreaterThan(40);
    expect((await as(keepCountryHolidays)).changed).toBe(0);
    expect((await as(getTicketSettings)).holidays).toContainEqual({
      ...{ date: "2026-12-25", name: "Christmas Day", source: "country" },
    });
    await as((ctx) => setTicketSettings(ctx, { countryHolidays: false }));
    expect((await as(keepCountryHolidays)).changed).toBeGreaterThan(40);
  });

  it("are read from an address once a day; what cannot be read leaves them as they were", async () => {
    const desk = await openDesk(db);
    const url = "https://calendar.example/off.ics";
    const wrong = (typed: string) => refusal(desk.at(monday, "steward", (ctx) => setCalendarUrl(ctx, { url: typed })));
    for (const typed of ["http://calendar.example/a.ics", "x", "https://me:secret@calendar.example/a.ics"])
      expect(await wrong(typed)).toBe("calendar_url_wrong");
    await desk.at(monday, "steward", (ctx) => setCalendarUrl(ctx, { url }));
    expect(await desk.at(monday, null, findCalendarToRead)).toBe(url);
    const keep = (text: string | null, now = monday) =>
      desk.at(now, null, (ctx) =>
        keepReadCalendar(ctx, { url, ...(text === null ? { text, fault: "no_answer" } : { text, fault: null }) }),
      );
    expect(await keep(calendar(party))).toEqual({ days: 2 });
    expect(await desk.at(later(19), null, findCalendarToRead)).toBeNull();
    expect(await desk.at(later(21), null, findCalendarToRead)).toBe(url);
    expect(await keep(null, later(21))).toEqual({ days: 0 });
    expect(await keep("nonsense", later(42))).toEqual({ days: 0 });
    const settings = await desk.at(monday, "steward", getTicketSettings);
    expect(settings).toMatchObject({ calendarFault: "not_calendar", holidays: [{ name: "Team days" }, {}] });
    await desk.at(monday, "steward", (ctx) => setCalendarUrl(ctx, { url: null }));
    expect((await desk.at(monday, "steward", getTicketSettings)).holidays).toEqual([]);
  });
});

describe("isPublicAddress", () => {
  it("keeps a calendar's address from reaching what only this server can", () => {
    for (const inside of [
      "127.0.0.1",
      "10.1.2.3",
      "169.254.169.254",
      "192.168.0.9",
      "::1",
      "fe80::1",
      "fd00::1",
      "::ffff:127.0.0.1",
      "0.0.0.0",
      "x",
    ])
      expect(isPublicAddress(inside), inside).toBe(false);
    for (const outside of ["93.184.216.34", "2606:2800:220:1::1"]) expect(isPublicAddress(outside), outside).toBe(true);
  });
});
