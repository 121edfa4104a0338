import { describe, expect, it } from "vitest";
import { defineJob, type Job } from "../../src/scheduler/define-job.ts";

const job: Job = {
  name: "count-stars",
  cron: "10 3 * * *",
  summary: "Counts the stars.",
  missed: "skip",
  timeoutMs: 60_000,
  run: async () => ({}),
};

describe("defineJob", () => {
  it("takes a job as it is", () => {
    expect(defineJob(job)).toBe(job);
    expect(() => defineJob({ ...job, zone: "workspace" })).not.toThrow();
    expect(() => defineJob({ ...job, zone: "Asia/Jakarta", cron: "*/15 9-17 * * MON-FRI" })).not.toThrow();
  });

  it.each([
    [{ name: "Count Stars" }, 'Job "Count Stars": its name must be kebab-case'],
    [{ cron: "0 10 3 * * *" }, "its cron needs five fields"],
    [{ cron: "61 * * * *" }, "its cron or zone is wrong"],
    [{ cron: "0 0 31 2 *" }, "never comes"],
    [{ zone: "Asia/Jakrata" }, "its cron or zone is wrong"],
    [{ summary: " " }, "its summary is empty"],
    [{ timeoutMs: 10 }, "its timeoutMs must be a second at least"],
    [{ attempts: 0 }, "it needs one attempt at least"],
  ])("refuses %j", (fault, sentence) => {
    expect(() => defineJob({ ...job, ...fault })).toThrow(sentence);
  });
});
