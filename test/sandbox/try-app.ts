import { createServer, type Server } from "node:http";
import { App, HTTPReceiver, LogLevel } from "@slack/bolt";
import { WebClient } from "@slack/web-api";
import { demoWorkspace } from "../../src/sandbox/demo-workspace.ts";
import { type Sandbox, type SandboxOptions, startSandbox } from "../../src/sandbox/sandbox.ts";
import type { SandboxLog } from "../../src/sandbox/sandbox-log.ts";

/** A manifest with a little of everything, for an app that the tests write themselves. */
export const tryManifest = {
  display_information: { name: "Try" },
  features: {
    app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
    bot_user: { display_name: "Try", always_online: true },
    slash_commands: [
      { command: "/try", description: "Tries something", usage_hint: "anything", should_escape: true },
      { command: "/plain", description: "Takes text as typed", should_escape: false },
    ],
    shortcuts: [
      { name: "Try it", type: "global", callback_id: "try_global", description: "Tries globally" },
      { name: "Try this", type: "message", callback_id: "try_message", description: "Tries a message" },
    ],
  },
  oauth_config: {
    scopes: {
      bot: [
        "app_mentions:read",
        "channels:history",
        "channels:join",
        "channels:read",
        "chat:write",
        "commands",
        "files:read",
        "files:write",
        "groups:history",
        "groups:read",
        "im:history",
        "im:read",
        "im:write",
        "reactions:read",
        "reactions:write",
        "team:read",
        "users:read",
        "users:read.email",
      ],
    },
  },
  settings: {
    event_subscriptions: {
      bot_events: [
        "app_home_opened",
        "app_mention",
        "app_uninstalled",
        "channel_archive",
        "file_shared",
        "member_joined_channel",
        "member_left_channel",
        "message.channels",
        "message.groups",
        "message.im",
        "team_join",
        "tokens_revoked",
        "user_change",
      ],
    },
    interactivity: { is_enabled: true },
    socket_mode_enabled: true,
  },
};

type Manifest = typeof tryManifest;

/** The manifest without some scopes, and without the events that need them. */
export function manifestWithout(...scopes: string[]): Manifest {
  return {
    ...tryManifest,
    oauth_config: { scopes: { bot: tryManifest.oauth_config.scopes.bot.filter((scope) => !scopes.includes(scope)) } },
    settings: { ...tryManifest.settings, event_subscriptions: { bot_events: [] } },
  };
}

const quiet: SandboxLog = { debug() {}, info() {}, warn() {}, error() {} };

const silentBolt = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => LogLevel.ERROR,
  setName() {},
};

export type Transport = "socket" | "http";

/** A sandbox of its own, listening on a free port. */
export async function openSandbox(options: Partial<SandboxOptions> = {}): Promise<Sandbox> {
  const sandbox = await startSandbox({
    seed: demoWorkspace,
    manifest: tryManifest,
    delivery: "socket",
    stateFile: null,
    clock: () => new Date(),
    log: quiet,
    limits: "off",
    ...options,
  });
  await sandbox.listen(0);
  return sandbox;
}

export function clientOf(sandbox: Sandbox, options: { retries?: number; token?: string } = {}): WebClient {
  return new WebClient(options.token ?? sandbox.credentials.botToken, {
    slackApiUrl: sandbox.apiUrl,
    logger: silentBolt,
    retryConfig: { retries: options.retries ?? 0, minTimeout: 1, maxTimeout: 1 },
    rejectRateLimitedCalls: true,
  });
}

export interface TryApp {
  sandbox: Sandbox;
  app: App;
  stop(): Promise<void>;
}

async function freePort(): Promise<number> {
  const server: Server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address !== "object" || !address) throw new Error("no port");
  return address.port;
}

/** A real Bolt app, bare, against a sandbox of its own, over one of the two transports. */
export async function startTryApp(
  transport: Transport,
  listen: (app: App, sandbox: Sandbox) => void,
  options: Partial<SandboxOptions> = {},
): Promise<TryApp> {
  const port = transport === "http" ? await freePort() : 0;
  const sandbox = await openSandbox({
    delivery: transport === "socket" ? "socket" : { requestUrl: `http://127.0.0.1:${port}/slack/events` },
    ...options,
  });
  const { botToken, appToken, signingSecret, botId, botUserId } = sandbox.credentials;
  const clientOptions = { slackApiUrl: sandbox.apiUrl, retryConfig: { retries: 1, minTimeout: 1, maxTimeout: 1 } };
  const common = { token: botToken, botId, botUserId, clientOptions, logger: silentBolt };
  const app =
    transport === "socket"
      ? new App({ ...common, appToken, socketMode: true })
      : new App({ ...common, receiver: new HTTPReceiver({ signingSecret, logger: silentBolt }) });
  app.error(async () => {});
  listen(app, sandbox);
  await app.start(port);
  return {
    sandbox,
    app,
    async stop() {
      await app.stop();
      await sandbox.stop();
    },
  };
}
