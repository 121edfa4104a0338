import type { App } from "@slack/bolt";
import { afterEach, describe, expect, it } from "vitest";
import type { SandboxOptions } from "../../src/sandbox/sandbox.ts";
import { ManualClock } from "../support/manual-clock.ts";
import { startTryApp, type TryApp } from "./try-app.ts";

const plain = (text: string) => ({ type: "plain_text" as const, text });
const modal = (title = "Form", more: Record<string, unknown> = {}) => ({
  type: "modal" as const,
  callback_id: "form",
  title: plain(title),
  submit: plain("Save"),
  blocks: [
    {
      type: "input" as const,
      block_id: "note",
      optional: true,
      label: plain("Note"),
      element: { type: "plain_text_input" as const, action_id: "text" },
    },
    {
      type: "actions" as const,
      block_id: "row",
      elements: [{ type: "button" as const, action_id: "push", text: plain("Push") }],
    },
  ],
  ...more,
});

let running: TryApp;
afterEach(() => running.stop());

async function start(listen: (app: App) => void, options: Partial<SandboxOptions> = {}) {
  running = await startTryApp("socket", listen, options);
  return running.sandbox;
}

/** An app that gives each command's trigger to the test. */
async function triggers(options: Partial<SandboxOptions> = {}) {
  const issued: string[] = [];
  const sandbox = await start((app) => {
    app.command("/try", async ({ command, ack }) => {
      issued.push(command.trigger_id);
      await ack();
    });
    app.action("push", async ({ ack, body }) => {
      issued.push((body as { trigger_id: string }).trigger_id);
      await ack();
    });
  }, options);
  return { sandbox, client: running.app.client, issued, last: () => issued.at(-1) ?? "" };
}

describe("a trigger_id", () => {
  it("opens one modal, within 3 seconds", async () => {
    const clock = new ManualClock("2026-11-20T02:00:00Z");
    const { sandbox, client, last } = await triggers({ clock: clock.now });
    const maya = sandbox.as("maya");
    await maya.command("support", "/try");
    clock.advance(2_900);
    await client.views.open({ trigger_id: last(), view: modal() });
    const again = client.views.open({ trigger_id: last(), view: modal() });
    await expect(again).rejects.toMatchObject({ data: { error: "exchanged_trigger_id" } });
    await maya.command("support", "/try");
    clock.advance(3_001);
    const late = client.views.open({ trigger_id: last(), view: modal() });
    await expect(late).rejects.toMatchObject({ data: { error: "expired_trigger_id" } });
    const made = client.views.open({ trigger_id: "1.2.3", view: modal() });
    await expect(made).rejects.toMatchObject({ data: { error: "invalid_trigger_id" } });
  });

  it("is not spent by a view that Slack refuses", async () => {
    const { sandbox, client, last } = await triggers();
    await sandbox.as("maya").command("support", "/try");
    const bad = client.views.open({ trigger_id: last(), view: modal("x".repeat(25)) });
    await expect(bad).rejects.toMatchObject({ data: { error: "invalid_arguments" } });
    await client.views.open({ trigger_id: last(), view: modal() });
    expect(sandbox.as("maya").views()).toHaveLength(1);
  });
});

describe("a stack of modals", () => {
  it("holds three views", async () => {
    const { sandbox, client, last } = await triggers();
    const maya = sandbox.as("maya");
    await maya.command("support", "/try");
    const pushless = client.views.push({ trigger_id: last(), view: modal() });
    await expect(pushless).rejects.toMatchObject({ data: { error: "not_found" } });
    await maya.command("support", "/try");
    await client.views.open({ trigger_id: last(), view: modal("One") });
    for (const title of ["Two", "Three"]) {
      await maya.press({ actionId: "push" });
      await client.views.push({ trigger_id: last(), view: modal(title) });
    }
    await maya.press({ actionId: "push" });
    const fourth = client.views.push({ trigger_id: last(), view: modal("Four") });
    await expect(fourth).rejects.toMatchObject({ data: { error: "push_limit_reached" } });
    expect(maya.views().map((view) => view.title)).toEqual(["One", "Two", "Three"]);
    await maya.close();
    expect(maya.views().map((view) => view.title)).toEqual(["One", "Two"]);
  });

  it("is updated with its hash, keeping what was typed under the same ids", async () => {
    const { sandbox, client, last } = await triggers();
    const maya = sandbox.as("maya");
    await maya.command("support", "/try");
    const opened = await client.views.open({ trigger_id: last(), view: modal() });
    await maya.fill({ text: "half a sentence" });
    const { id = "", hash = "" } = opened.view ?? {};
    const updated = await client.views.update({ view_id: id, hash, view: modal("Changed") });
    expect(updated.view?.state).toMatchObject({ values: { note: { text: { value: "half a sentence" } } } });
    const stale = client.views.update({ view_id: id, hash, view: modal("Stale") });
    await expect(stale).rejects.toMatchObject({ data: { error: "hash_conflict" } });
    await maya.close();
    const gone = client.views.update({ view_id: id, view: modal() });
    await expect(gone).rejects.toMatchObject({ data: { error: "not_found" } });
  });
});

describe("an acknowledgement that Slack cannot read", () => {
  it("fails the command and keeps what was typed", async () => {
    const sandbox = await start((app) => {
      app.command("/try", async ({ ack }) => {
        await ack({ text: "x", blocks: [{ type: "header", text: plain("x".repeat(151)) }] });
      });
    });
    const outcome = await sandbox.as("rizky").command("sales", "/try", "call budi");
    expect(outcome.notice).toMatchObject({
      text: expect.stringContaining('/try failed with the error "invalid_command_response"'),
      keepText: "/try call budi",
    });
    expect(sandbox.problems).toMatchObject([
      { error: "invalid_blocks", messages: [expect.stringContaining("/blocks/0/text/text")] },
    ]);
  });

  it("leaves the modal open when errors name what is no input", async () => {
    let answer: unknown = { response_action: "errors", errors: { row: "Not an input." } };
    const sandbox = await start((app) => {
      app.shortcut("try_global", async ({ ack, shortcut, client }) => {
        await ack();
        await client.views.open({ trigger_id: shortcut.trigger_id, view: modal() });
      });
      app.view("form", async ({ ack }) => ack(answer as never));
    });
    const maya = sandbox.as("maya");
    await maya.globalShortcut("try_global");
    await maya.untilView();
    expect(await maya.submit()).toMatchObject({ ok: false, error: "We had some trouble connecting. Try again?" });
    answer = { response_action: "update", view: modal("x".repeat(30)) };
    expect(await maya.submit()).toMatchObject({ ok: false });
    answer = { response_action: "dance" };
    expect(await maya.submit()).toMatchObject({ ok: false });
    expect(maya.views()).toHaveLength(1);
    expect(sandbox.problems.map((problem) => problem.error)).toEqual([
      "invalid_view_response",
      "invalid_arguments",
      "invalid_view_response",
    ]);
  });

  it("offers nothing when there are more than 100 options", async () => {
    let many = 101;
    const sandbox = await start((app) => {
      app.command("/try", async ({ ack }) => {
        await ack({
          blocks: [{ type: "actions", elements: [{ type: "external_select", action_id: "who", min_query_length: 2 }] }],
        });
      });
      app.options("who", async ({ ack }) => {
        await ack({
          options: Array.from({ length: many }, (_, index) => ({ text: plain(`Budi ${index}`), value: String(index) })),
        });
      });
    });
    const rizky = sandbox.as("rizky");
    const { message } = await rizky.command("sales", "/try");
    const target = { message: message ?? { channel: "", ts: "" }, actionId: "who" };
    expect(await rizky.suggest(target, "b")).toEqual({ ok: true, options: [] });
    expect(await rizky.suggest(target, "bu")).toMatchObject({ ok: false });
    expect(sandbox.problems).toMatchObject([
      { where: "ack of block_suggestion", messages: [expect.stringContaining("no more than 100 items")] },
    ]);
    many = 100;
    expect(await rizky.suggest(target, "bu")).toMatchObject({ ok: true, options: { length: 100 } });
  });
});

describe("a command", () => {
  it("that nobody answers within 3 seconds fails visibly", async () => {
    const clock = new ManualClock("2026-11-20T02:00:00Z");
    const sandbox = await start(() => {}, { clock: clock.now, timers: clock });
    const rizky = sandbox.as("rizky");
    const outcome = rizky.command("sales", "/try", "call budi: 3,000 & more");
    clock.advance(3_000);
    expect((await outcome).notice).toMatchObject({
      text: expect.stringContaining('/try failed with the error "operation_timeout"'),
      keepText: "/try call budi: 3,000 & more",
    });
    expect(rizky.notices()).toHaveLength(1);
  });

  it("that does not exist, or stands in a thread, is not sent", async () => {
    const heard: string[] = [];
    const sandbox = await start((app) => {
      app.command(/.*/, async ({ command, ack }) => {
        heard.push(command.text);
        await ack();
      });
    });
    const rizky = sandbox.as("rizky");
    expect((await rizky.command("sales", "/nope", "x")).notice?.text).toMatch(/^\/nope is not a valid command\./);
    const parent = await rizky.send("sales", "thread");
    await expect(rizky.send("sales", "/try x", { threadTs: parent.ts })).rejects.toThrow("slash command");
    expect(rizky.notices().at(-1)).toMatchObject({
      text: "/try is not supported in threads. Sorry!",
      keepText: "/try x",
    });
    expect((await sandbox.as("ratna").command("with-toko-indah", "/try")).notice?.text).toMatch(/not a valid command/);
    expect(heard).toEqual([]);
  });

  it("encodes what was typed only when the manifest asks for it, and escapes once", async () => {
    const heard: string[] = [];
    const sandbox = await start((app) => {
      app.command(/.*/, async ({ command, ack }) => {
        heard.push(command.text);
        await ack();
      });
    });
    const rizky = sandbox.as("rizky");
    const typed = "@maya in #support: mail budi@contoh.co.id <b> & https://contoh.co.id/a?b=1&c=2 <!channel> &lt;";
    await rizky.command("sales", "/try", typed);
    await rizky.command("sales", "/plain", typed);
    expect(heard[0]).toBe(
      `<@${sandbox.user("maya")}|maya> in <#${sandbox.channel("support")}|support>: mail <mailto:budi@contoh.co.id|budi@contoh.co.id> ` +
        "&lt;b&gt; &amp; <https://contoh.co.id/a?b=1&amp;c=2> &lt;!channel&gt; &amp;lt;",
    );
    expect(heard[1]).toBe(
      "@maya in #support: mail budi@contoh.co.id &lt;b&gt; &amp; https://contoh.co.id/a?b=1&amp;c=2 &lt;!channel&gt; &amp;lt;",
    );
  });
});

describe("a response_url", () => {
  async function urls(options: Partial<SandboxOptions> = {}) {
    const issued: string[] = [];
    const sandbox = await start((app) => {
      app.command("/try", async ({ command, ack }) => {
        issued.push(command.response_url);
        await ack();
      });
    }, options);
    await sandbox.as("rizky").command("sales", "/try");
    const post = (body: unknown) => fetch(issued[0] ?? "", { method: "POST", body: JSON.stringify(body) });
    return { sandbox, post };
  }

  it("takes five answers", async () => {
    const { sandbox, post } = await urls();
    for (let index = 1; index <= 5; index += 1) expect((await post({ text: `answer ${index}` })).status).toBe(200);
    const sixth = await post({ text: "answer 6" });
    expect([sixth.status, await sixth.json()]).toEqual([404, { ok: false, error: "used_url" }]);
    expect(sandbox.as("rizky").messages("sales")).toHaveLength(5);
  });

  it("lives for 30 minutes", async () => {
    const clock = new ManualClock("2026-11-20T02:00:00Z");
    const { post } = await urls({ clock: clock.now });
    clock.advance(30 * 60_000);
    expect((await post({ text: "in time" })).status).toBe(200);
    clock.advance(1);
    expect(await (await post({ text: "too late" })).json()).toMatchObject({ error: "expired_url" });
  });

  it("shows an answer to everyone on request, in a thread too", async () => {
    const { sandbox, post } = await urls();
    await post({ text: "for all", response_type: "in_channel" });
    const shown = sandbox.as("dewi").messages("sales").at(-1);
    expect(shown).toMatchObject({ text: "for all", ephemeral: false });
    await post({ text: "beneath", response_type: "in_channel", thread_ts: shown?.ts });
    expect(
      sandbox
        .as("dewi")
        .messages("sales", { threadTs: shown?.ts ?? "" })
        .map((message) => message.text),
    ).toEqual(["for all", "beneath"]);
  });

  it("refuses what a message would be refused for", async () => {
    const { sandbox, post } = await urls();
    expect(await (await post({ text: "x", blocks: [{ type: "alert", text: plain("x") }] })).json()).toMatchObject({
      error: "invalid_blocks",
    });
    expect(await (await post({})).json()).toMatchObject({ error: "no_text" });
    expect(await (await post({ text: 3 })).json()).toMatchObject({ error: "invalid_payload" });
    expect(sandbox.problems.map((problem) => problem.where)).toEqual(["response_url", "response_url", "response_url"]);
  });
});
