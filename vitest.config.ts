import { configDefaults, defineConfig } from "vitest/config";

const browser = "test/browser/**/*.test.ts";
/** Each file has workspaces of its own and leaves the process as it was. */
const together = ["test/{crm,demo,house,jobs,rules,slack}/**/*.test.ts"];
/** The run on another server has its turn beside the browser's. */
const maxWorkers = process.env["STEWARD_TEST_POSTGRES"] ? 1 : 2;
/** On another server than the embedded one: what is about that one, or asks the server nothing new, is not run twice. */
const onceIsEnough = process.env["STEWARD_TEST_POSTGRES"]
  ? ["test/db/embedded-*.test.ts", "test/outbox/outbox-kill.test.ts", "test/crm/interactions/certainty.test.ts"]
  : [];

export default defineConfig({
  test: {
    // Processes, not threads: suites start and kill servers, send signals and read memory.
    pool: "forks",
    // Real servers, browsers and databases; a hang is still told soon.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    teardownTimeout: 60_000,
    // What does not run has not passed.
    passWithNoTests: false,
    allowOnly: !process.env["CI"],
    projects: [
      {
        extends: true,
        test: {
          // One process for many files: reading the product anew for each takes as long as its tests.
          name: "together",
          include: together,
          exclude: [...configDefaults.exclude, ...onceIsEnough],
          globalSetup: ["test/support/global-database.ts"],
          isolate: false,
          maxWorkers,
        },
      },
      {
        extends: true,
        test: {
          // These start and kill processes, and turn what all of a process shares.
          name: "apart",
          include: ["test/**/*.test.{ts,tsx}"],
          exclude: [...configDefaults.exclude, browser, ...together, ...onceIsEnough],
          globalSetup: ["test/support/global-database.ts"],
          maxWorkers,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          // Each file runs the whole product beside Chromium: one at a time, when the rest is done.
          name: "browser",
          include: [browser],
          maxWorkers: 1,
          sequence: { groupOrder: 2 },
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
