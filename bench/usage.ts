import { fileURLToPath } from "node:url";
import pg from "pg";
import { pino } from "pino";
import { v7 as newId } from "uuid";
import { enrolWorkspace } from "../src/crm/access/enrol-workspace.ts";
import { getUsage } from "../src/crm/usage/get-usage.ts";
import { addDays } from "../src/crm/usage/local-days.ts";
import { sweepGaps } from "../src/crm/usage/sweep-gaps.ts";
import { getManagersWeek } from "../src/crm/usage/weekly-usage.ts";
import { openClient } from "../src/db/client.ts";
import type { Context } from "../src/db/context.ts";
import { createKeyRing } from "../src/db/key-ring.ts";
import { migrate } from "../src/db/migrate.ts";
import { createOpenTransaction, workspaceIdOf } from "../src/db/open-transaction.ts";
import { buildBase } from "./build-base.ts";
import { fillUsage } from "./fill-usage.ts";
import { median } from "./statistics.ts";
import { table } from "./write-part.ts";

interface UsageRow {
  people: number;
  entries: number;
  /** seconds: the report of four weeks, a manager's last week, the nightly look for gaps the first and the next time */
  report: number;
  week: number;
  firstSweep: number;
  sweep: number;
  /** the entries and people of those four weeks, read through pg and counted by person and day */
  floor: number;
}

interface UsageOptions {
  sizes: readonly number[];
  times: number;
  server: { ownerUrl: string };
  tell(text: string): void;
}

const migrations = fileURLToPath(new URL("../prisma/migrations", import.meta.url));
const contactsEach = 2;
/** A Monday morning. */
const now = new Date("2026-11-23T02:40:00Z");
const period = { from: "2026-10-26", to: "2026-11-22" };

/** Who records what, in workspaces of so many people, with twenty entries each: the report, a manager's week, the nightly look for gaps. */
export async function measureUsage({ sizes, times, server, tell }: UsageOptions): Promise<UsageRow[]> {
  await migrate(server.ownerUrl, { folder: migrations, log: pino({ level: "silent" }) });
  const rows: UsageRow[] = [];
  for (const people of sizes) rows.push(await measureWorkspace(server.ownerUrl, { people, times, tell }));
  return rows;
}

export function usageTable(rows: readonly UsageRow[]): string {
  const seconds = (value: number) => (value < 1 ? `${Math.round(value * 1000)} ms` : `${value.toFixed(1)} s`);
  return table(
    [
      "People (entries)",
      "Report of four weeks",
      "Ratio to reading and counting",
      "A manager's week",
      "Gaps, the first night",
      "Gaps, the next night",
    ],
    rows.map((row) => [
      `${row.people.toLocaleString("en")} (${row.entries.toLocaleString("en")})`,
      seconds(row.report),
      `**${(row.report / row.floor).toFixed(1)}**`,
      ...[row.week, row.firstSweep, row.sweep].map(seconds),
    ]),
  );
}

async function measureWorkspace(
  url: string,
  { people, times, tell }: { people: number } & Omit<UsageOptions, "sizes" | "server">,
): Promise<UsageRow> {
  const teamId = `TUSAGE${people}`;
  const workspaceId = workspaceIdOf(teamId);
  const client = openClient({ url, poolSize: 4, namedStatements: true });
  try {
    const installed = { teamId, name: "Measured", url: null, botUserId: "UBOT", people: [], primaryOwnerId: null };
    await client.inWorkspace(workspaceId, (tx) => enrolWorkspace(tx, installed, now));
    tell(`${people} people: making the base …`);
    await buildBase(url, workspaceId, people * contactsEach, people);
    await fillUsage(url, workspaceId, now);
    const open = createOpenTransaction(client.inWorkspace, createKeyRing(Buffer.alloc(32, "a key of the bench")));
    const run = <T>(work: (ctx: Context) => Promise<T>, at = now): Promise<T> =>
      open({ teamId, slackUserId: null, surface: "job", interactionId: newId(), now: at, timeout: 600_000 }, work);
    const everybody = { memberId: null, departments: [] };
    const taken = async (work: () => Promise<unknown>) => {
      const from = performance.now();
      await work();
      return (performance.now() - from) / 1000;
    };
    const middle = async (work: () => Promise<unknown>) => {
      const all: number[] = [];
      for (let time = 0; time < times; time++) all.push(await taken(work));
      return median(all);
    };
    const entries = await run((ctx) => ctx.tx.interaction.count());
    const report = await middle(() => run((ctx) => getUsage(ctx, { days: period, department: null })));
    tell(`${people} people: reported in ${report.toFixed(1)} s`);
    const week = await middle(() => run((ctx) => getManagersWeek(ctx, everybody, addDays(period.to, -6))));
    const firstSweep = await taken(() => run(sweepGaps));
    const sweep = await taken(() => run(sweepGaps, new Date(now.getTime() + 86_400_000)));
    return { people, entries, report, week, firstSweep, sweep, floor: await timeFloor(url, workspaceId, middle) };
  } finally {
    await client.close();
  }
}

/** Reads through pg alone the entries of the period and the people with their access, and counts them by person and day. */
async function timeFloor(
  url: string,
  workspaceId: string,
  middle: (work: () => Promise<unknown>) => Promise<number>,
): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("BEGIN; SET LOCAL ROLE steward_app");
    await client.query("SELECT set_config('app.workspace_id', $1, true)", [workspaceId]);
    return await middle(async () => {
      const people = await client.query<{ id: string }>(
        `SELECT m.id, m.name, m.zone, g.role, g.department, g."grantedAt" FROM member m JOIN access_grant g ON g."memberId" = m.id`,
      );
      const entries = await client.query<{ memberId: string; type: string; at: Date }>(
        `SELECT "memberId", type, "contactId", outcome, length(note) AS length, "happenedAt" AS at FROM interaction
         WHERE "removedAt" IS NULL AND "happenedAt" >= $1 AND "happenedAt" < $2`,
        [period.from, addDays(period.to, 1)],
      );
      const counts = new Map(people.rows.map(({ id }) => [id, new Map<string, number>()]));
      for (const { memberId, type, at } of entries.rows) {
        const days = counts.get(memberId);
        const key = `${at.toISOString().slice(0, 10)} ${type}`;
        days?.set(key, (days.get(key) ?? 0) + 1);
      }
    });
  } finally {
    await client.end();
  }
}
