import { afterAll, expect, it } from "vitest";
import { createHolidays } from "../../jobs/holidays.ts";
import { getTicketSettings } from "../../src/crm/tickets/set-ticket-settings.ts";
import { calendarOf, startCalendarServer } from "../support/calendar-server.ts";
import { describeOverBoth, linesOf, type Suite } from "./over-both.ts";

const calendars = await startCalendarServer();
afterAll(() => calendars.close());

/** Opens the form, fills it in and sends it; null: it was taken. */
async function save(
  suite: Suite,
  fields: Record<string, string>,
  file?: { name: string; content: string },
): Promise<Record<string, string> | null> {
  const dewi = suite.person("dewi");
  const { files } = file ? await dewi.send(dewi.openDm(), "", { files: [file] }) : { files: [] };
  await dewi.press({ message: await suite.ask("dewi", "/crm-admin", "tickets"), actionId: "ticket-settings.hours" });
  await dewi.untilView(({ title }) => title === "Hours and days off");
  await dewi.fill({ country: "", ...fields, ...(file && { file: files.map(({ id }) => id) }) });
  const outcome = await dewi.submit();
  if (outcome.ok) return null;
  await dewi.close({ all: true });
  return outcome.errors;
}

const daysOff = (suite: Suite) =>
  suite.as("dewi", async (ctx) =>
    (await getTicketSettings(ctx)).holidays.filter(({ source }) => source === "calendar").map(({ name }) => name),
  );

describeOverBoth(
  "a calendar of days off",
  (suite) => {
    it("is taken from its address at once, through a redirect too, and shown", async () => {
      calendars.pages.set("/off.ics", { body: calendarOf(["2026-11-24", "Team day"]) });
      calendars.pages.set("/old.ics", { status: 301, location: "/off.ics", body: "" });
      expect(await save(suite, { calendar: calendars.url("/old.ics") })).toBeNull();
      expect(await daysOff(suite)).toEqual(["Team day"]);
      expect(linesOf(await suite.ask("dewi", "/crm-admin", "tickets")).join("\n")).toContain("24 Nov 2026 Team day");
    });

    it.each([
      ["nothing there", () => calendars.url("/nothing.ics"), "There is nothing at that address (404)."],
      ["no calendar", () => calendars.url("/page.html"), "What is at that address is no calendar."],
      ["no days", () => calendars.url("/empty.ics"), "There are no days in that calendar."],
      ["too much", () => calendars.url("/huge.ics"), "That calendar is larger than 2 MB."],
      ["a closed door", () => calendars.url("/secret.ics"), "That address is not open to me."],
      ["a way inside", () => calendars.url("/inside.ics"), "That address is not on the public Internet."],
      ["a server of one's own", () => "https://10.0.0.8/off.ics", "That address is not on the public Internet."],
      ["the cloud's own", () => "https://169.254.169.254/latest", "That address is not on the public Internet."],
      ["this machine", () => "https://[::1]/off.ics", "That address is not on the public Internet."],
      ["no server", () => "https://calendar.invalid/off.ics", "There is no server of that name."],
      ["nobody who answers", () => "https://127.0.0.1:1/off.ics", "Nobody answers at that address."],
      ["no https", () => "http://calendar.example/off.ics", "Give me a calendar's full address"],
    ])(
      "is refused in one sentence beside its input where there is %s, and nothing changes",
      async (_, url, sentence) => {
        calendars.pages.set("/page.html", { body: "<html>Calendar</html>" });
        calendars.pages.set("/empty.ics", { body: calendarOf() });
        calendars.pages.set("/huge.ics", {
          body: `${calendarOf(["2026-11-24", "Day"])}${" ".repeat(2 * 1024 * 1024)}`,
        });
        calendars.pages.set("/secret.ics", { status: 403, body: "" });
        calendars.pages.set("/inside.ics", { status: 302, location: "https://192.168.0.1/off.ics", body: "" });
        const before = await suite.as("dewi", getTicketSettings);
        const errors = await save(suite, { calendar: url() });
        expect(Object.keys(errors ?? {})).toEqual(["calendar"]);
        expect(errors?.["calendar"]).toContain(sentence);
        expect(await suite.as("dewi", getTicketSettings)).toEqual(before);
      },
    );

    it("is read again by the job once a day, and keeps its days with a word why when it is gone", async () => {
      const { read } = calendars;
      const run = createHolidays(read).run as (env: object) => Promise<unknown>;
      const env = {
        signal: AbortSignal.timeout(10_000),
        transaction: <T>(work: Parameters<typeof suite.as<T>>[1]) => suite.as("dewi", work),
      };
      calendars.pages.set("/off.ics", { body: calendarOf(["2026-11-24", "Team day"], ["2026-11-25", "Another"]) });
      await run(env);
      expect(await daysOff(suite)).toEqual(["Team day"]);
      suite.running.clock.advance(21 * 3_600_000);
      await run(env);
      expect(await daysOff(suite)).toEqual(["Team day", "Another"]);
      calendars.pages.delete("/off.ics");
      suite.running.clock.advance(21 * 3_600_000);
      await run(env);
      expect(await daysOff(suite)).toEqual(["Team day", "Another"]);
      expect(linesOf(await suite.ask("dewi", "/crm-admin", "tickets")).join("\n")).toContain(
        "⚠ The calendar could not be read, and its days stay as they were. There is nothing at that address (404).",
      );
    });

    it("is taken from a file, which refuses what is none", async () => {
      expect(await save(suite, { calendar: "" })).toBeNull();
      expect(await daysOff(suite)).toEqual([]);
      const file = (content: string) => ({ name: "off.ics", content });
      expect(await save(suite, {}, file("BEGIN:NOTHING"))).toEqual({
        file: "That is not a calendar I can read. Give me an iCalendar file (.ics).",
      });
      expect(await save(suite, {}, file("x".repeat(2 * 1024 * 1024 + 10)))).toEqual({
        file: "That calendar is larger than 2 MB. Give me one with the holidays only.",
      });
      expect(await save(suite, {}, file(calendarOf(["2026-11-26", "From a file"])))).toBeNull();
      expect(await daysOff(suite)).toEqual(["From a file"]);
    });
  },
  { readCalendar: calendars.read },
);
