import type { KnownBlock } from "@slack/types";
import { isTeachable } from "../../crm/usage/gap-cause.ts";
import type { Lesson } from "../../crm/usage/send-lesson.ts";
import type { PersonUsage } from "../../crm/usage/sum-team.ts";
import type { UsageSettings } from "../../crm/usage/usage-settings.ts";
import type { ManagersWeek } from "../../crm/usage/weekly-usage.ts";
import { actions, button, context, section, sections } from "../blocks.ts";
import { inlineWithin } from "../mrkdwn.ts";
import type { Message } from "../reply.ts";
import { entryActions } from "./interactions.actions.ts";
import { usageActions } from "./usage.actions.ts";
import { usageText as text } from "./usage.text.ts";
import {
  activityChart,
  activityWords,
  longestName,
  mostPeople,
  periodWords,
  personCounts,
  personLine,
  reachedCalls,
  stretchesOf,
  sumOfTypes,
  weekDays,
} from "./usage-parts.ts";

/** Gaps told of in one digest: a wall of them helps nobody. */
const mostGaps = 3;
/** People named in one gap. */
const mostNames = 4;

/**
 * What a manager is told of last week: the answer first, what was done by day, the numbers, and what is missing with its
 * likely cause [R118-R122, R125, R126].
 * @param answered what came of the gaps' buttons: they are gone then
 */
export function weeklyMessage(week: ManagersWeek, answered: string | null = null): Message {
  const { team, counts, conversions, gaps, lapsed, people } = week;
  const title = text.weekTitle(week.departments, titleSaid(week));
  const stretches = stretchesOf(counts, week.days);
  const converted = conversions.thisMonth + conversions.lastMonth > 0;
  const numbers = [
    counts.length > 0 ? text.types(sumOfTypes(counts), reachedCalls(counts)) : team ? text.weekNothing() : "",
    [
      ...(team && team.quotesSent + team.quotesWon > 0 ? [text.quotes(team.quotesSent, team.quotesWon)] : []),
      ...(converted ? [text.converted(conversions.thisMonth, conversions.lastMonth)] : []),
    ].join(" · "),
  ]
    .filter((line) => line !== "")
    .map((line) => `${line.charAt(0).toUpperCase()}${line.slice(1)}`)
    .join("\n");
  const byTeam = week.teams.map(({ department, usage }) =>
    usage === null
      ? text.onePerson(text.department(department))
      : `*${text.department(department)}:* ${text.everyDay(usage.everyDay, usage.expected)}`,
  );
  const named = people.slice(0, mostPeople).map(personLine);
  const gapLines = [
    ...lapsed.map(({ type, weeks, before }) => [text.lapsed(type, weeks, before), text.lapsedHelps(type)]),
    ...gaps.map(({ people: count, names, days, cause, taught }) => [
      text.gap(count, {
        ...{ days, cause, names: names.slice(0, mostNames).map((name) => inlineWithin(name, longestName)) },
      }),
      [text.helps(cause), ...(taught > 0 ? [text.taught(taught, count)] : [])].join(" "),
    ]),
  ].slice(0, mostGaps);
  const mayTeach =
    lapsed.length > 0 || gaps.some(({ cause, people: count, taught }) => isTeachable(cause) && taught < count);
  const foot = [
    people.length > 0 ? text.weekFootPeople() : text.weekFoot(),
    ...(week.notYetShown > 0 ? [text.notYetShown(week.notYetShown)] : []),
  ].join(" ");
  const unnamed = people.length > mostPeople ? [text.morePeople(people.length - mostPeople)] : [];
  const shown = [...byTeam, ...(named.length > 0 ? [text.peopleTitle(), ...named, ...unnamed] : [])];
  return {
    text: [
      ...[
        title,
        ...(counts.length > 0 ? activityWords(stretches) : []),
        ...(numbers === "" ? [] : [numbers]),
        ...shown,
        ...gapLines.flat(),
      ],
      ...(answered === null ? [] : [answered]),
    ].join("\n"),
    blocks: [
      section(title),
      ...(counts.length > 0 ? [activityChart(stretches)] : []),
      ...(numbers === "" ? [] : [section(numbers)]),
      ...sections(shown),
      ...gapLines.map((lines) => section(lines.join("\n"))),
      ...(answered === null ? [] : [context(answered)]),
      context(foot),
      ...(answered === null ? gapButtons(week.week, mayTeach) : []),
    ],
  };
}

function titleSaid({ team }: ManagersWeek): string {
  if (!team) return text.weekOfOne();
  return team.expected === 0 ? text.weekNobody() : text.everyDay(team.everyDay, team.expected);
}

function gapButtons(week: string, mayTeach: boolean): KnownBlock[] {
  if (!mayTeach) return [];
  return [
    actions(
      button(text.sendLesson(), usageActions.lesson, { week }),
      button(text.notNow(), usageActions.notNow, { week }),
    ),
  ];
}

/** What a person is shown before their manager: the very line that stands in the manager's digest. */
export function previewMessage(person: PersonUsage, week: string, now: Date): Message {
  const title = text.previewTitle(periodWords(weekDays(week), now));
  const lines = [title, personLine(person)];
  return {
    text: [...lines, text.previewHow()].join("\n"),
    blocks: [section(lines.join("\n")), context(text.previewHow())],
  };
}

/** One's own numbers of a week in Home, where the workspace shows them to managers. */
export function ownUsageBlocks(person: PersonUsage, week: string, now: Date): KnownBlock[] {
  const line = text.homeLine(periodWords(weekDays(week), now), personCounts(person));
  return [section([text.homeTitle(), line].join("\n")), context(text.previewHow())];
}

/** A short lesson, with the way to try it at once. */
export function lessonMessage(lesson: Lesson): Message {
  const lines = [text.lessonTitle(lesson), ...text.lessonLines(lesson)];
  return {
    text: [...lines, text.lessonWhy()].join("\n"),
    blocks: [
      section(lines.join("\n")),
      actions(button(text.tryIt(), entryActions.log, { contactId: "" })),
      context(text.lessonWhy()),
    ],
  };
}

/** How usage is told of here, and the switch. @param said what has just come of it */
export function usageSettingsMessage({ perPerson, gapDays }: UsageSettings, said: string | null = null): Message {
  const lines = [said ?? text.settingsTitle(), text.perPersonState(perPerson), text.gapState(gapDays)];
  const look = perPerson ? {} : { confirm: text.perPersonConfirm() };
  return {
    text: lines.join("\n"),
    blocks: [
      section(lines.join("\n")),
      actions(
        button(text.perPersonSwitch(perPerson), usageActions.perPerson, { state: perPerson ? "off" : "on" }, look),
      ),
    ],
  };
}
