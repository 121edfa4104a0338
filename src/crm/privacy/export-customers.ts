import { v7 as newId } from "uuid";
import { type Context, sql } from "../../db/context.ts";
import { allow } from "../access/permission.ts";
import { minorDigits } from "../customers/minor-digits.ts";
import { csvLine, csvMark } from "./csv-line.ts";
import { announceExport } from "./export-person.ts";
import { readReason } from "./read-reason.ts";

type InTransaction = <T>(run: (ctx: Context) => Promise<T>) => Promise<T>;

/** Customers a transaction: enough to be quick, few enough to be held. */
const pageSize = 500;
/** Addresses of one kind in columns of their own; whoever has more is exported whole by `privacy export`. */
const mostPoints = 5;

/**
 * Takes down that all customers are exported, and tells the other stewards. From Slack the file follows as a message.
 * @returns the export's id
 * @throws Refusal not_permitted, reason_missing, reason_too_long
 */
export async function requestCustomersExport(ctx: Context, { reason }: { reason: string }): Promise<string> {
  await allow(ctx, "privacy:manage");
  const why = readReason(reason);
  const id = newId();
  const workspaceId = ctx.workspace.id;
  const [counted] = await ctx.tx.$queryRaw<{ rows: number }[]>`
    SELECT count(*)::int AS rows FROM contact WHERE "endedAt" IS NULL`;
  const rows = counted?.rows ?? 0;
  await ctx.tx.dataExport.create({
    data: {
      ...{ id, workspaceId, scope: "customers", memberId: ctx.member?.id ?? null, rows },
      ...{ surface: ctx.surface === "cli" ? "cli" : "slack", reason: why, startedAt: ctx.now },
    },
  });
  ctx.audit({
    action: "customers.exported",
    subjectType: "workspace",
    subjectId: workspaceId,
    after: { exportId: id, rows, reason: why },
  });
  if (ctx.member)
    ctx.notify({ kind: "customers-export", recipient: ctx.member.slackUserId, payload: { exportId: id } });
  await announceExport(ctx, { exportId: id });
  return id;
}

interface CustomerRow {
  id: string;
  name: string;
  company: string | null;
  jobTitle: string | null;
  jobFunction: string | null;
  value: string | null;
  currency: string | null;
  stage: string;
  customerSince: string | null;
  birthDate: string | null;
  source: string;
  interests: string | null;
  externalId: string | null;
  externalUrl: string | null;
  emails: string[];
  phones: string[];
  websites: string[];
  address: string | null;
}

/**
 * Every customer as a line of CSV (RFC 4180, UTF-8 with a mark for spreadsheets), in the columns that the import reads.
 * A page at a time, each a transaction, so that the memory it takes does not depend on how many there are.
 */
export async function* writeCustomers(transaction: InTransaction, exportId: string): AsyncGenerator<string> {
  const widths = await transaction(readWidths);
  yield `${csvMark}${csvLine(headers(widths))}`;
  let after: string | null = null;
  for (;;) {
    const last: string | null = after;
    const page: CustomerRow[] = await transaction((ctx) => readPage(ctx, last));
    if (page.length > 0) yield page.map((row) => csvLine(cells(row, widths))).join("");
    after = page.at(-1)?.id ?? null;
    if (page.length < pageSize || after === null) break;
  }
  await transaction((ctx) => ctx.tx.dataExport.update({ where: { id: exportId }, data: { finishedAt: ctx.now } }));
}

interface Widths {
  email: number;
  phone: number;
  website: number;
}

/** How many columns of each kind of address there have to be. */
async function readWidths(ctx: Context): Promise<Widths> {
  const rows = await ctx.tx.$queryRaw<{ kind: string; most: number }[]>`
    SELECT kind, max(count)::int AS most FROM (
      SELECT kind, count(*) FROM contact_point
      WHERE "validTo" IS NULL AND kind IN ('email', 'phone', 'website')
      GROUP BY kind, coalesce("contactId", "companyId")) counted GROUP BY kind`;
  const width = (kind: string) => Math.min(mostPoints, Math.max(1, rows.find((row) => row.kind === kind)?.most ?? 1));
  return { email: width("email"), phone: width("phone"), website: width("website") };
}

/** In the order of their ids, which is that of their making. */
async function readPage(ctx: Context, after: string | null): Promise<CustomerRow[]> {
  const points = (kind: string) => sql.sql`ARRAY(
    SELECT p.typed FROM contact_point p
    WHERE p.kind = ${kind} AND p."validTo" IS NULL AND (p."contactId" = c.id OR (${kind} = 'website' AND p."companyId" = c."companyId"))
    ORDER BY p."validFrom", p.id)`;
  const fact = (field: string, column: "value" | "currency") => sql.sql`(
    SELECT ${column === "value" ? sql.sql`f.value` : sql.sql`f.currency`} FROM contact_fact f
    WHERE f."contactId" = c.id AND f.field = ${field} AND f."validTo" IS NULL)`;
  return ctx.tx.$queryRaw<CustomerRow[]>`
    SELECT c.id, c.name, co.name AS company, c.stage, c."customerSince"::text AS "customerSince", c."birthDate"::text AS "birthDate",
           c.source, c.interests, c."externalId", c."externalUrl",
           ${fact("job_title", "value")} AS "jobTitle", ${fact("job_function", "value")} AS "jobFunction",
           ${fact("value", "value")} AS value, ${fact("value", "currency")} AS currency,
           ${points("email")} AS emails, ${points("phone")} AS phones, ${points("website")} AS websites,
           (${points("address")})[1] AS address
    FROM contact c LEFT JOIN company co ON co.id = c."companyId"
    WHERE c."endedAt" IS NULL AND (${after}::uuid IS NULL OR c.id > ${after}::uuid)
    ORDER BY c.id LIMIT ${pageSize}`;
}

const numbered = (header: string, count: number) => Array.from({ length: count }, () => header);

/** As the import recognises them; several of one kind have the same header. */
function headers({ email, phone, website }: Widths): string[] {
  return [
    ...["Name", "Company", "Job title", "Job function"],
    ...[...numbered("E-mail", email), ...numbered("Phone", phone), ...numbered("Website", website)],
    ...["Address", "Stage", "Value", "Currency", "Customer since", "Date of birth", "Source", "Interests"],
    ...["External ID", "External URL"],
  ];
}

function cells(row: CustomerRow, widths: Widths): (string | null)[] {
  const padded = (values: readonly string[], width: number) =>
    Array.from({ length: width }, (_, index) => values[index] ?? null);
  return [
    ...[row.name, row.company, row.jobTitle, row.jobFunction],
    ...[...padded(row.emails, widths.email), ...padded(row.phones, widths.phone)],
    ...padded(row.websites, widths.website),
    ...[row.address, row.stage, row.value && major(row.value, row.currency ?? ""), row.currency],
    ...[row.customerSince, row.birthDate, row.source, row.interests, row.externalId, row.externalUrl],
  ];
}

/** Minor units as an amount: "12345" USD is "123.45". */
function major(minor: string, currency: string): string {
  const digits = minorDigits(currency);
  if (digits === 0) return minor;
  const padded = minor.padStart(digits + 1, "0");
  return `${padded.slice(0, -digits)}.${padded.slice(-digits)}`;
}
