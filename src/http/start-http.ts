import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { answerText } from "./answer.ts";
import type { Endpoint } from "./endpoint.ts";
import { healthz } from "./healthz.ts";
import type { HttpLog } from "./http-log.ts";
import { ListenFault } from "./listen-fault.ts";
import { isFromThisMachine } from "./local-only.ts";
import type { Metrics } from "./metrics.ts";
import { createMetricsEndpoint } from "./metrics-endpoint.ts";
import { BodyCutShort, BodyTooLarge, readBody } from "./read-body.ts";
import { createReadyz, type Probe } from "./readyz.ts";

/** Bytes. Slack states no figure for what it sends; its largest, a modal full of 3,000-character inputs, stays under 500 kB. */
const longestSlackBody = 1024 * 1024;

/** Milliseconds in which a request's headers, and the whole of it, must have arrived. Slack itself gives up after 3 s. */
const headersWithin = 10_000;
const requestWithin = 30_000;
/** Milliseconds between two looks at who is late. */
const lookEvery = 2_000;

export interface HttpOptions {
  /** 0 asks the system for a free one */
  port: number;
  /** true: only this machine may come in, because the local workspace asks nobody for a password */
  thisMachineOnly: boolean;
  metrics: Pick<Metrics, "registry">;
  log: HttpLog;
  /** milliseconds that a sender's headers may take; 10,000 unless a test is in a hurry */
  headersWithin?: number;
}

type Listener = (request: IncomingMessage, response: ServerResponse) => unknown;

/** The local workspace: it gets every path that is not ours. */
export interface MountedWorkspace {
  /** false: this path is not one of its own */
  handle(request: IncomingMessage, response: ServerResponse): boolean | Promise<boolean>;
  /** false: no socket is opened at this path */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean | Promise<boolean>;
}

export interface HttpServer {
  /** where it listens, e.g. 3000 */
  readonly port: number;
  /** What `/readyz` asks, by the name it reports; each name once. */
  addProbe(name: string, probe: Probe): void;
  /** Opens `/slack/events` to Slack's receiver, which finds the whole body as `rawBody`. */
  mountSlackEvents(listener: Listener): void;
  mountWorkspace(workspace: MountedWorkspace): void;
  /** From now on `/readyz` says 503 and `/slack/events` sends Slack's requests back for later. */
  drain(): void;
  /** Resolves when Slack's requests that were let in have been answered. */
  settled(): Promise<void>;
  /** Stops listening and cuts what is still open. */
  close(): Promise<void>;
}

/**
 * The one HTTP server, in every mode.
 * @throws ListenFault with a sentence for people when the port cannot be had
 */
export async function startHttp(options: HttpOptions): Promise<HttpServer> {
  const { port, thisMachineOnly, metrics, log } = options;
  const probes: Record<string, Probe> = {};
  const endpoints: Record<string, Endpoint> = {
    "/healthz": healthz,
    "/readyz": createReadyz(() => probes, log),
    "/metrics": createMetricsEndpoint(metrics),
  };
  const sockets = new Set<Duplex>();
  const underWay = new Set<Promise<unknown>>();
  let slackEvents: Listener | null = null;
  let workspace: MountedWorkspace | null = null;
  let draining = false;

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (thisMachineOnly && !isFromThisMachine(request)) {
      request.resume();
      return answerText(response, 403, "The local workspace answers this computer only, at its own address.");
    }
    const path = pathOf(request);
    const endpoint = endpoints[path];
    if (endpoint) {
      request.resume();
      if (request.method === "GET" || request.method === "HEAD") return endpoint(request, response);
      response.setHeader("allow", "GET, HEAD");
      return answerText(response, 405, `${path} is for reading only: use GET.`);
    }
    if (path === "/slack/events" && slackEvents) return receive(slackEvents, request, response);
    if (workspace && (await workspace.handle(request, response))) return;
    request.resume();
    answerText(response, 404, "There is nothing at this address. Try /healthz, /readyz or /metrics.");
  }

  async function receive(listener: Listener, request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (draining) {
      request.resume();
      response.setHeader("retry-after", "60");
      response.setHeader("connection", "close");
      return answerText(response, 503, "Steward is stopping. Send this again in a minute.");
    }
    const answered = new Promise<void>((resolve) => void response.once("close", resolve));
    underWay.add(answered);
    void answered.then(() => underWay.delete(answered));
    Object.assign(request, { rawBody: await readBody(request, longestSlackBody) });
    await listener(request, response);
  }

  const onRequest = (request: IncomingMessage, response: ServerResponse) => {
    response.on("error", () => response.destroy());
    route(request, response).catch((error: unknown) => answerFault(error, request, response, log));
  };
  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
    const allowed = workspace && !draining && (!thisMachineOnly || isFromThisMachine(request));
    Promise.try(() => allowed && workspace?.upgrade(request, socket, head))
      .then((taken) => {
        if (!taken) socket.end("HTTP/1.1 404 Not Found\r\nconnection: close\r\n\r\n");
      })
      .catch((error: unknown) => {
        log.error({ err: error }, "A web socket could not be opened");
        socket.destroy();
      });
  };
  const servers = await listen(port, thisMachineOnly, () => {
    const server = createServer(
      {
        maxHeaderSize: 16 * 1024,
        headersTimeout: options.headersWithin ?? headersWithin,
        requestTimeout: requestWithin,
        connectionsCheckingInterval: Math.min(lookEvery, options.headersWithin ?? lookEvery),
        keepAliveTimeout: 65_000, // longer than a load balancer's 60 s, so that it is never we who hang up first
      },
      onRequest,
    );
    return server.on("upgrade", onUpgrade);
  });

  return {
    port: portOf(servers[0]),
    addProbe(name, probe) {
      if (probes[name]) throw new Error(`/readyz asks ${name} already`);
      probes[name] = probe;
    },
    mountSlackEvents: (listener) => {
      slackEvents = listener;
    },
    mountWorkspace: (mounted) => {
      workspace = mounted;
    },
    drain() {
      draining = true;
      probes["process"] = () => "Steward is stopping.";
    },
    async settled() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await Promise.all(servers.map(shut));
    },
  };
}

function pathOf(request: IncomingMessage): string {
  return URL.parse(request.url ?? "/", "http://steward")?.pathname ?? "";
}

/**
 * Listens everywhere, or on this machine's two addresses: "localhost" leads to either, and were only one ours, a browser
 * could find another program behind the other.
 */
async function listen(port: number, thisMachineOnly: boolean, create: () => Server): Promise<[Server, ...Server[]]> {
  const first = await listenOn(create(), { port, ...(thisMachineOnly && { host: "127.0.0.1" }) });
  if (!thisMachineOnly) return [first];
  try {
    return [first, await listenOn(create(), { port: portOf(first), host: "::1" })];
  } catch (error) {
    const { code } = (error as ListenFault).cause as NodeJS.ErrnoException;
    if (code === "EADDRNOTAVAIL" || code === "EAFNOSUPPORT") return [first]; // this machine does without IPv6
    await shut(first);
    throw error;
  }
}

async function listenOn(server: Server, where: { port: number; host?: string }): Promise<Server> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once("error", (error) => reject(new ListenFault(where.port, error)));
  server.listen(where, () => resolve());
  await promise;
  server.removeAllListeners("error");
  return server;
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

async function shut(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => void server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
}

function answerFault(error: unknown, request: IncomingMessage, response: ServerResponse, log: HttpLog): void {
  if (error instanceof BodyCutShort || response.destroyed) {
    response.destroy();
  } else if (error instanceof BodyTooLarge) {
    request.resume(); // what still comes is thrown away: hung up on, the sender would never read the answer
    answerText(response, 413, `The request is too large: at most ${error.longest / 1024} kB are read.`);
  } else if (response.headersSent) {
    log.error({ err: error, path: pathOf(request) }, "An answer broke off");
    response.destroy();
  } else {
    const reference = randomBytes(3).toString("hex");
    log.error({ err: error, path: pathOf(request), reference }, "A request failed");
    answerText(
      response,
      500,
      `That did not work. If it happens again, give your steward this reference: ${reference}.`,
    );
  }
}
