import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Refusal } from "../../src/crm/refusal.ts";
import type { Context } from "../../src/db/context.ts";
import { readReportTerms } from "../../src/slack/read-report-terms.ts";
import { reader, rizky } from "../support/fixture.ts";

/** Sunday 22 November 2026 in Jakarta. */
const ctx = {
  ...{ now: reader.now, member: rizky, surface: "slack-command", interactionId: "test" },
  workspace: { zone: "Asia/Jakarta", locale: "en-ID" },
} as unknown as Context;

const read = (typed: string) => {
  const { days, department } = readReportTerms(ctx, typed);
  return [days.from, days.to, ...(department ? [department] : [])];
};

const code = (typed: string) => {
  try {
    return read(typed).join(" ");
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
};

describe("readReportTerms", () => {
  it.each([
    ["", "2026-10-26", "2026-11-22"],
    ["today", "2026-11-22", "2026-11-22"],
    ["this week", "2026-11-16", "2026-11-22"],
    ["last week", "2026-11-09", "2026-11-15"],
    ["Last  Week", "2026-11-09", "2026-11-15"],
    ["minggu lalu", "2026-11-09", "2026-11-15"],
    ["this month", "2026-11-01", "2026-11-22"],
    ["last month", "2026-10-01", "2026-10-31"],
    ["bulan lalu", "2026-10-01", "2026-10-31"],
    ["last quarter", "2026-07-01", "2026-09-30"],
    ["November", "2026-11-01", "2026-11-22"],
    ["in oktober", "2026-10-01", "2026-10-31"],
    ["December", "2025-12-01", "2025-12-31"],
    ["may", "2026-05-01", "2026-05-31"],
    ["nov 2025", "2025-11-01", "2025-11-30"],
    ["2026-10", "2026-10-01", "2026-10-31"],
    ["2026-02", "2026-02-01", "2026-02-28"],
    ["2026-11-03", "2026-11-03", "2026-11-03"],
    ["2026-10-01 to 2026-10-15", "2026-10-01", "2026-10-15"],
    ["2026-10-15..2026-10-01", "2026-10-01", "2026-10-15"],
    ["2026-10-01/2026-10-15", "2026-10-01", "2026-10-15"],
    ["2026-10-01–2026-10-15", "2026-10-01", "2026-10-15"],
    ["30 days", "2026-10-24", "2026-11-22"],
    ["since 1 Nov", "2026-11-01", "2026-11-22"],
    ["1 Oct to 15 Oct", "2026-10-01", "2026-10-15"],
    // What is still to come of a period is left out.
    ["2026-11-20 to 2026-12-31", "2026-11-20", "2026-11-22"],
  ])("reads %j", (typed, from, to) => {
    expect(read(typed)).toEqual([from, to]);
  });

  it("finds the department on either side of the period", () => {
    expect(read("last week sales")).toEqual(["2026-11-09", "2026-11-15", "sales"]);
    expect(read("Support November")).toEqual(["2026-11-01", "2026-11-22", "support"]);
    expect(read("2026-10 in marketing")).toEqual(["2026-10-01", "2026-10-31", "marketing"]);
    expect(read("sales")).toEqual(["2026-10-26", "2026-11-22", "sales"]);
  });

  it("compares a whole month with the month before it, anything else with as long a time", () => {
    expect(readReportTerms(ctx, "2026-10").before).toEqual({ from: "2026-09-01", to: "2026-09-30" });
    expect(readReportTerms(ctx, "last week").before).toEqual({ from: "2026-11-02", to: "2026-11-08" });
    expect(readReportTerms(ctx, "November").before).toEqual({ from: "2026-10-10", to: "2026-10-31" });
  });

  it("refuses what it cannot read, what is to come, and what is longer than a year", () => {
    expect(code("sometime")).toBe("report_words_unknown");
    expect(code("salesforce")).toBe("report_words_unknown");
    expect(code("2026-13")).toBe("report_words_unknown");
    expect(code("2026-02-30 to 2026-03-01")).toBe("report_words_unknown");
    expect(code("2027-01")).toBe("report_period_to_come");
    expect(code("2024-01-01 to 2026-01-01")).toBe("report_period_too_long");
  });

  it("reads any words into days in order, or refuses them: it never fails", () => {
    const word = fc.constantFrom(
      ...[
        "last",
        "week",
        "2026-10",
        "1",
        "nov",
        "to",
        "sales",
        "since",
        "days",
        "30",
        "x",
        "2026-02-31",
        "-",
        "..",
        "0",
      ],
      ...["month", "9999-99", "hari", "ini", "=1+1", "<!channel>"],
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 5 }), (words) => {
        const got = code(words.join(" "));
        if (got.startsWith("report_")) return;
        const [from = "", to = ""] = got.split(" ");
        expect(from <= to && to <= "2026-11-22").toBe(true);
      }),
    );
  });
});
