import { createHmac } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testClient } from "../support/database.ts";
import { type RunningBot, runBot } from "../support/running-bot.ts";

const db = testClient();
let running: RunningBot;
beforeAll(async () => {
  running = await runBot(db, "http");
});
afterAll(() => running.stop());

interface Forged {
  body: string;
  secret?: string;
  /** seconds */
  timestamp?: number;
  headers?: Record<string, string>;
}

const form = "application/x-www-form-urlencoded";
const nowInSeconds = () => Math.floor(Date.now() / 1000);

/** Docs: docs.slack.dev/authentication/verifying-requests-from-slack */
function sign({
  body,
  secret = running.sandbox.credentials.signingSecret,
  timestamp = nowInSeconds(),
}: Forged): string {
  return `v0=${createHmac("sha256", secret).update(`v0:${timestamp}:${body}`).digest("hex")}`;
}

function post(forged: Forged): Promise<Response> {
  return fetch(running.requestUrl, {
    method: "POST",
    headers: {
      "content-type": form,
      "x-slack-request-timestamp": String(forged.timestamp ?? nowInSeconds()),
      "x-slack-signature": sign(forged),
      ...forged.headers,
    },
    body: forged.body,
  });
}

/** A command as Slack sends it, by somebody who may do everything. */
function command(text: string, slash = "/crm-log"): string {
  const { teamId } = running.sandbox.credentials;
  return new URLSearchParams({
    team_id: teamId,
    channel_id: running.sandbox.channel("general"),
    channel_name: "general",
    user_id: running.sandbox.user("dewi"),
    user_name: "dewi",
    command: slash,
    text,
    response_url: `${running.sandbox.apiUrl}none`,
    trigger_id: `1.2.${text}`,
    api_app_id: "A1",
    is_enterprise_install: "false",
  }).toString();
}

const drafts = () => db.inWorkspace(running.bot.workspaceId, (tx) => tx.draft.count());

describe("the door for signed HTTP", () => {
  it("answers Slack, so that the refusals below are for their reason alone", async () => {
    const answer = await post({ body: command("call Somebody: hello") });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({
      response_type: "ephemeral",
      text: expect.stringContaining("Somebody"),
    });
    expect(await drafts()).toBe(1);
  });

  it.each<[string, Partial<Forged>]>([
    ["a wrong signature", { secret: "not the secret" }],
    ["a timestamp of six minutes ago", { timestamp: nowInSeconds() - 6 * 60 }],
    ["a timestamp that is none", { timestamp: Number.NaN }],
    ["no signature", { headers: { "x-slack-signature": "" } }],
    ["another version of the signature", { headers: { "x-slack-signature": `v1=${"0".repeat(64)}` } }],
    ["a signature of another length", { headers: { "x-slack-signature": "v0=00" } }],
    ["no timestamp", { headers: { "x-slack-request-timestamp": "" } }],
  ])("refuses %s with 401, and does nothing", async (_what, forged) => {
    const before = await drafts();
    const answer = await post({ body: command("call Forged: hello"), ...forged });
    expect(answer.status).toBe(401);
    expect(await drafts()).toBe(before);
  });

  it("refuses a body that was changed after it was signed", async () => {
    const before = await drafts();
    const signature = sign({ body: command("call Honest: hello") });
    const answer = await post({ body: command("call Forged: hello"), headers: { "x-slack-signature": signature } });
    expect(answer.status).toBe(401);
    expect(await drafts()).toBe(before);
  });

  it("refuses a body larger than Slack ever sends, signed or not", async () => {
    const before = await drafts();
    for (const secret of [running.sandbox.credentials.signingSecret, "not the secret"]) {
      const answer = await post({ body: command("x".repeat(2 * 1024 * 1024)), secret });
      expect([401, 413]).toContain(answer.status);
    }
    expect(await drafts()).toBe(before);
  });

  it.each([
    ["nothing", ""],
    ["no form", "%%%"],
    ["a payload that is no JSON", "payload=%7B"],
    ["a payload of no kind", `payload=${encodeURIComponent("{}")}`],
    ["a payload that is null", "payload=null"],
    ["an event of another shape", "type=event_callback"],
  ])("is not brought down by %s", async (_what, body) => {
    const answer = await post({ body });
    expect(answer.status).toBeGreaterThanOrEqual(200);
    expect((await post({ body: command(`call After ${body.length}: hello`) })).status).toBe(200);
  });

  it("is not brought down by JSON that is none, or of another shape", async () => {
    for (const body of [
      "",
      "{",
      "null",
      "[]",
      '"x"',
      '{"type":"event_callback"}',
      '{"type":"event_callback","event":7}',
    ]) {
      await post({ body, headers: { "content-type": "application/json" } });
    }
    expect((await post({ body: command("call After JSON: hello") })).status).toBe(200);
  });

  it("says of a command nobody knows what there is", async () => {
    const answer = await post({ body: command("anything", "/crm-nonsense") });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({
      response_type: "ephemeral",
      text: expect.stringContaining("/crm-log: Log a call"),
    });
  });

  it("answers Slack's challenge, and nothing but POST", async () => {
    const body = JSON.stringify({ type: "url_verification", challenge: "abc" });
    const answer = await post({ body, headers: { "content-type": "application/json" } });
    expect(await answer.text()).toContain("abc");
    const read = await fetch(running.requestUrl);
    expect([read.status, read.headers.get("allow")]).toEqual([405, "POST"]);
  });

  it("takes a form whose content type names its characters", async () => {
    const answer = await post({
      body: command("call Charset: hello"),
      headers: { "content-type": `${form};charset=UTF-8` },
    });
    expect(answer.status).toBe(200);
  });
});
