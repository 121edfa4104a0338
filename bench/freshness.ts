import { fileURLToPath } from "node:url";
import pg from "pg";
import { pino } from "pino";
import { v7 as newId } from "uuid";
import { enrolWorkspace } from "../src/crm/access/enrol-workspace.ts";
import { pointsToConfirm } from "../src/crm/digest/points-to-confirm.ts";
import { findFigures } from "../src/crm/freshness/freshness-figures.ts";
import { listStale } from "../src/crm/freshness/list-stale.ts";
import { scanFreshness } from "../src/crm/freshness/scan-freshness.ts";
import { openClient } from "../src/db/client.ts";
import type { Context } from "../src/db/context.ts";
import { createKeyRing } from "../src/db/key-ring.ts";
import { migrate } from "../src/db/migrate.ts";
import { createOpenTransaction, workspaceIdOf } from "../src/db/open-transaction.ts";
import { buildBase } from "./build-base.ts";
import { table } from "./write-part.ts";

interface FreshnessRow {
  contacts: number;
  values: number;
  /** seconds: the scan, the statement that only reads the same values once, a page of the list, the figures, a person's questions */
  scan: number;
  floor: number;
  list: number;
  figures: number;
  questions: number;
  /** what Steward's own memory grew by at the most while it scanned, MB */
  grown: number;
}

interface FreshnessOptions {
  sizes: readonly number[];
  times: number;
  server: { ownerUrl: string };
  tell(text: string): void;
}

const migrations = fileURLToPath(new URL("../prisma/migrations", import.meta.url));
const now = new Date("2026-11-23T02:40:00Z");

/** The nightly scan of every perishable field, and what is asked of it, in workspaces of these sizes with all eight fields filled. */
export async function measureFreshness({ sizes, times, server, tell }: FreshnessOptions): Promise<FreshnessRow[]> {
  await migrate(server.ownerUrl, { folder: migrations, log: pino({ level: "silent" }) });
  const rows: FreshnessRow[] = [];
  for (const contacts of sizes) rows.push(await measureWorkspace(server.ownerUrl, { contacts, times, tell }));
  return rows;
}

export function freshnessTable(rows: readonly FreshnessRow[]): string {
  const seconds = (value: number) => (value < 1 ? `${Math.round(value * 1000)} ms` : `${value.toFixed(1)} s`);
  return table(
    [
      "Customers (values)",
      "Scan",
      "Ratio to reading them once",
      "Memory it took",
      "A page of the list",
      "The report's figures",
      "One person's questions",
    ],
    rows.map((row) => [
      `${row.contacts.toLocaleString("en")} (${row.values.toLocaleString("en")})`,
      seconds(row.scan),
      `**${(row.scan / row.floor).toFixed(1)}**`,
      `${Math.round(row.grown)} MB`,
      ...[row.list, row.figures, row.questions].map(seconds),
    ]),
  );
}

async function measureWorkspace(
  url: string,
  { contacts, times, tell }: { contacts: number } & Omit<FreshnessOptions, "sizes" | "server">,
): Promise<FreshnessRow> {
  const teamId = `TFRESH${contacts}`;
  const workspaceId = workspaceIdOf(teamId);
  const client = openClient({ url, poolSize: 4, namedStatements: true });
  try {
    const installed = { teamId, name: "Measured", url: null, botUserId: "UBOT", people: [], primaryOwnerId: null };
    await client.inWorkspace(workspaceId, (tx) => enrolWorkspace(tx, installed, now));
    tell(`${contacts} customers: making the base …`);
    await buildBase(url, workspaceId, contacts);
    await fillFields(url, workspaceId);
    const open = createOpenTransaction(client.inWorkspace, createKeyRing(Buffer.alloc(32, "a key of the bench")));
    const run = <T>(work: (ctx: Context) => Promise<T>): Promise<T> =>
      open({ teamId, slackUserId: null, surface: "job", interactionId: newId(), now, timeout: 600_000 }, work);
    const [owner] = await run(
      (ctx) =>
        ctx.tx.$queryRaw<{ id: string }[]>`SELECT "ownerId" AS id FROM contact WHERE "ownerId" IS NOT NULL
        GROUP BY 1 ORDER BY count(*) DESC LIMIT 1`,
    );
    const values = await run(async (ctx) => (await ctx.tx.contactPoint.count()) + (await ctx.tx.contactFact.count()));
    const before = process.memoryUsage().rss;
    let peak = before;
    const look = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 50);
    const scan = await median(times, () => run(scanFreshness));
    clearInterval(look);
    tell(`${contacts} customers: scanned in ${scan.toFixed(1)} s`);
    return {
      ...{ contacts, values, scan, grown: (peak - before) / 1e6 },
      floor: await median(times, () => run(readOnce)),
      list: await median(times, () => run((ctx) => listStale(ctx, { kind: "any", offset: 0, limit: 5 }))),
      figures: await median(times, () => run((ctx) => findFigures(ctx))),
      questions: await median(times, () => run((ctx) => pointsToConfirm(ctx, owner?.id ?? ""))),
    };
  } finally {
    await client.close();
  }
}

/** What the base leaves out: the other five fields, and when each value was confirmed, over three years; a third never was. */
async function fillFields(url: string, workspaceId: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("BEGIN; SET LOCAL ROLE steward_app");
    await client.query("SELECT set_config('app.workspace_id', $1, true)", [workspaceId]);
    const at = [workspaceId, now];
    await client.query(
      `INSERT INTO contact_fact (id, "workspaceId", "contactId", field, value, currency, source, "validFrom", "createdAt")
       SELECT gen_random_uuid(), $1, c.id, f.field, f.value, f.currency, 'made', $2::timestamptz - interval '4 years', $2 FROM contact c,
         LATERAL (VALUES ('organisation', 'PT Contoh', NULL), ('job_function', 'Purchasing', NULL),
           ('value', (1000000 + abs(hashtext(c.id::text)) % 900000000)::text, (SELECT currency FROM workspace WHERE id = $1))) f (field, value, currency)
       WHERE NOT EXISTS (SELECT FROM contact_fact o WHERE o."contactId" = c.id AND o.field = f.field AND o."validTo" IS NULL)`,
      at,
    );
    await client.query(
      `INSERT INTO contact_point (id, "workspaceId", "contactId", kind, normal, typed, source, "validFrom", "createdAt")
       SELECT gen_random_uuid(), $1, c.id, 'address', 'jl ' || c.id, 'Jl. Sudirman ' || left(c.id::text, 4), 'made', $2::timestamptz - interval '4 years', $2
       FROM contact c`,
      at,
    );
    await client.query(
      `INSERT INTO contact_point (id, "workspaceId", "companyId", kind, normal, typed, source, "validFrom", "createdAt")
       SELECT gen_random_uuid(), $1, co.id, 'website', left(co.id::text, 13) || '.co.id', left(co.id::text, 13) || '.co.id', 'made', $2::timestamptz - interval '4 years', $2
       FROM company co`,
      at,
    );
    for (const rows of ["contact_point", "contact_fact"])
      await client.query(
        `UPDATE ${rows} SET "confirmedAt" = CASE WHEN abs(hashtext(id::text)) % 3 = 0 THEN NULL
           ELSE $1::timestamptz - make_interval(days => abs(hashtext(id::text || 'x')) % 1095) END WHERE "validTo" IS NULL`,
        [now],
      );
    await client.query("COMMIT");
    await client.query("VACUUM (ANALYZE)");
  } finally {
    await client.end();
  }
}

/** The floor: every value that the scan has to look at, read once, and no more made of it than two counts. */
async function readOnce(ctx: Context): Promise<void> {
  await ctx.tx.$queryRaw`
    SELECT (SELECT count(*) FILTER (WHERE "confirmedAt" < ${now}) FROM contact_point WHERE "validTo" IS NULL)::int AS points,
      (SELECT count(*) FILTER (WHERE "confirmedAt" < ${now}) FROM contact_fact WHERE "validTo" IS NULL)::int AS facts`;
}

/** Seconds in the middle of so many times. */
async function median(times: number, work: () => Promise<unknown>): Promise<number> {
  const taken: number[] = [];
  for (let time = 0; time < times; time++) {
    const from = performance.now();
    await work();
    taken.push((performance.now() - from) / 1000);
  }
  return taken.toSorted((a, b) => a - b)[Math.floor(times / 2)] ?? 0;
}
