import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import { ManualClock } from "../support/manual-clock.ts";
import { clientOf, openSandbox } from "./try-app.ts";

let sandbox: Sandbox;
let channel: string;
beforeEach(async () => {
  sandbox = await openSandbox();
  channel = sandbox.channel("sales");
});
afterEach(() => sandbox.stop());

const texts = () =>
  sandbox
    .as("rizky")
    .messages("sales")
    .map((message) => message.text);

describe("an ordered fault", () => {
  it("limits one method and channel for as often as ordered", async () => {
    const client = clientOf(sandbox);
    const fault = sandbox.faults.api(
      { kind: "rate_limited", retryAfter: 7 },
      { method: "chat.postMessage", channel, times: 2 },
    );
    await client.chat.postMessage({ channel: sandbox.channel("support"), text: "elsewhere" });
    for (let index = 0; index < 2; index += 1) {
      const call = client.chat.postMessage({ channel, text: "limited" });
      await expect(call).rejects.toMatchObject({ retryAfter: 7 });
    }
    await client.chat.postMessage({ channel, text: "through" });
    expect(texts()).toEqual(["through"]);
    expect(fault.struck).toBe(2);
    expect(sandbox.calls.map((call) => call.status)).toEqual([200, 429, 429, 200]);
  });

  it("answers with a status or an error of Slack's", async () => {
    const client = clientOf(sandbox);
    sandbox.faults.api({ kind: "status", status: 503 });
    await expect(client.auth.test()).rejects.toMatchObject({ statusCode: 503 });
    sandbox.faults.api({ kind: "error", error: "fatal_error" }, { method: "users.info" });
    await expect(client.auth.test()).resolves.toMatchObject({ ok: true });
    await expect(client.users.info({ user: sandbox.user("maya") })).rejects.toMatchObject({
      data: { error: "fatal_error" },
    });
  });

  it("cuts the line before the call is carried out, or after", async () => {
    const client = clientOf(sandbox);
    sandbox.faults.api({ kind: "reset", when: "before" }, { method: "chat.postMessage" });
    await expect(client.chat.postMessage({ channel, text: "lost" })).rejects.toThrow();
    expect(texts()).toEqual([]);
    sandbox.faults.api({ kind: "reset", when: "after" }, { match: (call) => call.args["text"] === "arrived" });
    await expect(client.chat.postMessage({ channel, text: "arrived" })).rejects.toThrow();
    expect(texts()).toEqual(["arrived"]);
    expect(sandbox.calls.at(-1)).toMatchObject({ method: "chat.postMessage", status: 0, response: null });
  });

  it("answers late, or never", async () => {
    const clock = new ManualClock("2026-11-20T02:00:00Z");
    await sandbox.stop();
    sandbox = await openSandbox({ clock: clock.now, timers: clock });
    const client = clientOf(sandbox);
    sandbox.faults.api({ kind: "delay", milliseconds: 2_000 }, { method: "chat.postMessage" });
    const late = client.chat.postMessage({ channel: sandbox.channel("sales"), text: "late" });
    await sandbox.until(() => texts().includes("late"));
    let answered = false;
    void late.then(() => {
      answered = true;
    });
    await client.auth.test();
    expect(answered).toBe(false);
    clock.advance(2_000);
    await late;
    sandbox.faults.api({ kind: "hang" }, { method: "auth.test" });
    const abort = new AbortController();
    const headers = { authorization: `Bearer ${sandbox.credentials.botToken}` };
    const hanging = fetch(`${sandbox.apiUrl}auth.test`, { method: "POST", headers, signal: abort.signal });
    await sandbox.until(() => sandbox.calls.at(-1)?.method === "auth.test");
    abort.abort();
    await expect(hanging).rejects.toThrow("abort");
  });

  it("can be taken back", async () => {
    const client = clientOf(sandbox);
    const fault = sandbox.faults.api({ kind: "status", status: 500 }, { times: 100 });
    await expect(client.auth.test()).rejects.toThrow();
    fault.cancel();
    await expect(client.auth.test()).resolves.toMatchObject({ ok: true });
    expect(fault.struck).toBe(1);
  });
});

describe("Slack's pace", () => {
  it("lets a short burst through, then one message a second and channel", async () => {
    const clock = new ManualClock("2026-11-20T02:00:00Z");
    await sandbox.stop();
    sandbox = await openSandbox({ clock: clock.now, limits: "strict" });
    const client = clientOf(sandbox);
    const post = (name: string) => client.chat.postMessage({ channel: sandbox.channel(name), text: "x" });
    for (let index = 0; index < 5; index += 1) await post("sales");
    await expect(post("sales")).rejects.toMatchObject({ retryAfter: 1 });
    await post("support");
    clock.advance(1_000);
    await post("sales");
    await expect(post("sales")).rejects.toMatchObject({ retryAfter: 1 });
  });

  it("rations history for a commercial app outside the Marketplace", async () => {
    const clock = new ManualClock("2026-11-20T02:00:00Z");
    await sandbox.stop();
    sandbox = await openSandbox({ clock: clock.now, limits: "strict", distribution: "commercial" });
    const client = clientOf(sandbox);
    for (let index = 0; index < 20; index += 1) await sandbox.as("rizky").send("sales", `message ${index}`);
    const read = () => client.conversations.history({ channel: sandbox.channel("sales"), limit: 100 });
    expect((await read()).messages).toHaveLength(15);
    await expect(read()).rejects.toMatchObject({ retryAfter: 60 });
    clock.advance(60_000);
    await read();
  });

  it("counts each method by its tier", async () => {
    const clock = new ManualClock("2026-11-20T02:00:00Z");
    await sandbox.stop();
    sandbox = await openSandbox({ clock: clock.now, limits: "strict" });
    const client = clientOf(sandbox);
    for (let index = 0; index < 20; index += 1) await client.users.list({});
    await expect(client.users.list({})).rejects.toMatchObject({ retryAfter: 3 });
    await client.users.info({ user: sandbox.user("maya") });
    clock.advance(3_000);
    await client.users.list({});
  });
});
