import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { type Administration, administration } from "./administer.ts";
import { type Change, Changes, type Notice } from "./changes.ts";
import type { ApiCall, Core, Problem } from "./core.ts";
import type { SocketControls } from "./delivery/delivery.ts";
import { eventDelivery } from "./delivery/event-delivery.ts";
import { withFaults } from "./delivery/faulty-delivery.ts";
import { signedHttp } from "./delivery/signed-http.ts";
import { socketMode } from "./delivery/socket-mode.ts";
import { type PersonDriver, personDriver } from "./driver/person-driver.ts";
import { type UntilOptions, until } from "./driver/until.ts";
import { Faults } from "./faults.ts";
import { FILES_PATH, giveFile, takeUpload, UPLOAD_PATH } from "./file-endpoints.ts";
import { folderFileStore, memoryFileStore } from "./file-store.ts";
import { BodyTooLarge, sendText, urlOf } from "./http-exchange.ts";
import { answerResponseUrl, RESPONSE_PATH } from "./interactions/response-urls.ts";
import { TriggerIds } from "./interactions/trigger-ids.ts";
import { readManifest } from "./manifest.ts";
import { channelByName, findChannel } from "./model/channels.ts";
import { findPerson, personByHandle } from "./model/people.ts";
import { newWorkspace } from "./new-workspace.ts";
import { type OtherApps, otherApps } from "./other-apps.ts";
import { pageLive } from "./page-live.ts";
import { answerPage, isPagePath } from "./page-server.ts";
import type { SandboxLog } from "./sandbox-log.ts";
import { readStateFile, stateWriter } from "./state-file.ts";
import { realTimers, type Timers } from "./timers.ts";
import { RateLimits } from "./web-api/rate-limits.ts";
import { armScheduledMessage } from "./web-api/scheduled-messages.ts";
import { API_PATH, answerWebApi } from "./web-api/web-api-endpoint.ts";
import type { WorkspaceSeed } from "./workspace-seed.ts";

export interface SandboxOptions {
  seed: WorkspaceSeed;
  /** the app's manifest as a plain object; it is checked as Slack would check it */
  manifest: unknown;
  /** how the app is reached: Socket Mode, or signed HTTP to one URL for commands, clicks, options and events */
  delivery: "socket" | { requestUrl: string };
  /** where the workspace is kept; null: in memory only */
  stateFile: string | null;
  clock: () => Date;
  log: SandboxLog;
  /** how waits are waited; Node's timers unless told */
  timers?: Timers;
  /** Slack's pace (429); "strict" unless told */
  limits?: "strict" | "off";
  /**
   * What Slack takes the app for: a "commercial" one outside the Marketplace reads history once a minute, 15 messages at
   * a time. "internal" unless told.
   */
  distribution?: "internal" | "commercial";
}

interface SandboxCredentials {
  botToken: string;
  appToken: string;
  signingSecret: string;
  botUserId: string;
  botId: string;
  appId: string;
  teamId: string;
}

/** The local Slack workspace: Slack's own side of the protocol. */
export interface Sandbox {
  readonly credentials: SandboxCredentials;
  /** the Web API's base, for `slackApiUrl`; known once there is an origin */
  readonly apiUrl: string;
  /** takes a request when it is for the workspace; false when it is not */
  handle(request: IncomingMessage, response: ServerResponse): boolean;
  /** takes a WebSocket upgrade when it is for the workspace; false when it is not */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  /** tells the workspace under which address it is reached, e.g. "http://localhost:3000" */
  setOrigin(origin: string): void;
  /** stands alone on a port of its own (0: any free one) */
  listen(port: number, host?: string): Promise<{ origin: string }>;
  /** a person by id or handle, to act and look as them */
  as(user: string): PersonDriver;
  /** the id of a person by handle */
  user(handle: string): string;
  /** the id of a channel by name */
  channel(name: string): string;
  readonly faults: Faults;
  readonly sockets: SocketControls;
  readonly administer: Administration;
  /** what comes into channels from elsewhere: other apps, hooks, e-mails */
  readonly elsewhere: OtherApps;
  /** every call of the Web API so far, oldest first */
  readonly calls: readonly ApiCall[];
  /** what the app said that Slack refuses without an answer to it (invalid acknowledgements, response_url errors) */
  readonly problems: readonly Problem[];
  until<T>(check: () => T | null | undefined | false, options?: UntilOptions): Promise<T>;
  /** resolves when no event is on its way to the app */
  eventsSettled(): Promise<void>;
  /** stops answering, closes connections, writes the state */
  stop(): Promise<void>;
}

/**
 * Starts a local workspace, from its state file when there is one.
 * @throws Error when the manifest is not one Slack would take, or the state file cannot be read
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const app = readManifest(options.manifest);
  const state =
    (options.stateFile && (await readStateFile(options.stateFile))) || newWorkspace(options.seed, app, options.clock);
  // The bot goes by the name that the manifest gives it now.
  const botPerson = state.people[state.app.botUserId];
  if (botPerson) botPerson.realName = app.botName;
  const timers = options.timers ?? realTimers;
  const changes = new Changes();
  const notices = new Map<string, Notice[]>();
  const faults = new Faults();
  const writer = stateWriter(
    options.stateFile,
    () => state,
    (error) => options.log.error({ error }, "the local workspace could not be saved"),
  );
  let origin = "http://localhost";

  function changed(change: Change): void {
    if (change.kind === "notice") notices.set(change.user, [...(notices.get(change.user) ?? []), change.notice]);
    writer.touch();
    changes.emit(change);
  }

  const base = { state, app, clock: options.clock, timers, log: options.log, faults, changed, origin: () => origin };
  const transport = options.delivery === "socket" ? socketMode(base) : signedHttp(base, options.delivery.requestUrl);
  const delivery = withFaults(base, transport);
  const core: Core = {
    ...base,
    changes,
    notices,
    limits: new RateLimits(options.clock, options.limits ?? "strict"),
    commercial: options.distribution === "commercial",
    triggers: new TriggerIds(options.clock),
    calls: [],
    problems: [],
    fileStore: options.stateFile ? folderFileStore(`${options.stateFile}.files`) : memoryFileStore(),
    messageEntries: new Map(),
    delivery,
    events: eventDelivery(base, delivery),
  };
  const live = pageLive(core);
  const servers: Server[] = [];
  for (const scheduled of Object.values(state.scheduled)) armScheduledMessage(core, scheduled);
  await writer.flush();

  function route(
    path: string,
  ): ((core: Core, request: IncomingMessage, response: ServerResponse) => Promise<void>) | null {
    if (path.startsWith(API_PATH)) return answerWebApi;
    if (path.startsWith(RESPONSE_PATH)) return answerResponseUrl;
    if (path.startsWith(UPLOAD_PATH)) return takeUpload;
    if (path.startsWith(FILES_PATH)) return giveFile;
    return isPagePath(path) ? answerPage : null;
  }

  function handle(request: IncomingMessage, response: ServerResponse): boolean {
    const answer = route(urlOf(request).pathname);
    if (!answer) return false;
    answer(core, request, response).catch((error: unknown) => {
      if (!(error instanceof BodyTooLarge)) options.log.error({ error }, "the local workspace failed");
      // Whatever is left of the request must not be read as the next one.
      if (!response.headersSent) response.setHeader("connection", "close");
      if (!response.headersSent)
        sendText(response, error instanceof BodyTooLarge ? 413 : 500, "The local workspace could not do that.");
      else response.destroy();
    });
    return true;
  }

  function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean {
    return delivery.upgrade(request, socket, head) || live.upgrade(request, socket, head);
  }

  return {
    get credentials() {
      return {
        botToken: state.app.botToken,
        appToken: state.app.appToken,
        signingSecret: state.app.signingSecret,
        botUserId: state.app.botUserId,
        botId: state.app.botId,
        appId: state.app.id,
        teamId: state.team.id,
      };
    },
    get apiUrl() {
      return `${origin}${API_PATH}`;
    },
    handle,
    upgrade,
    setOrigin(told) {
      origin = told.replace(/\/$/, "");
    },
    async listen(port, host = "127.0.0.1") {
      const server = createServer((request, response) => {
        if (!handle(request, response)) sendText(response, 404, "There is nothing here.");
      });
      server.on("upgrade", (request, socket, head) => {
        if (!upgrade(request, socket, head)) socket.destroy();
      });
      await new Promise<void>((resolve, reject) => {
        server.once("error", reject);
        server.listen(port, host, resolve);
      });
      servers.push(server);
      const address = server.address();
      origin = `http://${host}:${typeof address === "object" && address ? address.port : port}`;
      return { origin };
    },
    as(user) {
      const person = findPerson(core, user) ?? personByHandle(core, user);
      if (!person || person.isBot) throw new Error(`There is no person ${user} in this workspace.`);
      return personDriver(core, person);
    },
    user(handle) {
      const person = personByHandle(core, handle);
      if (!person) throw new Error(`There is no person ${handle} in this workspace.`);
      return person.id;
    },
    channel(name) {
      const channel = findChannel(core, name) ?? channelByName(core, name.replace(/^#/, ""));
      if (!channel) throw new Error(`There is no channel ${name} in this workspace.`);
      return channel.id;
    },
    faults,
    sockets: delivery.sockets,
    administer: administration(core),
    elsewhere: otherApps(core),
    calls: core.calls,
    problems: core.problems,
    until: (check, waiting) => until(changes, check, waiting),
    eventsSettled: () => core.events.settled(),
    async stop() {
      core.events.stop();
      live.stop();
      delivery.stop();
      await Promise.all(
        servers.map(
          (server) =>
            new Promise<void>((resolve) => {
              server.close(() => resolve());
              server.closeAllConnections();
            }),
        ),
      );
      await writer.flush();
    },
  };
}
