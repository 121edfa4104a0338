import pg from "pg";
import { afterEach, describe, expect, inject, it } from "vitest";
import { createContact } from "../../src/crm/customers/create-contact.ts";
import type { Context } from "../../src/db/context.ts";
import { createOpenTransaction } from "../../src/db/open-transaction.ts";
import { keepEvent } from "../../src/slack/inbox.ts";
import { linesOf } from "../slack/over-both.ts";
import { testClient } from "../support/database.ts";
import { eventually } from "../support/eventually.ts";
import { testKeyRing } from "../support/key-ring.ts";
import { type RunningBot, runBot } from "../support/running-bot.ts";

const db = testClient();
const openTransaction = createOpenTransaction(db.inWorkspace, testKeyRing);
let running: RunningBot;
afterEach(() => running.stop());

function as<T>(handle: string, run: (ctx: Context) => Promise<T>): Promise<T> {
  const { teamId } = running.sandbox.credentials;
  const slackUserId = running.sandbox.user(handle);
  const now = running.clock.now();
  return openTransaction({ teamId, slackUserId, surface: "slack-command", interactionId: "test", now }, run);
}

describe.each(["socket", "http"] as const)("over %s", (transport) => {
  it("an event that a dying process kept is handled once by the next, with the time at which it was sent", async () => {
    running = await runBot(db, transport);
    await as("dewi", (ctx) => createContact(ctx, { name: "Budi Santoso", source: "import" }));
    const dewi = running.sandbox.as("dewi");
    const channel = dewi.openDm();
    const sent = running.clock.now();
    await keepEvent(
      openTransaction,
      {
        type: "event_callback",
        team_id: running.sandbox.credentials.teamId,
        event_id: "EvLastWords",
        event: {
          type: "message",
          channel_type: "im",
          channel,
          user: dewi.id,
          text: "call budi santoso: last words",
          ts: String(sent.getTime() / 1000),
        },
      } as never,
      { now: sent, cameBack: async () => false },
    );
    running.clock.advance(3 * 3_600_000);
    await Promise.all([running.restart(), running.bot.slack.sweepInbox()]);
    const receipt = await dewi.untilMessage((message) => linesOf(message)[1] === '"last words"');
    expect(linesOf(receipt)[0]).toBe("✓ *Call with Budi Santoso* · today 14:05");
    await running.bot.slack.sweepInbox();
    const entries = await as("dewi", (ctx) => ctx.tx.interaction.findMany());
    expect(entries.map(({ note, happenedAt }) => [note, happenedAt])).toEqual([["last words", sent]]);
    expect(dewi.inbox().filter(({ text }) => text.startsWith("Logged"))).toHaveLength(1);
    expect(await as("dewi", (ctx) => ctx.tx.inboxEvent.count())).toBe(0);
  });

  it("a stop waits for what is under way and begins nothing new", async () => {
    running = await runBot(db, transport);
    const { id } = await as("dewi", (ctx) => createContact(ctx, { name: "Budi Santoso", source: "import" }));
    const dewi = running.sandbox.as("dewi");
    const receipt = () => dewi.messages("#sales").find((message) => linesOf(message)[1] === '"under way"');
    const question = await dewi.command("#general", "/crm-log", "call budi santosa: left standing");
    await dewi.globalShortcut("log-a-call");
    const form = await dewi.untilView();
    await dewi.fill({ note: "typed before the stop", "new-name": "Somebody" });

    const other = new pg.Client({ connectionString: inject("ownerUrl") });
    await other.connect();
    await other.query("BEGIN");
    await other.query("SET LOCAL ROLE steward_app");
    await other.query("SELECT set_config('app.workspace_id', $1, true)", [running.bot.workspaceId]);
    await other.query("SELECT id FROM contact WHERE id = $1 FOR UPDATE", [id]);
    await dewi.command("#sales", "/crm-log", "call budi santoso: under way");
    let stopped = false;
    const stopping = running.bot.stop(20_000).then(() => {
      stopped = true;
    });
    const sentence = "Steward is restarting. Nothing was saved; try again in a few seconds.";
    expect((await dewi.command("#general", "/crm-log", "call budi santoso: too late")).message?.text).toBe(sentence);
    expect(await dewi.submit(form)).toMatchObject({ errors: { customer: sentence } });
    if (!question.message) throw new Error("No question");
    await dewi.press({ message: question.message, text: "Yes" });
    await dewi.until(() => dewi.messages("#general").filter(({ text }) => text === sentence).length === 2);
    expect([stopped, receipt()]).toEqual([false, undefined]);
    await other.end();
    await stopping;
    expect(receipt()).toBeDefined();

    await running.restart();
    await dewi.press({ message: question.message, text: "Yes" });
    expect(await dewi.submit(form)).toMatchObject({ ok: true });
    await eventually(async () =>
      expect((await as("dewi", (ctx) => ctx.tx.interaction.findMany())).map(({ note }) => note).sort()).toEqual([
        "left standing",
        "typed before the stop",
        "under way",
      ]),
    );
  });
});
