import { DateTime, IANAZone } from "luxon";
import { type Context, sql } from "../../db/context.ts";
import { allow } from "../access/permission.ts";
import { isTalkRow } from "../interactions/talk-summary.ts";
import { localTime } from "../tasks/task.ts";
import { type DigestPerson, readDigestPerson } from "./digest-person.ts";

/** Leads that came in longer ago are no queue any more: what became of them is told elsewhere. */
const queueDays = 30;
/** Leads that nobody has are everybody's for a week; what nobody took by then is for whoever leads the team. */
const unownedDays = 7;
/** Of those, as many of the newest as one query looks at. */
const mostUnowned = 500;
/** Who was tried is left in peace the next day: tried on Monday, to be called again on Wednesday morning. */
const restHours = 40;
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** When leads came in, as a colleague would say it on the day of the digest. */
export const arrivals = ["today", "yesterday", "this-week", "last-week", "earlier"] as const;
export type Arrival = (typeof arrivals)[number];

/** Leads of one origin that came in at one time. */
export interface LeadGroup {
  /** null: nobody has them, whenever they came in */
  arrival: Arrival | null;
  /** as the first of them says it */
  source: string;
  /** how many origins it stands for: more than one only where nobody has them */
  sources: number;
  /** all that came in, whatever became of them since */
  total: number;
  /** that nobody has talked with yet */
  open: number;
  openIds: string[];
}

/** The beginnings of today, yesterday, this week and the last one. @param day of the digest, "2026-11-23" */
export function arrivalEdges(day: string, zone: string): { arrival: Arrival; from: Date }[] {
  const known = IANAZone.create(zone);
  const start = DateTime.fromISO(day, { zone: known.isValid ? known : "utc" });
  const week = start.startOf("week");
  return [
    { arrival: "today", from: start.toJSDate() },
    { arrival: "yesterday", from: start.minus({ days: 1 }).toJSDate() },
    { arrival: "this-week", from: week.toJSDate() },
    { arrival: "last-week", from: week.minus({ weeks: 1 }).toJSDate() },
  ];
}

/**
 * The leads that a person's queue is made of, each with whether nobody has talked with them yet: `lead` with id, own, source,
 * arrived, open. To be called are those with whom there was no talk and to whom no quote went, who were not tried within
 * {@link restHours}, for whom nothing is planned, and whom the person has not put off. A lead came in when its origin says so, else
 * when it was entered here; how long it stays in the queue goes by the latter.
 */
function leadsOf({ now }: Context, { memberId, sells }: DigestPerson): sql.Sql {
  const before = (ms: number) => new Date(now.getTime() - ms);
  return sql.sql`
    pool AS (
      SELECT c.id, true AS own, c.source, c.stage, coalesce(c."sourceAt", c."createdAt") AS arrived
      FROM contact c WHERE c."ownerId" = ${memberId}::uuid AND c."endedAt" IS NULL AND c."createdAt" > ${before(queueDays * dayMs)}
      UNION ALL
      (SELECT c.id, false, c.source, c.stage, coalesce(c."sourceAt", c."createdAt")
       FROM contact c WHERE ${sells} AND c."ownerId" IS NULL AND c."endedAt" IS NULL AND c.stage = 'lead'
         AND c."createdAt" > ${before(unownedDays * dayMs)} ORDER BY c."createdAt" DESC LIMIT ${mostUnowned})),
    lead AS (
      SELECT p.*, p.stage = 'lead'
        AND NOT EXISTS (SELECT FROM interaction i WHERE i."contactId" = p.id AND i."removedAt" IS NULL
          AND (${isTalkRow} OR i.type = 'quote' OR (i.type <> 'note' AND i."happenedAt" > ${before(restHours * hourMs)})))
        AND NOT ${isPlanned(sql.sql`p.id`)}
        AND NOT ${restsFor(memberId, now)} AS open
      FROM pool p)`;
}

/**
 * Whether anything is planned for a contact, looked up by the contact. The dates are asked for together and in the order of the contact's index, so
 * that a planner that knows nothing of the tables yet does not take the index of all open tasks, and go through those for each contact.
 */
export function isPlanned(contactId: sql.Sql): sql.Sql {
  return sql.sql`((SELECT t.id FROM task t WHERE t."contactId" = ${contactId} AND coalesce(t."doneAt", t."droppedAt") IS NULL
    ORDER BY t."dueAt" LIMIT 1) IS NOT NULL)`;
}

/** For so long a lead that somebody put off rests for them. */
export const leadRestDays = 14;

/** Whether a person has put off the lead `p`: looked up once a query, however many leads there are. */
export function restsFor(memberId: string, now: Date): sql.Sql {
  return sql.sql`p.id = ANY(ARRAY(SELECT unnest(d."restedIds") FROM digest d WHERE d."memberId" = ${memberId}::uuid
    AND d."createdAt" > ${new Date(now.getTime() - leadRestDays * dayMs)}))`;
}

/**
 * What a person's queue is made of: their own leads by origin and time of arrival, the newest first, then those that nobody has.
 * @param day of the digest that says it, "2026-11-23"
 */
export async function groupLeads(ctx: Context, person: DigestPerson, day: string): Promise<LeadGroup[]> {
  if (!person.mayWrite) return [];
  const edges = arrivalEdges(day, person.zone);
  const nth = sql.join(
    edges.map(({ from }, index) => sql.sql`WHEN arrived >= ${from} THEN ${index}::int`),
    " ",
  );
  const rows = await ctx.tx.$queryRaw<(Omit<LeadGroup, "arrival"> & { nth: number | null })[]>`
    WITH ${leadsOf(ctx, person)},
    placed AS (SELECT id, own, source, open, CASE WHEN own THEN CASE ${nth} ELSE ${edges.length}::int END END AS nth,
      CASE WHEN own THEN lower(source) END AS origin FROM lead)
    SELECT nth, min(source) AS source, count(DISTINCT lower(source))::int AS sources, count(*)::int AS total,
      (count(*) FILTER (WHERE open))::int AS open, array_agg(id) FILTER (WHERE open) AS "openIds"
    FROM placed GROUP BY own, nth, origin HAVING bool_or(open) ORDER BY own DESC, nth, open DESC, source`;
  return rows.map(({ nth: at, ...group }) => ({ ...group, arrival: at === null ? null : (arrivals[at] ?? "earlier") }));
}

/** Somebody to be called, as the queue shows them. */
export interface QueuedLead {
  contactId: string;
  /** false: nobody has them */
  own: boolean;
  name: string;
  companyName: string | null;
  jobTitle: string | null;
  /** in use, as typed; the telephone's normal form beside it, to be called */
  phone: { typed: string; normal: string } | null;
  email: string | null;
  source: string;
  arrived: Date;
  interests: string | null;
  /** minor units a year */
  value: { minor: number; currency: string } | null;
  /** the last attempt */
  tried: { outcome: string | null; happenedAt: Date; by: string | null } | null;
}

/** A place in one's own queue. */
export interface QueuePlace {
  lead: QueuedLead | null;
  /** counted from 0: who was passed over stays before it */
  at: number;
  /** in the queue now */
  total: number;
}

/**
 * One's own queue at a place: one's own leads before those that nobody has, the latest day's first, of a day those worth most.
 * @param input.contactId this one, wherever it stands by now, as long as it is in the queue
 * @throws Refusal not_permitted
 */
export async function readQueue(
  ctx: Context,
  { at, contactId = null }: { at: number; contactId?: string | null },
): Promise<QueuePlace> {
  await allow(ctx, "interactions:write");
  if (!ctx.member) throw new Error("A queue is somebody's");
  const person = await readDigestPerson(ctx, ctx.member.id);
  const midnight = localTime(ctx.now, person.zone).startOf("day").toJSDate();
  const [found] = await ctx.tx.$queryRaw<(Row & { at: number; total: number })[]>`
    WITH ${leadsOf(ctx, person)},
    ranked AS (
      SELECT l.id, l.own, l.source, l.arrived, f.value, f.currency, (count(*) OVER ())::int AS total,
        (row_number() OVER (ORDER BY l.own DESC, floor(extract(epoch FROM l.arrived - ${midnight}::timestamptz) / 86400) DESC,
          f.value::numeric DESC NULLS LAST, l.arrived DESC, l.id))::int - 1 AS at
      FROM lead l LEFT JOIN contact_fact f ON f."contactId" = l.id AND f.field = 'value' AND f."validTo" IS NULL
      WHERE l.open),
    chosen AS (SELECT * FROM ranked ORDER BY id = ${contactId}::uuid IS TRUE DESC, at = ${at} DESC, at LIMIT 1)
    SELECT r.*, c.id AS "contactId", c.name, co.name AS "companyName", j.value AS "jobTitle", c.interests, e.typed AS email,
      p.typed AS phone, p.normal AS "phoneNormal", t.outcome, t."happenedAt" AS "triedAt", m.name AS "triedBy"
    FROM chosen r JOIN contact c ON c.id = r.id LEFT JOIN company co ON co.id = c."companyId"
      LEFT JOIN contact_fact j ON j."contactId" = c.id AND j.field = 'job_title' AND j."validTo" IS NULL
      LEFT JOIN LATERAL (SELECT typed FROM contact_point WHERE "contactId" = c.id AND kind = 'email' AND "validTo" IS NULL
        AND "suspendedAt" IS NULL ORDER BY "validFrom" DESC, id DESC LIMIT 1) e ON true
      LEFT JOIN LATERAL (SELECT typed, normal FROM contact_point WHERE "contactId" = c.id AND kind = 'phone' AND "validTo" IS NULL
        AND "suspendedAt" IS NULL ORDER BY "validFrom" DESC, id DESC LIMIT 1) p ON true
      LEFT JOIN LATERAL (SELECT outcome, "happenedAt", "memberId" FROM interaction WHERE "contactId" = c.id AND "removedAt" IS NULL
        AND type <> 'note' ORDER BY "happenedAt" DESC, id DESC LIMIT 1) t ON true
      LEFT JOIN member m ON m.id = t."memberId"`;
  if (!found) return { lead: null, at: 0, total: 0 };
  const { total } = found;
  // Beyond the last the first was read: who is left was passed over.
  if (found.at !== at && found.contactId !== contactId) return { lead: null, at: total, total };
  return { lead: leadOf(found), at: found.at, total };
}

interface Row {
  contactId: string;
  own: boolean;
  name: string;
  companyName: string | null;
  jobTitle: string | null;
  phone: string | null;
  phoneNormal: string | null;
  email: string | null;
  source: string;
  arrived: Date;
  interests: string | null;
  value: string | null;
  currency: string | null;
  outcome: string | null;
  triedAt: Date | null;
  triedBy: string | null;
}

function leadOf(row: Row): QueuedLead {
  const { contactId, own, name, companyName, jobTitle, email, source, arrived, interests } = row;
  const { phone, phoneNormal, value, currency, triedAt } = row;
  return {
    ...{ contactId, own, name, companyName, jobTitle, email, source, arrived, interests },
    phone: phone !== null && phoneNormal !== null ? { typed: phone, normal: phoneNormal } : null,
    value: value !== null && currency !== null ? { minor: Number(value), currency } : null,
    tried: triedAt && { outcome: row.outcome, happenedAt: triedAt, by: row.triedBy },
  };
}

/** Of these leads, whom a person has called or written to since. */
export async function listCalled(
  ctx: Context,
  { memberId, contactIds, since }: { memberId: string; contactIds: readonly string[]; since: Date },
): Promise<string[]> {
  if (contactIds.length === 0) return [];
  const rows = await ctx.tx.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT i."contactId" AS id FROM interaction i
    WHERE i."memberId" = ${memberId}::uuid AND i."createdAt" >= ${since} AND i."removedAt" IS NULL AND i.type <> 'note'
      AND i."contactId" = ANY(${[...contactIds]}::uuid[])`;
  return rows.map(({ id }) => id);
}
