import type { IncomingMessage, ServerResponse } from "node:http";
import { App, HTTPReceiver, type ReceiverEvent, SocketModeReceiver } from "@slack/bolt";
import { WebClient } from "@slack/web-api";
import type { WorkspaceFacts } from "../crm/access/enrol-workspace.ts";
import { recordPosted } from "../crm/privacy/record-posted.ts";
import type { CalendarReader } from "../crm/tickets/fetch-calendar.ts";
import type { OpenTransaction } from "../db/open-transaction.ts";
import { boltLogger } from "./bolt-log.ts";
import type { AnyCommand, SlackLookup } from "./define.ts";
import { publishHome } from "./home/publish-home.ts";
import { letIn } from "./http-door.ts";
import { handleEvent, keepEvent, readEvent, readEventBody, sweepInbox, tellNotKept } from "./inbox.ts";
import type { Kit } from "./kit.ts";
import { onAction } from "./listeners/on-action.ts";
import { onCommand } from "./listeners/on-command.ts";
import { onShortcut } from "./listeners/on-shortcut.ts";
import { onSuggestion } from "./listeners/on-suggestion.ts";
import { onSubmission } from "./listeners/on-view.ts";
import { createLookup } from "./lookup.ts";
import { createPeopleLookup, gatherWorkspaceFacts } from "./people-lookup.ts";
import { createPerformer } from "./perform.ts";
import { createRegistry } from "./registry.ts";
import { askAboutToken, TokenWatch, tokenPrint, WatchedClient } from "./token-watch.ts";
import { withoutBrokenText } from "./typed-text.ts";
import { WorkInFlight } from "./work-in-flight.ts";

export type SlackTransport = { mode: "socket"; appToken: string } | { mode: "http"; signingSecret: string };

export interface SlackOptions {
  transport: SlackTransport;
  botToken: string;
  /** ends with /api/ */
  apiUrl: string;
  commands: readonly AnyCommand[];
  openTransaction: OpenTransaction;
  readCalendar: CalendarReader;
  /** for what the database layer throws when it cannot be worked with: whether the work was saved */
  databaseLost(error: unknown): "not_saved" | "unknown" | null;
  answered(name: string, outcome: string, seconds: number): void;
  /** told after every commit that left something to be done */
  committed: Kit["adapter"]["committed"];
  clock: { now(): Date; after(ms: number, run: () => void): () => void };
  /** what becomes of the workspace when Slack no longer takes the token, and when it takes it again */
  installation: { lost(sign: string): Promise<void>; back(): Promise<void> };
  log: Kit["log"];
  fetch?: typeof globalThis.fetch;
}

export interface SlackApp {
  bot: Kit["bot"];
  /** the Web API for deliveries: refuses to wait for Slack, since the outbox paces itself */
  deliveryClient: WebClient;
  /** the Web API for what has to be looked up or said at once */
  client: WebClient;
  lookup: SlackLookup;
  /** whether Slack still takes the token; everything that calls Slack goes by it */
  watch: TokenWatch;
  /** what Slack says of the workspace now, asked past the watch */
  facts(): Promise<WorkspaceFacts>;
  /** begins to listen */
  start(): Promise<void>;
  /** begins nothing new; resolves when what was begun is done or `graceMs` have passed, then closes the connection */
  stop(graceMs: number): Promise<void>;
  connected(): boolean;
  /** signed HTTP: to be mounted at /slack/events, with the body as `rawBody`; answers 404 in Socket Mode */
  handleRequest(request: IncomingMessage, response: ServerResponse): void;
  sweepInbox(): Promise<number>;
}

/** How long somebody who gives a calendar's address waits for it. */
const calendarMs = 8_000;

/** Largest body that Slack sends us, with room to spare; larger is refused before it is read. */
const bodyLimit = "1mb";

/** Speaks to Slack: one app, one adapter, every command and click through it. */
export async function createSlackApp(options: SlackOptions): Promise<SlackApp> {
  const { transport, botToken, apiUrl, openTransaction, log } = options;
  const clock = options.clock.now;
  const fetch = options.fetch ?? globalThis.fetch;
  const logger = boltLogger(log);
  const slow = {
    slackApiUrl: apiUrl,
    logger,
    fetch,
    retryConfig: { retries: 2, minTimeout: 200, factor: 2 },
    timeout: 10_000,
  };
  const prompt = { ...slow, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true };
  const unwatched = new WebClient(botToken, slow);
  const auth = await unwatched.auth.test();
  if (!auth.team_id || !auth.user_id || !auth.bot_id) throw new Error("Slack did not say whose token this is");
  const bot = { teamId: auth.team_id, userId: auth.user_id, botId: auth.bot_id };

  const asking = new WebClient(botToken, { ...prompt, timeout: 5_000 });
  const watch = new TokenWatch({
    ...{ teamId: bot.teamId, client: asking, clock: options.clock, log },
    lost: options.installation.lost,
    back: options.installation.back,
  });
  const client = new WatchedClient(botToken, slow, watch);
  const deliveryClient = new WatchedClient(botToken, prompt, watch);

  const lookup = {
    ...createLookup(client, { teamId: bot.teamId, token: botToken, fetch }),
    ...createPeopleLookup(client, bot),
    takesToken: async () => (await askAboutToken(asking)) === null,
    calendar: (url: string) => options.readCalendar(url, AbortSignal.timeout(calendarMs)),
  };
  const performer = createPerformer(client, {
    fetch,
    log,
    publishHome: (slackUserId) => kit.publishHome(slackUserId),
    posted: (answer) =>
      openTransaction(
        { teamId: bot.teamId, slackUserId: null, surface: "job", interactionId: answer.ts, now: clock() },
        (ctx) => recordPosted(ctx, { kind: "answer", ...answer }),
      ),
  });
  const inFlight = new WorkInFlight();
  const kit: Kit = {
    adapter: {
      openTransaction,
      lookup,
      databaseLost: options.databaseLost,
      log,
      answered: options.answered,
      committed(left) {
        if (left.actions.includes("workspace.uninstalled")) watch.left("told by Slack");
        options.committed(left);
      },
      cameBack: () => watch.cameBack(),
    },
    registry: createRegistry(options.commands),
    performer,
    inFlight,
    clock,
    bot,
    publishHome: (slackUserId) => publishHome(kit, client, slackUserId),
    inbox: {
      keep: (body) => keepEvent(openTransaction, body, { now: clock(), cameBack: () => watch.cameBack() }),
    },
    log,
  };

  const receiver =
    transport.mode === "socket"
      ? new SocketModeReceiver({
          appToken: transport.appToken,
          logger,
          installerOptions: { clientOptions: { slackApiUrl: apiUrl } },
        })
      : new HTTPReceiver({
          signingSecret: transport.signingSecret,
          logger,
          endpoints: "/slack/events",
          bodyLimit,
          // Bolt's own answer to a failure is a bare 500, which Slack then shows; an event that could not be kept is sent again.
          processEventErrorHandler: async ({ error, response }) => {
            log.error({ err: error }, "A request from Slack failed");
            if (!response.headersSent) response.writeHead(500).end();
            return false;
          },
        });
  const app = new App({
    receiver,
    logger,
    authorize: async () => ({ botToken, botId: bot.botId, botUserId: bot.userId, teamId: bot.teamId }),
    clientOptions: slow,
  });
  listen(app, kit);

  let connected = transport.mode === "http";
  if (receiver instanceof SocketModeReceiver) {
    receiver.client.on("connected", () => {
      connected = true;
    });
    for (const state of ["connecting", "reconnecting", "disconnecting", "disconnected"]) {
      receiver.client.on(state, () => {
        connected = false;
      });
    }
  }

  return {
    bot,
    client,
    deliveryClient,
    lookup,
    watch,
    facts: async () => ({
      ...(await gatherWorkspaceFacts(unwatched, createPeopleLookup(unwatched, bot), bot)),
      tokenPrint: tokenPrint(botToken),
    }),
    async start() {
      if (receiver instanceof SocketModeReceiver) await receiver.start();
    },
    async stop(graceMs) {
      inFlight.close();
      await watch.stop();
      await Promise.race([inFlight.idle(), new Promise((resolve) => setTimeout(resolve, graceMs).unref())]);
      if (receiver instanceof SocketModeReceiver) await receiver.stop();
      connected = false;
    },
    connected: () => connected,
    handleRequest(request, response) {
      if (receiver instanceof HTTPReceiver) letIn(receiver, request, response);
      else response.writeHead(404).end();
    },
    sweepInbox: () => inFlight.track(sweepInbox(kit)),
  };
}

function listen(app: App, kit: Kit): void {
  const anything = /[\s\S]*/u;
  app.command(anything, onCommand(kit));
  app.action(anything, onAction(kit));
  app.view({ callback_id: anything, type: "view_submission" }, onSubmission(kit));
  app.view({ callback_id: anything, type: "view_closed" }, ({ ack }) => ack());
  app.options(anything, onSuggestion(kit));
  app.shortcut(anything, onShortcut(kit));
  app.event(anything, async ({ body }) => {
    const happened = readEventBody(body);
    // What concerns nobody was not kept, so there is nothing to strike.
    if (happened && readEvent(kit, happened)) await kit.inFlight.track(handleEvent(kit, happened));
  });
  app.error(async (error) => kit.log.error({ err: error }, "Bolt reported a failure"));

  const process = app.processEvent.bind(app);
  // Bolt's own stop waits for nothing: a stop must not take the database from under an event that is being kept.
  app.processEvent = (event) => kit.inFlight.track(receive(event));

  async function receive(event: ReceiverEvent): Promise<void> {
    const body = withoutBrokenText(event.body);
    event.body = body;
    const happened = readEventBody(body);
    if (happened && readEvent(kit, happened)) {
      // Kept first: if this fails Slack is not told that the event arrived, and sends it again.
      await kit.inbox.keep(happened).catch((error: unknown) => {
        void kit.inFlight.track(tellNotKept(kit, happened));
        throw error;
      });
    }
    await process(event);
  }
}
