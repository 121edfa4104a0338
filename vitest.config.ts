import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.{ts,tsx}"],
    globalSetup: ["test/support/global-database.ts"],
    // Processes, not threads: suites start and kill servers, send signals and read memory.
    pool: "forks",
    maxWorkers: 2,
    // Real servers, browsers and databases; a hang is still told soon.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    teardownTimeout: 60_000,
    // What does not run has not passed.
    passWithNoTests: false,
    allowOnly: !process.env["CI"],
  },
});
