import type { Context } from "../db/context.ts";
import { answerActivity, answerResponse, answerUsage } from "./answer-report.ts";
import { dataReport } from "./freshness-lists.ts";
import type { Message } from "./reply.ts";
import { freshnessText } from "./views/freshness.text.ts";
import type { OfferedReport } from "./views/reports.ts";
import { usageText } from "./views/usage.text.ts";

/** A report: how it is offered, and what it answers to a period and a department as they were typed. */
export interface Report extends OfferedReport {
  answer(ctx: Context, typed: string): Promise<Message>;
}

/** Every report of `/crm-report`, in the order in which they are offered. */
export const reports: readonly Report[] = [
  { name: "usage", ...usageText.reports.usage, answer: answerUsage },
  { name: "activity", ...usageText.reports.activity, answer: answerActivity },
  { name: "response", ...usageText.reports.response, answer: answerResponse },
  { name: "data", label: freshnessText.reportLabel(), summary: freshnessText.reportSummary(), answer: dataReport },
];
