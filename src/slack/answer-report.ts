import { may } from "../crm/access/permission.ts";
import { getActivity } from "../crm/usage/get-activity.ts";
import { getResponse } from "../crm/usage/get-response.ts";
import { getUsage } from "../crm/usage/get-usage.ts";
import type { Context } from "../db/context.ts";
import { readReportTerms } from "./read-report-terms.ts";
import type { Message } from "./reply.ts";
import { activityMessage, responseMessage, usageMessage } from "./views/usage-reports.ts";

/** Who uses the CRM, in a period and a department as typed. @throws Refusal of the terms */
export async function answerUsage(ctx: Context, typed: string): Promise<Message> {
  const terms = readReportTerms(ctx, typed);
  const maySet = may(ctx.member, "settings:write");
  return usageMessage(await getUsage(ctx, terms), { ...terms, now: ctx.now, maySet });
}

/** What was done with customers, likewise. */
export async function answerActivity(ctx: Context, typed: string): Promise<Message> {
  const terms = readReportTerms(ctx, typed);
  return activityMessage(await getActivity(ctx, terms), { ...terms, now: ctx.now });
}

/** How soon customers are answered, likewise. */
export async function answerResponse(ctx: Context, typed: string): Promise<Message> {
  const terms = readReportTerms(ctx, typed);
  return responseMessage(await getResponse(ctx, terms), { ...terms, now: ctx.now });
}
