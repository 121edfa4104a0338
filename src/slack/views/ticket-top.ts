import type { KnownBlock } from "@slack/types";
import type { TopProblem, TopProblems } from "../../crm/tickets/list-top-problems.ts";
import { actions, button, context, section } from "../blocks.ts";
import { inlineWithin, shorten } from "../mrkdwn.ts";
import type { Message } from "../reply.ts";
import { day, type Reader } from "./dates.ts";
import { upperFirst } from "./interactions.text.ts";
import { ticketDeskActions } from "./ticket-desk.actions.ts";
import { ticketDeskText as text } from "./ticket-desk.text.ts";

/** Slack's figures of a chart's labels: docs.slack.dev, data visualization block. */
const longestLabel = 20;
const longestName = 100;

interface ChartPoint {
  label: string;
  value: number;
}

/** Slack's chart; @slack/types 3.2.0 has no type for it. */
interface ChartBlock {
  type: "data_visualization";
  title: string;
  chart: {
    type: "bar";
    series: { name: string; data: ChartPoint[] }[];
    axis_config: { categories: string[]; y_label: string };
  };
}

/** The most common problems of a period, how they changed, and the tickets behind each [R80]. */
export function topMessage(
  { problems, total, totalBefore, uncategorised }: TopProblems,
  { from, to }: { from: Date; to: Date },
  reader: Reader,
): Message {
  // The period ends before its last moment: "1 Nov to 22 Nov" includes the 22nd.
  const period = text.period(day(from, reader), day(new Date(to.getTime() - 1), reader));
  const periods = actions(
    button(text.week(), ticketDeskActions.top, { typed: "week" }, { nth: 0 }),
    button(text.month(), ticketDeskActions.top, { typed: "30 days" }, { nth: 1 }),
    button(text.quarter(), ticketDeskActions.top, { typed: "90 days" }, { nth: 2 }),
  );
  if (problems.length === 0) {
    const nothing = total === 0 ? text.noProblems(period) : text.noneCommon(period);
    return { text: nothing, blocks: [section(nothing), periods] };
  }
  const title = text.topTitle(period);
  const lines = problems.map((problem, index) => problemLine(problem, index + 1));
  const sums = [
    text.topTotal(total, totalBefore),
    ...(uncategorised > 0 ? [text.topUncategorised(uncategorised)] : []),
  ];
  return {
    text: [title, ...lines].join("\n"),
    blocks: [
      section(title),
      chartOf(problems) as unknown as KnownBlock,
      ...problems.map(({ numbers }, nth) =>
        section(
          lines[nth] ?? "",
          button(text.tickets(), ticketDeskActions.behind, { from: "0", numbers: numbers.join(",") }, { nth }),
        ),
      ),
      context(sums.join(" ")),
      periods,
    ],
  };
}

function problemLine({ category, name, count, before }: TopProblem, place: number): string {
  const line = text.topLine(place, upperFirst(inlineWithin(name, longestName)), count, text.change(count, before));
  return category === null ? `${line} · ${text.topAlike()}` : line;
}

function chartOf(problems: readonly TopProblem[]): ChartBlock {
  const categories = labelsOf(problems);
  const data = (pick: (problem: TopProblem) => number): ChartPoint[] =>
    problems.map((problem, index) => ({ label: categories[index] ?? "", value: pick(problem) }));
  return {
    type: "data_visualization",
    title: text.topChart(),
    chart: {
      type: "bar",
      series: [
        { name: text.seriesNow(), data: data(({ count }) => count) },
        { name: text.seriesBefore(), data: data(({ before }) => before) },
      ],
      axis_config: { categories, y_label: text.chartTickets() },
    },
  };
}

/** Plain text, each its own: two that are cut to the same would be one to the chart. */
function labelsOf(problems: readonly TopProblem[]): string[] {
  const taken = new Set<string>();
  return problems.map(({ name }, index) => {
    const label = upperFirst(shorten(name.replace(/[\s<>|]+/gu, " ").trim(), longestLabel)) || String(index + 1);
    const own = taken.has(label) ? shorten(`${index + 1}. ${label}`, longestLabel) : label;
    taken.add(own);
    return own;
  });
}
