import type { Button, KnownBlock } from "@slack/types";
import type { Department } from "../../crm/access/permission.ts";
import { clockKinds } from "../../crm/tickets/ticket.ts";
import type { Activity } from "../../crm/usage/get-activity.ts";
import type { ClockFigures, Response } from "../../crm/usage/get-response.ts";
import type { Usage } from "../../crm/usage/get-usage.ts";
import type { Days } from "../../crm/usage/local-days.ts";
import type { ReportKind } from "../../crm/usage/report-file.ts";
import { activitiesOf, entriesOf } from "../../crm/usage/sum-team.ts";
import { actions, button, context, section, sections } from "../blocks.ts";
import type { Message } from "../reply.ts";
import { plural } from "./dates.ts";
import { reportActions } from "./reports.actions.ts";
import { workingLength } from "./ticket-why.ts";
import { usageActions } from "./usage.actions.ts";
import { usageText as text } from "./usage.text.ts";
import {
  activityChart,
  activityWords,
  mostPeople,
  periodWords,
  personLine,
  reachedCalls,
  stretchesOf,
  sumOfTypes,
  teamLines,
} from "./usage-parts.ts";

/** What was asked for, and when. */
interface Asked {
  days: Days;
  department: Department | null;
  typed: string;
  now: Date;
  /** stewards may change how usage is told */
  maySet?: boolean;
}

const whatOf = ({ days, department, now }: Asked) => text.among(periodWords(days, now), department);

/** Other reports of the same, and this one as a file. */
function next(report: ReportKind, { days, department, typed, maySet = false }: Asked, file = true): KnownBlock {
  const others = (["usage", "activity", "response"] as const).filter((each) => each !== report);
  const csv: Button[] = file
    ? [button(text.csv(), usageActions.csv, { report, from: days.from, to: days.to, department: department ?? "" })]
    : [];
  return actions(
    ...csv,
    ...others
      .slice(0, report === "usage" && maySet ? 1 : 2)
      .map((each, nth) => button(text.reports[each].label, reportActions.show, { report: each, typed }, { nth })),
    ...(report === "usage" && maySet ? [button(text.settings(), usageActions.settings, {})] : []),
  );
}

function spare(sentence: string, report: ReportKind, asked: Asked): Message {
  return { text: sentence, blocks: [section(sentence), next(report, asked, false)] };
}

/** Who records what they do, how much and how well, by team; by person only where the workspace says so [R117-R121]. */
export function usageMessage(usage: Usage, asked: Asked): Message {
  const what = whatOf(asked);
  const { everyone, teams, people } = usage;
  const known = teams.reduce((sum, team) => sum + team.people, 0);
  if (known === 0) return spare(text.nobody(what), "usage", asked);
  if (!everyone) return spare(text.onePersons(what), "usage", asked);
  if (entriesOf(everyone) + everyone.ticketsSolved + everyone.quotesSent + everyone.coveredDays === 0)
    return spare(text.nothingYet(what), "usage", asked);
  const title = text.usageTitle(what);
  const first = [`${text.everyDay(everyone.everyDay, everyone.expected)}.`, text.silent(everyone.silent)]
    .filter(Boolean)
    .join(" ");
  const lead = [title, upper(first), ...(teams.length === 1 ? teamLines(everyone, asked.days) : [])];
  const byTeam =
    teams.length === 1
      ? []
      : teams.map(({ department, people: count, usage: own }) =>
          own === null
            ? text.onePerson(text.department(department))
            : [text.team(text.department(department), count), ...teamLines(own, asked.days)].join("\n"),
        );
  const named = people.slice(0, mostPeople).map(personLine);
  const foot = [
    ...(usage.adoption
      ? [
          text.adoption(
            ...([
              usage.adoption.withinDays,
              usage.adoption.people,
              usage.adoption.began,
              usage.adoption.medianDays,
            ] as const),
          ),
        ]
      : []),
    ...(usage.leftOut > 0 ? [text.leftOut(usage.leftOut)] : []),
    ...(usage.notYetShown > 0 ? [text.notYetShown(usage.notYetShown)] : []),
    text.howUsage(),
  ];
  const persons =
    named.length === 0
      ? []
      : [
          text.peopleTitle(),
          ...named,
          ...(people.length > mostPeople ? [text.morePeople(people.length - mostPeople)] : []),
        ];
  return {
    text: [...lead, ...byTeam, ...persons, ...foot].join("\n"),
    blocks: [
      section(lead.join("\n")),
      ...byTeam.map((lines) => section(lines)),
      ...sections(persons),
      context(foot.join("\n")),
      next("usage", asked),
    ],
  };
}

/** Calls, e-mails, meetings and visits by day, with their chart [R120]. */
export function activityMessage(activity: Activity, asked: Asked): Message {
  const what = whatOf(asked);
  const { counts, before, team, conversions } = activity;
  if (!team) return spare(text.onePersons(what), "activity", asked);
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return spare(text.activityNothing(what), "activity", asked);
  const lines = [
    text.activityTitle(what),
    [
      text.activitySum(total, before),
      ...(team.workingDays > 0 ? [text.perPersonDay(activitiesOf(team) / team.workingDays)] : []),
    ].join(" · "),
    text.types(sumOfTypes(counts), reachedCalls(counts)),
    upper(
      [
        ...(team.quotesSent + team.quotesWon > 0 ? [text.quotes(team.quotesSent, team.quotesWon)] : []),
        text.converted(conversions.thisMonth, conversions.lastMonth),
      ].join(" · "),
    ),
  ];
  const stretches = stretchesOf(counts, asked.days);
  return {
    text: [...lines, ...activityWords(stretches)].join("\n"),
    blocks: [section(lines.join("\n")), activityChart(stretches), next("activity", asked)],
  };
}

/** How soon tickets are answered and solved, and leads followed up. */
export function responseMessage(response: Response, asked: Asked): Message {
  const what = whatOf(asked);
  const { tickets, cut, all, byPriority, leads } = response;
  if (tickets === 0 && leads.leads === 0) return spare(text.responseNothing(what), "response", asked);
  const lead = [
    text.responseTitle(what),
    ...(tickets === 0
      ? [text.noTickets()]
      : clockKinds.map((kind) => text.clock(text.clockNames[kind], clockWords(all[kind])))),
  ];
  const rows =
    byPriority.length < 2
      ? []
      : byPriority.map(({ priority, tickets: count, clocks }) =>
          [
            text.priority(priority, count),
            ...clockKinds.map((kind) => `${text.clockNames[kind]}: ${clockWords(clocks[kind])}`),
          ].join("\n"),
        );
  const followUp = [
    text.leads(leads.leads, leads.followedUp),
    ...(leads.medianHours !== null && leads.ninetiethHours !== null
      ? [text.figures(hours(leads.medianHours), hours(leads.ninetiethHours))]
      : []),
  ].join(" · ");
  const foot = [...(cut ? [text.cutTickets(tickets)] : []), text.howResponse()].join(" ");
  return {
    text: [...lead, ...rows, followUp, foot].join("\n"),
    blocks: [
      section(lead.join("\n")),
      ...rows.map((row) => section(row)),
      section(followUp),
      context(foot),
      next("response", asked),
    ],
  };
}

const minuteMs = 60_000;

function clockWords({ done, median, ninetieth, within, decided, open }: ClockFigures): string {
  const parts =
    median === null || ninetieth === null || done === 0
      ? [text.noneDone()]
      : [text.figures(workingLength(median * minuteMs), workingLength(ninetieth * minuteMs))];
  if (decided > 0) parts.push(text.within(within, decided));
  if (open > 0) parts.push(text.stillOpen(open));
  return parts.join(" · ");
}

/** Hours of the clock on the wall, as a person says them. */
function hours(value: number): string {
  if (value < 1) return plural(Math.max(1, Math.round(value * 60)), "minute");
  return value < 48 ? plural(Math.round(value), "hour") : plural(Math.round(value / 24), "day");
}

function upper(sentence: string): string {
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}`;
}
