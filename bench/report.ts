import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { cpus, totalmem } from "node:os";
import { promisify } from "node:util";
import type { AnswerRow } from "./answers.ts";
import type { StartUp } from "./start-up.ts";
import type { Ratio } from "./statistics.ts";
import { table } from "./write-part.ts";

export function answersTable(rows: readonly AnswerRow[], bare: readonly { contacts: number; ms: number }[]): string {
  const header = [
    "Command",
    "Contacts",
    "Round trips",
    "Steward, ms (median, p95)",
    "Floor, ms (median, p95)",
    "Ratio of medians (range)",
    "Ratio of p95",
    "CPU, ms (Steward, floor)",
    "Ratio of CPU",
  ];
  const body = rows.map(({ title, contacts, roundTrips, ours, floor, ratio, ratioOfP95, ratioOfCpu }) => [
    title,
    contacts.toLocaleString("en"),
    String(roundTrips),
    `${ms(ours.median)}, ${ms(ours.p95)}`,
    `${ms(floor.median)}, ${ms(floor.p95)}`,
    range(ratio),
    ratioOfP95.toFixed(2),
    `${ms(ours.cpu)}, ${ms(floor.cpu)}`,
    ratioOfCpu.toFixed(2),
  ]);
  const alone = bare
    .map(({ contacts, ms: taken }) => `${ms(taken)} ms beside ${contacts.toLocaleString("en")} contacts`)
    .join(", ");
  return `${table(header, body)}\n\nBolt alone, acknowledging with a prepared answer and no statement (median): ${alone}.`;
}

export function startUpTable({ firstMs, laterMs, floorMs, idleMb, floorMb }: StartUp): string {
  const seconds = (value: number) => `${(value / 1000).toFixed(2)} s`;
  const megabytes = (value: number) => `${Math.round(value)} MB`;
  return table(
    ["", "Until ready", "Memory, idle"],
    [
      ["Local workspace, first start (makes the database and its demo data)", seconds(firstMs), ""],
      [
        "Local workspace, later start (median)",
        seconds(laterMs),
        `${megabytes(idleMb.node)} for Node${idleMb.postgres === null ? "" : ` and ${megabytes(idleMb.postgres)} for PostgreSQL`}`,
      ],
      ["Floor: a process with nothing but Bolt and pg (median)", seconds(floorMs), megabytes(floorMb)],
    ],
  );
}

/** Where, when and with what it was measured. */
export async function circumstances(command: string, postgres: string): Promise<string> {
  const [processor] = cpus();
  const commit = await promisify(execFile)("git", ["rev-parse", "--short", "HEAD"]).then(
    ({ stdout }) => stdout.trim(),
    () => "unknown",
  );
  const version = async (name: string) =>
    (
      JSON.parse(await readFile(new URL(`../node_modules/${name}/package.json`, import.meta.url), "utf8")) as {
        version: string;
      }
    ).version;
  const [bolt, prisma, driver] = await Promise.all(["@slack/bolt", "prisma", "pg"].map(version));
  return [
    `Measured by \`${command}\` on ${new Date().toISOString().slice(0, 10)} at commit ${commit}: ${cpus().length} × ${processor?.model.trim()}`,
    `(${Math.round(totalmem() / 1024 ** 3)} GB), ${process.platform} ${process.arch}, Node ${process.versions.node}, PostgreSQL ${postgres}, Bolt ${bolt}, Prisma ${prisma}, pg ${driver}.`,
  ].join("\n");
}

function ms(value: number): string {
  return value.toFixed(value < 10 ? 2 : 1);
}

function range({ ratio, lowest, highest }: Ratio): string {
  return `**${ratio.toFixed(2)}** (${lowest.toFixed(2)} to ${highest.toFixed(2)})`;
}
