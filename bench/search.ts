import { createHash } from "node:crypto";
import pg from "pg";
import { v7 as newId } from "uuid";
import { companyNameKey } from "../src/crm/customers/company-name-key.ts";
import { type Found, findEverything } from "../src/crm/interactions/find-everything.ts";
import type { Client } from "../src/db/client.ts";
import { type Context, sql } from "../src/db/context.ts";
import type { KeyRing } from "../src/db/key-ring.ts";
import { createOpenTransaction } from "../src/db/open-transaction.ts";
import type { SearchBase, Target } from "./search-base.ts";
import { drawFrom, type Memory, memories } from "./search-memories.ts";

/** Who asks: the colleague who talked with the customer lately, or somebody who never talked with anybody. */
type Asker = "colleague" | "newcomer";

export interface MemoryRow {
  title: string;
  asker: Asker;
  asked: number;
  /** shares of the questions */
  first: number;
  firstFive: number;
  /** milliseconds of each question, Steward and the same statements through pg */
  ours: number[];
  floor: number[];
}

interface Options {
  client: Client;
  keyRing: KeyRing;
  workspace: { id: string; teamId: string };
  base: SearchBase;
  /** questions of each kind by each asker */
  questions: number;
  /** login for the same statements through pg; null: nothing is timed */
  floorUrl: string | null;
  tell?(text: string): void;
}

interface Statement {
  name: string;
  text: string;
  values: unknown[];
}

const firstFew = 5;

/** Asks for customers by each kind of memory, and says where they were found, and in what time. */
export async function measureSearch(options: Options): Promise<MemoryRow[]> {
  const { client, keyRing, workspace, base, tell } = options;
  const inTransaction = createOpenTransaction((id, run, more) => client.inWorkspace(id, run, more), keyRing);
  const slackIds = await client.inWorkspace(workspace.id, async (tx) => {
    const members = await tx.member.findMany({ select: { id: true, slackUserId: true } });
    return new Map(members.map(({ id, slackUserId }) => [id, slackUserId]));
  });
  const as = <T>(memberId: string, run: (ctx: Context) => Promise<T>) =>
    inTransaction(
      {
        teamId: workspace.teamId,
        slackUserId: slackIds.get(memberId) ?? null,
        surface: "slack-command",
        interactionId: newId(),
        now: new Date(),
        timeout: 120_000,
      },
      run,
    );
  const floor = options.floorUrl === null ? null : await Floor.open(options.floorUrl, workspace.id);
  const rows: MemoryRow[] = [];
  try {
    for (const memory of memories) {
      for (const asker of ["colleague", "newcomer"] as const) {
        const row: MemoryRow = { title: memory.title, asker, asked: 0, first: 0, firstFive: 0, ours: [], floor: [] };
        for (const { target, typed } of choose(memory, asker, base.targets, options.questions)) {
          const memberId = asker === "colleague" && target.memberId !== null ? target.memberId : base.newcomerId;
          const place = await as(memberId, (ctx) => ask(ctx, { memory, target, typed }, row, floor));
          row.asked += 1;
          if (place === 0) row.first += 1;
          if (place !== -1 && place < firstFew) row.firstFive += 1;
        }
        rows.push({ ...row, first: row.first / row.asked, firstFive: row.firstFive / row.asked });
        tell?.(`${memory.title}, ${asker}: ${row.firstFive} of ${row.asked} within the first ${firstFew}`);
      }
    }
  } finally {
    await floor?.close();
  }
  return rows;
}

function choose(
  memory: Memory,
  asker: Asker,
  targets: readonly Target[],
  wanted: number,
): { target: Target; typed: string }[] {
  const draw = drawFrom(asker === "colleague" ? 11 : 12);
  const chosen = new Map<string, { target: Target; typed: string }>();
  for (let attempts = 0; attempts < wanted * 200 && chosen.size < wanted; attempts += 1) {
    const target = targets[draw(targets.length)];
    if (!target || (asker === "colleague" && target.memberId === null)) continue;
    const typed = memory.type(target, draw);
    if (typed) chosen.set(target.contactId, { target, typed });
  }
  return [...chosen.values()];
}

/** One question; once for its answer and to warm what it reads, then timed beside its own statements, in turn. */
async function ask(
  ctx: Context,
  { memory, target, typed }: { memory: Memory; target: Target; typed: string },
  row: MemoryRow,
  floor: Floor | null,
): Promise<number> {
  const statements: Statement[] = [];
  const found = await findEverything(recording(ctx, statements), typed);
  if (floor) {
    const ours = async () => row.ours.push(await timed(() => findEverything(ctx, typed)));
    const theirs = async () => row.floor.push(await timed(() => floor.play(statements)));
    for (const side of row.asked % 2 === 0 ? [ours, theirs] : [theirs, ours]) await side();
  }
  return found.findIndex((one) => isMeant(one, target, memory));
}

function isMeant(found: Found, target: Target, { anyOfCompany = false }: Memory): boolean {
  if (!anyOfCompany) return found.contactId === target.contactId;
  const company = found.by === "customer" ? found.match.companyName : found.note.companyName;
  return company !== null && companyNameKey(company) === companyNameKey(target.company);
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await run();
  return performance.now() - began;
}

/** The same context, whose queries are written down as they are asked. */
function recording(ctx: Context, statements: Statement[]): Context {
  const tx = new Proxy(ctx.tx, {
    get(target, key) {
      const value = Reflect.get(target, key) as unknown;
      if (key !== "$queryRaw" || typeof value !== "function") return value;
      return (strings: TemplateStringsArray, ...values: unknown[]) => {
        const { text, values: bound } = sql.sql(strings, ...values);
        const name = createHash("sha1").update(text).digest("hex");
        statements.push({ name, text, values: [...bound] });
        return value.call(target, strings, ...values) as unknown;
      };
    },
  });
  return new Proxy(ctx, { get: (target, key) => (key === "tx" ? tx : (Reflect.get(target, key) as unknown)) });
}

/** Nothing but pg: one connection behind the same wall, the same prepared statements. */
class Floor {
  readonly #client: pg.Client;
  private constructor(client: pg.Client) {
    this.#client = client;
  }

  static async open(url: string, workspaceId: string): Promise<Floor> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query("SET ROLE steward_app; SET TIME ZONE 'UTC'");
    await client.query("SELECT set_config('app.workspace_id', $1, false)", [workspaceId]);
    return new Floor(client);
  }

  async play(statements: readonly Statement[]): Promise<void> {
    for (const statement of statements) await this.#client.query(statement);
  }

  close(): Promise<void> {
    return this.#client.end();
  }
}
