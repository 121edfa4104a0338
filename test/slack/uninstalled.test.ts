import { afterEach, expect, it } from "vitest";
import { UnknownWorkspace } from "../../src/db/open-transaction.ts";
import { listWorkspaces } from "../../src/scheduler/cross-workspaces.ts";
import { testClient } from "../support/database.ts";
import { eventually } from "../support/eventually.ts";
import { type RunningBot, runBot } from "../support/running-bot.ts";

const db = testClient();
let running: RunningBot;
afterEach(() => running.stop());

it("stops everything in a workspace that Slack took Steward out of, and keeps its data", async () => {
  running = await runBot(db, "socket");
  const { workspaceId } = running.bot;
  const read = () => db.inWorkspace(workspaceId, (tx) => tx.workspace.findFirst());
  await running.sandbox.as("dewi").untilMessage(({ text }) => text.includes("your team's CRM"));
  expect(await running.bot.installed()).toBe(true);
  running.sandbox.administer.uninstall();
  await eventually(async () => expect((await read())?.uninstalledAt).toEqual(running.clock.now()));
  expect(await running.bot.installed()).toBe(false);
  expect(await listWorkspaces(db, [workspaceId])).toEqual([]);
  expect(await db.inWorkspace(workspaceId, (tx) => tx.member.count())).toBeGreaterThan(0);
  await expect(running.bot.slack.sweepInbox()).rejects.toBeInstanceOf(UnknownWorkspace);
});
