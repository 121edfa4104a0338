import { z } from "zod";
import { blockId } from "./text-objects.ts";

/** data_visualization. Shape: docs.slack.dev/reference/block-kit/blocks/data-visualization-block (June 2026). */

const label = z.string().min(1).max(20);

const series = z
  .array(
    z.strictObject({
      name: label,
      data: z
        .array(z.strictObject({ label, value: z.number() }))
        .min(1)
        .max(20),
    }),
  )
  .min(1)
  .max(12);

const axis_config = z.strictObject({
  categories: z.array(label).min(1).max(20),
  x_label: z.string().max(50).optional(),
  y_label: z.string().max(50).optional(),
});

interface Plot {
  series: { name: string; data: { label: string }[] }[];
  axis_config: { categories: string[] };
}

function namesAreUnique(plot: Plot): boolean {
  return new Set(plot.series.map((one) => one.name)).size === plot.series.length;
}

function labelsAreCategories(plot: Plot): boolean {
  const categories = new Set(plot.axis_config.categories);
  return plot.series.every((one) => one.data.every((point) => categories.has(point.label)));
}

function plot<const T extends string>(type: T) {
  return z
    .strictObject({ type: z.literal(type), series, axis_config })
    .refine(namesAreUnique, { message: "series names must be unique", path: ["series"] })
    .refine(labelsAreCategories, { message: "data labels must match axis_config.categories", path: ["series"] });
}

export const dataVisualizationBlock = z.strictObject({
  type: z.literal("data_visualization"),
  block_id: blockId,
  title: z.string().min(1).max(50),
  chart: z.discriminatedUnion("type", [
    z.strictObject({
      type: z.literal("pie"),
      segments: z
        .array(z.strictObject({ label, value: z.number().positive() }))
        .min(1)
        .max(12),
    }),
    plot("bar"),
    plot("area"),
    plot("line"),
  ]),
});
