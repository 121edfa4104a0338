import type { Context } from "../../db/context.ts";
import { allow } from "../access/permission.ts";
import { digestParts } from "../digest/plan-digest.ts";
import { Refusal } from "../refusal.ts";
import { type AttentionSettings, defaultAttention, isQuiet, mostAllowance, quarter } from "./attention.ts";
import { digestKind } from "./digest.ts";
import { kindsThatMayWait as kindsOfNotices } from "./notice-kinds.ts";

const minutesOfDay = 24 * 60;
/** What a person can want less of: messages that then come in the digest only, and parts of the digest itself. */
const kindsThatMayWait: readonly string[] = [...kindsOfNotices, ...digestParts];

/** One's own settings, and what has come of them. */
export interface OwnAttention {
  settings: AttentionSettings;
  /** the kinds wanted in the digest only */
  less: string[];
  /** when Steward last looked whether there was a digest to send; null: never yet */
  lastDigestAt: Date | null;
  /** how many messages wait for the next digest */
  held: number;
}

/** @throws Refusal without access */
export async function getOwnAttention(ctx: Context): Promise<OwnAttention> {
  await allow(ctx, "customers:read");
  const { id, slackUserId } = ownMember(ctx);
  const own = await ctx.tx.attentionSetting.findFirst({
    where: { memberId: id },
    omit: { workspaceId: true, memberId: true },
  });
  const less = await ctx.tx.attentionLess.findMany({ where: { memberId: id }, orderBy: { at: "asc" } });
  const turn = await ctx.tx.personalTurn.findFirst({ where: { memberId: id, job: digestKind } });
  const held = await ctx.tx.delivery.count({ where: { recipient: slackUserId, state: "held" } });
  return {
    settings: own ?? defaultAttention,
    less: less.map(({ kind }) => kind),
    lastDigestAt: turn?.at ?? null,
    held,
  };
}

/** The kinds that a person has had or wants less of: those worth a choice. */
export async function listOwnKinds(ctx: Context): Promise<string[]> {
  await allow(ctx, "customers:read");
  const { id, slackUserId } = ownMember(ctx);
  const rows = await ctx.tx.$queryRaw<{ kind: string }[]>`
    SELECT kind FROM unnest(${[...kindsThatMayWait]}::text[]) AS k (kind)
    WHERE EXISTS (SELECT FROM delivery d WHERE d.recipient = ${slackUserId} AND d.kind = k.kind)
      OR EXISTS (SELECT FROM attention_less l WHERE l."memberId" = ${id}::uuid AND l.kind = k.kind)
    ORDER BY kind`;
  return rows.map(({ kind }) => kind);
}

/**
 * Says how much one wants to hear unasked, and when; from the next message on.
 * @param less the kinds wanted in the digest only; those left out come by themselves again
 * @throws Refusal attention_allowance, attention_no_working_day, attention_digest_in_quiet
 */
export async function setOwnAttention(
  ctx: Context,
  { settings, less }: { settings: AttentionSettings; less: readonly string[] },
): Promise<void> {
  await allow(ctx, "customers:read");
  const { id } = ownMember(ctx);
  check(settings);
  const before = await getOwnAttention(ctx);
  const { allowance, quietFrom, quietTo, digestAt } = settings;
  const values = { allowance, quietFrom, quietTo, digestAt, workDays: [...new Set(settings.workDays)].sort() };
  const where = { workspaceId_memberId: { workspaceId: ctx.workspace.id, memberId: id } };
  await ctx.tx.attentionSetting.upsert({
    where,
    create: { ...where.workspaceId_memberId, ...values },
    update: values,
  });
  const wanted = kindsThatMayWait.filter((kind) => less.includes(kind));
  await ctx.tx.attentionLess.deleteMany({ where: { memberId: id, kind: { notIn: wanted } } });
  await addLess(ctx, id, wanted);
  const kept = before.less.filter((kind) => kindsThatMayWait.includes(kind)).toSorted();
  ctx.audit({
    action: "attention.changed",
    subjectType: "member",
    subjectId: id,
    before: { ...before.settings, workDays: [...before.settings.workDays], less: kept },
    after: { ...values, less: wanted.toSorted() },
  });
}

/** Messages of this kind come in the digest only, or by themselves again. False when it was so already. */
export async function setLess(ctx: Context, { kind, less }: { kind: string; less: boolean }): Promise<boolean> {
  await allow(ctx, "customers:read");
  const { id } = ownMember(ctx);
  if (!kindsThatMayWait.includes(kind)) return false;
  const changed = less
    ? await addLess(ctx, id, [kind])
    : (await ctx.tx.attentionLess.deleteMany({ where: { memberId: id, kind } })).count;
  if (changed === 0) return false;
  ctx.audit({
    action: less ? "attention.lessened" : "attention.restored",
    subjectType: "member",
    subjectId: id,
    after: { kind },
  });
  return true;
}

async function addLess(ctx: Context, memberId: string, kinds: readonly string[]): Promise<number> {
  const { count } = await ctx.tx.attentionLess.createMany({
    data: kinds.map((kind) => ({ workspaceId: ctx.workspace.id, memberId, kind, at: ctx.now })),
    skipDuplicates: true,
  });
  return count;
}

function check(settings: AttentionSettings): void {
  const { allowance, workDays, digestAt, quietFrom, quietTo } = settings;
  if (!Number.isInteger(allowance) || allowance < 1 || allowance > mostAllowance)
    throw new Refusal("attention_allowance", { most: mostAllowance });
  if (workDays.length === 0) throw new Refusal("attention_no_working_day", {});
  for (const minute of [digestAt, quietFrom, quietTo]) {
    if (!Number.isInteger(minute) || minute < 0 || minute >= minutesOfDay) throw new Error("No minute of a day");
  }
  if (workDays.some((day) => !Number.isInteger(day) || day < 1 || day > 7)) throw new Error("No day of the week");
  if (digestAt % quarter !== 0) throw new Error("The digest comes at a quarter of an hour");
  if (isQuiet(settings, digestAt)) {
    throw new Refusal("attention_digest_in_quiet", { quiet: `${clockTime(quietFrom)} to ${clockTime(quietTo)}` });
  }
}

/** "09:00" of a minute of the day. */
export function clockTime(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
}

function ownMember(ctx: Context): { id: string; slackUserId: string } {
  if (!ctx.member) throw new Error("Only a person has attention");
  return ctx.member;
}
