import { rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from "vitest";
import { testKey } from "../support/key-ring.ts";
import { makeTemporaryFolder } from "../support/temporary-folder.ts";
import { runSteward, type StewardProcess } from "./steward-process.ts";

/** The run's database holds other suites' sealed entries, which no start goes on without being able to open. */
const key = testKey.toString("base64");
const running: StewardProcess[] = [];
let folder = "";

beforeAll(async () => {
  folder = await makeTemporaryFolder();
});
afterEach(async () => {
  for (const steward of running.splice(0)) {
    steward.child.kill("SIGKILL");
    await steward.ended;
  }
});
afterAll(() => rm(folder, { recursive: true }));

function run(settings: Record<string, string>, ...words: string[]): StewardProcess {
  const steward = runSteward(words, settings);
  running.push(steward);
  return steward;
}

/** The run's own database, so that each start takes no longer than a start takes. */
function onDatabase(more: Record<string, string> = {}): Record<string, string> {
  return {
    PORT: "0",
    DATABASE_URL: inject("ownerUrl"),
    STEWARD_ENCRYPTION_KEY: key,
    STEWARD_DATA_DIR: folder,
    ...more,
  };
}

async function startLocal(): Promise<{ steward: StewardProcess; url: string }> {
  const steward = run(onDatabase());
  const { url } = await steward.says("The local workspace is open");
  return { steward, url: String(url) };
}

describe("node src/main.ts", () => {
  it("tells all faults of the settings and ends with 78", async () => {
    const steward = run({ PORT: "x", LOG_LEVEL: "loud", SLACK_BOT_TOKEN: "xoxb-hunter2" });
    expect(await steward.ended).toBe(78);
    expect(steward.stderr()).toMatch(/^Steward cannot start: 3 settings need attention\.\n {2}- PORT is "x"/);
    expect(steward.stderr()).toContain("SLACK_APP_TOKEN or SLACK_SIGNING_SECRET is missing");
    expect(steward.stderr()).not.toContain("hunter2");
  });

  it("says in one sentence that the port is in use, and touches nothing else", async () => {
    const other = createServer().listen(0);
    const { port } = other.address() as AddressInfo;
    const steward = run(onDatabase({ PORT: String(port) }));
    expect(await steward.ended).toBe(69);
    expect(steward.stderr()).toBe(`Port ${port} is in use. Stop the other program or set PORT=${port + 1}.\n`);
    other.close();
  });

  it("says in one sentence that the database is not there", async () => {
    const steward = run(onDatabase({ DATABASE_URL: "postgresql://steward:hunter2@127.0.0.1:1/steward" }));
    expect(await steward.ended).toBe(69);
    expect(steward.stderr()).toBe(
      "The database at 127.0.0.1:1 cannot be used: nothing listens there. Check DATABASE_URL, or leave it out to use Steward's own database.\n",
    );
  });

  it("says in one sentence that Slack cannot be reached", async () => {
    const slack = {
      SLACK_BOT_TOKEN: "xoxb-hunter2",
      SLACK_APP_TOKEN: "xapp-hunter2",
      SLACK_API_URL: "http://127.0.0.1:1/api/",
    };
    const steward = run(onDatabase(slack));
    expect(await steward.ended).toBe(69);
    expect(steward.stderr()).toBe(
      "Slack cannot be reached at 127.0.0.1:1: check the connection and SLACK_API_URL, then start again.\n",
    );
    expect(JSON.stringify(steward.log())).not.toContain("hunter2");
  });

  it("says in one sentence that Slack refuses the token", async () => {
    const slack = createServer((request, response) => {
      request.resume();
      response.setHeader("content-type", "application/json").end('{"ok":false,"error":"invalid_auth"}');
    }).listen(0);
    const { port } = slack.address() as AddressInfo;
    const tokens = { SLACK_BOT_TOKEN: "xoxb-hunter2", SLACK_SIGNING_SECRET: "0123456789abcdef" };
    const steward = run(onDatabase({ ...tokens, SLACK_API_URL: `http://127.0.0.1:${port}/api/` }));
    expect(await steward.ended).toBe(69);
    expect(steward.stderr()).toMatch(/^Slack does not accept SLACK_BOT_TOKEN \(invalid_auth\): copy /);
    slack.close();
  });

  it("opens the local workspace, is ready, and stops in order on SIGTERM", async () => {
    const { steward, url } = await startLocal();
    const ready = await fetch(`${url}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([200, { ready: true, notReady: [] }]);
    expect(await (await fetch(url)).text()).toContain("<!doctype html>");
    expect(await (await fetch(`${url}/metrics`)).text()).toMatch(/^steward_outbox_depth \d/m);
    steward.child.kill("SIGTERM");
    expect(await steward.ended).toBe(0);
    expect(steward.log().at(-1)?.msg).toBe("Steward has stopped");
    expect(steward.log().filter(({ level }) => level >= 40)).toEqual([]);
  });

  it("comes up again after kill -9, and makes up no second set of customers", async () => {
    const { steward } = await startLocal();
    steward.child.kill("SIGKILL");
    expect(await steward.ended).toBe("SIGKILL");
    const again = await startLocal();
    expect((await fetch(`${again.url}/readyz`)).status).toBe(200);
    expect(again.steward.log().some(({ msg }) => msg.startsWith("Made-up customers"))).toBe(false);
  });

  it("takes the same Ctrl-C twice for one", async () => {
    const { steward } = await startLocal();
    steward.child.kill("SIGINT");
    steward.child.kill("SIGINT");
    expect(await steward.ended).toBe(0);
  });

  it("logs nothing of what the made-up customers said or are called", async () => {
    const { steward } = await startLocal();
    steward.child.kill("SIGTERM");
    await steward.ended;
    expect(JSON.stringify(steward.log())).not.toMatch(/Budi|Rizky|renewal|@|xoxb|xapp/);
  });
});

describe("node src/main.ts cli", () => {
  it("says what there is when nothing is asked", async () => {
    const steward = run(onDatabase(), "cli");
    let said = "";
    steward.child.stdout?.on("data", (chunk) => {
      said += chunk;
    });
    expect(await steward.ended).toBe(0);
    for (const subcommand of ["import", "workspaces", "migrate", "demo"]) expect(said).toContain(`  ${subcommand}`);
  });

  it("works beside a Steward that runs", async () => {
    await startLocal();
    const steward = run(onDatabase(), "workspaces");
    let said = "";
    steward.child.stdout?.on("data", (chunk) => {
      said += chunk;
    });
    expect(await steward.ended).toBe(0);
    expect(said).toContain("Nusantara Supply  (with made-up customers)");
  });

  it("ends with 64 when it is not understood", async () => {
    const steward = run(onDatabase(), "improt");
    expect(await steward.ended).toBe(64);
    expect(steward.stderr()).toContain("(Did you mean import?)");
  });
});
