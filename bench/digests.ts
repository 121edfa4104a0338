import { fileURLToPath } from "node:url";
import pg from "pg";
import { pino } from "pino";
import { v7 as newId } from "uuid";
import { dailyDigest } from "../jobs/daily-digest.ts";
import { enrolWorkspace } from "../src/crm/access/enrol-workspace.ts";
import { openClient } from "../src/db/client.ts";
import { createKeyRing } from "../src/db/key-ring.ts";
import { migrate } from "../src/db/migrate.ts";
import { createOpenTransaction, workspaceIdOf } from "../src/db/open-transaction.ts";
import { drawDigest } from "../src/slack/draw-digest.ts";
import { noticesByKind } from "../src/slack/registry.ts";
import { buildBase } from "./build-base.ts";
import { fillDesks } from "./fill-desks.ts";
import { table } from "./write-part.ts";

interface DigestRow {
  people: number;
  contacts: number;
  digests: number;
  /** seconds for all of them: left by the job, drawn as the outbox does, and the floor's writes */
  left: number;
  drawn: number;
  floor: number;
  /** statements a digest, those that open and close its transaction among them */
  statementsToLeave: number;
  statementsToDraw: number;
  /** resident at the most in MB: before, while they were left, and while they were drawn */
  rest: number;
  leaving: number;
  drawing: number;
}

interface DigestOptions {
  sizes: readonly number[];
  server: { ownerUrl: string };
  tell(text: string): void;
}

const migrations = fileURLToPath(new URL("../prisma/migrations", import.meta.url));
const contactsEach = 10;
/** A Monday, 09:00 in Jakarta, where everybody is: no slot has more to do. */
const slot = new Date("2026-11-23T02:00:00Z");

/**
 * Everybody's digests of one morning in workspaces of these sizes, all of them in one zone. The floor writes through pg what
 * each digest writes: the turn, the digest and its delivery, one transaction a person.
 */
export async function measureDigests({ sizes, server, tell }: DigestOptions): Promise<DigestRow[]> {
  await migrate(server.ownerUrl, { folder: migrations, log: pino({ level: "silent" }) });
  const rows: DigestRow[] = [];
  for (const people of sizes) rows.push(await measureWorkspace(server.ownerUrl, people, tell));
  return rows;
}

export function digestTable(rows: readonly DigestRow[]): string {
  const ms = (seconds: number, count: number) => `${((seconds * 1000) / count).toFixed(1)} ms`;
  return table(
    [
      "People (customers)",
      "Digests",
      "Left in",
      "Each",
      "Statements each",
      "Ratio to their writes alone",
      "Drawn, each",
      "Statements each",
      "Memory at the most: before, leaving, drawing",
    ],
    rows.map((row) => [
      `${row.people.toLocaleString("en")} (${row.contacts.toLocaleString("en")})`,
      row.digests.toLocaleString("en"),
      `${row.left.toFixed(0)} s`,
      ms(row.left, row.people),
      row.statementsToLeave.toFixed(1),
      `**${(row.left / row.floor).toFixed(1)}**`,
      ms(row.drawn, row.digests),
      row.statementsToDraw.toFixed(1),
      `${Math.round(row.rest)}, ${Math.round(row.leaving)}, ${Math.round(row.drawing)} MB`,
    ]),
  );
}

async function measureWorkspace(url: string, people: number, tell: (text: string) => void): Promise<DigestRow> {
  const teamId = `TDIGEST${people}`;
  const workspaceId = workspaceIdOf(teamId);
  const contacts = people * contactsEach;
  const client = openClient({ url, poolSize: 4, namedStatements: true });
  try {
    await client.inWorkspace(workspaceId, (tx) =>
      enrolWorkspace(
        tx,
        { teamId, name: "Measured", url: null, botUserId: "UBOT", people: [], primaryOwnerId: null },
        slot,
      ),
    );
    tell(`${people} people: making the base …`);
    await buildBase(url, workspaceId, contacts, people);
    await fillDesks(url, workspaceId, slot);
    const openTransaction = createOpenTransaction(
      client.inWorkspace,
      createKeyRing(Buffer.alloc(32, "a key of the bench")),
    );
    const transaction: Parameters<typeof dailyDigest.run>[0]["transaction"] = (work) =>
      openTransaction({ teamId, slackUserId: null, surface: "job", interactionId: newId(), now: slot }, work);
    const rest = process.memoryUsage().rss / 1e6;

    const leaving = await watch(async () => {
      const counts = await dailyDigest.run(
        {
          workspace: { id: workspaceId, teamId, zone: "Asia/Jakarta" },
          signal: new AbortController().signal,
          transaction,
          people: async () => [],
        },
        slot,
      );
      if (counts["left"] !== people) throw new Error(`${counts["left"]} of ${people} people have a digest`);
    });
    tell(`${people} people: digests left in ${leaving.seconds.toFixed(0)} s`);

    const ids = await transaction(async (ctx) => ctx.tx.digest.findMany({ select: { id: true } }));
    const drawing = await watch(async () => {
      for (const { id } of ids)
        if (!(await transaction((ctx) => drawDigest(ctx, noticesByKind(), id))))
          throw new Error("A digest says nothing");
    });
    tell(`${people} people: digests drawn in ${drawing.seconds.toFixed(0)} s`);
    const floor = await timeFloor(url, workspaceId);
    return {
      ...{ people, contacts, digests: ids.length, rest, floor },
      ...{ left: leaving.seconds, drawn: drawing.seconds, leaving: leaving.peak, drawing: drawing.peak },
      statementsToLeave: leaving.statements / people,
      statementsToDraw: drawing.statements / ids.length,
    };
  } finally {
    await client.close();
  }
}

/** How long something takes, how many statements it sends, and what it holds in memory at the most. */
async function watch(work: () => Promise<void>): Promise<{ seconds: number; statements: number; peak: number }> {
  const { query } = pg.Client.prototype;
  let [statements, peak] = [0, 0];
  pg.Client.prototype.query = function counted(this: pg.Client, ...given: unknown[]) {
    statements += 1;
    return Reflect.apply(query, this, given) as never;
  } as typeof query;
  const look = () => (peak = Math.max(peak, process.memoryUsage().rss / 1e6));
  const looking = setInterval(look, 100);
  const began = performance.now();
  try {
    await work();
    look();
    return { seconds: (performance.now() - began) / 1000, statements, peak };
  } finally {
    clearInterval(looking);
    pg.Client.prototype.query = query;
  }
}

/** Writes once more, through pg alone, what the job has written of each person. */
async function timeFloor(url: string, workspaceId: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const alone = async (work: string, values: unknown[] = []) => {
    await client.query("BEGIN");
    await client.query("SET LOCAL ROLE steward_app");
    await client.query("SELECT set_config('app.workspace_id', $1, true)", [workspaceId]);
    const { rows } = await client.query({ name: work.slice(0, 40), text: work, values });
    return rows as { id: string; memberId: string }[];
  };
  try {
    const digests = await alone(`SELECT id, "memberId" FROM digest`);
    await client.query("COMMIT");
    const began = performance.now();
    for (const { id, memberId } of digests) {
      await alone(
        `INSERT INTO personal_turn SELECT "workspaceId", 'floor', "memberId", day, at FROM personal_turn
         WHERE job = 'daily-digest' AND "memberId" = $1::uuid`,
        [memberId],
      );
      await client.query({
        name: "digest",
        text: `INSERT INTO digest SELECT (jsonb_populate_record(d, jsonb_build_object('id', $2::uuid, 'day', d.day + 1))).*
          FROM digest d WHERE id = $1::uuid`,
        values: [id, newId()],
      });
      await client.query({
        name: "delivery",
        text: `INSERT INTO delivery (id, "workspaceId", kind, payload, recipient, state, "nextAttemptAt", "createdAt")
          SELECT $1::uuid, "workspaceId", 'floor', jsonb_build_object('digestId', $2::uuid), "slackUserId", 'pending', now(), now()
          FROM member WHERE id = $3::uuid`,
        values: [newId(), id, memberId],
      });
      await client.query("COMMIT");
    }
    return (performance.now() - began) / 1000;
  } finally {
    await client.end();
  }
}
