import { DateTime } from "luxon";
import { v7 as newId } from "uuid";
import type { Context, sql } from "../../db/context.ts";
import { allow } from "../access/permission.ts";
import { csvLine, csvMark } from "../privacy/csv-line.ts";
import { announceExport } from "../privacy/export-person.ts";
import { readReason } from "../privacy/read-reason.ts";
import { Refusal } from "../refusal.ts";
import { type AuditFilter, type AuditLine, countAudit, listAuditForward } from "./list-audit.ts";

export const auditFormats = ["csv", "json"] as const;
export type AuditFormat = (typeof auditFormats)[number];

/** An export that was asked for: what its file is made of, whenever that happens. */
export interface AuditExport {
  exportId: string;
  format: AuditFormat;
  filter: AuditFilter;
  entries: number;
}

type InTransaction = <T>(run: (ctx: Context) => Promise<T>) => Promise<T>;

/** Entries a transaction: enough to be quick, few enough to be held. */
const pageSize = 500;

/**
 * Takes down that the log, or what `filter` leaves of it, is exported, and tells the other stewards. From Slack the file
 * follows as a message (`audit-export`). What is written from now on is not in it.
 * @param input.from a day, "2026-11-22", in the zone of whoever asks; null: from the first entry. `to` is included; null: until now
 * @throws Refusal not_permitted, reason_missing, reason_too_long, audit_day_unreadable, audit_period_backwards, audit_period_empty
 */
export async function requestAuditExport(
  ctx: Context,
  input: {
    reason: string;
    format: AuditFormat;
    from: string | null;
    to: string | null;
    /** its own period gives way to the days */
    filter?: AuditFilter;
  },
): Promise<AuditExport> {
  await allow(ctx, "audit:read");
  const reason = readReason(input.reason);
  const { actorIds, contactIds, action } = input.filter ?? {};
  const filter: AuditFilter = {
    ...(actorIds && { actorIds }),
    ...(contactIds && { contactIds }),
    ...(action && { action }),
    ...readDays(ctx, input),
  };
  const { entries, lastSeq } = await countAudit(ctx, filter);
  if (entries === 0) throw new Refusal("audit_period_empty", {});
  const exportId = newId();
  const workspaceId = ctx.workspace.id;
  await ctx.tx.dataExport.create({
    data: {
      ...{ id: exportId, workspaceId, scope: "audit", memberId: ctx.member?.id ?? null, rows: entries },
      ...{ surface: ctx.surface === "cli" ? "cli" : "slack", reason, startedAt: ctx.now },
    },
  });
  const told = { format: input.format, ...kept(filter), lastSeq: String(lastSeq) };
  ctx.audit({
    action: "audit.exported",
    subjectType: "workspace",
    subjectId: workspaceId,
    after: { exportId, rows: entries, reason, ...told },
  });
  if (ctx.member)
    ctx.notify({ kind: "audit-export", recipient: ctx.member.slackUserId, payload: { exportId, entries, ...told } });
  await announceExport(ctx, { exportId });
  return { exportId, format: input.format, filter: { ...filter, lastSeq }, entries };
}

/** As JSON; ids and moments only. */
function kept({ actorIds, contactIds, action, from, to }: AuditFilter): sql.InputJsonObject {
  return {
    ...(actorIds && { actorIds: [...actorIds] }),
    ...(contactIds && { contactIds: [...contactIds] }),
    ...(action && { action }),
    ...(from && { from: from.toISOString() }),
    ...(to && { to: to.toISOString() }),
  };
}

function readDays(ctx: Context, { from, to }: { from: string | null; to: string | null }): { from?: Date; to?: Date } {
  const zone = ctx.member?.zone ?? ctx.workspace.zone;
  const read = (typed: string | null): DateTime | null => {
    if (typed === null) return null;
    const day = /^\d{4}-\d{2}-\d{2}$/u.test(typed) ? DateTime.fromISO(typed, { zone }) : null;
    if (!day?.isValid) throw new Refusal("audit_day_unreadable", { typed });
    return day;
  };
  const [first, last] = [read(from), read(to)];
  if (first && last && first > last) {
    throw new Refusal("audit_period_backwards", { from: first.toISODate() ?? "", to: last.toISODate() ?? "" });
  }
  return { ...(first && { from: first.toJSDate() }), ...(last && { to: last.plus({ days: 1 }).toJSDate() }) };
}

/**
 * The log as one file, oldest entry first: a line of CSV an entry (RFC 4180, UTF-8 with a mark for spreadsheets), or one
 * JSON document. A page at a time, each a transaction, so that the memory it takes does not depend on how long the log is.
 * @param sentence what an entry says, in words, without who did it
 */
export async function* writeAudit(
  transaction: InTransaction,
  { exportId, format, filter }: AuditExport,
  sentence: (line: AuditLine) => string,
): AsyncGenerator<string> {
  const { opening, entry, between, closing } = writers[format];
  yield await transaction(async (ctx) => opening(ctx, filter));
  let after = 0n;
  let first = true;
  for (;;) {
    const last = after;
    const page = await transaction((ctx) => listAuditForward(ctx, { filter, after: last, limit: pageSize }));
    if (page.length > 0) {
      yield (first ? "" : between) + page.map((line) => entry(line, sentence(line))).join(between);
      first = false;
    }
    after = page.at(-1)?.seq ?? last;
    if (page.length < pageSize) break;
  }
  yield closing;
  await transaction((ctx) => ctx.tx.dataExport.update({ where: { id: exportId }, data: { finishedAt: ctx.now } }));
}

interface Writer {
  opening(ctx: Context, filter: AuditFilter): string;
  entry(line: AuditLine, said: string): string;
  between: string;
  closing: string;
}

const erased = "erased";
const csvHeader = [
  ...["Number", "Time (UTC)", "Who", "What", "Action", "From where", "Interaction", "About", "Name", "Id"],
  ...["Before", "After", "Hash"],
];

const writers: Record<AuditFormat, Writer> = {
  csv: {
    opening: () => `${csvMark}${csvLine(csvHeader)}`,
    entry(line, said) {
      const values = (of: object | null) => (line.erased ? erased : of && JSON.stringify(of));
      return csvLine([
        ...[String(line.seq), line.at.toISOString(), line.actorName ?? "Steward", said, line.action, line.surface],
        ...[line.interactionId, line.subjectType, line.subjectName, line.subjectId],
        ...[values(line.before), values(line.after), line.hash],
      ]);
    },
    between: "",
    closing: "",
  },
  json: {
    opening: ({ workspace, now }, { from = null, to = null }) =>
      `${JSON.stringify({ workspace: workspace.name, madeAt: now, from, before: to }).slice(0, -1)},"entries":[\n`,
    entry: (line, said) =>
      JSON.stringify({
        ...{ number: Number(line.seq), at: line.at, who: line.actorName ?? "Steward", whoId: line.actorId, what: said },
        ...{ action: line.action, from: line.surface, interaction: line.interactionId },
        about: { type: line.subjectType, id: line.subjectId, name: line.subjectName },
        ...{ erased: line.erased, before: line.before, after: line.after, hash: line.hash },
      }),
    between: ",\n",
    closing: "\n]}\n",
  },
};
