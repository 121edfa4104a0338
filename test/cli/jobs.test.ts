import { describe, expect, it } from "vitest";
import { checkPeopleJob } from "../../jobs/check-people.ts";
import { jobs } from "../../jobs/index.ts";
import { grantAccess } from "../../src/crm/access/grant-access.ts";
import { digestKind } from "../../src/crm/attention/digest.ts";
import { dewi, type EnrolledWorkspace, enrolled, rizky } from "../crm/access/enrolled-workspace.ts";
import { testClient } from "../support/database.ts";
import { ManualClock } from "../support/manual-clock.ts";
import { cliOn } from "./cli-fixture.ts";

const db = testClient();
/** Monday, a quarter past nine in Jakarta. */
const now = new Date("2026-11-23T02:15:00Z");

async function steward() {
  const workspace = await enrolled(db);
  const { teamId, name } = workspace.facts;
  const clock = new ManualClock(now);
  const cli = cliOn(db, async () => [{ teamId, name, region: "ID", demo: false }], { clock });
  return { workspace, cli, clock };
}

function slots(workspace: EnrolledWorkspace, job: string) {
  return db.inWorkspace(workspace.id, (tx) => tx.jobSlot.findMany({ where: { job } }));
}

describe("steward jobs run", () => {
  const nine = "2026-11-23T09:00:00+07:00";

  it("runs a job for a stated slot, once, under the timetable's claim", async () => {
    const { workspace, cli } = await steward();
    await workspace.as(dewi, (ctx) => grantAccess(ctx, { people: [rizky], role: "member", departments: null }));
    const first = await cli.type("jobs", "run", "daily-digest", "--slot", nine);
    expect(first).toMatchObject({ fault: null, complained: [] });
    expect(first.said).toEqual([expect.stringMatching(/^daily-digest: 2026-11-23 02:00 UTC done in .+: empty 2$/u)]);
    expect(await slots(workspace, digestKind)).toMatchObject([
      { slot: new Date(nine), state: "done", attempt: 1, counts: { empty: 2 } },
    ]);
    expect((await cli.type("jobs", "run", "daily-digest", "--slot", nine)).said).toEqual([
      "daily-digest has run for 2026-11-23 02:00 UTC already, or is running. Nothing was done.",
    ]);
    expect((await workspace.audit()).filter(({ action }) => action === "job.run_by_hand")).toMatchObject([
      { after: { job: "daily-digest", slot: "2026-11-23T02:00:00.000Z" }, actorId: null },
    ]);
  });

  it.each([
    ["a job that there is not", ["no-job", "--slot", nine], /^No job is called "no-job"\. There is /u],
    ["a time without its zone", ["daily-digest", "--slot", "2026-11-23T09:00"], /is no time\. Write it/u],
    ["what is no time", ["daily-digest", "--slot", "nine"], /is no time\. Write it/u],
    ["the future", ["daily-digest", "--slot", "2026-11-24T09:00:00+07:00"], /in the future/u],
    [
      "a time at which it does not run",
      ["daily-digest", "--slot", "2026-11-23T09:07:00+07:00"],
      /The time before it at which it does is 2026-11-23T02:00Z\.$/u,
    ],
  ])("refuses %s", async (_, words, why) => {
    const { workspace, cli } = await steward();
    expect((await cli.type("jobs", "run", ...words)).fault).toMatch(why);
    expect(await slots(workspace, digestKind)).toEqual([]);
  });

  it("hands a job that asks Slack over to a Steward that is connected with it", async () => {
    const { workspace, cli } = await steward();
    const typed = await cli.type("jobs", "run", checkPeopleJob.name, "--slot", "2026-11-23T02:30:00+07:00");
    expect(typed).toMatchObject({ fault: null, said: [expect.stringMatching(/takes it within a minute/u)] });
    // Due at once for whoever looks for what lies about.
    expect(await slots(workspace, checkPeopleJob.name)).toMatchObject([{ state: "queued", leaseUntil: now }]);
  });
});

describe("steward jobs", () => {
  it("lists every job with its latest run, and what did not arrive with what to do", async () => {
    const { workspace, cli } = await steward();
    await cli.type("jobs", "run", "daily-digest", "--slot", "2026-11-23T09:00:00+07:00");
    await workspace.as(null, async (ctx) => ctx.notify({ kind: "access-asked", recipient: "C1", payload: {} }));
    await db.inWorkspace(workspace.id, (tx) =>
      tx.delivery.updateMany({ data: { state: "failed", lastError: "is_archived", settledAt: now } }),
    );
    const { said, fault } = await cli.type("jobs");
    expect(fault).toBeNull();
    for (const { name, summary } of jobs) {
      expect(said.some((line) => line.startsWith(`${name}: `))).toBe(true);
      expect(said.some((line) => line.startsWith(`  ${summary}`))).toBe(true);
    }
    expect(said.find((line) => line.startsWith("daily-digest: "))).toMatch(/2026-11-23 02:00 UTC done in .+: empty 1/u);
    expect(said).toContain("retention: has not run yet");
    expect(said.join("\n")).toMatch(
      /message[s]? did not arrive:\n.*access-asked to C1: is_archived\. That channel is archived/u,
    );
  });
});
