import { App, type BlockRadioButtonsAction, type Logger, LogLevel } from "@slack/bolt";
import type { Sandbox } from "../../../src/sandbox/sandbox.ts";
import { everyInput, home } from "./specimens.ts";

/** What the bot was told, in the order it came. */
interface Heard {
  actions: { action: Record<string, unknown> }[];
  submissions: { values: Record<string, Record<string, Record<string, unknown>>> }[];
  closed: string[];
  commands: string[];
  shortcuts: string[];
}

/** A real Bolt app over Socket Mode that shows every block and remembers what people did with them. */
export interface ShowBot {
  app: App;
  heard: Heard;
  /** what its listeners failed with */
  faults: unknown[];
  /** the next submission of the modal is refused with these sentences */
  refuseNext(errors: Record<string, string>): void;
  /** holds every acknowledgement of a press until it is called */
  hold(): () => void;
  stop(): Promise<void>;
}

/** Bolt logs the end of each test's connection as an error; what its listeners fail with is kept in `faults`. */
const silent: Logger = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => LogLevel.ERROR,
  setName() {},
};

const secondView = {
  type: "modal",
  callback_id: "second",
  title: { type: "plain_text", text: "Where was it?" },
  submit: { type: "plain_text", text: "Save" },
  blocks: [
    {
      type: "input",
      block_id: "where",
      label: { type: "plain_text", text: "Place" },
      element: { type: "plain_text_input", action_id: "where" },
    },
  ],
};

const meetingView = {
  ...everyInput,
  blocks: everyInput.blocks.map((block) =>
    "block_id" in block && block.block_id === "minutes"
      ? { ...block, label: { type: "plain_text", text: "Minutes of the meeting" } }
      : block,
  ),
};

/** The app's manifest. */
export const showManifest = {
  display_information: { name: "Steward", description: "Shows every block" },
  features: {
    app_home: { home_tab_enabled: true, messages_tab_enabled: true },
    bot_user: { display_name: "Steward" },
    slash_commands: [
      { command: "/crm", description: "Search anything, or see your day", usage_hint: "budi", should_escape: true },
      {
        command: "/crm-log",
        description: "Log a call, e-mail or meeting",
        usage_hint: "no answer budi",
        should_escape: true,
      },
      {
        command: "/crm-customer",
        description: "A customer's card and history",
        usage_hint: "budi",
        should_escape: true,
      },
      { command: "/crm-fail", description: "Never answers", should_escape: true },
    ],
    shortcuts: [
      { name: "Log a call", type: "global", callback_id: "log_call", description: "Opens the form" },
      { name: "Log to CRM", type: "message", callback_id: "log_message", description: "Logs this message" },
    ],
  },
  oauth_config: {
    scopes: { bot: ["commands", "chat:write", "im:history", "im:write", "users:read", "channels:read"] },
  },
  settings: {
    event_subscriptions: { bot_events: ["app_home_opened", "message.im"] },
    interactivity: { is_enabled: true },
    socket_mode_enabled: true,
  },
};

/** Starts the bot and waits until it is connected. */
export async function startShowBot(sandbox: Sandbox): Promise<ShowBot> {
  const { botToken, appToken, botId, botUserId } = sandbox.credentials;
  const heard: Heard = { actions: [], submissions: [], closed: [], commands: [], shortcuts: [] };
  let refusal: Record<string, string> | null = null;
  let held: Promise<void> = Promise.resolve();
  const app = new App({
    token: botToken,
    appToken,
    botId,
    botUserId,
    socketMode: true,
    logger: silent,
    clientOptions: { slackApiUrl: sandbox.apiUrl },
  });
  const faults: unknown[] = [];
  app.error(async (error) => void faults.push(error));
  app.action(/.*/, async ({ ack, action }) => {
    await held;
    await ack();
    heard.actions.push({ action: action as unknown as Record<string, unknown> });
  });
  app.action<BlockRadioButtonsAction>("kind", async ({ body, action, client }) => {
    const chosen = action.selected_option?.value;
    if (chosen === "visit") await client.views.push({ trigger_id: body.trigger_id, view: secondView as never });
    if (chosen === "meeting") {
      await client.views.update({
        view_id: body.view?.id ?? "",
        hash: body.view?.hash ?? "",
        view: meetingView as never,
      });
    }
  });
  app.options(/.*/, async ({ ack, payload }) => {
    const names = ["Budi Santoso", "Budi Hartono", "Ana Wijaya", "Siti Rahma"];
    const found = names.filter((name) => name.toLowerCase().includes(payload.value.toLowerCase()));
    await ack({
      options: found.map((name) => ({
        text: { type: "plain_text" as const, text: name },
        value: name,
        description: { type: "plain_text" as const, text: "PT Contoh Makmur" },
      })),
    });
  });
  app.view("every-input", async ({ ack, view }) => {
    heard.submissions.push({ values: view.state.values as unknown as Heard["submissions"][number]["values"] });
    if (refusal === null) await ack();
    else await ack({ response_action: "errors", errors: refusal });
    refusal = null;
  });
  app.view({ callback_id: "every-input", type: "view_closed" }, async ({ ack, view }) => {
    await ack();
    heard.closed.push(view.id);
  });
  app.command("/crm-log", async ({ ack, command, client }) => {
    heard.commands.push(command.text);
    await ack();
    await client.views.open({ trigger_id: command.trigger_id, view: everyInput as never });
  });
  app.command("/crm", async ({ ack, command }) => {
    heard.commands.push(command.text);
    await ack({ response_type: "ephemeral", text: `You asked for ${command.text || "nothing"}` });
  });
  app.shortcut("log_call", async ({ ack, shortcut, client }) => {
    heard.shortcuts.push(shortcut.callback_id);
    await ack();
    await client.views.open({ trigger_id: shortcut.trigger_id, view: everyInput as never });
  });
  app.shortcut("log_message", async ({ ack, shortcut }) => {
    heard.shortcuts.push(shortcut.callback_id);
    await ack();
  });
  app.event("app_home_opened", async ({ client, event }) => {
    if (event.tab === "home") await client.views.publish({ user_id: event.user, view: home as never });
  });
  await app.start();
  return {
    app,
    heard,
    faults,
    refuseNext(errors) {
      refusal = errors;
    },
    hold() {
      let release = () => {};
      held = new Promise((resolve) => {
        release = resolve;
      });
      return release;
    },
    stop: async () => void (await app.stop()),
  };
}
