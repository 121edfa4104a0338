import { describe, expect, it } from "vitest";
import {
  clockTime,
  dayDivider,
  formatSlackDate,
  localClock,
  localDay,
} from "../../../src/sandbox/page/text/slack-date.ts";

// 18 February 2014, 14:39:42 UTC: the example of Slack's own documents.
const example = 1392734382;
const reader = { zone: "America/New_York", now: Date.UTC(2014, 1, 20, 12) };

describe("formatSlackDate", () => {
  it.each([
    ["{date_num}", "2014-02-18"],
    ["{date}", "February 18th"],
    ["{date_short}", "Feb 18"],
    ["{date_long}", "Tuesday, February 18th"],
    ["{time}", "09:39"],
    ["{time_secs}", "09:39:42"],
    ["{ago}", "1 day ago"],
    ["Posted {date_num} at {time}", "Posted 2014-02-18 at 09:39"],
  ])("fills %s in the reader's zone", (format, expected) => {
    expect(formatSlackDate(example, format, "-", reader)).toBe(expected);
  });

  it("says the year when it is half a year away", () => {
    const later = { ...reader, now: Date.UTC(2015, 1, 1) };
    expect(formatSlackDate(example, "{date_short}", "-", later)).toBe("Feb 18, 2014");
  });

  it("says today, yesterday and tomorrow by the reader's own calendar", () => {
    const at = (zone: string, now: number) => formatSlackDate(example, "{date_pretty}", "-", { zone, now });
    expect(at("America/New_York", Date.UTC(2014, 1, 19, 4))).toBe("today");
    expect(at("Asia/Jakarta", Date.UTC(2014, 1, 18, 18))).toBe("yesterday");
    expect(at("Asia/Jakarta", Date.UTC(2014, 1, 17, 10))).toBe("tomorrow");
    expect(at("Asia/Jakarta", Date.UTC(2014, 1, 25))).toBe("February 18th");
  });

  it("gives the fall-back for a token that Slack does not know", () => {
    expect(formatSlackDate(example, "{moon}", "18 Feb", reader)).toBe("18 Feb");
  });
});

describe("clockTime, localDay, dayDivider", () => {
  it("are those of the person acted as", () => {
    const ts = "1392734382.000100";
    expect(clockTime(ts, "Asia/Jakarta")).toBe("21:39");
    expect(localDay(ts, "Pacific/Auckland")).toBe("2014-02-19");
    expect(dayDivider(ts, reader)).toBe("Tuesday, 18 February");
    expect(dayDivider(ts, { ...reader, now: example * 1000 })).toBe("Today");
    expect(dayDivider(ts, { ...reader, now: Date.UTC(2016, 0, 1) })).toBe("Tuesday, 18 February 2014");
    expect(localClock("Europe/Berlin", example * 1000)).toBe("Tue 15:39");
  });
});
