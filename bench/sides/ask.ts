import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import type { Transcript } from "../transcript.ts";

/** What the driver asks of a side, and what it is answered, over Node's own channel between processes. */
interface Questions {
  /** since the process began */
  usage: { input: null; output: { cpuMs: number; statements: number; residentBytes: number } };
  /** From now on (or no longer) the product writes down each transaction. */
  record: { input: boolean; output: null };
  /** the transactions committed since it was last asked */
  transcripts: { input: null; output: Transcript[] };
  /** what the floor is to play */
  play: { input: Score[]; output: null };
}

/** One transaction with what it is played for and what is answered then. */
export interface Score {
  /** as `keyOf` gives it */
  key: string;
  /** what each playing has of its own, as it was in the recording */
  token: string;
  triggerId: string;
  transcript: Transcript;
  /** the acknowledgement's body */
  answer: Record<string, unknown>;
}

type Name = keyof Questions;
type Input<N extends Name> = Questions[N]["input"];
type Output<N extends Name> = Questions[N]["output"];

interface Question<N extends Name> {
  number: number;
  name: N;
  input: Input<N>;
}

export type Answers = { [N in Name]?: (input: Input<N>) => Output<N> };

/** What is asked of every command alike, with its own words blanked: under this a transaction is found again. */
export function keyOf(command: string, text: string): string {
  return `${command} ${text.replace(/#\w+$/u, "#")}`;
}

let questions = 0;

/** @throws when the process ends instead of answering */
export async function ask<N extends Name>(side: ChildProcess, name: N, input: Input<N>): Promise<Output<N>> {
  questions += 1;
  const number = questions;
  const abort = new AbortController();
  const ended = once(side, "exit", { signal: abort.signal }).then(([code]) => {
    throw new Error(`The process ended (${code}) when it was asked for its ${name}`);
  });
  const answered = new Promise<Output<N>>((resolve) => {
    const hear = (message: { number?: number; output?: Output<N> }) => {
      if (message.number !== number) return;
      side.off("message", hear);
      resolve(message.output as Output<N>);
    };
    side.on("message", hear);
  });
  side.send({ number, name, input } satisfies Question<N>);
  try {
    return await Promise.race([answered, ended]);
  } finally {
    abort.abort();
    ended.catch(() => {});
  }
}

/** Answers what the driver asks; the channel does not keep the process alive. */
export function answer(answers: Answers): void {
  process.on("message", (question: Question<Name>) => {
    const reply = answers[question.name] as ((input: unknown) => unknown) | undefined;
    if (!reply) throw new Error(`This side cannot be asked for its ${question.name}`);
    process.send?.({ number: question.number, output: reply(question.input) });
  });
  // A driver that was killed leaves nobody behind.
  process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
  process.channel?.unref();
}

export function usage(statements: number): Output<"usage"> {
  const { user, system } = process.cpuUsage();
  return { cpuMs: (user + system) / 1000, statements, residentBytes: process.memoryUsage.rss() };
}
