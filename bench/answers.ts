import pg from "pg";
import { workspaceIdOf } from "../src/db/open-transaction.ts";
import { demoWorkspace } from "../src/sandbox/demo-workspace.ts";
import { type Sandbox, startSandbox } from "../src/sandbox/sandbox.ts";
import { buildBase } from "./build-base.ts";
import { type Case, cases } from "./cases.ts";
import { readManifestFile } from "./read-manifest-file.ts";
import { ask, keyOf, type Score } from "./sides/ask.ts";
import { type Side, startFloor, startProduct } from "./sides/start-sides.ts";
import { SignedRequests } from "./signed-request.ts";
import { median, quantile, type Ratio, ratioOf } from "./statistics.ts";

/** One row of the table. Times in milliseconds. */
export interface AnswerRow {
  title: string;
  contacts: number;
  /** statements of one answer, BEGIN and COMMIT among them: each is a round trip */
  roundTrips: number;
  ours: Times;
  floor: Times;
  ratio: Ratio;
  ratioOfP95: number;
  ratioOfCpu: number;
}

interface Times {
  median: number;
  p95: number;
  /** of the process, for one answer */
  cpu: number;
}

export interface AnswerOptions {
  contacts: number;
  /** pairs of answers that are measured for each command, and before them not measured */
  pairs: number;
  warmUp: number;
  /** other words than these are not typed */
  subjects: number;
  /** owner's and superuser's logins of the server on which the base is made */
  server: { ownerUrl: string; superuserUrl: string; encryptionKey: string };
  tell(text: string): void;
}

/** Measures whole answers of the product and of the floor, in turn, on one base of this size. */
export async function measureAnswers(options: AnswerOptions): Promise<{ rows: AnswerRow[]; bareMs: number }> {
  const { contacts, server, tell } = options;
  const url = await createDatabase(server, `bench_${contacts}`);
  const sandbox = await startSandbox({
    seed: demoWorkspace,
    manifest: await readManifestFile(),
    delivery: { requestUrl: "http://127.0.0.1:9/slack/events" },
    stateFile: null,
    clock: () => new Date(),
    log: { debug() {}, info() {}, warn() {}, error() {} },
    limits: "off",
  });
  await sandbox.listen(0);
  const { botToken, signingSecret, teamId } = sandbox.credentials;
  const settings = { SLACK_BOT_TOKEN: botToken, SLACK_SIGNING_SECRET: signingSecret, DATABASE_URL: url };
  const sides: Side[] = [];
  let duel: Duel | null = null;
  try {
    const product = await startProduct({
      ...settings,
      SLACK_MODE: "http",
      SLACK_API_URL: sandbox.apiUrl,
      STEWARD_ENCRYPTION_KEY: server.encryptionKey,
    });
    sides.push(product);
    tell(`${contacts} contacts: making the base …`);
    await buildBase(url, workspaceIdOf(teamId), contacts);
    const floor = await startFloor(settings);
    sides.push(floor);
    duel = new Duel(product, floor, sandbox);
    const rows: AnswerRow[] = [];
    for (const one of cases) {
      const row = await duel.measure(one, await listSubjects(url, teamId, one, options.subjects), options);
      tell(`${contacts} contacts: ${one.title}: ${row.ratio.ratio.toFixed(2)} of the floor`);
      rows.push(row);
    }
    return { rows, bareMs: await duel.measureBare(options.pairs) };
  } finally {
    duel?.close();
    await Promise.all(sides.map((side) => side.stop()));
    await sandbox.stop();
  }
}

async function createDatabase({ ownerUrl, superuserUrl }: AnswerOptions["server"], name: string): Promise<string> {
  const admin = new pg.Client({ connectionString: superuserUrl });
  await admin.connect();
  const owner = decodeURIComponent(new URL(ownerUrl).username);
  await admin.query(`CREATE DATABASE ${name} OWNER "${owner}"`);
  await admin.end();
  return Object.assign(new URL(ownerUrl), { pathname: `/${name}` }).href;
}

async function listSubjects(url: string, teamId: string, one: Case, wanted: number): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("BEGIN; SET LOCAL ROLE steward_app");
    await client.query("SELECT set_config('app.workspace_id', $1, true)", [workspaceIdOf(teamId)]);
    return await one.subjects(client, wanted);
  } finally {
    await client.end();
  }
}

/** The product and the floor, asked the same in turn. */
class Duel {
  readonly #sides: { product: Side; floor: Side };
  readonly #requests: { product: SignedRequests; floor: SignedRequests };
  readonly #person: { userId: string; teamId: string };
  #count = 0;

  constructor(product: Side, floor: Side, { credentials, user }: Pick<Sandbox, "credentials" | "user">) {
    const { signingSecret, teamId } = credentials;
    this.#sides = { product, floor };
    this.#requests = {
      product: new SignedRequests(product.port, signingSecret),
      floor: new SignedRequests(floor.port, signingSecret),
    };
    // Owner of the Slack workspace, and so the first who may do everything.
    this.#person = { userId: user("dewi"), teamId };
  }

  async measure(
    one: Case,
    subjects: readonly string[],
    { pairs, warmUp, contacts }: AnswerOptions,
  ): Promise<AnswerRow> {
    const scores = await this.#record(one, subjects);
    const played = subjects.filter((subject) => scores.has(subject));
    if (played.length < subjects.length / 2 || played.length === 0) {
      throw new Error(`Only ${played.length} of ${subjects.length} answers are what the title says: ${one.title}`);
    }
    await ask(this.#sides.floor.process, "play", [...scores.values()]);
    await this.#run(one, played, warmUp);
    const before = await this.#cpu();
    const times = await this.#run(one, played, pairs);
    const after = await this.#cpu();
    const timesOf = (side: "product" | "floor"): Times => ({
      median: median(times[side]),
      p95: quantile(times[side], 0.95),
      cpu: (after[side] - before[side]) / pairs,
    });
    const [ours, floor] = [timesOf("product"), timesOf("floor")];
    return {
      title: one.title,
      contacts,
      roundTrips: median([...scores.values()].map(({ transcript }) => transcript.statements.length)),
      ours,
      floor,
      ratio: ratioOf(times.product, times.floor),
      ratioOfP95: ours.p95 / floor.p95,
      ratioOfCpu: ours.cpu / floor.cpu,
    };
  }

  /** What Bolt alone takes: signature, parsing, one acknowledgement. The floor knows the last case's answers. */
  async measureBare(times: number): Promise<number> {
    const key = this.#lastKey;
    const taken: number[] = [];
    for (let count = 0; count < times; count += 1) {
      taken.push((await this.#requests.floor.send(this.#next("/bare", key).command)).ms);
    }
    return median(taken);
  }

  #lastKey = "";

  close(): void {
    this.#requests.product.close();
    this.#requests.floor.close();
  }

  /** Each subject once, with the product alone. */
  async #record(one: Case, subjects: readonly string[]): Promise<Map<string, Score>> {
    const { process } = this.#sides.product;
    const scores = new Map<string, Score>();
    // What is made at the first use (a statement's name, a person's key) is not what every later use is like.
    for (const subject of subjects) await this.#requests.product.send(this.#typed(one, subject).command);
    await ask(process, "record", true);
    for (const subject of subjects) {
      await ask(process, "transcripts", null);
      const { command, token } = this.#typed(one, subject);
      const { answer } = await this.#requests.product.send(command);
      const transcripts = await ask(process, "transcripts", null);
      const { triggerId } = command;
      // The outbox and the jobs have transactions of their own meanwhile.
      const transcript = transcripts.find(({ statements }) =>
        statements.some(({ values }) => values.some((value) => typeof value === "string" && value.includes(triggerId))),
      );
      if (!transcript) throw new Error(`No transaction was seen for ${command.command} ${command.text}`);
      if (!one.fits(transcript, JSON.stringify(answer))) continue;
      this.#lastKey = keyOf(command.command, command.text);
      scores.set(subject, { key: this.#lastKey, token, triggerId, transcript, answer });
    }
    await ask(process, "record", false);
    return scores;
  }

  /** Pairs of answers: product and floor, then floor and product, so that whatever drifts falls on both. */
  async #run(one: Case, subjects: readonly string[], pairs: number): Promise<{ product: number[]; floor: number[] }> {
    const times: { product: number[]; floor: number[] } = { product: [], floor: [] };
    for (let pair = 0; pair < pairs; pair += 1) {
      const subject = subjects[pair % subjects.length] as string;
      const order = pair % 2 === 0 ? (["product", "floor"] as const) : (["floor", "product"] as const);
      for (const side of order)
        times[side].push((await this.#requests[side].send(this.#typed(one, subject).command)).ms);
    }
    return times;
  }

  #typed(one: Case, subject: string) {
    this.#count += 1;
    const token = `#n${this.#count}x`;
    return { token, ...this.#next(one.command, one.text(subject, token)) };
  }

  #next(command: string, text: string) {
    this.#count += 1;
    return { command: { ...this.#person, command, text, triggerId: `${this.#count}.bench.${process.pid}` } };
  }

  async #cpu(): Promise<{ product: number; floor: number }> {
    const [product, floor] = await Promise.all([
      ask(this.#sides.product.process, "usage", null),
      ask(this.#sides.floor.process, "usage", null),
    ]);
    return { product: product.cpuMs, floor: floor.cpuMs };
  }
}
