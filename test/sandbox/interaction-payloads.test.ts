import type { App } from "@slack/bolt";
import { afterEach, describe, expect, it } from "vitest";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import { clientOf, startTryApp, type TryApp } from "./try-app.ts";

const plain = (text: string) => ({ type: "plain_text" as const, text });
const option = (value: string) => ({ text: plain(`Option ${value}`), value });

type Payload = Record<string, unknown>;
let running: TryApp;
afterEach(() => running.stop());

/** An app that acknowledges everything and keeps each body. */
async function start(): Promise<{ sandbox: Sandbox; bodies: Payload[] }> {
  const bodies: Payload[] = [];
  const keep = (body: unknown) => void bodies.push(body as Payload);
  running = await startTryApp("socket", (app: App) => {
    app.action(/.*/, async ({ ack, body }) => {
      keep(body);
      await ack();
    });
    app.view(/.*/, async ({ ack, body }) => {
      keep(body);
      await ack();
    });
    app.view({ callback_id: /.*/, type: "view_closed" }, async ({ ack, body }) => {
      keep(body);
      await ack();
    });
    app.shortcut("try_global", async ({ ack, shortcut, client }) => {
      keep(shortcut);
      await ack();
      await client.views.open({ trigger_id: shortcut.trigger_id, view: everyInput as never });
    });
    app.options(/.*/, async ({ ack, body }) => {
      keep(body);
      await ack({ option_groups: [{ label: plain("People"), options: [option("budi"), option("ana")] }] });
    });
  });
  return { sandbox: running.sandbox, bodies };
}

const input = (block_id: string, element: object, more: object = {}) => ({
  type: "input",
  block_id,
  label: plain(block_id),
  element: { action_id: "a", ...element },
  ...more,
});

const everyInput = {
  type: "modal",
  callback_id: "every",
  title: plain("Everything"),
  submit: plain("Save"),
  notify_on_close: true,
  blocks: [
    input("text", { type: "plain_text_input", min_length: 3 }),
    input("mail", { type: "email_text_input" }),
    input("web", { type: "url_text_input" }),
    input("number", { type: "number_input", is_decimal_allowed: false, min_value: "1", max_value: "9" }),
    input("date", { type: "datepicker" }),
    input("time", { type: "timepicker", initial_time: "09:00" }),
    input("moment", { type: "datetimepicker" }),
    input("one", { type: "static_select", options: [option("1"), option("2")] }),
    input("many", { type: "multi_static_select", options: [option("1"), option("2")] }),
    input("outside", { type: "multi_external_select", min_query_length: 0 }),
    input("person", { type: "users_select" }),
    input("place", { type: "conversations_select", response_url_enabled: true }),
    input("boxes", { type: "checkboxes", options: [option("1"), option("2")] }),
    input("radio", { type: "radio_buttons", options: [option("1"), option("2")], initial_option: option("1") }),
    input("file", { type: "file_input", filetypes: ["csv"] }, { optional: true }),
    input("rich", { type: "rich_text_input" }, { optional: true }),
    input("live", { type: "plain_text_input" }, { optional: true, dispatch_action: true }),
  ],
};

describe("block_actions", () => {
  it("on a channel's message carries everything Slack sends", async () => {
    const { sandbox, bodies } = await start();
    const channel = sandbox.channel("sales");
    const posted = await clientOf(sandbox).chat.postMessage({
      channel,
      text: "Ticket",
      blocks: [
        {
          type: "section",
          block_id: "top",
          text: plain("Ticket"),
          accessory: { type: "overflow", action_id: "more", options: [option("solve"), option("why")] },
        },
        {
          type: "actions",
          block_id: "row",
          elements: [
            { type: "button", action_id: "take", text: plain("Take"), value: "T-31", style: "primary" },
            { type: "static_select", action_id: "who", options: [option("maya"), option("rizky")] },
          ],
        },
      ],
    });
    const rizky = sandbox.as("rizky");
    const message = { channel, ts: posted.ts ?? "" };
    await rizky.choose({ message, actionId: "who" }, "Option maya");
    await rizky.press({ message, text: "Take" });
    const user = { id: rizky.id, username: "rizky", name: "rizky", team_id: sandbox.credentials.teamId };
    expect(bodies[1]).toEqual({
      type: "block_actions",
      user,
      api_app_id: sandbox.credentials.appId,
      token: expect.any(String),
      team: { id: sandbox.credentials.teamId, domain: "nusantara-supply" },
      enterprise: null,
      is_enterprise_install: false,
      container: { type: "message", message_ts: message.ts, channel_id: channel, is_ephemeral: false },
      trigger_id: expect.stringMatching(/^\d+\.\d+\.[0-9a-f]+$/),
      channel: { id: channel, name: "sales" },
      message: expect.objectContaining({ ts: message.ts, text: "Ticket", bot_id: sandbox.credentials.botId }),
      state: { values: { row: { who: { type: "static_select", selected_option: option("maya") } } } },
      response_url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/sandbox\/response\//),
      actions: [
        {
          type: "button",
          action_id: "take",
          block_id: "row",
          text: plain("Take"),
          value: "T-31",
          style: "primary",
          action_ts: expect.any(String),
        },
      ],
    });
    await rizky.press({ message, text: "Option why" });
    expect(bodies[2]).toMatchObject({ actions: [{ type: "overflow", selected_option: option("why") }] });
    await expect(rizky.press({ message, text: "Nothing" })).rejects.toThrow(
      "There are: more (Option solve / Option why)",
    );
  });

  it("in Home names the view and no channel", async () => {
    const { sandbox, bodies } = await start();
    const blocks = [{ type: "actions" as const, elements: [{ type: "button" as const, text: plain("Undo") }] }];
    await clientOf(sandbox).views.publish({ user_id: sandbox.user("maya"), view: { type: "home", blocks } });
    await sandbox.as("maya").press({ home: true, text: "Undo" });
    const [body] = bodies;
    expect(body).toMatchObject({
      container: { type: "view" },
      view: { type: "home" },
      actions: [{ action_id: expect.any(String) }],
    });
    expect(body).not.toHaveProperty("channel");
    expect(body).not.toHaveProperty("response_url");
  });
});

describe("a modal with every kind of input", () => {
  it("is checked as Slack's client checks it, and submitted in Slack's shapes", async () => {
    const { sandbox, bodies } = await start();
    const maya = sandbox.as("maya");
    await maya.globalShortcut("try_global");
    await maya.untilView();
    await maya.fill({ text: "ab", mail: "nonsense", web: "nonsense", number: "1.5" });
    expect(await maya.submit()).toMatchObject({
      errors: {
        text: "Please enter at least 3 characters.",
        mail: "Please enter a valid email address.",
        web: "Please enter a valid URL.",
        number: "Please enter a whole number.",
        date: "Please complete this required field.",
        many: "Please complete this required field.",
      },
    });
    expect(bodies).toHaveLength(1);
    const csv = await sandbox.as("maya").send("support", "", { files: [{ name: "a.csv", content: "x" }] });
    await maya.fill({
      text: "abc",
      mail: "budi@contoh.co.id",
      web: "https://contoh.co.id",
      number: "9",
      date: "2026-11-20",
      moment: 1_700_000_000,
      one: "2",
      many: ["1", "Option 2"],
      outside: "ana",
      person: sandbox.user("rizky"),
      place: sandbox.channel("support"),
      boxes: ["2"],
      file: [csv.files[0]?.id ?? ""],
      rich: "bold words",
      live: "typed",
    });
    expect(await maya.submit()).toEqual({ ok: true, action: "closed" });
    const kinds = bodies.map((body) => body["type"]);
    expect(kinds).toEqual(["shortcut", "block_suggestion", "block_actions", "view_submission"]);
    const submission = bodies.at(-1) as { view: { state: { values: Payload } }; response_urls: Payload[] };
    expect(submission.view.state.values).toMatchObject({
      text: { a: { type: "plain_text_input", value: "abc" } },
      mail: { a: { type: "email_text_input", value: "budi@contoh.co.id" } },
      web: { a: { type: "url_text_input", value: "https://contoh.co.id" } },
      number: { a: { type: "number_input", value: "9" } },
      date: { a: { type: "datepicker", selected_date: "2026-11-20" } },
      time: { a: { type: "timepicker", selected_time: "09:00" } },
      moment: { a: { type: "datetimepicker", selected_date_time: 1_700_000_000 } },
      one: { a: { type: "static_select", selected_option: option("2") } },
      many: { a: { type: "multi_static_select", selected_options: [option("1"), option("2")] } },
      outside: { a: { type: "multi_external_select", selected_options: [option("ana")] } },
      person: { a: { type: "users_select", selected_user: sandbox.user("rizky") } },
      place: { a: { type: "conversations_select", selected_conversation: sandbox.channel("support") } },
      boxes: { a: { type: "checkboxes", selected_options: [option("2")] } },
      radio: { a: { type: "radio_buttons", selected_option: option("1") } },
      file: { a: { type: "file_input", files: [{ name: "a.csv", url_private_download: expect.any(String) }] } },
      rich: { a: { type: "rich_text_input", rich_text_value: { type: "rich_text" } } },
    });
    expect(submission.response_urls).toMatchObject([
      { block_id: "place", action_id: "a", channel_id: sandbox.channel("support") },
    ]);
    const answer = await fetch(String(submission.response_urls[0]?.["response_url"]), {
      method: "POST",
      body: '{"text":"Saved"}',
    });
    expect(answer.status).toBe(200);
    expect(maya.messages("support").at(-1)).toMatchObject({ text: "Saved", ephemeral: true });
  });

  it("shows people from another company neither commands nor shortcuts", async () => {
    const { sandbox, bodies } = await start();
    expect(await sandbox.as("ratna").globalShortcut("try_global")).toMatchObject({ ok: false });
    expect(bodies).toEqual([]);
  });
});
