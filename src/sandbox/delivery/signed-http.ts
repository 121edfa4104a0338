import { createHmac } from "node:crypto";
import type { Core } from "../core.ts";
import { type JsonObject, parseJson } from "../json.ts";
import { randomToken } from "../slack-ids.ts";
import { ACKNOWLEDGE_WITHIN_MS, type Ack, type Delivery, type Envelope } from "./delivery.ts";

type DeliveryCore = Pick<Core, "state" | "timers" | "log">;

/** `v0=` HMAC-SHA256 over `v0:timestamp:body`. Source: docs.slack.dev/authentication/verifying-requests-from-slack. */
function sign(secret: string, timestamp: number, body: string): string {
  return `v0=${createHmac("sha256", secret).update(`v0:${timestamp}:${body}`).digest("hex")}`;
}

function formOf(payload: JsonObject): string {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(payload)) form.set(name, String(value));
  return form.toString();
}

/** Slack's own form: events as JSON, commands as a form, the rest as a form with one `payload`. */
function encode(envelope: Envelope): { contentType: string; body: string } {
  if (envelope.kind === "events_api")
    return { contentType: "application/json", body: JSON.stringify(envelope.payload) };
  const contentType = "application/x-www-form-urlencoded";
  if (envelope.kind === "slash_commands") return { contentType, body: formOf(envelope.payload) };
  return { contentType, body: new URLSearchParams({ payload: JSON.stringify(envelope.payload) }).toString() };
}

/** Delivers to the app's one request URL, signed. The URL is verified by a challenge before the first event. */
export function signedHttp(core: DeliveryCore, requestUrl: string): Delivery {
  let verified: Promise<boolean> | null = null;
  const underway = new Set<AbortController>();

  async function post(contentType: string, body: string, headers: Record<string, string> = {}) {
    // The receiver holds it against its own wall clock (5 minutes of skew), so the injected one will not do.
    const timestamp = Math.floor(Date.now() / 1000);
    const abort = new AbortController();
    underway.add(abort);
    let late = false;
    const cancel = core.timers.after(ACKNOWLEDGE_WITHIN_MS, () => {
      late = true;
      abort.abort();
    });
    try {
      const response = await fetch(requestUrl, {
        method: "POST",
        headers: {
          "content-type": contentType,
          "user-agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
          "x-slack-request-timestamp": String(timestamp),
          "x-slack-signature": sign(core.state.app.signingSecret, timestamp, body),
          ...headers,
        },
        body,
        redirect: "follow",
        signal: abort.signal,
      });
      return { response, text: await response.text() };
    } catch {
      return late ? ("timeout" as const) : ("connection_failed" as const);
    } finally {
      cancel();
      underway.delete(abort);
    }
  }

  async function verify(): Promise<boolean> {
    const challenge = randomToken(52);
    const answer = await post(
      "application/json",
      JSON.stringify({ token: core.state.app.verificationToken, challenge, type: "url_verification" }),
    );
    if (typeof answer === "string") return false;
    const body = parseJson(answer.text);
    const said = typeof body === "object" && body !== null && "challenge" in body ? body.challenge : answer.text;
    if (answer.response.ok && said === challenge) return true;
    core.log.warn({ status: answer.response.status }, "the request URL did not answer the challenge");
    return false;
  }

  async function verifiedOnce(): Promise<boolean> {
    verified ??= verify();
    const good = await verified;
    if (!good) verified = null;
    return good;
  }

  return {
    async send(envelope): Promise<Ack> {
      if (envelope.kind === "events_api" && !(await verifiedOnce())) return { ok: false, reason: "connection_failed" };
      const { contentType, body } = encode(envelope);
      const headers: Record<string, string> = envelope.retry
        ? { "x-slack-retry-num": String(envelope.retry.attempt), "x-slack-retry-reason": envelope.retry.reason }
        : {};
      const answer = await post(contentType, body, headers);
      if (typeof answer === "string") return { ok: false, reason: answer };
      const { response, text } = answer;
      if (!response.ok) {
        const noRetry = response.headers.get("x-slack-no-retry") === "1";
        return { ok: false, reason: "http_error", status: response.status, noRetry };
      }
      if (text === "") return { ok: true, body: undefined };
      const isJson = (response.headers.get("content-type") ?? "").includes("application/json");
      return { ok: true, body: isJson ? (parseJson(text) ?? text) : text };
    },
    // A request URL has no connection to lose: whether the app answers shows at each delivery.
    connected: () => true,
    timeoutReason: "http_timeout",
    upgrade: () => false,
    connectionUrl: () => null,
    sockets: { count: 0, refresh() {}, warn() {}, disable() {}, cut() {} },
    stop() {
      for (const abort of underway) abort.abort();
    },
  };
}
