import { pino } from "pino";
import { jobs } from "../../jobs/index.ts";
import { clearDemo } from "../../prisma/demo/clear-demo.ts";
import { seedDemo } from "../../prisma/demo/seed-demo.ts";
import type { CliDatabase, CliDoors, CliWorkspace } from "../../src/cli/cli-doors.ts";
import { CliFault } from "../../src/cli/cli-doors.ts";
import { createProgram } from "../../src/cli/create-program.ts";
import { Refusal } from "../../src/crm/refusal.ts";
import type { Client } from "../../src/db/client.ts";
import { createOpenTransaction } from "../../src/db/open-transaction.ts";
import { runByHand } from "../../src/scheduler/run-by-hand.ts";
import { auditSentence } from "../../src/slack/views/audit-actions.text.ts";
import { verdictLines } from "../../src/slack/views/audits.text.ts";
import { countsInWords, jobText, tookInWords } from "../../src/slack/views/jobs.text.ts";
import { certificateLines, planLines } from "../../src/slack/views/privacy-lines.ts";
import { testKeyRing } from "../support/key-ring.ts";
import { ManualClock } from "../support/manual-clock.ts";

export interface Typed {
  /** what was said, line by line */
  said: string[];
  complained: string[];
  /** what it failed with; null when it was done */
  fault: string | null;
}

export interface CliFixture {
  type(...words: string[]): Promise<Typed>;
  /** From now on somebody sits there and answers with these, one after the other. */
  answer(...answers: string[]): void;
  questions: string[];
}

/** The command line as a person types it, on the test's own workspaces. */
export function cliOn(
  db: Client,
  listWorkspaces: () => Promise<CliWorkspace[]>,
  {
    rotateKeys,
    clock = new ManualClock(new Date()),
  }: Partial<Pick<CliDatabase, "rotateKeys">> & { clock?: ManualClock } = {},
): CliFixture {
  const openTransaction = createOpenTransaction(db.inWorkspace, testKeyRing);
  const questions: string[] = [];
  let answers: string[] | null = null;
  return {
    questions,
    answer: (...given) => {
      answers = given;
    },
    async type(...words) {
      const typed: Typed = { said: [], complained: [], fault: null };
      const doors: CliDoors = {
        say: (text) => void typed.said.push(...text.split("\n")),
        complain: (text) => void typed.complained.push(...text.split("\n")),
        interactive: answers !== null,
        async ask(question) {
          questions.push(question);
          const answer = answers?.shift();
          if (answer === undefined) throw new CliFault("Nobody answered");
          return answer;
        },
        interrupted: () => false,
        pathOf: (path) => path,
        openDatabase: async () => ({
          applied: [],
          listWorkspaces,
          runJob: (run) => runByHand({ jobs, db, openTransaction, clock, log: pino({ level: "silent" }) }, run),
          rotateKeys: (tell) => {
            if (!rotateKeys) throw new Error("Keys are rotated on a database of the test's own");
            return rotateKeys(tell);
          },
          inWorkspace: (teamId, run, options = {}) =>
            openTransaction(
              {
                teamId,
                slackUserId: null,
                surface: "cli",
                interactionId: crypto.randomUUID(),
                now: clock.now(),
                ...options,
              },
              run,
            ),
        }),
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
        await createProgram(doors).parseAsync(words, { from: "user" });
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        typed.fault = error instanceof Refusal ? error.code : error.message;
      }
      return typed;
    },
  };
}
