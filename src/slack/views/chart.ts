import type { KnownBlock } from "@slack/types";
import { shorten } from "../mrkdwn.ts";

/** Slack's figures of a chart: docs.slack.dev, data visualization block. */
const longestLabel = 20;
export const mostPoints = 20;

/** One kind of bar, a value for each category. */
export interface ChartSeries {
  name: string;
  values: readonly number[];
}

/**
 * Slack's own bar chart; @slack/types 3.2.0 has no type for it.
 * @param categories each its own, 20 at the most
 */
export function barChart(
  title: string,
  { categories, series, axis }: { categories: readonly string[]; series: readonly ChartSeries[]; axis: string },
): KnownBlock {
  const labels = categories.map((category) => shorten(category, longestLabel));
  return {
    type: "data_visualization",
    title: shorten(title, 50),
    chart: {
      type: "bar",
      series: series.map(({ name, values }) => ({
        name: shorten(name, longestLabel),
        data: labels.map((label, index) => ({ label, value: values[index] ?? 0 })),
      })),
      axis_config: { categories: labels, y_label: axis },
    },
  } as unknown as KnownBlock;
}
