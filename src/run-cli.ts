import { relative, resolve } from "node:path";
import { createInterface } from "node:readline/promises";
import { CommanderError } from "commander";
import type { Logger } from "pino";
import { v7 as newId } from "uuid";
import { jobs } from "../jobs/index.ts";
import { clearDemo } from "../prisma/demo/clear-demo.ts";
import { seedDemo } from "../prisma/demo/seed-demo.ts";
import { type CliDatabase, type CliDoors, CliFault, type CliWorkspace } from "./cli/cli-doors.ts";
import { createProgram } from "./cli/create-program.ts";
import type { Config } from "./config.ts";
import { clock } from "./connect-slack.ts";
import { Refusal } from "./crm/refusal.ts";
import { type Database, openDatabase } from "./database.ts";
import { sql } from "./db/context.ts";
import { DatabaseUnavailable } from "./db/database-unavailable.ts";
import { createLog } from "./log.ts";
import { runByHand } from "./scheduler/run-by-hand.ts";
import { auditSentence } from "./slack/views/audit-actions.text.ts";
import { verdictLines } from "./slack/views/audits.text.ts";
import { countsInWords, jobText, tookInWords } from "./slack/views/jobs.text.ts";
import { certificateLines, planLines } from "./slack/views/privacy-lines.ts";
import { refusalMessage } from "./slack/views/refusal.ts";

/** EX_USAGE of sysexits.h */
const exitUsage = 64;

/**
 * Runs one command of the command line, beside a Steward that runs or without one.
 * @returns the exit code: 0, 1 when it could not be done, 64 when it was not understood
 * @throws what is nobody's to put right, and what kept the database from being opened
 */
export async function runCli(config: Config, words: readonly string[]): Promise<number> {
  // What the command has to say goes to standard output; what the rooms below log must not come between.
  const log = createLog({
    level: config.logLevel === "info" ? "warn" : config.logLevel,
    pretty: true,
    to: process.stderr,
  });
  let database: Database | null = null;
  let interrupted = false;
  const interrupt = () => {
    if (interrupted) process.exit(130);
    interrupted = true;
  };
  process.on("SIGINT", interrupt).on("SIGTERM", interrupt);
  const doors: CliDoors = {
    say: (line) => void process.stdout.write(`${line}\n`),
    complain: (line) => void process.stderr.write(`${line}\n`),
    interactive: process.stdin.isTTY === true && process.stdout.isTTY === true,
    ask,
    async openDatabase() {
      database ??= await openDatabase(config.database, log);
      return toCliDatabase(database, log, () => interrupted);
    },
    interrupted: () => interrupted,
    pathOf: (typed) => relative(process.cwd(), resolve(config.typedIn, typed)) || typed,
    jobs,
    words: {
      jobCounts: countsInWords,
      jobTook: tookInWords,
      letterRemedy: jobText.remedy,
      verdict: verdictLines,
      auditSentence,
      erasurePlan: planLines,
      certificate: certificateLines,
    },
    demo: { seed: seedDemo, clear: clearDemo },
  };
  try {
    await createProgram(doors).parseAsync(words.length === 0 ? ["--help"] : [...words], { from: "user" });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : exitUsage; // it has said why already
    const sentence = error instanceof CliFault ? error.message : sentenceOf(error);
    if (sentence === null) throw error;
    doors.complain(sentence);
    return 1;
  } finally {
    await (database as Database | null)?.close();
  }
}

function sentenceOf(error: unknown): string | null {
  if (error instanceof Refusal) return refusalMessage(error).text;
  if (!(error instanceof DatabaseUnavailable)) return null;
  return error.outcome === "unknown"
    ? "The connection to the database was lost at the last moment. Look whether it was saved before you try again."
    : "The database did not answer, and nothing was saved. Try again in a moment.";
}

/** @throws CliFault when the person leaves instead of answering (Ctrl-C, Ctrl-D) */
async function ask(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const left = Promise.withResolvers<never>();
  const leave = () => left.reject(new CliFault("\nNothing was done."));
  terminal.on("SIGINT", leave).on("close", leave);
  try {
    return (await Promise.race([terminal.question(question), left.promise])).trim();
  } finally {
    terminal.off("close", leave).close();
  }
}

function toCliDatabase(
  { client, openTransaction, applied, rotateKeys }: Database,
  log: Logger,
  interrupted: () => boolean,
): CliDatabase {
  return {
    applied,
    async listWorkspaces() {
      const ids = await client.asOps((tx) =>
        tx.$queryRaw<{ id: string }[]>(sql.sql`SELECT id FROM ops_workspaces(NULL)`),
      );
      const found = await Promise.all(
        ids.map(({ id }) =>
          client.inWorkspace(id, (tx) =>
            tx.$queryRaw<CliWorkspace[]>(sql.sql`SELECT "teamId", name, region, demo FROM workspace`),
          ),
        ),
      );
      return found.flat().toSorted((a, b) => a.name.localeCompare(b.name));
    },
    runJob: (run) => runByHand({ jobs, db: client, openTransaction, clock, log }, run),
    rotateKeys: (tell) => rotateKeys({ now: () => new Date(), tell, interrupted }),
    inWorkspace: (teamId, run, options = {}) =>
      openTransaction(
        { teamId, slackUserId: null, surface: "cli", interactionId: newId(), now: new Date(), ...options },
        run,
      ),
  };
}
