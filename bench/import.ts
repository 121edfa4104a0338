import { createReadStream, createWriteStream } from "node:fs";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { faker as english, fakerID_ID as indonesian } from "@faker-js/faker";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { pino } from "pino";
import { v7 as newId } from "uuid";
import { enrolWorkspace } from "../src/crm/access/enrol-workspace.ts";
import { importCustomers } from "../src/crm/customers/import/import-customers.ts";
import { readCsv } from "../src/crm/customers/import/read-csv.ts";
import { recogniseColumns, toMapping } from "../src/crm/customers/import/recognise-columns.ts";
import { openClient } from "../src/db/client.ts";
import { createKeyRing } from "../src/db/key-ring.ts";
import { migrate } from "../src/db/migrate.ts";
import { createOpenTransaction, workspaceIdOf } from "../src/db/open-transaction.ts";
import { median } from "./statistics.ts";
import { table } from "./write-part.ts";

interface ImportRow {
  rows: number;
  /** seconds */
  copied: number;
  imported: number;
  again: number;
  /** resident at the most, in MB: a tenth into the import, and at its end */
  early: number;
  late: number;
}

interface ImportBenchOptions {
  sizes: readonly number[];
  folder: string;
  server: { ownerUrl: string };
  tell(text: string): void;
}

const migrations = fileURLToPath(new URL("../prisma/migrations", import.meta.url));
/** COPY is over in seconds, so it is timed this often. */
const copies = 3;
const people = 2_000;

/**
 * Imports files of these sizes (new customers, then the same file again) and COPYs the same file into a table of text
 * columns without an index, in the same database and the same run.
 */
export async function measureImport({ sizes, folder, server, tell }: ImportBenchOptions): Promise<ImportRow[]> {
  await migrate(server.ownerUrl, { folder: migrations, log: pino({ level: "silent" }) });
  const rows: ImportRow[] = [];
  for (const size of sizes) {
    const file = join(folder, `import-${size}.csv`);
    await pipeline(Readable.from(makeFile(size)), createWriteStream(file));
    tell(`${size} rows, ${Math.round((await stat(file)).size / 1e6)} MB`);
    const times: number[] = [];
    for (let time = 0; time < copies; time += 1) times.push(await timeCopy(server.ownerUrl, file));
    const copied = median(times);
    const first = await timeImport(server.ownerUrl, file, size, tell);
    if (first.created !== size) throw new Error(`${first.created} of ${size} rows became customers`);
    tell(`${size} rows: COPY ${copied.toFixed(2)} s, import ${first.seconds.toFixed(1)} s`);
    const again = await timeImport(server.ownerUrl, file, size, tell);
    if (again.unchanged !== size) throw new Error(`${again.unchanged} of ${size} rows were found again`);
    tell(`${size} rows: again ${again.seconds.toFixed(1)} s`);
    const { seconds: imported, early, late } = first;
    rows.push({ rows: size, copied, imported, again: again.seconds, early, late });
  }
  return rows;
}

export function importTable(rows: readonly ImportRow[]): string {
  const perSecond = (count: number, seconds: number) => Math.round(count / seconds).toLocaleString("en");
  return table(
    [
      "Rows",
      "Import, rows/s",
      "The same file again, rows/s",
      "COPY, rows/s",
      "Ratio of import to COPY",
      "Memory at the most, a tenth in",
      "Memory at the most, at the end",
    ],
    rows.map(({ rows: count, copied, imported, again, early, late }) => [
      count.toLocaleString("en"),
      perSecond(count, imported),
      perSecond(count, again),
      perSecond(count, copied),
      `**${(imported / copied).toFixed(0)}**`,
      `${Math.round(early)} MB`,
      `${Math.round(late)} MB`,
    ]),
  );
}

/** Customers of believable names, each with a company, an e-mail address, a phone number and a job title. */
function* makeFile(rows: number): Generator<string> {
  const names = Array.from({ length: people }, (_, at) => {
    const faker = at % 2 === 0 ? indonesian : english;
    return [faker.person.firstName(), faker.person.lastName()] as const;
  });
  yield "Customer ID,Name,Email,Phone,Company,Job title\n";
  for (let at = 0; at < rows; at += 1) {
    const [first] = names[at % people] ?? ["A", "B"];
    const [, last] = names[Math.floor(at / people) % people] ?? ["A", "B"];
    const phone = `+62812${String(10_000_000 + at).slice(-8)}`;
    yield `C${at},${first} ${last},person${at}@contoh${at % 997}.example,${phone},PT Contoh ${Math.floor(at / 8)},Buyer\n`;
  }
}

async function timeCopy(url: string, file: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("CREATE TABLE copied (id text, name text, email text, phone text, company text, title text)");
    const began = performance.now();
    await pipeline(createReadStream(file), client.query(copyFrom("COPY copied FROM STDIN WITH (FORMAT csv, HEADER)")));
    const seconds = (performance.now() - began) / 1000;
    await client.query("DROP TABLE copied");
    return seconds;
  } finally {
    await client.end();
  }
}

async function timeImport(
  url: string,
  file: string,
  size: number,
  tell: (text: string) => void,
): Promise<{ seconds: number; created: number; unchanged: number; early: number; late: number }> {
  const teamId = `TIMPORT${size}`;
  const client = openClient({ url, poolSize: 4, namedStatements: true });
  try {
    const openTransaction = createOpenTransaction(
      client.inWorkspace,
      createKeyRing(Buffer.alloc(32, "a key of the bench")),
    );
    await client.inWorkspace(workspaceIdOf(teamId), (tx) =>
      enrolWorkspace(
        tx,
        { teamId, name: "Measured", url: null, botUserId: "UBOT", people: [], primaryOwnerId: null },
        new Date(),
      ),
    );
    let [early, late] = [0, 0];
    const began = performance.now();
    const csv = await readCsv(createReadStream(file));
    const mapping = toMapping(recogniseColumns(csv.header, csv.sample, "ID"));
    const result = await importCustomers(
      (run) =>
        openTransaction(
          { teamId, slackUserId: null, surface: "cli", interactionId: newId(), now: new Date(), timeout: 120_000 },
          run,
        ),
      csv.rows,
      {
        ...{ fileName: "customers.csv", header: csv.header, mapping },
        onProgress: ({ rows }) => {
          const used = process.memoryUsage().rss / 1e6;
          if (rows <= size / 10) early = Math.max(early, used);
          late = Math.max(late, used);
          if (rows % 50_000 === 0)
            tell(`  ${rows} rows, ${((performance.now() - began) / 1000).toFixed(0)} s, ${Math.round(used)} MB`);
        },
      },
    );
    const seconds = (performance.now() - began) / 1000;
    return { seconds, created: result.created, unchanged: result.unchanged, early, late };
  } finally {
    await client.close();
  }
}
