import { SocketModeClient } from "@slack/socket-mode";
import { afterEach, describe, expect, it } from "vitest";
import type { Sandbox, SandboxOptions } from "../../src/sandbox/sandbox.ts";
import { ManualClock } from "../support/manual-clock.ts";
import { openSandbox } from "./try-app.ts";

const silent = { debug() {}, info() {}, warn() {}, error() {}, setLevel() {}, getLevel: () => "error", setName() {} };
const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

async function open(options: Partial<SandboxOptions> = {}): Promise<Sandbox> {
  const sandbox = await openSandbox(options);
  stops.push(() => sandbox.stop());
  return sandbox;
}

type Acker = (args: { ack: (body?: unknown) => Promise<void>; body: Record<string, unknown> }) => void;

async function connect(sandbox: Sandbox, onCommand: Acker = () => {}, autoReconnectEnabled = false) {
  const client = new SocketModeClient({
    appToken: sandbox.credentials.appToken,
    autoReconnectEnabled,
    // A client waits this long before it reconnects, and for pongs: short only where it is to reconnect.
    clientPingTimeout: autoReconnectEnabled ? 1_000 : 5_000,
    logger: silent as never,
    clientOptions: { slackApiUrl: sandbox.apiUrl },
  });
  client.on("slash_commands", onCommand);
  await client.start();
  stops.push(async () => client.disconnect());
  return client;
}

function closed(client: SocketModeClient): Promise<void> {
  return new Promise((resolve) => client.once("close", resolve));
}

describe("Socket Mode", () => {
  it("gives each envelope to one of the connections", async () => {
    const sandbox = await open();
    const heard: string[] = [];
    for (const name of ["a", "b"]) {
      await connect(sandbox, ({ ack, body }) => {
        heard.push(`${name}:${String(body["text"])}`);
        void ack({ text: "ok" });
      });
    }
    expect(sandbox.sockets.count).toBe(2);
    for (const text of ["1", "2", "3", "4"]) await sandbox.as("rizky").command("sales", "/try", text);
    expect(heard).toEqual(["a:1", "b:2", "a:3", "b:4"]);
  });

  it("takes ten connections and no more", async () => {
    const sandbox = await open();
    for (let index = 0; index < 10; index += 1) await connect(sandbox);
    const eleventh = connect(sandbox);
    await expect(eleventh).rejects.toBeUndefined();
    expect(sandbox.sockets.count).toBe(10);
  });

  it("lets an address be used once", async () => {
    const sandbox = await open();
    const asked = await fetch(`${sandbox.apiUrl}apps.connections.open`, {
      method: "POST",
      headers: { authorization: `Bearer ${sandbox.credentials.appToken}` },
    });
    const { url } = (await asked.json()) as { url: string };
    const first = new WebSocket(url);
    const hello = await new Promise<string>((resolve) =>
      first.addEventListener("message", (event) => resolve(String(event.data))),
    );
    expect(JSON.parse(hello)).toMatchObject({
      type: "hello",
      num_connections: 1,
      connection_info: { app_id: sandbox.credentials.appId },
    });
    const second = new WebSocket(url);
    await new Promise((resolve) => second.addEventListener("error", resolve));
    expect(sandbox.sockets.count).toBe(1);
    first.close();
  });

  it("asks clients to reconnect, and they do", async () => {
    const sandbox = await open();
    const client = await connect(sandbox, ({ ack }) => void ack({ text: "still here" }), true);
    const again = new Promise<void>((resolve) => client.once("connected", () => resolve()));
    sandbox.sockets.refresh();
    await again;
    const outcome = await sandbox.as("rizky").command("sales", "/try");
    expect(outcome.message?.text).toBe("still here");
  });

  it("fails a command at once when nobody is connected, or the line is cut while it is under way", async () => {
    const sandbox = await open();
    const alone = await sandbox.as("rizky").command("sales", "/try", "x");
    expect(alone.notice?.text).toContain('"dispatch_failed"');
    const client = await connect(sandbox, () => sandbox.sockets.cut());
    const gone = closed(client);
    const cut = await sandbox.as("rizky").command("sales", "/try", "x");
    expect(cut.notice).toMatchObject({ text: expect.stringContaining('"dispatch_failed"'), keepText: "/try x" });
    await gone;
  });

  it("ignores an acknowledgement that comes after 3 seconds", async () => {
    const clock = new ManualClock("2026-11-20T02:00:00Z");
    const sandbox = await open({ clock: clock.now, timers: clock });
    let acknowledge: (body?: unknown) => Promise<void> = async () => {};
    const arrived = new Promise<void>((resolve) => {
      void connect(sandbox, ({ ack }) => {
        acknowledge = ack;
        resolve();
      });
    });
    await sandbox.until(() => sandbox.sockets.count === 1);
    const outcome = sandbox.as("rizky").command("sales", "/try", "x");
    await arrived;
    clock.advance(3_000);
    expect((await outcome).acknowledged).toBe(false);
    await acknowledge({ text: "too late" });
    expect(sandbox.as("rizky").messages("sales")).toEqual([]);
  });

  it("drops, delays and duplicates what a test orders", async () => {
    const clock = new ManualClock("2026-11-20T02:00:00Z");
    const sandbox = await open({ clock: clock.now, timers: clock });
    const heard: string[] = [];
    await connect(sandbox, ({ ack, body }) => {
      heard.push(String(body["text"]));
      void ack();
    });
    sandbox.faults.delivery(
      { kind: "drop" },
      { kind: "slash_commands", match: (payload) => payload["text"] === "dropped" },
    );
    const dropped = sandbox.as("rizky").command("sales", "/try", "dropped");
    clock.advance(3_000);
    expect((await dropped).notice?.text).toContain("operation_timeout");
    sandbox.faults.delivery({ kind: "delay", milliseconds: 1_000 });
    const late = sandbox.as("rizky").command("sales", "/try", "late");
    expect(heard).toEqual([]);
    clock.advance(1_000);
    await late;
    sandbox.faults.delivery({ kind: "duplicate" });
    await sandbox.as("rizky").command("sales", "/try", "twice");
    expect(heard).toEqual(["late", "twice", "twice"]);
  });
});
