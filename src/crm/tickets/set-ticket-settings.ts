import { IANAZone } from "luxon";
import { v7 as newId } from "uuid";
import type { Context, Prisma } from "../../db/context.ts";
import { allow, type Department } from "../access/permission.ts";
import { Refusal } from "../refusal.ts";
import type { ServiceTargets } from "./clock.ts";
import { hasHolidayRules } from "./holidays.ts";
import { planAllClocks } from "./plan-clocks.ts";
import type { TicketPerson } from "./ticket.ts";
import { namePerson, pickAssignee } from "./ticket-people.ts";
import { defaultDays, everyTarget, loadClockwork, targetRange } from "./ticket-settings.ts";
import type { WorkingSpan } from "./working-time.ts";

/** How tickets are run, for whoever sets it. */
export interface TicketSettings {
  triageChannelId: string | null;
  zone: string;
  week: readonly WorkingSpan[];
  targets: ServiceTargets;
  closeAfterDays: number;
  wakeAfterDays: number;
  country: string;
  subdivision: string | null;
  countryHolidays: boolean;
  calendarUrl: string | null;
  calendarReadAt: Date | null;
  calendarFault: string | null;
  /** from today on, at most 20 */
  holidays: { date: string; name: string; source: string }[];
  escalation: { department: Department; person: TicketPerson }[];
  inboxes: { channelId: string; department: Department }[];
}

/** @throws Refusal not_permitted */
export async function getTicketSettings(ctx: Context): Promise<TicketSettings> {
  await allow(ctx, "tickets:read");
  const { tx, workspace } = ctx;
  const { calendar: _, ...rules } = await loadClockwork(ctx);
  const holidays = await tx.holiday.findMany({
    where: { day: { gte: new Date(`${ctx.now.toISOString().slice(0, 10)}T00:00:00Z`) } },
    orderBy: [{ day: "asc" }, { source: "asc" }],
    take: 20,
  });
  const escalation: TicketSettings["escalation"] = [];
  for (const { department, memberId } of await tx.escalationPerson.findMany({ orderBy: { department: "asc" } })) {
    const person = await namePerson(ctx, memberId);
    if (person) escalation.push({ department: department as Department, person });
  }
  const inboxes = await tx.ticketInbox.findMany({
    select: { channelId: true, department: true },
    orderBy: { channelId: "asc" },
  });
  return {
    ...rules,
    ...(await loadHolidaySettings(ctx)),
    triageChannelId: workspace.triageChannelId,
    holidays: holidays.map(({ day, name, source }) => ({ date: day.toISOString().slice(0, 10), name, source })),
    escalation,
    inboxes: inboxes as TicketSettings["inboxes"],
  };
}

/** What the settings' row says of days off, the workspace's own country where it says nothing. */
export async function loadHolidaySettings(ctx: Context) {
  const row = await ctx.tx.ticketSettings.findFirst();
  return {
    country: row?.country ?? ctx.workspace.region,
    subdivision: row?.subdivision ?? null,
    countryHolidays: row?.countryHolidays ?? true,
    calendarUrl: row?.calendarUrl ?? null,
    calendarReadAt: row?.calendarReadAt ?? null,
    calendarFault: row?.calendarFault ?? null,
  };
}

type SettingsData = Omit<Prisma.TicketSettingsUncheckedUpdateInput, "workspaceId" | "updatedAt">;

/** Writes the settings' row; `silent`: nobody decided it, so that the log has no entry. */
export async function changeSettings(ctx: Context, data: SettingsData, { silent = false } = {}): Promise<void> {
  const { id: workspaceId } = ctx.workspace;
  const before = await ctx.tx.ticketSettings.findFirst();
  const { closeAfter: closeAfterDays, wakeAfter: wakeAfterDays } = defaultDays;
  await ctx.tx.ticketSettings.upsert({
    where: { workspaceId },
    create: {
      closeAfterDays,
      wakeAfterDays,
      ...data,
      workspaceId,
      updatedAt: ctx.now,
    } as Prisma.TicketSettingsUncheckedCreateInput,
    update: { ...data, updatedAt: ctx.now },
  });
  if (silent) return;
  const keys = Object.keys(data) as (keyof typeof data & keyof NonNullable<typeof before>)[];
  ctx.audit({
    ...{ action: "settings.tickets_changed", subjectType: "workspace", subjectId: workspaceId },
    before: JSON.parse(JSON.stringify(Object.fromEntries(keys.map((key) => [key, before?.[key] ?? null])))),
    after: JSON.parse(JSON.stringify(data)),
  });
}

export interface ChangedTicketSettings {
  zone?: string;
  country?: string;
  subdivision?: string | null;
  countryHolidays?: boolean;
  closeAfterDays?: number;
  wakeAfterDays?: number;
}

/**
 * Sets what is named; the rest stays. Days off follow a change of the country within the hour.
 * @throws Refusal not_permitted, zone_unknown, country_unknown, days_wrong
 */
export async function setTicketSettings(ctx: Context, input: ChangedTicketSettings): Promise<void> {
  await allow(ctx, "settings:write");
  const { zone, closeAfterDays, wakeAfterDays } = input;
  const country = input.country?.trim().toUpperCase();
  if (zone !== undefined && !IANAZone.isValidZone(zone)) throw new Refusal("zone_unknown", { zone });
  if (country !== undefined && !(await hasHolidayRules(country))) throw new Refusal("country_unknown", { country });
  checkDays(closeAfterDays, 1, 365);
  checkDays(wakeAfterDays, 1, 30);
  const data = Object.fromEntries(
    Object.entries({ ...input, ...(country !== undefined && { country }) }).filter(([, value]) => value !== undefined),
  );
  if (Object.keys(data).length === 0) return;
  await changeSettings(ctx, data);
  if (zone !== undefined) await planAllClocks(ctx);
}

function checkDays(days: number | undefined, least: number, most: number): void {
  if (days === undefined) return;
  if (!Number.isInteger(days) || days < least || days > most) throw new Refusal("days_wrong", { least, most });
}

/**
 * Says when the team works: the spans of each weekday, in any order.
 * @throws Refusal not_permitted, working_hours_wrong
 */
export async function setWorkingHours(ctx: Context, input: { week: readonly WorkingSpan[] }): Promise<void> {
  await allow(ctx, "settings:write");
  const week = input.week.toSorted((a, b) => a.weekday - b.weekday || a.fromMinute - b.fromMinute);
  if (week.length === 0) throw new Refusal("working_hours_wrong", { reason: "none" });
  for (const [index, { weekday, fromMinute, toMinute }] of week.entries()) {
    const whole = [weekday, fromMinute, toMinute].every(Number.isInteger);
    if (!whole || weekday < 1 || weekday > 7 || fromMinute < 0 || fromMinute >= toMinute || toMinute > 1440)
      throw new Refusal("working_hours_wrong", { reason: "order" });
    const previous = week[index - 1];
    if (previous?.weekday === weekday && previous.toMinute > fromMinute)
      throw new Refusal("working_hours_wrong", { reason: "overlap" });
  }
  const { week: before } = await loadClockwork(ctx);
  const { id: workspaceId } = ctx.workspace;
  await ctx.tx.workingSpan.deleteMany({});
  await ctx.tx.workingSpan.createMany({ data: week.map((span) => ({ ...span, id: newId(), workspaceId })) });
  const told = (spans: readonly WorkingSpan[]) => spans.map((span) => ({ ...span }));
  ctx.audit({
    ...{ action: "settings.working_hours_changed", subjectType: "workspace", subjectId: workspaceId },
    before: { week: told(before) },
    after: { week: told(week) },
  });
  await planAllClocks(ctx);
}

/**
 * Says how many working minutes each priority has.
 * @throws Refusal not_permitted, target_wrong
 */
export async function setServiceTargets(ctx: Context, input: { targets: ServiceTargets }): Promise<void> {
  await allow(ctx, "settings:write");
  const { targets } = input;
  for (const { priority, kind } of everyTarget) {
    const minutes = targets[priority][kind];
    if (!Number.isInteger(minutes) || minutes < targetRange.least || minutes > targetRange.most)
      throw new Refusal("target_wrong", { reason: "range" });
    if (targets[priority].resolution < targets[priority].first_response)
      throw new Refusal("target_wrong", { reason: "order" });
  }
  const { targets: before } = await loadClockwork(ctx);
  const { id: workspaceId } = ctx.workspace;
  await ctx.tx.serviceTarget.deleteMany({});
  await ctx.tx.serviceTarget.createMany({
    data: Object.entries(targets).map(([priority, { first_response, resolution }]) => ({
      ...{ workspaceId, priority, firstResponseMinutes: first_response, resolutionMinutes: resolution },
    })),
  });
  ctx.audit({
    ...{ action: "settings.service_targets_changed", subjectType: "workspace", subjectId: workspaceId },
    before: { ...before },
    after: { ...targets },
  });
  await planAllClocks(ctx);
}

/**
 * Names who hears when a department is late or escalates; null: the stewards again.
 * @throws Refusal not_permitted, assignee_not_found, assignee_without_access
 */
export async function setEscalationPerson(
  ctx: Context,
  input: { department: Department; memberId: string | null },
): Promise<void> {
  await allow(ctx, "settings:write");
  const { department } = input;
  const { id: workspaceId } = ctx.workspace;
  const person = input.memberId === null ? null : await pickAssignee(ctx, input.memberId);
  const before = await ctx.tx.escalationPerson.findFirst({ where: { department } });
  if ((before?.memberId ?? null) === (person?.memberId ?? null)) return;
  await ctx.tx.escalationPerson.deleteMany({ where: { department } });
  if (person) {
    const setById = ctx.member?.id ?? null;
    await ctx.tx.escalationPerson.create({
      data: { workspaceId, department, memberId: person.memberId, setAt: ctx.now, setById },
    });
  }
  ctx.audit({
    ...{ action: "settings.escalation_changed", subjectType: "workspace", subjectId: workspaceId },
    before: { department, memberId: before?.memberId ?? null },
    after: { department, memberId: person?.memberId ?? null },
  });
}

/** Makes a channel an inbox: each new message in it opens a ticket of this department. null: no inbox any more. */
export async function setTicketInbox(
  ctx: Context,
  input: { channelId: string; department: Department | null },
): Promise<void> {
  await allow(ctx, "settings:write");
  const { channelId, department } = input;
  const { id: workspaceId } = ctx.workspace;
  const before = await ctx.tx.ticketInbox.findFirst({ where: { channelId } });
  if ((before?.department ?? null) === department) return;
  await ctx.tx.ticketInbox.deleteMany({ where: { channelId } });
  if (department !== null) {
    const setById = ctx.member?.id ?? null;
    await ctx.tx.ticketInbox.create({ data: { workspaceId, channelId, department, setAt: ctx.now, setById } });
  }
  ctx.audit({
    ...{ action: "settings.ticket_inbox_changed", subjectType: "workspace", subjectId: workspaceId },
    before: { channelId, department: before?.department ?? null },
    after: { channelId, department },
  });
}

/** The department whose inbox a channel is; null: it is none. */
export async function findInbox(ctx: Context, channelId: string): Promise<Department | null> {
  await allow(ctx, "tickets:read");
  const inbox = await ctx.tx.ticketInbox.findFirst({ where: { channelId }, select: { department: true } });
  return (inbox?.department as Department | undefined) ?? null;
}
