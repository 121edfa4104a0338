import { configDefaults, defineConfig } from "vitest/config";

const browser = "test/browser/**/*.test.ts";
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
          name: "parts",
          include: ["test/**/*.test.{ts,tsx}"],
          exclude: [...configDefaults.exclude, browser, ...onceIsEnough],
          globalSetup: ["test/support/global-database.ts"],
          maxWorkers: 2,
        },
      },
      {
        extends: true,
        test: {
          // Each file runs the whole product beside Chromium: one at a time, when the rest is done.
          name: "browser",
          include: [browser],
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
