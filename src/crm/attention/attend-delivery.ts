import type { Context } from "../../db/context.ts";
import { type AttentionSettings, decideAttention, defaultAttention, localMoment } from "./attention.ts";
import { digestKind } from "./digest.ts";
import { noticeKindOf } from "./notice-kinds.ts";

/** A message to one person or channel whose turn to be sent has come. */
export interface DueDelivery {
  id: string;
  kind: string;
  /** a Slack user's id or a channel's */
  recipient: string;
}

/** send it; keep it for the person's digest; or nobody is there any more who may read it */
export type Attended = "send" | "hold" | "drop";

interface Recipient extends AttentionSettings {
  memberId: string;
  zone: string;
  gone: boolean;
  hasAccess: boolean;
  wantsLess: boolean;
  digestDay: string | null;
}

/**
 * Decides about a message when its turn has come, and writes down which day's allowance it uses. Asked again after a
 * pause or a crash, it decides again by what is so by then, and never counts one message twice. Whoever delivers sees to
 * it that one recipient's messages come here one after the other.
 */
export async function attendDelivery(ctx: Context, { id, kind, recipient }: DueDelivery): Promise<Attended> {
  if (!isPerson(recipient)) return "send";
  const { treatment, withoutAccess = false } = noticeKindOf(kind);
  const person = await findRecipient(ctx, recipient, kind);
  if (!person) return withoutAccess ? "send" : "drop";
  if (person.gone || (!person.hasAccess && !withoutAccess)) return "drop";
  const local = localMoment(ctx.now, person.zone);
  const [day] = await ctx.tx.$queryRaw<{ isDayOff: boolean; counted: number }[]>`
    SELECT EXISTS (SELECT FROM holiday WHERE day = ${local.day}::date)
        OR EXISTS (SELECT FROM absence WHERE "memberId" = ${person.memberId}::uuid AND ${local.day}::date BETWEEN "fromDay" AND "toDay")
        AS "isDayOff",
      (SELECT count(*)::int FROM delivery WHERE recipient = ${recipient} AND id <> ${id}::uuid
        AND ("countedDay" = ${local.day}::date AND state IN ('pending', 'sending', 'sent', 'unknown')
          OR kind = ${digestKind} AND state IN ('pending', 'sending'))) AS counted`;
  if (!day) throw new Error("A row without a table is always there");
  const decided = decideAttention({
    ...{ treatment, settings: person, local, wantsLess: person.wantsLess },
    ...day,
    isDigestToCome: !day.isDayOff && (person.digestDay === null || person.digestDay < local.day),
  });
  // Whoever has no access has no digest in which it could wait.
  const attended = decided === "hold" && !person.hasAccess ? "count" : decided;
  const countedDay = attended === "count" ? local.day : null;
  await ctx.tx.$executeRaw`
    UPDATE delivery SET "countedDay" = ${countedDay}::date WHERE id = ${id}::uuid AND "countedDay" IS DISTINCT FROM ${countedDay}::date`;
  return attended === "hold" ? "hold" : "send";
}

/** Slack's ids of people begin with U or W. */
function isPerson(recipient: string): boolean {
  return /^[UW]/u.test(recipient);
}

async function findRecipient(ctx: Context, slackUserId: string, kind: string): Promise<Recipient | null> {
  const [found] = await ctx.tx.$queryRaw<
    (Omit<Recipient, keyof AttentionSettings> & { [K in keyof AttentionSettings]: AttentionSettings[K] | null })[]
  >`
    SELECT m.id AS "memberId", m.zone, m."deactivatedAt" IS NOT NULL OR m."isGuest" AS gone,
      EXISTS (SELECT FROM access_grant g WHERE g."memberId" = m.id AND g."revokedAt" IS NULL
        AND (g."endsAt" IS NULL OR g."endsAt" > ${ctx.now})) AS "hasAccess",
      EXISTS (SELECT FROM attention_less l WHERE l."memberId" = m.id AND l.kind = ${kind}) AS "wantsLess",
      (SELECT t.day::text FROM personal_turn t WHERE t.job = ${digestKind} AND t."memberId" = m.id) AS "digestDay",
      s.allowance, s."quietFrom", s."quietTo", s."workDays", s."digestAt"
    FROM member m LEFT JOIN attention_setting s ON s."memberId" = m.id
    WHERE m."slackUserId" = ${slackUserId}`;
  if (!found) return null;
  const { allowance, quietFrom, quietTo, workDays, digestAt, ...person } = found;
  const own = { allowance, quietFrom, quietTo, workDays, digestAt } as AttentionSettings;
  return { ...person, ...(allowance === null ? defaultAttention : own) };
}
