import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { JsonObject } from "../json.ts";

/** Slack waits 3 s for an acknowledgement. Source: docs.slack.dev/interactivity/handling-user-interaction. */
export const ACKNOWLEDGE_WITHIN_MS = 3_000;

export interface Envelope {
  kind: "slash_commands" | "interactive" | "events_api";
  payload: JsonObject;
  /** whether what the app sends back with its acknowledgement is read */
  acceptsResponse: boolean;
  retry?: { attempt: number; reason: string };
}

/** What came back: the body of the acknowledgement (undefined when it was empty), or why there was none. */
export type Ack =
  | { ok: true; body: unknown }
  | { ok: false; reason: "timeout" | "not_connected" | "connection_failed" }
  | { ok: false; reason: "http_error"; status: number; noRetry: boolean };

/** One of the two ways to an app: Socket Mode or signed HTTP. */
export interface Delivery {
  send(envelope: Envelope): Promise<Ack>;
  connected(): boolean;
  /** what a retried event says when the acknowledgement was late */
  timeoutReason: "http_timeout" | "timeout";
  /** takes the upgrade of a Socket Mode connection; false when it is none of its business */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  /** the address for apps.connections.open; null when the app is not in Socket Mode */
  connectionUrl(): string | null;
  sockets: SocketControls;
  stop(): void;
}

/** What tests do to the open connections. Nothing happens in HTTP mode. */
export interface SocketControls {
  readonly count: number;
  /** asks every connection to reconnect, as Slack does every few hours */
  refresh(): void;
  /** says that a refresh is near */
  warn(): void;
  /** Socket Mode was switched off */
  disable(): void;
  /** the network goes, without a goodbye */
  cut(): void;
}
