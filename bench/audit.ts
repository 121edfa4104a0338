import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import pg from "pg";
import { pino } from "pino";
import { migrate } from "../src/db/migrate.ts";
import { workspaceIdOf } from "../src/db/open-transaction.ts";
import { buildAudit } from "./build-audit.ts";
import { median } from "./statistics.ts";
import { table } from "./write-part.ts";

/** What one process took to read the whole log. */
export interface AuditReading {
  ms: number;
  cpuMs: number;
  /** resident at the most, and before it began */
  peakMb: number;
  restMb: number;
  entries: number;
}

interface AuditRow {
  entries: number;
  verify: AuditReading;
  floor: AuditReading;
  /** of times taken one after the other: the median, the lowest and the highest */
  ratio: [middle: number, lowest: number, highest: number];
}

interface AuditOptions {
  sizes: readonly number[];
  /** pairs of readings of each */
  times: number;
  server: { ownerUrl: string; superuserUrl: string };
  tell(text: string): void;
}

const side = fileURLToPath(new URL("sides/audit-side.ts", import.meta.url));
const migrations = fileURLToPath(new URL("../prisma/migrations", import.meta.url));

/** Verifies logs of these sizes and reads them as the floor does, in turn, each time in a new process. */
export async function measureAudit({ sizes, times, server, tell }: AuditOptions): Promise<AuditRow[]> {
  const url = await createDatabase(server);
  await migrate(url, { folder: migrations, log: pino({ level: "silent" }) });
  const rows: AuditRow[] = [];
  for (const entries of sizes) {
    const teamId = `TBENCH${entries}`;
    tell(`${entries} entries: making the log …`);
    await buildAudit(url, { id: workspaceIdOf(teamId), teamId }, entries);
    const readings: { verify: AuditReading[]; floor: AuditReading[] } = { verify: [], floor: [] };
    for (let time = 0; time < times; time += 1) {
      for (const which of time % 2 === 0 ? (["verify", "floor"] as const) : (["floor", "verify"] as const)) {
        const reading = await read(which, url, teamId);
        if (reading.entries !== entries) throw new Error(`The ${which} saw ${reading.entries} of ${entries} entries`);
        readings[which].push(reading);
        tell(`${entries} entries: ${which} ${(reading.ms / 1000).toFixed(1)} s`);
      }
    }
    const ratios = readings.verify.map(({ ms }, time) => ms / (readings.floor[time]?.ms ?? Number.NaN));
    rows.push({
      entries,
      verify: middle(readings.verify),
      floor: middle(readings.floor),
      ratio: [median(ratios), Math.min(...ratios), Math.max(...ratios)],
    });
  }
  return rows;
}

export function auditTable(rows: readonly AuditRow[]): string {
  const seconds = (value: number) => (value / 1000).toFixed(2);
  const memory = ({ peakMb, restMb }: AuditReading) => `${Math.round(peakMb)} (${Math.round(restMb)})`;
  return table(
    [
      "Entries",
      "Verified in, s",
      "Floor, s",
      "Ratio (range)",
      "CPU of the process, s (Steward, floor)",
      "Memory at the most (before), MB: Steward",
      "Floor",
    ],
    rows.map(({ entries, verify, floor, ratio: [ratio, lowest, highest] }) => [
      entries.toLocaleString("en"),
      seconds(verify.ms),
      seconds(floor.ms),
      `**${ratio.toFixed(2)}** (${lowest.toFixed(2)} to ${highest.toFixed(2)})`,
      `${seconds(verify.cpuMs)}, ${seconds(floor.cpuMs)}`,
      memory(verify),
      memory(floor),
    ]),
  );
}

function middle(readings: readonly AuditReading[]): AuditReading {
  const of = (name: keyof AuditReading) => median(readings.map((reading) => reading[name]));
  return { ms: of("ms"), cpuMs: of("cpuMs"), peakMb: of("peakMb"), restMb: of("restMb"), entries: of("entries") };
}

async function read(which: "verify" | "floor", url: string, teamId: string): Promise<AuditReading> {
  const { stdout } = await promisify(execFile)(process.execPath, [side, which, url, teamId]);
  return JSON.parse(stdout) as AuditReading;
}

async function createDatabase({ ownerUrl, superuserUrl }: AuditOptions["server"]): Promise<string> {
  const admin = new pg.Client({ connectionString: superuserUrl });
  await admin.connect();
  await admin.query(`CREATE DATABASE bench_audit OWNER "${decodeURIComponent(new URL(ownerUrl).username)}"`);
  await admin.end();
  return Object.assign(new URL(ownerUrl), { pathname: "/bench_audit" }).href;
}
