import { pino } from "pino";
import { afterEach, describe, expect, it } from "vitest";
import { markUninstalled } from "../../src/crm/access/mark-uninstalled.ts";
import { createContact } from "../../src/crm/customers/create-contact.ts";
import type { Context } from "../../src/db/context.ts";
import { createOpenTransaction, UnknownWorkspace } from "../../src/db/open-transaction.ts";
import { listWorkspaces } from "../../src/scheduler/cross-workspaces.ts";
import { testClient } from "../support/database.ts";
import { eventually } from "../support/eventually.ts";
import { testKeyRing } from "../support/key-ring.ts";
import { type RunningBot, runBot, start } from "../support/running-bot.ts";

const db = testClient();
const openTransaction = createOpenTransaction(db.inWorkspace, testKeyRing);
let running: RunningBot;
let lines: { level: number; msg: string }[] = [];
afterEach(() => running.stop());

const leftLine = "Slack has taken Steward out of the workspace; nothing runs there until it is installed again";

async function begin(): Promise<void> {
  // Its own: what the Steward of the test before still says is none of this one's.
  const own: typeof lines = [];
  lines = own;
  const log = pino({ level: "info" }, { write: (line: string) => void own.push(JSON.parse(line)) });
  running = await runBot(db, "socket", { log });
  await running.sandbox.as("dewi").untilMessage(({ text }) => text.includes("your team's CRM"));
}

const read = () => db.inWorkspace(running.bot.workspaceId, (tx) => tx.workspace.findFirst());
const warnings = () => lines.filter(({ level }) => level >= 40).map(({ msg }) => msg);
const asDewi = <T>(run: (ctx: Context) => Promise<T>) =>
  openTransaction(
    {
      teamId: running.sandbox.credentials.teamId,
      slackUserId: running.sandbox.user("dewi"),
      surface: "slack-command",
      interactionId: "test",
      now: running.clock.now(),
    },
    run,
  );
/** Leaves a notice for Dewi, which the outbox is to deliver. */
async function leaveNotice(): Promise<void> {
  await asDewi(async (ctx) =>
    ctx.notify({ kind: "welcome-installer", recipient: running.sandbox.user("dewi"), payload: {} }),
  );
  running.bot.outbox?.wake();
}
const welcomes = () =>
  running.sandbox
    .as("dewi")
    .inbox()
    .filter(({ text }) => text.includes("your team's CRM")).length;
const deliveries = () =>
  db.inWorkspace(running.bot.workspaceId, (tx) =>
    tx.delivery.findMany({ orderBy: { id: "asc" }, select: { state: true, attempts: true } }),
  );
/** Time goes on in steps until the facts hold; how much of it passed, in milliseconds. */
async function within(facts: () => Promise<void>, stepMs = 1_000): Promise<number> {
  const from = running.clock.now().getTime();
  await eventually(async () => {
    running.clock.advance(stepMs);
    await facts();
  });
  return running.clock.now().getTime() - from;
}
const goneWithinAMinute = async () => {
  const passed = await within(async () => expect((await read())?.uninstalledAt).not.toBeNull());
  expect(passed).toBeLessThan(60_000);
};

describe("a workspace that Slack took Steward out of", () => {
  it("has everything stopped, and keeps its data", async () => {
    await begin();
    const { workspaceId } = running.bot;
    expect(await running.bot.installed()).toBe(true);
    running.sandbox.administer.uninstall();
    await eventually(async () => expect((await read())?.uninstalledAt).toEqual(running.clock.now()));
    expect(await running.bot.installed()).toBe(false);
    expect(await listWorkspaces(db, [workspaceId])).toEqual([]);
    expect(await db.inWorkspace(workspaceId, (tx) => tx.member.count())).toBeGreaterThan(0);
    await expect(running.bot.slack.sweepInbox()).rejects.toBeInstanceOf(UnknownWorkspace);
    await running.sandbox.eventsSettled();
    expect(warnings()).toEqual([leftLine]);
  });

  it.each([
    ["token_revoked", () => running.sandbox.administer.revokeToken({ unheard: true })],
    ["account_inactive", () => running.sandbox.administer.deactivateApp()],
    ["account_inactive", () => running.sandbox.administer.uninstall({ unheard: true })],
  ] as const)("is known within a minute by a delivery that Slack refuses (%s), which waits", async (code, play) => {
    await begin();
    play();
    const before = running.sandbox.calls.length;
    await leaveNotice();
    await goneWithinAMinute();
    expect(await running.bot.installed()).toBe(false);
    expect((await deliveries()).at(-1)?.state).not.toBe("failed");
    const calls = running.sandbox.calls.slice(before);
    expect(calls.filter(({ method }) => method === "auth.test").length).toBeGreaterThanOrEqual(2);
    expect(calls.length).toBeLessThan(8);
    const entry = await db.inWorkspace(running.bot.workspaceId, (tx) =>
      tx.auditEntry.findFirst({ where: { action: "workspace.uninstalled" } }),
    );
    expect(entry?.after).toEqual({ sign: code });

    // An hour in which nothing calls Slack but the question whether the token is good again.
    const quiet = running.sandbox.calls.length;
    for (let minute = 0; minute < 60; minute++) running.clock.advance(60_000);
    await eventually(() => expect(running.sandbox.calls.length).toBeGreaterThan(quiet));
    expect(new Set(running.sandbox.calls.slice(quiet).map(({ method }) => method))).toEqual(new Set(["auth.test"]));
    expect(running.sandbox.calls.length - quiet).toBeLessThan(4);
    expect(warnings()).toEqual([leftLine]);
    expect(JSON.stringify(lines)).not.toContain(running.sandbox.credentials.botToken);

    running.sandbox.administer.reinstall();
    await within(async () => expect((await read())?.uninstalledAt).toBeNull(), 60_000);
    await within(async () => expect(welcomes()).toBe(2));
    await within(async () => expect((await deliveries()).map(({ state }) => state)).toEqual(["sent", "sent"]));
    expect(welcomes()).toBe(2);
  });

  it("is known within a minute though nothing is asked of Slack", async () => {
    await begin();
    running.sandbox.administer.revokeToken({ unheard: true });
    await goneWithinAMinute();
  });

  it("is told to who still presses and types there, with what they typed", async () => {
    await begin();
    const dewi = running.sandbox.as("dewi");
    running.sandbox.administer.revokeToken();
    await eventually(async () => expect((await read())?.uninstalledAt).not.toBeNull());
    await running.sandbox.eventsSettled();
    await dewi.command("#general", "/crm-log", "call budi: wants the offer");
    const said = await dewi.untilMessage(({ text }) => text.startsWith("Slack does not let Steward work here"));
    expect(said.ephemeral).toBe(true);
    expect(said.text).toContain("Ask whoever looks after the Slack apps here to install Steward again");
    expect(said.text).toContain('Your text: "/crm-log call budi: wants the offer"');
    await dewi.send(dewi.openDm(), "budi no answer");
    dewi.openHome();
    await running.sandbox.eventsSettled();
    expect(warnings()).toEqual([leftLine]);
  });

  it("goes on with the first thing that somebody does there once it is installed again", async () => {
    await begin();
    const dewi = running.sandbox.as("dewi");
    const { id } = await asDewi((ctx) => createContact(ctx, { name: "Budi Santoso", source: "typed" }));
    running.sandbox.administer.uninstall();
    await eventually(async () => expect((await read())?.uninstalledAt).not.toBeNull());
    await running.sandbox.eventsSettled();
    running.sandbox.administer.reinstall();
    running.clock.advance(20_000);
    await dewi.command("#general", "/crm-customer", "budi santoso");
    await dewi.untilMessage(({ blocks }) => JSON.stringify(blocks ?? "").includes("Budi Santoso"));
    expect((await read())?.uninstalledAt).toBeNull();
    expect(await asDewi(async (ctx) => (await ctx.tx.contact.findFirst({ where: { id } }))?.name)).toBe("Budi Santoso");
    // Its events are heard, too.
    await dewi.send(dewi.openDm(), "call budi santoso: back again");
    await eventually(async () =>
      expect(await asDewi((ctx) => ctx.tx.interaction.count({ where: { note: "back again" } }))).toBe(1),
    );
    expect(warnings()).toEqual([leftLine]);
  });
});

describe("a workspace that stays", () => {
  it("is not left for one refusal, and the message arrives all the same", async () => {
    await begin();
    const fault = running.sandbox.faults.api({ kind: "error", error: "invalid_auth" }, { method: "chat.postMessage" });
    await leaveNotice();
    await within(async () => expect(welcomes()).toBe(2));
    expect(fault.struck).toBe(1);
    expect((await read())?.uninstalledAt).toBeNull();
    expect(warnings()).toEqual([]);
  });

  it("is not left when auth.test, too, is refused for a moment", async () => {
    await begin();
    for (const method of ["chat.postMessage", "auth.test"])
      running.sandbox.faults.api({ kind: "error", error: "account_inactive" }, { method });
    await leaveNotice();
    await within(async () => expect(welcomes()).toBe(2));
    expect((await read())?.uninstalledAt).toBeNull();
    expect(warnings()).toEqual([]);
  });

  it("is not left when Slack cannot be asked, and the message waits", async () => {
    await begin();
    running.sandbox.faults.api({ kind: "error", error: "token_revoked" }, { method: "chat.postMessage" });
    running.sandbox.faults.api({ kind: "status", status: 503 }, { method: "auth.test" });
    await leaveNotice();
    await within(async () => expect(welcomes()).toBe(2));
    expect((await read())?.uninstalledAt).toBeNull();
  });

  it("is not left for an event that comes after it was installed again", async () => {
    await begin();
    running.sandbox.administer.uninstall();
    running.sandbox.administer.reinstall();
    await running.sandbox.eventsSettled();
    await eventually(async () =>
      expect(await db.inWorkspace(running.bot.workspaceId, (tx) => tx.inboxEvent.count())).toBe(0),
    );
    expect((await read())?.uninstalledAt).toBeNull();
  });

  it("is not left because the Home tab met the refusal", async () => {
    await begin();
    running.sandbox.faults.api({ kind: "error", error: "invalid_auth" }, { method: "views.publish" });
    const dewi = running.sandbox.as("dewi");
    dewi.openHome();
    await eventually(() =>
      expect(running.sandbox.calls.filter(({ method }) => method === "views.publish")).toHaveLength(2),
    );
    expect((await read())?.uninstalledAt).toBeNull();
    expect(warnings()).toEqual([]);
  });
});

describe("a start with a token that Slack refuses", () => {
  it("leaves the workspace that was entered with it, and comes back with the new one", async () => {
    await begin();
    running.sandbox.administer.uninstall({ unheard: true });
    const failed = running.restart().then(
      () => null,
      (error: unknown) => error,
    );
    await goneWithinAMinute();
    expect(await failed).toMatchObject({ data: { error: "account_inactive" } });
    expect(warnings()).toEqual([leftLine]);
    const members = await db.inWorkspace(running.bot.workspaceId, (tx) => tx.member.count());
    running.sandbox.administer.reinstall({ newToken: true });
    await running.restart();
    expect(await running.bot.installed()).toBe(true);
    expect(await db.inWorkspace(running.bot.workspaceId, (tx) => tx.member.count())).toBe(members);
    expect(welcomes()).toBe(1);
  });

  it("begins anew when data were to go meanwhile", async () => {
    await begin();
    await asDewi((ctx) => createContact(ctx, { name: "Budi Santoso", source: "typed" }));
    await openTransaction(
      {
        ...{ teamId: running.sandbox.credentials.teamId, slackUserId: null, surface: "job", interactionId: "test" },
        now: new Date(start.getTime() - 30 * 86_400_000),
      },
      (ctx) => markUninstalled(ctx, "app_uninstalled"),
    );
    await running.restart();
    expect(await running.bot.installed()).toBe(true);
    expect(await db.inWorkspace(running.bot.workspaceId, (tx) => tx.contact.count())).toBe(0);
    await eventually(() => expect(welcomes()).toBe(2));
  });
});
