import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { within } from "./within.ts";

/** What the other rooms count, handed to them as functions; names and labels never hold what a person typed. */
export interface Metrics {
  registry: Registry;
  /** `command` is a registered name ("/crm-log"), `outcome` what the adapter calls it ("answered", "refused", "failed", …) */
  countCommand(command: string, outcome: string): void;
  /** from the moment in which Slack's request arrived until the whole answer was sent */
  observeAnswer(command: string, seconds: number): void;
  /** `job` is a registered name, `outcome` "done" or "failed" */
  countJobRun(job: string, outcome: string): void;
  /** asked at each scrape; NaN, not 0, while it cannot be known */
  measureOutbox(depth: () => Promise<number>): void;
}

/** Seconds; fine around the 2 s after which an answer comes late and the 3 s after which Slack gives up. */
const answerBuckets = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 1.5, 2, 2.5, 3, 5, 10];

/** Milliseconds: a scrape must not hang on a database that is down. */
const depthPatience = 2_000;

/** A registry of its own, so that two bots in one process (a test) do not count for each other. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const commands = new Counter({
    name: "steward_commands_total",
    help: "Commands, clicks and submissions by name and outcome.",
    labelNames: ["command", "outcome"],
    registers,
  });
  const answers = new Histogram({
    name: "steward_answer_seconds",
    help: "Seconds from the arrival of a request to its whole answer.",
    labelNames: ["command"],
    buckets: answerBuckets,
    registers,
  });
  const jobRuns = new Counter({
    name: "steward_job_runs_total",
    help: "Runs of scheduled jobs by name and outcome.",
    labelNames: ["job", "outcome"],
    registers,
  });
  return {
    registry,
    countCommand: (command, outcome) => commands.inc({ command, outcome }),
    observeAnswer: (command, seconds) => answers.observe({ command }, seconds),
    countJobRun: (job, outcome) => jobRuns.inc({ job, outcome }),
    measureOutbox: (depth) => {
      registry.removeSingleMetric("steward_outbox_depth");
      new Gauge({
        name: "steward_outbox_depth",
        help: "Messages waiting to be delivered.",
        registers,
        async collect() {
          this.set(await within(depthPatience, depth).catch(() => Number.NaN));
        },
      });
    },
  };
}
