import { readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { jobs } from "../../jobs/index.ts";

describe("jobs", () => {
  it("are the files of their folder, each named after its job", async () => {
    const files = await readdir(join(import.meta.dirname, "..", "..", "jobs"));
    const names = files.map((file) => basename(file, ".ts")).filter((name) => name !== "index");
    expect(jobs.map(({ name }) => name).sort()).toEqual(names.sort());
  });

  it("say in one plain sentence what they do", () => {
    for (const { name, summary } of jobs) expect(summary, name).toMatch(/^[A-Z][^!]+\.$/);
  });
});
