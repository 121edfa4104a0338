import { type Context, sql } from "../../db/context.ts";
import { allow } from "../access/permission.ts";

export interface AuditFilter {
  /** members who acted */
  actorIds?: readonly string[];
  /** customers whom it is about */
  contactIds?: readonly string[];
  /** what the action begins with: "access", "interaction.logged" */
  action?: string;
  from?: Date;
  /** not included */
  to?: Date;
  /** number of the last entry that counts: what is written later does not */
  lastSeq?: bigint;
}

/** An entry as a person reads it: names as they are today, values opened. */
export interface AuditLine {
  id: string;
  seq: bigint;
  at: Date;
  action: string;
  surface: string;
  interactionId: string;
  actorId: string | null;
  /** null: Steward itself */
  actorName: string | null;
  subjectType: string;
  subjectId: string | null;
  /** of the member, company or customer whom it is about, or who was named; null: none, or not there any more */
  subjectName: string | null;
  /** the key of the person whom it is about was destroyed */
  erased: boolean;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  /** hexadecimal; with the number the head of the log as it was then */
  hash: string;
}

export interface AuditPage {
  lines: AuditLine[];
  /** the last number shown, where there are earlier entries */
  next: bigint | null;
}

/** The log from the newest entry on, a page at a time: entries before the number `before`. */
export async function listAudit(
  ctx: Context,
  input: { filter?: AuditFilter; before?: bigint | null; limit: number },
): Promise<AuditPage> {
  await allow(ctx, "audit:read");
  const { filter = {}, before = null, limit } = input;
  const conditions = conditionsOf(filter);
  if (before !== null) conditions.push(sql.sql`seq < ${before}`);
  const rows = await readLines(ctx, conditions, sql.sql`ORDER BY seq DESC LIMIT ${limit + 1}`);
  const lines = rows.slice(0, limit);
  return { lines, next: rows.length > limit ? (lines.at(-1)?.seq ?? null) : null };
}

/** The log from its first entry on, in pieces, for an export: entries behind the number `after`. */
export async function listAuditForward(
  ctx: Context,
  input: { filter: AuditFilter; after: bigint; limit: number },
): Promise<AuditLine[]> {
  await allow(ctx, "audit:read");
  const conditions = [...conditionsOf(input.filter), sql.sql`seq > ${input.after}`];
  return readLines(ctx, conditions, sql.sql`ORDER BY seq LIMIT ${input.limit}`);
}

/** How many entries there are, and the number of the last. */
export async function countAudit(ctx: Context, filter: AuditFilter): Promise<{ entries: number; lastSeq: bigint }> {
  await allow(ctx, "audit:read");
  const [counted] = await ctx.tx.$queryRaw<{ entries: number; lastSeq: bigint }[]>`
    SELECT count(*)::int AS entries, coalesce(max(seq), 0) AS "lastSeq" FROM audit_entry ${whereOf(conditionsOf(filter))}`;
  return counted ?? { entries: 0, lastSeq: 0n };
}

function conditionsOf({ actorIds, contactIds, action, from, to, lastSeq }: AuditFilter): sql.Sql[] {
  return [
    ...(actorIds ? [sql.sql`"actorId" = ANY(${[...actorIds]}::uuid[])`] : []),
    ...(contactIds
      ? [
          sql.sql`("aboutKey" = ANY(ARRAY(SELECT id::text FROM person_key WHERE "personType" = 'contact' AND "personId" = ANY(${[...contactIds]}::uuid[])))
            OR ("subjectType" = 'contact' AND "subjectId" = ANY(${[...contactIds]}::uuid[])))`,
        ]
      : []),
    ...(action ? [sql.sql`(action = ${action} OR starts_with(action, ${`${action}.`}))`] : []),
    ...(from ? [sql.sql`"at" >= ${from}`] : []),
    ...(to ? [sql.sql`"at" < ${to}`] : []),
    ...(lastSeq === undefined ? [] : [sql.sql`seq <= ${lastSeq}`]),
  ];
}

function whereOf(conditions: readonly sql.Sql[]): sql.Sql {
  return conditions.length > 0 ? sql.sql`WHERE ${sql.join(conditions, " AND ")}` : sql.empty;
}

async function readLines(ctx: Context, conditions: readonly sql.Sql[], order: sql.Sql): Promise<AuditLine[]> {
  const rows = await ctx.tx.$queryRaw<Omit<AuditLine, "erased">[]>`
    SELECT e.id, e.seq, e."at", e.action, e.surface, e."interactionId", e."subjectType", e."subjectId", e.before, e.after,
           encode(e.hash, 'hex') AS hash, e."actorId", actor.name AS "actorName",
           coalesce(person.name, about.name, customer.name, firm.name, owner.name) AS "subjectName"
    FROM (SELECT * FROM audit_entry ${whereOf(conditions)} ${order}) e
    LEFT JOIN member actor ON actor.id = e."actorId"
    LEFT JOIN member person ON e."subjectType" = 'member' AND person.id = e."subjectId"
    LEFT JOIN person_key k ON k.id = CASE WHEN e."aboutKey" ~ '^[0-9a-f-]{36}$' THEN e."aboutKey"::uuid END AND k."personType" = 'contact'
    LEFT JOIN contact about ON about.id = k."personId"
    LEFT JOIN contact customer ON e."subjectType" = 'contact' AND customer.id = e."subjectId"
    LEFT JOIN company firm ON e."subjectType" = 'company' AND firm.id = e."subjectId"
    LEFT JOIN member owner ON owner.id = CASE WHEN e.action = 'ownership.changed' THEN (e.after ->> 'memberId')::uuid END
    ${order}`;
  const opened = await ctx.unseal(rows);
  return rows.map((row, index) => ({ ...row, ...(opened[index] ?? { erased: true, before: null, after: null }) }));
}
