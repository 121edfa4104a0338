import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testClient } from "../support/database.ts";
import { type RunningBot, runBot } from "../support/running-bot.ts";

const db = testClient();

describe.each(["socket", "http"] as const)("one call logged and looked up over %s", (transport) => {
  let running: RunningBot;
  beforeAll(async () => {
    running = await runBot(db, transport);
  });
  afterAll(() => running.stop());

  it("welcomes the owner of the Slack workspace [R8]", async () => {
    const dewi = running.sandbox.as("dewi");
    const welcome = await dewi.untilMessage(({ text }) => text.includes("Upload"));
    expect(welcome.text).toContain("triage");
  });

  it("offers to create a customer nobody knows, with what was typed", async () => {
    const dewi = running.sandbox.as("dewi");
    const outcome = await dewi.command("#sales", "/crm-log", "call connected budi santoso: wants the renewal offer by May. todo send the offer friday");
    console.log(JSON.stringify(outcome, null, 1));
    expect(outcome).toBeTruthy();
  });
});
