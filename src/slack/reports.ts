import type { Context } from "../db/context.ts";
import { dataReport } from "./freshness-lists.ts";
import type { Message } from "./reply.ts";
import { freshnessText } from "./views/freshness.text.ts";
import type { OfferedReport } from "./views/reports.ts";

/** A report: how it is offered, and what it answers to a period and a department as they were typed. */
export interface Report extends OfferedReport {
  answer(ctx: Context, typed: string): Promise<Message>;
}

/** Every report of `/crm-report`, in the order in which they are offered. */
export const reports: readonly Report[] = [
  { name: "data", label: freshnessText.reportLabel(), summary: freshnessText.reportSummary(), answer: dataReport },
];
