import type { App } from "@slack/bolt";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import { startTryApp, type Transport, type TryApp } from "./try-app.ts";

const plain = (text: string) => ({ type: "plain_text" as const, text });

const form = (title: string) => ({
  type: "modal" as const,
  callback_id: "form",
  title: plain(title),
  submit: plain("Save"),
  private_metadata: "kept",
  notify_on_close: true,
  blocks: [
    {
      type: "input" as const,
      block_id: "who",
      label: plain("Customer"),
      element: { type: "external_select" as const, action_id: "customer", min_query_length: 1 },
    },
    {
      type: "input" as const,
      block_id: "what",
      label: plain("Note"),
      optional: true,
      element: { type: "plain_text_input" as const, action_id: "note", multiline: true },
    },
  ],
});

/** An app that shows each kind of exchange; what it was told is kept for the tests. */
function listen(app: App, heard: Record<string, unknown>[]): void {
  app.command("/try", async ({ command, ack, client, respond }) => {
    heard.push({ ...command });
    if (command.text === "form") {
      await ack();
      await client.views.open({ trigger_id: command.trigger_id, view: form("Log a call") });
    } else if (command.text === "slow") {
      await ack();
      await respond({ text: "Later", response_type: "ephemeral" });
    } else if (command.text === "buttons") {
      await ack({
        text: "Two buttons",
        blocks: [
          { type: "section", text: { type: "mrkdwn", text: "*Pick*" } },
          {
            type: "actions",
            block_id: "pick",
            elements: [
              { type: "button", action_id: "keep", text: plain("Keep"), value: "k" },
              { type: "button", action_id: "drop", text: plain("Drop"), value: "d" },
            ],
          },
        ],
      });
    } else await ack(`You said ${command.text}`);
  });
  app.action("keep", async ({ ack, respond, body }) => {
    heard.push(body as unknown as Record<string, unknown>);
    await ack();
    await respond({ text: "Kept", replace_original: true });
  });
  app.action("drop", async ({ ack, respond }) => {
    await ack();
    await respond({ delete_original: true });
  });
  app.options("customer", async ({ ack, options }) => {
    await ack({ options: [{ text: plain(`Budi ${options.value}`), value: "c-1" }] });
  });
  app.view("form", async ({ ack, body, view }) => {
    heard.push(body as unknown as Record<string, unknown>);
    const note = view.state.values["what"]?.["note"]?.value;
    if (note === "bad") await ack({ response_action: "errors", errors: { what: "Say it better." } });
    else if (note === "more") await ack({ response_action: "push", view: form("More") });
    else if (note === "change") await ack({ response_action: "update", view: form("Changed") });
    else if (note === "all") await ack({ response_action: "clear" });
    else await ack();
  });
  app.view({ callback_id: "form", type: "view_closed" }, async ({ ack, body }) => {
    heard.push(body as unknown as Record<string, unknown>);
    await ack();
  });
  app.shortcut("try_global", async ({ ack, shortcut, client }) => {
    await ack();
    await client.views.open({ trigger_id: shortcut.trigger_id, view: form("From shortcut") });
  });
  app.shortcut({ callback_id: "try_message", type: "message_action" }, async ({ ack, shortcut, respond }) => {
    heard.push(shortcut as unknown as Record<string, unknown>);
    await ack();
    await respond("Noted");
  });
  app.event("app_home_opened", async ({ event, client }) => {
    await client.views.publish({
      user_id: event.user,
      view: { type: "home", blocks: [{ type: "section", text: plain(`Hello on ${event.tab}`) }] },
    });
  });
  app.message("hello", async ({ message, say }) => {
    heard.push(message as unknown as Record<string, unknown>);
    await say({ text: "Hello back", thread_ts: message.ts });
  });
}

describe.each<Transport>(["socket", "http"])("a Bolt app over %s", (transport) => {
  const heard: Record<string, unknown>[] = [];
  let running: TryApp;
  let sandbox: Sandbox;
  beforeAll(async () => {
    running = await startTryApp(transport, (app) => listen(app, heard));
    sandbox = running.sandbox;
  });
  afterAll(() => running.stop());

  it("answers a slash command to the asker alone", async () => {
    const rizky = sandbox.as("rizky");
    const outcome = await rizky.command("sales", "/try", "call budi");
    expect(outcome.acknowledged).toBe(true);
    expect(rizky.messages("sales").at(-1)).toMatchObject({ text: "You said call budi", ephemeral: true });
    expect(
      sandbox
        .as("dewi")
        .messages("sales")
        .map((message) => message.text),
    ).not.toContain("You said call budi");
  });

  it("works in a channel where the bot is not", async () => {
    const outcome = await sandbox.as("dewi").command("pricing-review", "/try", "x");
    expect(outcome.message?.text).toBe("You said x");
    expect(heard.at(-1)).toMatchObject({ channel_name: "privategroup", command: "/try" });
  });

  it("takes an answer through response_url", async () => {
    const maya = sandbox.as("maya");
    await maya.command("support", "/try", "slow");
    const later = await maya.untilMessage((message) => message.text === "Later");
    expect(later.ephemeral).toBe(true);
  });

  it("replaces and deletes an ephemeral message by its buttons", async () => {
    const rizky = sandbox.as("rizky");
    const first = await rizky.command("sales", "/try", "buttons");
    await rizky.press({ message: first.message ?? { channel: "", ts: "" }, text: "Keep" });
    const kept = await rizky.untilMessage((message) => message.text === "Kept");
    expect(kept.ts).toBe(first.message?.ts);
    expect(kept.blocks).toBeNull();
    const body = heard.at(-1);
    expect(body).toMatchObject({ type: "block_actions", container: { is_ephemeral: true } });
    expect(body).not.toHaveProperty("message");
    const second = await rizky.command("sales", "/try", "buttons");
    await rizky.press({ message: second.message ?? { channel: "", ts: "" }, actionId: "drop" });
    await rizky.until(() => !rizky.messages("sales").some((message) => message.ts === second.message?.ts));
  });

  it("opens, fills, refuses, pushes, updates, clears and closes modals", async () => {
    const maya = sandbox.as("maya");
    await maya.command("support", "/try", "form");
    await maya.untilView((view) => view.title === "Log a call");
    const missing = await maya.submit();
    expect(missing).toMatchObject({ ok: false, errors: { who: "Please complete this required field." } });
    await maya.fill({ Customer: "budi", Note: "bad" });
    expect(await maya.submit()).toMatchObject({ ok: false, errors: { what: "Say it better." } });
    expect(maya.views().at(-1)?.errors).toEqual({ what: "Say it better." });
    await maya.fill({ note: "change" });
    expect(await maya.submit()).toEqual({ ok: true, action: "updated" });
    expect(maya.views().map((view) => view.title)).toEqual(["Changed"]);
    await maya.fill({ note: "more" });
    expect(await maya.submit()).toEqual({ ok: true, action: "pushed" });
    expect(maya.views().map((view) => view.title)).toEqual(["Changed", "More"]);
    await maya.fill({ who: "budi", note: "done" });
    expect(await maya.submit()).toEqual({ ok: true, action: "closed" });
    expect(heard.at(-1)).toMatchObject({
      type: "view_submission",
      view: {
        private_metadata: "kept",
        callback_id: "form",
        state: {
          values: { who: { customer: { selected_option: { value: "c-1" } } }, what: { note: { value: "done" } } },
        },
      },
    });
    await maya.fill({ note: "all" });
    expect(await maya.submit()).toEqual({ ok: true, action: "cleared" });
    expect(maya.views()).toEqual([]);
  });

  it("tells of a closed modal", async () => {
    const maya = sandbox.as("maya");
    await maya.globalShortcut("try_global");
    await maya.untilView((view) => view.title === "From shortcut");
    await maya.close({ all: true });
    expect(heard.at(-1)).toMatchObject({ type: "view_closed", is_cleared: true });
    expect(maya.views()).toEqual([]);
  });

  it("delivers messages, mentions of threads, and message shortcuts", async () => {
    const rizky = sandbox.as("rizky");
    const sent = await rizky.send("sales", "hello @maya, see https://example.com & more");
    const reply = await rizky.untilMessage((message) => message.text === "Hello back");
    expect(reply.threadTs).toBe(sent.ts);
    expect(heard.at(-1)).toMatchObject({
      channel_type: "channel",
      text: `hello <@${sandbox.user("maya")}>, see <https://example.com> &amp; more`,
    });
    await rizky.messageShortcut("try_message", sent);
    await rizky.untilMessage((message) => message.text === "Noted" && message.ephemeral);
    expect(heard.at(-1)).toMatchObject({ type: "message_action", message: { ts: sent.ts } });
  });

  it("publishes Home when it is opened", async () => {
    const jonas = sandbox.as("jonas");
    jonas.openHome();
    const home = await jonas.until(() => jonas.home());
    expect(home.blocks[0]).toMatchObject({ text: { text: "Hello on home" } });
  });

  it("leaves nothing that Slack would refuse", () => {
    expect(sandbox.problems).toEqual([]);
  });
});
