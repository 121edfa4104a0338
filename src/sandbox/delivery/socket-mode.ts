import { randomUUID } from "node:crypto";
import { WebSocket, WebSocketServer } from "ws";
import type { Core } from "../core.ts";
import { isJsonObject, parseJson } from "../json.ts";
import { randomHex } from "../slack-ids.ts";
import { ACKNOWLEDGE_WITHIN_MS, type Ack, type Delivery, type Envelope } from "./delivery.ts";

type SocketCore = Pick<Core, "state" | "timers" | "log" | "origin" | "changed">;

/** Source: docs.slack.dev/apis/events-api/using-socket-mode. */
const MOST_CONNECTIONS = 10;
/** An address from apps.connections.open is good once, and not for long. */
const TICKET_LIFE_MS = 30_000;
/** The client gives up on a server that has not pinged for 30 s (clientPingTimeout of @slack/socket-mode 3.1.0). */
const PING_EVERY_MS = 10_000;
/** How long a client that was asked to reconnect may stay. */
const LEAVE_WITHIN_MS = 10_000;
const SOCKET_PATH = "/sandbox/socket";

interface Waiting {
  socket: WebSocket;
  settle: (ack: Ack) => void;
}

/** Socket Mode: each envelope goes to any one of the open connections and waits for its acknowledgement. */
export function socketMode(core: SocketCore): Delivery {
  const server = new WebSocketServer({ noServer: true, maxPayload: 16 * 1024 * 1024 });
  const tickets = new Map<string, () => void>();
  const open: WebSocket[] = [];
  const waiting = new Map<string, Waiting>();
  let turn = 0;

  function connectionCount(): number {
    return open.length;
  }

  function schedulePing(socket: WebSocket): void {
    core.timers.after(PING_EVERY_MS, () => {
      if (socket.readyState !== WebSocket.OPEN) return;
      socket.ping(`Ping from ${Math.floor(Date.now() / 1000)}`);
      schedulePing(socket);
    });
  }

  function receive(text: string): void {
    const message = parseJson(text);
    if (!isJsonObject(message) || typeof message["envelope_id"] !== "string") {
      core.log.warn({}, "a Socket Mode message without envelope_id was ignored");
      return;
    }
    const entry = waiting.get(message["envelope_id"]);
    if (!entry) return;
    const payload = message["payload"];
    const empty =
      payload === undefined || payload === null || (isJsonObject(payload) && Object.keys(payload).length === 0);
    entry.settle({ ok: true, body: empty ? undefined : payload });
  }

  function welcome(socket: WebSocket): void {
    open.push(socket);
    socket.on("message", (data) => receive(data.toString()));
    socket.on("error", () => socket.terminate());
    socket.on("close", () => {
      open.splice(open.indexOf(socket), 1);
      for (const entry of waiting.values()) {
        if (entry.socket === socket) entry.settle({ ok: false, reason: "connection_failed" });
      }
      core.changed({ kind: "connected" });
    });
    socket.send(
      JSON.stringify({
        type: "hello",
        num_connections: connectionCount(),
        debug_info: { host: "local-workspace", build_number: 1, approximate_connection_time: 18_060 },
        connection_info: { app_id: core.state.app.id },
      }),
    );
    schedulePing(socket);
    core.changed({ kind: "connected" });
  }

  function sayDisconnect(reason: "warning" | "refresh_requested" | "link_disabled"): void {
    for (const socket of [...open]) {
      socket.send(JSON.stringify({ type: "disconnect", reason, debug_info: { host: "local-workspace" } }));
      if (reason !== "warning") core.timers.after(LEAVE_WITHIN_MS, () => socket.terminate());
    }
  }

  return {
    send(envelope: Envelope): Promise<Ack> {
      const socket = open[turn % Math.max(open.length, 1)];
      turn += 1;
      if (!socket) return Promise.resolve({ ok: false, reason: "not_connected" });
      const envelopeId = randomUUID();
      return new Promise((resolve) => {
        const cancel = core.timers.after(ACKNOWLEDGE_WITHIN_MS, () => settle({ ok: false, reason: "timeout" }));
        function settle(ack: Ack): void {
          cancel();
          waiting.delete(envelopeId);
          resolve(ack);
        }
        waiting.set(envelopeId, { socket, settle });
        socket.send(
          JSON.stringify({
            envelope_id: envelopeId,
            payload: envelope.payload,
            type: envelope.kind,
            accepts_response_payload: envelope.acceptsResponse,
            ...(envelope.kind === "events_api"
              ? { retry_attempt: envelope.retry?.attempt ?? 0, retry_reason: envelope.retry?.reason ?? "" }
              : {}),
          }),
        );
      });
    },
    connected: () => open.length > 0,
    timeoutReason: "timeout",
    connectionUrl() {
      const ticket = randomHex(16);
      tickets.set(
        ticket,
        core.timers.after(TICKET_LIFE_MS, () => tickets.delete(ticket)),
      );
      const base = core.origin().replace(/^http/, "ws");
      return `${base}${SOCKET_PATH}/?ticket=${ticket}&app_id=${core.state.app.id}`;
    },
    upgrade(request, stream, head) {
      const url = new URL(request.url ?? "/", "http://sandbox");
      if (url.pathname !== SOCKET_PATH && url.pathname !== `${SOCKET_PATH}/`) return false;
      const ticket = url.searchParams.get("ticket") ?? "";
      const forget = tickets.get(ticket);
      tickets.delete(ticket);
      forget?.();
      if (!forget || open.length >= MOST_CONNECTIONS) {
        stream.end(forget ? "HTTP/1.1 429 Too Many Requests\r\n\r\n" : "HTTP/1.1 403 Forbidden\r\n\r\n");
        return true;
      }
      server.handleUpgrade(request, stream, head, welcome);
      return true;
    },
    sockets: {
      get count() {
        return open.length;
      },
      refresh() {
        sayDisconnect("refresh_requested");
      },
      warn() {
        sayDisconnect("warning");
      },
      disable() {
        sayDisconnect("link_disabled");
      },
      cut() {
        for (const socket of [...open]) socket.terminate();
      },
    },
    stop() {
      for (const socket of [...open]) socket.terminate();
      server.close();
    },
  };
}
