import type { AuditLine } from "../crm/audits/list-audit.ts";
import type { AuditVerdict } from "../crm/audits/verify-audit.ts";
import type { Certificate } from "../crm/privacy/list-erasures.ts";
import type { ErasurePlan } from "../crm/privacy/plan-erasure.ts";
import type { Context } from "../db/context.ts";

/** What the command line is handed: a place to speak, and a way to the database that it opens only when it is needed. */
export interface CliDoors {
  /** one line to standard output */
  say(line: string): void;
  /** one line to standard error */
  complain(line: string): void;
  /** whether a person sits there who can answer; false in scripts */
  interactive: boolean;
  /** Puts a question; what was typed, trimmed. */
  ask(question: string): Promise<string>;
  /** whether the person asked to stop (Ctrl-C): finish what is under way, begin nothing more */
  interrupted(): boolean;
  /** Where a file is that was named as seen from the folder in which the person typed. */
  pathOf(typed: string): string;
  openDatabase(): Promise<CliDatabase>;
  /** everything that runs by itself */
  jobs: readonly CliJob[];
  /** sentences that Slack and the command line have in common */
  words: {
    verdict(verdict: AuditVerdict): string[];
    erasurePlan(plan: ErasurePlan): string[];
    certificate(certificate: Certificate): string[];
    /** what an entry of the audit log says, as it goes on after who did it */
    auditSentence(line: AuditLine): string;
    /** "left 3, failed 1": what a run of a job did; null for nothing */
    jobCounts(counts: Record<string, number> | null): string | null;
    /** "0.4 s"; null while it runs */
    jobTook(run: { startedAt: Date; finishedAt: Date | null }): string | null;
    /** what a steward can do about a message that did not arrive, by Slack's word for why */
    letterRemedy(reason: string): string;
  };
  demo: {
    seed(
      ctx: Context,
    ): Promise<
      | { seeded: true; counts: { companies: number; contacts: number; interactions: number; tasks: number } }
      | { seeded: false; why: "there already" | "nobody has access" }
    >;
    /** null when there is nothing to clear */
    clear(
      ctx: Context,
    ): Promise<{ companies: number; contacts: number; interactions: number; tasks: number; kept: number } | null>;
  };
}

/** A job as it is declared. */
export interface CliJob {
  name: string;
  /** one sentence: what one run does */
  summary: string;
  cron: string;
  /** "workspace" for each workspace's own; UTC where none is said */
  zone?: string;
}

/** What came of asking for a run; the same as in src/scheduler/run-by-hand.ts, which this room does not know. */
export type ByHand =
  | { outcome: "ran" | "taken" | "handed over" | "no such job" | "not yet" }
  | { outcome: "no slot"; before: Date | null };

export interface CliWorkspace {
  teamId: string;
  name: string;
  /** ISO 3166 country */
  region: string;
  /** holds made-up customers */
  demo: boolean;
}

export interface CliDatabase {
  /** migrations that were applied when it was opened, by name */
  applied: readonly string[];
  listWorkspaces(): Promise<CliWorkspace[]>;
  /** Runs as Steward itself in one transaction of one workspace; `timeout` in milliseconds. */
  inWorkspace<T>(teamId: string, run: (ctx: Context) => Promise<T>, options?: { timeout?: number }): Promise<T>;
  /** Runs a job for one slot in this process, under the same claim as the timetable's. */
  runJob(run: { teamId: string; job: string; slot: Date }): Promise<ByHand>;
  /** Wraps the keys of all workspaces with the current one of the operator's. `tell`: keys done so far, of so many. */
  rotateKeys(tell: (done: number, of: number) => void): Promise<KeyRotation>;
}

/** What became of a rotation; the same as in src/db/rotate-keys.ts, which this room does not know. */
export type KeyRotation =
  | { state: "busy" }
  | { state: "unready"; currentId: string; processes: string[][] }
  | {
      state: "ended";
      currentId: string;
      made: boolean;
      rewrapped: number;
      workspaces: number;
      interrupted: boolean;
      left: { masterKeyId: string; keys: number }[];
      unreadable: { id: string; workspaceId: string; masterKeyId: string }[];
      makers: string[];
      previous: "dropped" | "unneeded" | "needed";
    };

/** What the person who typed the command can put right: its message is the sentence for them. */
export class CliFault extends Error {
  constructor(sentence: string) {
    super(sentence);
    this.name = "CliFault";
  }
}
