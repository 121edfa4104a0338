import { describe, expect, it } from "vitest";
import { activityTypes, type DayCount } from "../../../src/crm/usage/activity.ts";
import { noRecords } from "../../../src/crm/usage/count-records.ts";
import { gapCauses } from "../../../src/crm/usage/gap-cause.ts";
import type { ClockFigures, Response } from "../../../src/crm/usage/get-response.ts";
import type { Usage } from "../../../src/crm/usage/get-usage.ts";
import { addDays, type Days, eachDay } from "../../../src/crm/usage/local-days.ts";
import type { Lesson } from "../../../src/crm/usage/send-lesson.ts";
import { type PersonUsage, sumTeam } from "../../../src/crm/usage/sum-team.ts";
import { hasNews, type ManagersWeek } from "../../../src/crm/usage/weekly-usage.ts";
import { activityMessage, responseMessage, usageMessage } from "../../../src/slack/views/usage-reports.ts";
import {
  lessonMessage,
  ownUsageBlocks,
  previewMessage,
  usageSettingsMessage,
  weeklyMessage,
} from "../../../src/slack/views/weekly-usage.ts";
import { hostileTexts, reader } from "../../support/fixture.ts";
import { expectSendable } from "../../support/read-message.ts";

const week = "2026-11-16";
const days: Days = { from: week, to: "2026-11-22" };

function person(name: string, more: Partial<PersonUsage> = {}): PersonUsage {
  return {
    ...{ ...noRecords, memberId: name, name, slackUserId: "U1", departments: ["sales"] },
    ...{ workingDays: 5, coveredDays: 4, recordedDays: 4, calls: 41, emails: 22, meetings: 6, customers: 31, types: 3 },
    ...more,
  };
}

function counts(of: Days): DayCount[] {
  return eachDay(of).flatMap((day) => activityTypes.map((type) => ({ day, type, count: 3, reached: 2 })));
}

/** Of a name, as long as Slack lets one be. */
function managersWeek(name: string, more: Partial<ManagersWeek> = {}): ManagersWeek {
  const people = Array.from({ length: 60 }, () => person(name));
  return {
    ...{ week, days, departments: ["sales", "marketing", "support"], team: sumTeam(people), counts: counts(days) },
    teams: (["sales", "marketing", "support"] as const).map((department) => ({ department, usage: sumTeam(people) })),
    conversions: { thisMonth: 11, lastMonth: 8 },
    gaps: gapCauses.map((cause) => ({ cause, people: 2, names: [name, name], days: 7, taught: 0 })),
    lapsed: activityTypes.map((type) => ({ type, before: 12, weeks: 3 })),
    ...{ people, notYetShown: 2 },
    ...more,
  };
}

const names = ["Budi", ...hostileTexts.map((text) => text.slice(0, 80).trim() || "x")];
const asked = { days, department: null, typed: "last week", now: reader.now, maySet: true };

describe("the weekly digest", () => {
  it.each(names)("is one that Slack takes, whatever people are called: %j", (name) => {
    expectSendable(weeklyMessage(managersWeek(name)));
    expectSendable(weeklyMessage(managersWeek(name), "✓ The lesson goes to 2 people."));
    expectSendable(previewMessage(person(name), week, reader.now));
  });

  it("asks for nothing where nothing can be taught, and is short where there is nothing", () => {
    const bare = managersWeek("Budi", {
      gaps: [],
      lapsed: [],
      people: [],
      notYetShown: 0,
      counts: [],
      teams: [],
      team: null,
    });
    const message = weeklyMessage(bare);
    expectSendable(message);
    expect(message.blocks.map(({ type }) => type)).toEqual(["section", "section", "context"]);
    const away = managersWeek("Budi", {
      ...{ gaps: [{ cause: "away", people: 1, names: [], days: 6, taught: 0 }], lapsed: [] },
    });
    expect(weeklyMessage(away).blocks.some(({ type }) => type === "actions")).toBe(false);
  });

  it("has nothing to tell where nobody could record anything and nothing came of it", () => {
    const none = { ...{ gaps: [], lapsed: [], people: [], notYetShown: 0, counts: [], teams: [] } };
    const conversions = { thisMonth: 0, lastMonth: 3 };
    const nobody = managersWeek("Budi", { ...none, conversions, team: null });
    expect(hasNews(nobody)).toBe(false);
    expect(hasNews({ ...nobody, team: sumTeam([]) })).toBe(false);
    expect(hasNews({ ...nobody, team: sumTeam([person("Budi", { workingDays: 0 })]) })).toBe(false);
    for (const news of [
      { team: sumTeam([person("Budi"), person("Maya")]) },
      { conversions: { thisMonth: 1, lastMonth: 0 } },
      { gaps: [{ cause: "never_tried" as const, people: 1, names: [], days: 5, taught: 0 }] },
      { people: [person("Budi")] },
    ])
      expect(hasNews({ ...nobody, ...news })).toBe(true);
    const alone = weeklyMessage({ ...nobody, conversions: { thisMonth: 0, lastMonth: 0 } });
    expectSendable(alone);
    // What a single person recorded is theirs: it is not called nothing either.
    expect(alone.text).not.toMatch(/nothing recorded|became/iu);
  });

  it("leaves a Saturday and a Sunday on which nobody did anything out of its chart", () => {
    const categories = (of: DayCount[]) => {
      const { blocks } = weeklyMessage(managersWeek("Budi", { counts: of }));
      const chart = blocks.find(({ type }) => (type as string) === "data_visualization");
      return (chart as unknown as { chart: { axis_config: { categories: string[] } } }).chart.axis_config.categories;
    };
    const workdays = counts({ from: week, to: addDays(week, 4) });
    expect(categories(workdays)).toEqual(["Mon", "Tue", "Wed", "Thu", "Fri"]);
    const saturday: DayCount = { day: addDays(week, 5), type: "visit", count: 1, reached: 1 };
    expect(categories([...workdays, saturday])).toEqual(["Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]);
    expect(categories(counts({ from: addDays(week, 1), to: addDays(week, 1) }))).toHaveLength(5);
  });

  it("says a gap as one says it of one person and of several, by name only where names may be said", () => {
    const gap = (people: number, of: string[]) =>
      weeklyMessage(
        managersWeek("Budi", { lapsed: [], gaps: [{ cause: "only_reads", people, names: of, days: 6, taught: 0 }] }),
      ).text;
    expect(gap(1, [])).toContain(
      "*A gap:* 1 person recorded nothing for 6 working days. Likely cause: they look customers up, and log nothing.",
    );
    expect(gap(2, [])).toContain(
      "*A gap:* 2 people recorded nothing, for up to 6 working days. Likely cause: they look customers up, and log nothing.",
    );
    expect(gap(2, ["Maya"])).toContain("*A gap:* Maya and 1 more recorded nothing");
    expect(gap(2, ["Maya", "Rizky"])).toContain("*A gap:* Maya and Rizky recorded nothing");
  });
});

describe("the reports", () => {
  const usage = (name: string): Usage => {
    const people = Array.from({ length: 60 }, () => person(name));
    return {
      ...{ days, department: null, everyone: sumTeam(people), leftOut: 1, people, notYetShown: 3 },
      teams: [
        { department: "sales", people: 60, usage: sumTeam(people) },
        { department: null, people: 1, usage: null },
      ],
      adoption: { withinDays: 90, people: 8, began: 6, medianDays: 2.4 },
    };
  };

  it.each(names)("on usage is one that Slack takes: %j", (name) => {
    expectSendable(usageMessage(usage(name), { ...asked, typed: name }));
  });

  it("on activity hold a chart of twenty points at most, by day, week or month", () => {
    const chartOf = (length: number) => {
      const of = { from: addDays(days.to, 1 - length), to: days.to };
      const message = activityMessage(
        {
          ...{ days: of, department: null, counts: counts(of), before: 0, team: sumTeam([person("Budi")]) },
          conversions: { thisMonth: 1, lastMonth: 0 },
        },
        { ...asked, days: of },
      );
      expectSendable(message);
      const chart = message.blocks.find(({ type }) => (type as string) === "data_visualization");
      return chart as unknown as { title: string; chart: { axis_config: { categories: string[] } } };
    };
    for (const [length, by, points] of [
      [1, "day", 1],
      [20, "day", 20],
      [21, "week", 3],
      [140, "week", 20],
      [366, "month", 13],
    ] as const) {
      const { title, chart } = chartOf(length);
      expect(title).toBe(`Calls, e-mails, meetings, visits by ${by}`);
      expect(chart.axis_config.categories).toHaveLength(points);
      expect(new Set(chart.axis_config.categories).size).toBe(points);
    }
  });

  it("on response say times as people do", () => {
    const figures: ClockFigures = { done: 34, median: 22, ninetieth: 100, within: 30, decided: 34, open: 2 };
    const clocks = { first_response: figures, resolution: { ...figures, median: 200, done: 0 } };
    const response: Response = {
      ...{ days, department: null, tickets: 36, cut: false, all: clocks },
      byPriority: (["P1", "P3"] as const).map((priority) => ({ priority, tickets: 18, clocks })),
      leads: { leads: 7, followedUp: 6, medianHours: 0.4, ninetiethHours: 51 },
    };
    const message = responseMessage(response, asked);
    expectSendable(message);
    expect(message.text.split("\n").slice(1, 3)).toEqual([
      "*First answer:* half within 22 min, nine in ten within 1 h 40 min · 30 of 34 in time (88%) · 2 still open",
      "*Solution:* none yet · 30 of 34 in time (88%) · 2 still open",
    ]);
    expect(message.text).toContain(
      "*Leads:* 7 leads came in, 6 followed up · half within 24 minutes, nine in ten within 2 days",
    );
  });
});

describe("what people are shown themselves", () => {
  it("is the very line that their manager sees", () => {
    const own = person("Maya");
    const [, line] = previewMessage(own, week, reader.now).text.split("\n");
    expect(weeklyMessage(managersWeek("x", { people: [own] })).text.split("\n")).toContain(line);
    expectSendable({ text: "Home", blocks: ownUsageBlocks(own, week, reader.now) });
  });

  it("is a lesson for every cause but being away, and for every way of talking", () => {
    const lessons = [...gapCauses.filter((cause) => cause !== "away"), ...activityTypes] as Lesson[];
    for (const lesson of lessons) expectSendable(lessonMessage(lesson));
    for (const perPerson of [true, false]) expectSendable(usageSettingsMessage({ perPerson, gapDays: 5 }));
  });
});
