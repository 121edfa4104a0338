/**
 * Measures what `docs/performance.md`, `docs/search.md` and `docs/logging.md` tell, and writes it there.
 * Usage: npm run bench [-- answers|start-up|search|audit|corpus|certainty|import|digests|freshness|usage|faults] [-- --quick]
 */
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Argument, Command } from "commander";
import pg from "pg";
import { startEmbedded } from "../src/db/embedded/start-embedded.ts";
import { type AnswerRow, measureAnswers } from "./answers.ts";
import { auditTable, measureAudit } from "./audit.ts";
import { digestTable, measureDigests } from "./digests.ts";
import { measureFaults } from "./faults/measure-faults.ts";
import { freshnessTable, measureFreshness } from "./freshness.ts";
import { importTable, measureImport } from "./import.ts";
import { measureCertainty, measureCorpus } from "./logging/measure-logging.ts";
import { answersTable, circumstances, startUpTable } from "./report.ts";
import { measureSearchBases } from "./search-bases.ts";
import { searchTables } from "./search-tables.ts";
import { endSides } from "./sides/start-sides.ts";
import { measureStartUp } from "./start-up.ts";
import { measureUsage, usageTable } from "./usage.ts";
import { writePart } from "./write-part.ts";

const documents = {
  answers: new URL("../docs/performance.md", import.meta.url),
  "start-up": new URL("../docs/performance.md", import.meta.url),
  search: new URL("../docs/search.md", import.meta.url),
  audit: new URL("../docs/performance.md", import.meta.url),
  import: new URL("../docs/performance.md", import.meta.url),
  digests: new URL("../docs/performance.md", import.meta.url),
  freshness: new URL("../docs/performance.md", import.meta.url),
  usage: new URL("../docs/performance.md", import.meta.url),
  faults: new URL("../docs/performance.md", import.meta.url),
  corpus: new URL("../docs/logging.md", import.meta.url),
  certainty: new URL("../docs/logging.md", import.meta.url),
};

const effort = {
  whole: { sizes: [1_000, 100_000], pairs: 300, warmUp: 100, subjects: 60, starts: 5 },
  quick: { sizes: [1_000], pairs: 50, warmUp: 30, subjects: 20, starts: 1 },
};

const searchEffort = {
  whole: { sizes: [1_000, 100_000, 1_000_000], questions: 60 },
  quick: { sizes: [1_000], questions: 20 },
};

const auditEffort = {
  whole: { sizes: [100_000, 1_000_000], times: 3 },
  quick: { sizes: [20_000], times: 2 },
};

const certaintyEffort = {
  whole: { contacts: 3_000, lines: 2_500, bases: 4 },
  quick: { contacts: 1_500, lines: 300, bases: 1 },
};

const importEffort = { whole: { sizes: [100_000, 1_000_000] }, quick: { sizes: [10_000] } };

const digestsEffort = { whole: { sizes: [10_000] }, quick: { sizes: [200] } };

const freshnessEffort = { whole: { sizes: [100_000], times: 3 }, quick: { sizes: [5_000], times: 1 } };

const usageEffort = { whole: { sizes: [1_000, 10_000], times: 3 }, quick: { sizes: [500], times: 1 } };

const faultsEffort = { whole: { kills: 1_000, messages: 6_667 }, quick: { kills: 30, messages: 200 } };

type Part = keyof typeof documents;

await new Command("bench")
  .description("Measures whole answers and starts as ratios to a floor, and writes them into docs/.")
  .addArgument(new Argument("[part]", "measure this part only").choices(Object.keys(documents)))
  .option("--quick", "a short look at a small base; writes nothing")
  .action(run)
  .parseAsync();

async function run(part: Part | undefined, { quick = false }: { quick?: boolean }): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "steward-bench-"));
  // Root's databases run as an ordinary user, who has to pass through.
  await chmod(folder, 0o711);
  const words = ["npm run bench", part, quick ? "--quick" : undefined].filter((word) => word !== undefined);
  const command = words.length > 1 ? [words[0], "--", ...words.slice(1)].join(" ") : "npm run bench";
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, endSides);
  try {
    if (part === undefined || part === "answers") await answers(folder, command, quick);
    if (part === undefined || part === "import") await imports(folder, command, quick);
    if (part === undefined || part === "start-up") await startUp(folder, command, quick);
    if (part === undefined || part === "search") await search(folder, command, quick);
    if (part === undefined || part === "audit") await audit(folder, command, quick);
    if (part === undefined || part === "digests") await digests(folder, command, quick);
    if (part === undefined || part === "freshness") await freshness(folder, command, quick);
    if (part === undefined || part === "usage") await usage(folder, command, quick);
    // Half an hour of kills: only when it is asked for.
    if (part === "faults") await faults(folder, command, quick);
    if (part === undefined || part === "corpus") await publish("corpus", await measureCorpus(), quick);
    if (part === undefined || part === "certainty")
      await publish("certainty", await measureCertainty(quick ? certaintyEffort.quick : certaintyEffort.whole), quick);
  } finally {
    await endSides();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function answers(folder: string, command: string, quick: boolean): Promise<void> {
  const { sizes, ...amounts } = quick ? effort.quick : effort.whole;
  const server = await startEmbedded({
    dataDir: join(folder, "bases"),
    log: { info() {}, warn: tellOf, error: tellOf },
  });
  try {
    const rows: AnswerRow[] = [];
    const bare: { contacts: number; ms: number }[] = [];
    for (const contacts of sizes) {
      const measured = await measureAnswers({ ...amounts, contacts, server, tell });
      rows.push(...measured.rows);
      bare.push({ contacts, ms: measured.bareMs });
    }
    rows.sort((a, b) => titles(rows).indexOf(a.title) - titles(rows).indexOf(b.title) || a.contacts - b.contacts);
    const text = `${await circumstances(command, await askVersion(server.ownerUrl))}\n\n${answersTable(rows, bare)}`;
    await publish("answers", text, quick);
  } finally {
    await server.leave();
  }
}

function titles(rows: readonly AnswerRow[]): string[] {
  return [...new Set(rows.map(({ title }) => title))];
}

async function startUp(folder: string, command: string, quick: boolean): Promise<void> {
  const measured = await measureStartUp(folder, (quick ? effort.quick : effort.whole).starts, tell);
  await publish("start-up", `Measured by \`${command}\`.\n\n${startUpTable(measured)}`, quick);
}

async function search(folder: string, command: string, quick: boolean): Promise<void> {
  const server = await startEmbedded({
    dataDir: join(folder, "search"),
    log: { info() {}, warn: tellOf, error: tellOf },
  });
  try {
    const measured = await measureSearchBases({ ...(quick ? searchEffort.quick : searchEffort.whole), server, tell });
    await publish(
      "search",
      `${await circumstances(command, await askVersion(server.ownerUrl))}\n\n${searchTables(measured)}`,
      quick,
    );
  } finally {
    await server.leave();
  }
}

async function audit(folder: string, command: string, quick: boolean): Promise<void> {
  const server = await startEmbedded({
    dataDir: join(folder, "audit"),
    log: { info() {}, warn: tellOf, error: tellOf },
  });
  try {
    const rows = await measureAudit({ ...(quick ? auditEffort.quick : auditEffort.whole), server, tell });
    const text = `${await circumstances(command, await askVersion(server.ownerUrl))}\n\n${auditTable(rows)}`;
    await publish("audit", text, quick);
  } finally {
    await server.leave();
  }
}

async function imports(folder: string, command: string, quick: boolean): Promise<void> {
  const server = await startEmbedded({
    dataDir: join(folder, "import"),
    log: { info() {}, warn: tellOf, error: tellOf },
  });
  try {
    const rows = await measureImport({ ...(quick ? importEffort.quick : importEffort.whole), folder, server, tell });
    const text = `${await circumstances(command, await askVersion(server.ownerUrl))}\n\n${importTable(rows)}`;
    await publish("import", text, quick);
  } finally {
    await server.leave();
  }
}

async function digests(folder: string, command: string, quick: boolean): Promise<void> {
  const server = await startEmbedded({
    dataDir: join(folder, "digests"),
    log: { info() {}, warn: tellOf, error: tellOf },
  });
  try {
    const rows = await measureDigests({ ...(quick ? digestsEffort.quick : digestsEffort.whole), server, tell });
    const text = `${await circumstances(command, await askVersion(server.ownerUrl))}\n\n${digestTable(rows)}`;
    await publish("digests", text, quick);
  } finally {
    await server.leave();
  }
}

async function freshness(folder: string, command: string, quick: boolean): Promise<void> {
  const server = await startEmbedded({
    dataDir: join(folder, "freshness"),
    log: { info() {}, warn: tellOf, error: tellOf },
  });
  try {
    const rows = await measureFreshness({ ...(quick ? freshnessEffort.quick : freshnessEffort.whole), server, tell });
    const text = `${await circumstances(command, await askVersion(server.ownerUrl))}\n\n${freshnessTable(rows)}`;
    await publish("freshness", text, quick);
  } finally {
    await server.leave();
  }
}

async function usage(folder: string, command: string, quick: boolean): Promise<void> {
  const server = await startEmbedded({
    dataDir: join(folder, "usage"),
    log: { info() {}, warn: tellOf, error: tellOf },
  });
  try {
    const rows = await measureUsage({ ...(quick ? usageEffort.quick : usageEffort.whole), server, tell });
    const text = `${await circumstances(command, await askVersion(server.ownerUrl))}\n\n${usageTable(rows)}`;
    await publish("usage", text, quick);
  } finally {
    await server.leave();
  }
}

async function faults(folder: string, command: string, quick: boolean): Promise<void> {
  const server = await startEmbedded({
    dataDir: join(folder, "faults"),
    log: { info() {}, warn: tellOf, error: tellOf },
  });
  try {
    const effortOf = quick ? faultsEffort.quick : faultsEffort.whole;
    const text = await measureFaults({ ...effortOf, ownerUrl: server.ownerUrl, tell });
    await publish("faults", `Measured by \`${command}\`.\n\n${text}`, quick);
  } finally {
    await server.leave();
  }
}

async function publish(part: Part, text: string, quick: boolean): Promise<void> {
  process.stdout.write(`\n${text}\n\n`);
  if (!quick) await writePart(documents[part], part, text);
}

async function askVersion(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ server_version: string }>("SHOW server_version");
  await client.end();
  return rows[0]?.server_version ?? "unknown";
}

function tell(text: string): void {
  process.stderr.write(`${text}\n`);
}

function tellOf(details: unknown, message?: string): void {
  tell(message ?? String(details));
}
