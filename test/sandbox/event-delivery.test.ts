import { createHmac } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import type { Sandbox, SandboxOptions } from "../../src/sandbox/sandbox.ts";
import { ManualClock } from "../support/manual-clock.ts";
import { openSandbox, startTryApp, type TryApp } from "./try-app.ts";

interface Received {
  headers: IncomingHttpHeaders;
  body: string;
}

const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

/** A bare HTTP endpoint that answers the challenge, and to everything else what the test wants. */
async function endpoint(
  answer: (received: Received, count: number) => { status: number; headers?: Record<string, string> },
) {
  const received: Received[] = [];
  const server: Server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const parsed = body.startsWith("{") ? JSON.parse(body) : {};
    if (parsed.type === "url_verification") {
      response.end(JSON.stringify({ challenge: parsed.challenge }));
      return;
    }
    received.push({ headers: request.headers, body });
    const { status, headers = {} } = answer({ headers: request.headers, body }, received.length);
    response.writeHead(status, headers);
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  stops.push(async () => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return { received, requestUrl: `http://127.0.0.1:${port}/slack/events` };
}

async function open(options: Partial<SandboxOptions>): Promise<Sandbox> {
  const sandbox = await openSandbox(options);
  stops.push(() => sandbox.stop());
  return sandbox;
}

describe("events over HTTP", () => {
  it("are signed over the raw body", async () => {
    const { received, requestUrl } = await endpoint(() => ({ status: 200 }));
    const sandbox = await open({ delivery: { requestUrl } });
    await sandbox.as("rizky").send("sales", "hello & bye");
    await sandbox.eventsSettled();
    await sandbox.as("rizky").command("sales", "/try", "a b");
    await sandbox.as("rizky").globalShortcut("try_global");
    expect(received.map(({ headers }) => headers["content-type"])).toEqual([
      "application/json",
      "application/x-www-form-urlencoded",
      "application/x-www-form-urlencoded",
    ]);
    for (const { headers, body } of received) {
      const base = `v0:${headers["x-slack-request-timestamp"]}:${body}`;
      const expected = createHmac("sha256", sandbox.credentials.signingSecret).update(base).digest("hex");
      expect(headers["x-slack-signature"]).toBe(`v0=${expected}`);
    }
    expect(JSON.parse(received[0]?.body ?? "")).toMatchObject({
      type: "event_callback",
      event_id: expect.stringMatching(/^Ev/),
      api_app_id: sandbox.credentials.appId,
      authorizations: [{ user_id: sandbox.credentials.botUserId, is_bot: true }],
      event: { type: "message", text: "hello &amp; bye", channel_type: "channel" },
    });
    expect(new URLSearchParams(received[2]?.body).get("payload")).toContain('"type":"shortcut"');
  });

  it("are tried again at once, after a minute and after five, with the same id", async () => {
    const clock = new ManualClock("2026-11-20T02:00:00Z");
    const { received, requestUrl } = await endpoint((_, count) => ({ status: count < 4 ? 500 : 200 }));
    const sandbox = await open({ delivery: { requestUrl }, clock: clock.now, timers: clock });
    await sandbox.as("rizky").send("sales", "hello");
    await sandbox.eventsSettled();
    expect(received).toHaveLength(2);
    clock.advance(59_999);
    await sandbox.eventsSettled();
    expect(received).toHaveLength(2);
    clock.advance(1);
    await sandbox.eventsSettled();
    expect(received).toHaveLength(3);
    clock.advance(300_000);
    await sandbox.eventsSettled();
    expect(received.map(({ headers }) => [headers["x-slack-retry-num"], headers["x-slack-retry-reason"]])).toEqual([
      [undefined, undefined],
      ["1", "http_error"],
      ["2", "http_error"],
      ["3", "http_error"],
    ]);
    expect(new Set(received.map(({ body }) => JSON.parse(body).event_id)).size).toBe(1);
    clock.advance(3_600_000);
    await sandbox.eventsSettled();
    expect(received).toHaveLength(4);
  });

  it("are not tried again when the app says so", async () => {
    const { received, requestUrl } = await endpoint(() => ({ status: 500, headers: { "x-slack-no-retry": "1" } }));
    const sandbox = await open({ delivery: { requestUrl } });
    await sandbox.as("rizky").send("sales", "hello");
    await sandbox.eventsSettled();
    expect(received).toHaveLength(1);
  });

  it("do not come before the request URL has answered the challenge", async () => {
    let events = 0;
    const server = createServer((request, response) => {
      request.resume().on("end", () => response.writeHead(200).end("no challenge here"));
      events += 1;
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    stops.push(async () => server.close());
    const address = server.address();
    const port = typeof address === "object" && address ? address.port : 0;
    const clock = new ManualClock("2026-11-20T02:00:00Z");
    const sandbox = await open({
      delivery: { requestUrl: `http://127.0.0.1:${port}/` },
      clock: clock.now,
      timers: clock,
    });
    await sandbox.as("rizky").send("sales", "hello");
    await sandbox.eventsSettled();
    // The challenge, and once more for the retry; the event itself never.
    expect(events).toBe(2);
  });

  it("show the person a command that the app answers with an error", async () => {
    const { requestUrl } = await endpoint(() => ({ status: 500 }));
    const sandbox = await open({ delivery: { requestUrl } });
    const outcome = await sandbox.as("rizky").command("sales", "/try", "x");
    expect(outcome.notice?.text).toContain('"http_service_error"');
  });
});

describe("events over Socket Mode", () => {
  async function listening(options: Partial<SandboxOptions> = {}) {
    const heard: { type: string; retry: number | undefined; body: Record<string, unknown> }[] = [];
    const running: TryApp = await startTryApp(
      "socket",
      (app) => {
        app.use(async ({ body, context, next }) => {
          const event = (body as { event?: { type: string } }).event;
          if (event) heard.push({ type: event.type, retry: context.retryNum, body: event as never });
          await next();
        });
      },
      options,
    );
    stops.push(() => running.stop());
    return { sandbox: running.sandbox, heard, types: () => heard.map(({ type }) => type) };
  }

  it("come twice when a test orders it, and again when the acknowledgement is lost", async () => {
    const { sandbox, heard } = await listening();
    sandbox.faults.delivery({ kind: "duplicate" }, { kind: "events_api" });
    await sandbox.as("rizky").send("sales", "twice");
    await sandbox.eventsSettled();
    await expect.poll(() => heard).toHaveLength(2);
    const lost = sandbox.faults.delivery({ kind: "lose_ack" }, { kind: "events_api" });
    await sandbox.as("rizky").send("sales", "again");
    await sandbox.eventsSettled();
    expect(lost.struck).toBe(1);
    await expect.poll(() => heard.slice(2).map(({ retry }) => retry)).toEqual([0, 1]);
  });

  it("come only from where the bot is", async () => {
    const { sandbox, types } = await listening();
    await sandbox.as("dewi").send("pricing-review", "secret");
    await sandbox.as("jonas").send("marketing", `hello <@${sandbox.credentials.botUserId}>`);
    await sandbox.eventsSettled();
    expect(types()).toEqual([]);
    await sandbox.as("dewi").send("sales", `hello <@${sandbox.credentials.botUserId}>`);
    await sandbox.eventsSettled();
    await expect.poll(() => types().sort()).toEqual(["app_mention", "message"]);
  });

  it("tell of edits, deletions and files", async () => {
    const { sandbox, heard } = await listening();
    const rizky = sandbox.as("rizky");
    const sent = await rizky.send("sales", "frist");
    rizky.edit(sent, "first");
    rizky.remove(sent);
    await rizky.send("sales", "here", { files: [{ name: "customers.csv", content: "name\nBudi\n" }] });
    await sandbox.eventsSettled();
    const kinds = () => heard.map(({ type, body }) => `${type}:${String(body["subtype"] ?? "")}`).sort();
    await expect
      .poll(kinds)
      .toEqual([
        "file_shared:",
        "message:",
        "message:file_share",
        "message:message_changed",
        "message:message_deleted",
      ]);
  });

  it("tell of people and channels as the administrator changes them", async () => {
    const { sandbox, heard, types } = await listening();
    const { administer } = sandbox;
    const newcomer = administer.addPerson({
      handle: "putri",
      realName: "Putri Ayu",
      title: "Intern",
      department: "sales",
      zone: "Asia/Jayapura",
      email: "putri@nusantara-supply.example",
    });
    administer.addToChannel(sandbox.channel("sales"), newcomer);
    administer.setZone(newcomer, "Asia/Jakarta");
    administer.removeFromChannel(sandbox.channel("sales"), newcomer);
    administer.deactivate(newcomer);
    administer.archive(sandbox.channel("triage"));
    administer.removeFromChannel(sandbox.channel("support"), sandbox.credentials.botUserId);
    await sandbox.as("maya").send("support", "does it hear me?");
    await sandbox.eventsSettled();
    // Bolt looks up some events' channels first, so listeners run in an order of their own.
    await expect
      .poll(() => types().sort())
      .toEqual([
        "channel_archive",
        "member_joined_channel",
        "member_left_channel",
        "member_left_channel",
        "team_join",
        "user_change",
        "user_change",
      ]);
    const changes = heard.filter(({ type }) => type === "user_change").map(({ body }) => body["user"]);
    expect(changes).toMatchObject([
      { id: newcomer, tz: "Asia/Jakarta" },
      { id: newcomer, deleted: true },
    ]);
    await expect(sandbox.as(newcomer).command("sales", "/try")).rejects.toThrow("deactivated");
  });

  it("end with the app's removal, after which its token is dead and it hears nothing", async () => {
    const { sandbox, types } = await listening();
    sandbox.administer.uninstall();
    await sandbox.eventsSettled();
    await expect.poll(types).toEqual(["tokens_revoked", "app_uninstalled"]);
    const answer = await fetch(`${sandbox.apiUrl}auth.test`, {
      method: "POST",
      headers: { authorization: `Bearer ${sandbox.credentials.botToken}` },
    });
    expect(await answer.json()).toEqual({ ok: false, error: "account_inactive" });
    expect((await sandbox.as("rizky").command("sales", "/try")).notice?.text).toContain("not a valid command");
    expect(await sandbox.as("rizky").globalShortcut("try_global")).toMatchObject({ ok: false });
  });

  it("tell of a withdrawn token, which can be made good again or replaced", async () => {
    const { sandbox, types } = await listening();
    const old = sandbox.credentials.botToken;
    const test = async (token: string) => {
      const headers = { authorization: `Bearer ${token}` };
      return (await fetch(`${sandbox.apiUrl}auth.test`, { method: "POST", headers })).json();
    };
    sandbox.administer.revokeToken();
    await sandbox.eventsSettled();
    await expect.poll(types).toEqual(["tokens_revoked"]);
    expect(await test(old)).toEqual({ ok: false, error: "token_revoked" });
    sandbox.administer.reinstall();
    expect(await test(old)).toMatchObject({ ok: true, team_id: sandbox.credentials.teamId });

    sandbox.administer.deactivateApp();
    expect(await test(old)).toEqual({ ok: false, error: "account_inactive" });
    sandbox.administer.uninstall({ unheard: true });
    await sandbox.eventsSettled();
    expect(types()).toEqual(["tokens_revoked"]);

    sandbox.administer.reinstall({ newToken: true });
    expect(sandbox.credentials.botToken).not.toBe(old);
    expect(await test(old)).toEqual({ ok: false, error: "invalid_auth" });
    expect(await test(sandbox.credentials.botToken)).toMatchObject({ ok: true });
  });
});
