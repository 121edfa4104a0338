import type { Context, Member } from "../../db/context.ts";
import { findMember } from "../access/find-member.ts";
import { allow, type Department, mayRole } from "../access/permission.ts";
import { csvLine, csvMark } from "../privacy/csv-line.ts";
import { clockKinds } from "../tickets/ticket.ts";
import { activityTypes, countActivity } from "./activity.ts";
import { getActivity } from "./get-activity.ts";
import { type ClockFigures, getResponse } from "./get-response.ts";
import { asManager, getUsage, mayBeSeen, readPeopleUsage } from "./get-usage.ts";
import { type Days, eachDay } from "./local-days.ts";
import type { PersonUsage, TeamUsage } from "./sum-team.ts";
import { listShown } from "./usage-preview.ts";
import { readUsageSettings } from "./usage-settings.ts";

export const reportKinds = ["usage", "activity", "response"] as const;
export type ReportKind = (typeof reportKinds)[number];

export const reportFileKind = "report-file";

/** A report as a file: which, of which days and department, and for whom. */
export interface ReportOrder {
  report: ReportKind;
  days: Days;
  department: Department | null;
  memberId: string;
}

/**
 * Takes down that somebody wants a report as a file, which follows as a message (`report-file`).
 * @throws Refusal not_permitted
 */
export async function requestReportFile(ctx: Context, order: Omit<ReportOrder, "memberId">): Promise<void> {
  await allow(ctx, "reports:read");
  const { member } = ctx;
  if (!member) throw new Error("Only a person is handed a report");
  const { report, days, department } = order;
  const told = { report, from: days.from, to: days.to, department };
  ctx.audit({ action: "report.exported", subjectType: "workspace", subjectId: ctx.workspace.id, after: told });
  ctx.notify({
    kind: reportFileKind,
    recipient: member.slackUserId,
    payload: { ...told, memberId: member.id },
  });
}

/** Lines of CSV (RFC 4180, UTF-8 with a mark for spreadsheets), a formula in none of them; null: they may not read it any more. */
export async function writeReport(ctx: Context, order: ReportOrder): Promise<string | null> {
  const asker = await findAsker(ctx, order.memberId);
  if (!asker) return null;
  const own = { ...ctx, member: asker };
  const lines = await linesOf[order.report](own, order);
  return `${csvMark}${lines.map(csvLine).join("")}`;
}

type Lines = (string | null)[][];

const linesOf: Record<ReportKind, (ctx: Context, order: ReportOrder) => Promise<Lines>> = {
  async usage(ctx, order) {
    const { everyone, teams, people } = await getUsage(ctx, order);
    return [
      ["What", "Name", ...usageColumns.map(([title]) => title)],
      ...teams.map(({ department, people: count, usage }) => [
        ...["team", department ?? "no department"],
        ...usageCells({ ...usage, people: count }),
      ]),
      ["all", null, ...usageCells(everyone)],
      ...people.map((person) => ["person", person.name, ...usageCells(person)]),
    ];
  },
  async activity(ctx, order) {
    const { counts, team } = await getActivity(ctx, { ...order, before: order.days });
    const header = ["Day", "Who", ...activityTypes.map((type) => titles[type])];
    if (!team) return [header];
    const dayLines = (name: string | null, of: typeof counts): Lines =>
      eachDay(order.days).map((day) => [
        ...[day, name],
        ...activityTypes.map((type) => cell(of.find((one) => one.day === day && one.type === type)?.count ?? 0)),
      ]);
    const lines: Lines = [header, ...dayLines("all", counts)];
    for (const { memberId, name } of await listVisible(ctx, order))
      lines.push(...dayLines(name, await countActivity(ctx, order.days, [memberId])));
    return lines;
  },
  async response(ctx, order) {
    const { all, byPriority, tickets, leads } = await getResponse(ctx, order);
    const figures = (name: string, count: number, kind: (typeof clockKinds)[number], of: ClockFigures) => [
      ...[name, titles[kind], cell(count), cell(of.done), cell(of.open)],
      ...[cell(of.median), cell(of.ninetieth), cell(of.within), cell(of.decided)],
    ];
    const columns = ["Done", "Open", "Median", "90th percentile", "Within target", "Decided"];
    return [
      ["Tickets", "What (minutes of working time)", "Count", ...columns],
      ...clockKinds.map((kind) => figures("all", tickets, kind, all[kind])),
      ...byPriority.flatMap(({ priority, tickets: count, clocks }) =>
        clockKinds.map((kind) => figures(priority, count, kind, clocks[kind])),
      ),
      ["Leads", "First contact (hours)", cell(leads.leads), cell(leads.followedUp), null].concat([
        ...[cell(leads.medianHours), cell(leads.ninetiethHours), null, null],
      ]),
    ];
  },
};

/** Whose numbers the asker may see by name. */
async function listVisible(ctx: Context, { days, department }: ReportOrder): Promise<PersonUsage[]> {
  const { member } = ctx;
  if (!member || !(await readUsageSettings(ctx)).perPerson) return [];
  const shown = await listShown(ctx);
  const people = await readPeopleUsage(ctx, days, department);
  return people.filter((person) => shown.has(person.memberId) && mayBeSeen(asManager(member), person));
}

const usageColumns = [
  ["People", "people"],
  ["Working days", "workingDays"],
  ["Working days with a record", "coveredDays"],
  ["Calls", "calls"],
  ["E-mails", "emails"],
  ["Meetings", "meetings"],
  ["Visits", "visits"],
  ["Notes and quotes logged", "others"],
  ["Customers", "customers"],
  ["Kinds of entries", "types"],
  ["Calls with outcome", "callsWithOutcome"],
  ["Entries with a note", "withNote"],
  ["Characters of notes", "noteLength"],
  ["Entries with a next step", "withNextStep"],
  ["Tickets solved", "ticketsSolved"],
  ["Quotes sent", "quotesSent"],
  ["Quotes won", "quotesWon"],
  ["Quotes lost", "quotesLost"],
] as const;

function usageCells(usage: Partial<TeamUsage> | PersonUsage | null): (string | null)[] {
  const values: Readonly<Record<string, unknown>> = { ...usage };
  return usageColumns.map(([, key]) => cell(values[key]));
}

const titles = {
  ...{ call: "Calls", email: "E-mails", meeting: "Meetings", visit: "Visits" },
  ...{ first_response: "First answer", resolution: "Solution" },
} as const;

function cell(value: unknown): string | null {
  if (typeof value !== "number") return null;
  return Number.isInteger(value) ? String(value) : value.toFixed(2);
}

/** Whoever asked for a report, as they are now. */
async function findAsker(ctx: Context, memberId: string): Promise<Member | null> {
  const found = await findMember(ctx, { memberId });
  if (!found?.access || !mayRole(found.access.role, "reports:read")) return null;
  const { memberId: id, access, ...who } = found;
  const { role, departments } = access;
  return { ...who, id, role, departments, isSlackOwner: false, lastActiveAt: null, hasLookedUp: false };
}
