import { afterEach, describe, expect, it } from "vitest";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import { ManualClock } from "../support/manual-clock.ts";
import { clientOf, openSandbox } from "./try-app.ts";

let sandbox: Sandbox;
afterEach(() => sandbox.stop());

describe("chat.scheduleMessage", () => {
  it("posts when the time has come, and not what was taken back", async () => {
    const clock = new ManualClock("2026-11-20T02:00:00Z");
    sandbox = await openSandbox({ clock: clock.now, timers: clock });
    const client = clientOf(sandbox);
    const channel = sandbox.channel("sales");
    const at = Math.floor(clock.now().getTime() / 1000) + 3600;
    await client.chat.scheduleMessage({ channel, post_at: at, text: "on time" });
    const second = await client.chat.scheduleMessage({ channel, post_at: at, text: "never" });
    const id = second.scheduled_message_id ?? "";
    await client.chat.deleteScheduledMessage({ channel, scheduled_message_id: id });
    clock.advance(3_599_000);
    expect(sandbox.as("rizky").messages("sales")).toEqual([]);
    clock.advance(1_000);
    expect(
      sandbox
        .as("rizky")
        .messages("sales")
        .map((message) => message.text),
    ).toEqual(["on time"]);
  });

  it("refuses the past, the far future, a crowd, and metadata", async () => {
    const clock = new ManualClock("2026-11-20T02:00:00Z");
    sandbox = await openSandbox({ clock: clock.now, timers: clock });
    const client = clientOf(sandbox);
    const channel = sandbox.channel("sales");
    const now = Math.floor(clock.now().getTime() / 1000);
    const schedule = (post_at: number, more = {}) =>
      client.apiCall("chat.scheduleMessage", { channel, post_at, text: "x", ...more });
    await expect(schedule(now - 1)).rejects.toMatchObject({ data: { error: "time_in_past" } });
    await expect(schedule(now + 121 * 86_400)).rejects.toMatchObject({ data: { error: "time_too_far" } });
    const metadata = { event_type: "x", event_payload: {} };
    await expect(schedule(now + 60, { metadata })).rejects.toMatchObject({ data: { error: "invalid_arguments" } });
    for (let index = 0; index < 30; index += 1) await schedule(now + 600);
    await expect(schedule(now + 600)).rejects.toMatchObject({ data: { error: "restricted_too_many" } });
  });
});
