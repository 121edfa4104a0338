import { type Context, sql } from "../../db/context.ts";
import type { Stage } from "../customers/contact.ts";
import type { Outcome } from "../interactions/interaction.ts";
import type { Due } from "../tasks/task.ts";
import { isPlanned, restsFor } from "./lead-queue.ts";

/**
 * Days without anything logged after which somebody has gone quiet. A lead came by itself, and its interest cools within days:
 * a working week. With a prospect there is a conversation that has its pauses: two.
 */
export const quietDays = { lead: 7, prospect: 14 } as const;
/** Others of the origin that bought longer ago say little of it now. */
const boughtWithinDays = 90;
/** Named on so many mornings without anything done, a lead rests as if it had been put off, and others have their turn. */
const mostMornings = 3;
const morningsWithinDays = 14;
/** What Steward itself says of where somebody was written down: no origin that others share. */
const noOrigin = ["typed", "entry", "edited"];
const dayMs = 86_400_000;

const daysAgo = (now: Date, days: number) => new Date(now.getTime() - days * dayMs);

/**
 * Those who became customers lately, with their origin: `bought` with id, origin, at. From the changes to the contacts, one by
 * one: a planner that knows nothing of the tables yet would go the other way, through all contacts.
 */
function boughtSince(since: Date): sql.Sql {
  return sql.sql`bought AS MATERIALIZED (
    SELECT o.id, lower(o.source) AS origin, max(s.at) AS at FROM stage_change s
      JOIN LATERAL (SELECT id, source FROM contact WHERE id = s."contactId" AND stage = 'customer' AND "endedAt" IS NULL
        OFFSET 0) o ON true
    WHERE s."toStage" = 'customer' AND s."fromStage" IN ('lead', 'prospect') AND s.at > ${since} GROUP BY o.id, o.source)`;
}

/**
 * A person's leads and prospects whom nobody has called or written to for {@link quietDays} while others of the same origin became
 * customers [R68]: since the lead came in, and within the last 90 days. Nothing is planned for them. Those worth most first,
 * then those who have waited longest.
 */
export async function findQuietLeads(
  ctx: Context,
  { memberId, limit }: { memberId: string; limit: number },
): Promise<string[]> {
  const { now } = ctx;
  // Of each origin only the last who bought matters, and of the person's digests a handful of ids: each is looked up once. The rest goes from
  // the person's own leads to what is known of each, a look into an index every time, whatever the server takes the tables for.
  const rows = await ctx.tx.$queryRaw<{ id: string }[]>`
    WITH ${boughtSince(daysAgo(now, boughtWithinDays))},
    last AS MATERIALIZED (SELECT origin, max(at) AS at FROM bought WHERE NOT origin = ANY(${noOrigin}) GROUP BY origin),
    own AS MATERIALIZED (
      SELECT p.id, p.stage, lower(p.source) AS origin, coalesce(p."sourceAt", p."createdAt") AS arrived FROM contact p
      WHERE p."ownerId" = ${memberId}::uuid AND p."endedAt" IS NULL AND p.stage IN ('lead', 'prospect')
        AND NOT ${restsFor(memberId, now)}
        AND NOT p.id = ANY(ARRAY(SELECT named.id FROM (
          SELECT unnest(d."quietIds") AS id FROM digest d WHERE d."memberId" = ${memberId}::uuid
            AND d."createdAt" > ${daysAgo(now, morningsWithinDays)}) named GROUP BY named.id HAVING count(*) >= ${mostMornings}))),
    waiting AS MATERIALIZED (
      SELECT q.id, q.stage, coalesce((SELECT i."happenedAt" FROM interaction i WHERE i."contactId" = q.id AND i."removedAt" IS NULL
        AND i.type <> 'note' ORDER BY i."happenedAt" DESC LIMIT 1), q.arrived) AS since
      FROM own q JOIN last ON last.origin = q.origin AND last.at > q.arrived),
    quiet AS MATERIALIZED (
      SELECT w.id, w.since FROM waiting w
      WHERE w.since < CASE w.stage WHEN 'lead' THEN ${daysAgo(now, quietDays.lead)}::timestamptz
        ELSE ${daysAgo(now, quietDays.prospect)}::timestamptz END AND NOT ${isPlanned(sql.sql`w.id`)})
    SELECT q.id FROM quiet q LEFT JOIN LATERAL (SELECT f.value FROM contact_fact f
      WHERE f."contactId" = q.id AND f.field = 'value' AND f."validTo" IS NULL LIMIT 1) f ON true
    ORDER BY f.value::numeric DESC NULLS LAST, q.since, q.id LIMIT ${limit}`;
  return rows.map(({ id }) => id);
}

/** What has become of a quiet lead since the digest brought it. */
export type LeadState = "open" | "logged" | "planned" | "given" | "rested" | "bought";

export interface QuietLead {
  contactId: string;
  name: string;
  companyName: string | null;
  source: string;
  state: LeadState;
  /** since when they have heard nothing, as it was when the digest came: the last attempt, or their coming in */
  quietSince: Date;
  /** that attempt; null: they were never called */
  last: { type: string; outcome: Outcome | null } | null;
  /** others of their origin who became customers meanwhile */
  bought: number;
  /** whose they are now; null: nobody's */
  ownerName: string | null;
  /** what is planned since; null: nothing */
  planned: Due | null;
}

/** The quiet leads of a digest as they are now, in the order in which they came. */
export async function readQuietLeads(
  ctx: Context,
  digest: { memberId: string; quietIds: readonly string[]; restedIds: readonly string[]; createdAt: Date },
): Promise<QuietLead[]> {
  const { memberId, quietIds, restedIds, createdAt } = digest;
  if (quietIds.length === 0) return [];
  const rows = await ctx.tx.$queryRaw<QuietRow[]>`
    WITH ${boughtSince(daysAgo(ctx.now, boughtWithinDays))}
    SELECT c.id AS "contactId", c.name, co.name AS "companyName", c.source, c.stage, c."ownerId", m.name AS "ownerName",
      coalesce(l."happenedAt", c."sourceAt", c."createdAt") AS "quietSince", l.type, l.outcome,
      (SELECT count(*)::int FROM bought b WHERE b.origin = lower(c.source) AND b.id <> c.id
        AND b.at > coalesce(c."sourceAt", c."createdAt")) AS bought,
      EXISTS (SELECT FROM interaction i WHERE i."contactId" = c.id AND i."removedAt" IS NULL AND i.type <> 'note'
        AND i."createdAt" >= ${createdAt}) AS logged,
      t."dueAt", to_char(t."dueOn", 'YYYY-MM-DD') AS "dueOn", t.id IS NOT NULL AS planned
    FROM contact c LEFT JOIN company co ON co.id = c."companyId" LEFT JOIN member m ON m.id = c."ownerId"
      LEFT JOIN LATERAL (SELECT type, outcome, "happenedAt" FROM interaction WHERE "contactId" = c.id AND "removedAt" IS NULL
        AND type <> 'note' AND "createdAt" < ${createdAt} ORDER BY "happenedAt" DESC, id DESC LIMIT 1) l ON true
      LEFT JOIN LATERAL (SELECT id, "dueAt", "dueOn" FROM task WHERE "contactId" = c.id AND "doneAt" IS NULL
        AND "droppedAt" IS NULL ORDER BY "dueAt" NULLS LAST, id LIMIT 1) t ON true
    WHERE c.id = ANY(${[...quietIds]}::uuid[]) AND c."endedAt" IS NULL`;
  return quietIds.flatMap((id) =>
    rows.filter(({ contactId }) => contactId === id).map((row) => quietLeadOf(row, { memberId, restedIds })),
  );
}

interface QuietRow {
  contactId: string;
  name: string;
  companyName: string | null;
  source: string;
  stage: Stage;
  ownerId: string | null;
  ownerName: string | null;
  quietSince: Date;
  type: string | null;
  outcome: Outcome | null;
  bought: number;
  logged: boolean;
  planned: boolean;
  dueAt: Date | null;
  dueOn: string | null;
}

function quietLeadOf(
  row: QuietRow,
  { memberId, restedIds }: { memberId: string; restedIds: readonly string[] },
): QuietLead {
  const { contactId, name, companyName, source, quietSince, type, outcome, bought, ownerName } = row;
  return {
    ...{ contactId, name, companyName, source, quietSince, bought, ownerName },
    last: type === null ? null : { type, outcome },
    planned: row.planned ? { dueAt: row.dueAt, dueOn: row.dueOn } : null,
    state: leadStateOf(row, { memberId, isRested: restedIds.includes(contactId) }),
  };
}

/** What was done comes before what was put off, and both before whose it is. */
export function leadStateOf(
  lead: Pick<QuietRow, "stage" | "logged" | "planned" | "ownerId">,
  { memberId, isRested }: { memberId: string; isRested: boolean },
): LeadState {
  if (lead.logged) return "logged";
  if (lead.stage === "customer") return "bought";
  if (lead.planned) return "planned";
  if (lead.ownerId !== memberId) return "given";
  return isRested ? "rested" : "open";
}
