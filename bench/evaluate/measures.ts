import type { Measure } from "./measure.ts";

export const measures: readonly Measure[] = [];
