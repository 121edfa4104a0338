import { afterEach, describe, expect, it } from "vitest";
import type { Sandbox, SandboxOptions } from "../../src/sandbox/sandbox.ts";
import { clientOf, manifestWithout, openSandbox, tryManifest } from "./try-app.ts";

const open: Sandbox[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((sandbox) => sandbox.stop()));
});

async function start(options: Partial<SandboxOptions> = {}) {
  const sandbox = await openSandbox(options);
  open.push(sandbox);
  return { sandbox, client: clientOf(sandbox) };
}

/** The answer of a call that Slack refuses. */
async function refusal(call: Promise<unknown>): Promise<Record<string, unknown>> {
  const error = await call.then(
    () => null,
    (cause: unknown) => cause,
  );
  if (error === null) throw new Error("Slack would have refused this.");
  return (error as { data: Record<string, unknown> }).data;
}

describe("the Web API's door", () => {
  it("knows who the token belongs to", async () => {
    const { sandbox, client } = await start();
    expect(await client.auth.test()).toMatchObject({
      user_id: sandbox.credentials.botUserId,
      bot_id: sandbox.credentials.botId,
      team_id: sandbox.credentials.teamId,
    });
  });

  it("refuses no token, a wrong one, and one of the wrong kind", async () => {
    const { sandbox } = await start();
    const bare = await fetch(`${sandbox.apiUrl}auth.test`, { method: "POST" });
    expect(await bare.json()).toEqual({ ok: false, error: "not_authed" });
    expect(await refusal(clientOf(sandbox, { token: "xoxb-wrong" }).auth.test())).toMatchObject({
      error: "invalid_auth",
    });
    const asApp = clientOf(sandbox, { token: sandbox.credentials.appToken });
    expect(await refusal(asApp.users.list({}))).toMatchObject({ error: "not_allowed_token_type" });
    expect(await refusal(clientOf(sandbox).apps.connections.open({}))).toMatchObject({
      error: "not_allowed_token_type",
    });
  });

  it("says unknown_method for what it does not know", async () => {
    const { client } = await start();
    expect(await refusal(client.apiCall("no.such.method"))).toMatchObject({ ok: false, error: "unknown_method" });
  });

  it("names the scope that is missing and those that are there", async () => {
    const { client } = await start({ manifest: manifestWithout("users:read.email", "channels:read", "chat:write") });
    expect(await refusal(client.users.lookupByEmail({ email: "a@b.c" }))).toMatchObject({
      error: "missing_scope",
      needed: "users:read.email",
      provided: expect.stringContaining("users:read"),
    });
    expect(await refusal(client.conversations.list({ types: "public_channel" }))).toMatchObject({
      needed: "channels:read",
    });
    expect(await refusal(client.chat.postMessage({ channel: "C1", text: "x" }))).toMatchObject({
      needed: "chat:write",
    });
  });

  it("takes JSON and form bodies alike", async () => {
    const { sandbox } = await start();
    const channel = sandbox.channel("sales");
    const headers = { authorization: `Bearer ${sandbox.credentials.botToken}` };
    const blocks = [{ type: "divider" }];
    const asJson = await fetch(`${sandbox.apiUrl}chat.postMessage`, {
      method: "POST",
      headers: { ...headers, "content-type": "application/json; charset=utf-8" },
      body: JSON.stringify({ channel, text: "json", blocks }),
    });
    expect(await asJson.json()).toMatchObject({ ok: true, message: { text: "json", blocks: [{ type: "divider" }] } });
    const asForm = await fetch(`${sandbox.apiUrl}chat.postMessage`, {
      method: "POST",
      headers,
      body: new URLSearchParams({ channel, text: "form", blocks: JSON.stringify(blocks) }),
    });
    expect(await asForm.json()).toMatchObject({ ok: true, message: { text: "form" } });
    const broken = await fetch(`${sandbox.apiUrl}chat.postMessage`, {
      method: "POST",
      headers: { ...headers, "content-type": "application/json" },
      body: "{",
    });
    expect(await broken.json()).toEqual({ ok: false, error: "invalid_json" });
    const garbled = await fetch(`${sandbox.apiUrl}chat.postMessage`, {
      method: "POST",
      headers: { ...headers, "content-type": "multipart/form-data; boundary=x" },
      body: "garbage",
    });
    expect(await garbled.json()).toEqual({ ok: false, error: "invalid_form_data" });
    const huge = await fetch(`${sandbox.apiUrl}chat.postMessage`, {
      method: "POST",
      headers,
      body: "x".repeat(6_000_000),
    });
    expect(huge.status).toBe(413);
  });

  it("says which argument is missing", async () => {
    const { client } = await start();
    expect(await refusal(client.apiCall("reactions.add", { name: "eyes" }))).toMatchObject({
      error: "invalid_arguments",
      response_metadata: { messages: expect.arrayContaining(["[ERROR] missing required field: channel"]) },
    });
  });

  it("records calls without the token", async () => {
    const { sandbox, client } = await start();
    await client.chat.postMessage({ channel: sandbox.channel("sales"), text: "x" });
    const call = sandbox.calls.at(-1);
    expect(call).toMatchObject({
      method: "chat.postMessage",
      status: 200,
      args: { text: "x" },
      response: { ok: true },
    });
    expect(JSON.stringify(sandbox.calls)).not.toContain("xoxb-");
  });
});

describe("chat methods", () => {
  it("posts only where the bot is, and says why not elsewhere", async () => {
    const { sandbox, client } = await start();
    const post = (channel: string) => client.chat.postMessage({ channel, text: "x" });
    expect(await refusal(post(sandbox.channel("marketing")))).toMatchObject({ error: "not_in_channel" });
    expect(await refusal(post(sandbox.channel("pricing-review")))).toMatchObject({ error: "channel_not_found" });
    expect(await refusal(post("C000"))).toMatchObject({ error: "channel_not_found" });
    sandbox.administer.archive(sandbox.channel("triage"));
    expect(await refusal(post(sandbox.channel("triage")))).toMatchObject({ error: "is_archived" });
    sandbox.administer.deactivate(sandbox.user("olivia"));
    expect(await refusal(post(sandbox.user("olivia")))).toMatchObject({ error: "user_disabled" });
    expect(await refusal(post(sandbox.user("ratna")))).toMatchObject({ error: "channel_not_found" });
    const direct = await post(sandbox.user("maya"));
    expect(direct.channel).toMatch(/^D/);
    expect(sandbox.as("maya").inbox().at(-1)).toMatchObject({ text: "x", user: sandbox.credentials.botUserId });
  });

  it("needs something to say", async () => {
    const { sandbox, client } = await start();
    const channel = sandbox.channel("sales");
    expect(await refusal(client.apiCall("chat.postMessage", { channel, text: "  " }))).toMatchObject({
      error: "no_text",
    });
    const conflict = client.apiCall("chat.postMessage", { channel, text: "a", markdown_text: "b" });
    expect(await refusal(conflict)).toMatchObject({ error: "markdown_text_conflict" });
  });

  it("cuts text at 40,000 characters", async () => {
    const { sandbox, client } = await start();
    await client.chat.postMessage({ channel: sandbox.channel("sales"), text: "x".repeat(40_001) });
    expect(sandbox.as("rizky").messages("sales").at(-1)?.text).toHaveLength(40_000);
  });

  it("updates and deletes its own messages alone, and keeps blocks that are not mentioned", async () => {
    const { sandbox, client } = await start();
    const channel = sandbox.channel("sales");
    const rizky = sandbox.as("rizky");
    const theirs = await rizky.send("sales", "mine");
    expect(await refusal(client.chat.update({ channel, ts: theirs.ts, text: "x" }))).toMatchObject({
      error: "cant_update_message",
    });
    expect(await refusal(client.chat.delete({ channel, ts: theirs.ts }))).toMatchObject({
      error: "cant_delete_message",
    });
    expect(await refusal(client.chat.update({ channel, ts: "1.2", text: "x" }))).toMatchObject({
      error: "message_not_found",
    });
    const posted = await client.chat.postMessage({ channel, text: "one", blocks: [{ type: "divider" }] });
    const ts = posted.ts ?? "";
    await client.chat.update({ channel, ts, text: "two" });
    expect(rizky.messages("sales").at(-1)).toMatchObject({ text: "two", blocks: [{ type: "divider" }], edited: true });
    await client.chat.update({ channel, ts, text: "three", blocks: [] });
    expect(rizky.messages("sales").at(-1)).toMatchObject({ text: "three", blocks: null });
    await client.chat.delete({ channel, ts });
    expect(rizky.messages("sales").map((message) => message.ts)).not.toContain(ts);
  });

  it("shows an ephemeral message to one member only", async () => {
    const { sandbox, client } = await start();
    const channel = sandbox.channel("sales");
    await client.chat.postEphemeral({ channel, user: sandbox.user("rizky"), text: "psst" });
    expect(sandbox.as("rizky").messages("sales").at(-1)).toMatchObject({ text: "psst", ephemeral: true });
    expect(sandbox.as("dewi").messages("sales")).toEqual([]);
    const outsider = client.chat.postEphemeral({ channel, user: sandbox.user("jonas"), text: "psst" });
    expect(await refusal(outsider)).toMatchObject({ error: "user_not_in_channel" });
    expect((await client.conversations.history({ channel })).messages).toEqual([]);
  });

  it("gives permalinks, also into threads", async () => {
    const { sandbox, client } = await start();
    const channel = sandbox.channel("sales");
    const parent = (await client.chat.postMessage({ channel, text: "a" })).ts ?? "";
    const reply = (await client.chat.postMessage({ channel, text: "b", thread_ts: parent })).ts ?? "";
    const link = await client.chat.getPermalink({ channel, message_ts: reply });
    expect(link.permalink).toContain(`/archives/${channel}/p${reply.replace(".", "")}?thread_ts=${parent}`);
    const missing = client.chat.getPermalink({ channel, message_ts: "1.1" });
    expect(await refusal(missing)).toMatchObject({ error: "message_not_found" });
    const orphan = client.chat.postMessage({ channel, text: "c", thread_ts: "1.1" });
    expect(await refusal(orphan)).toMatchObject({ error: "invalid_thread_ts" });
  });

  it("keeps metadata and gives it back on request", async () => {
    const { sandbox, client } = await start();
    const channel = sandbox.channel("sales");
    const metadata = { event_type: "digest", event_payload: { id: "d-1" } };
    await client.chat.postMessage({ channel, text: "a", metadata });
    const silent = await client.conversations.history({ channel });
    expect(silent.messages?.[0]).not.toHaveProperty("metadata");
    const full = await client.conversations.history({ channel, include_all_metadata: true });
    expect(full.messages?.[0]).toMatchObject({ metadata });
    const bad = client.apiCall("chat.postMessage", { channel, text: "a", metadata: { event_type: "x" } });
    expect(await refusal(bad)).toMatchObject({ error: "invalid_metadata_format" });
  });
});

describe("conversations and users", () => {
  it("lists what the bot may see, page by page", async () => {
    const { sandbox, client } = await start();
    const names: string[] = [];
    let pages = 0;
    for await (const page of client.paginate("conversations.list", {
      types: "public_channel,private_channel",
      limit: 2,
    })) {
      pages += 1;
      for (const channel of (page as unknown as { channels: { name: string }[] }).channels) names.push(channel.name);
    }
    expect(pages).toBe(3);
    expect(names).toEqual(["general", "sales", "marketing", "support", "triage", "with-toko-indah"]);
    expect(await refusal(client.conversations.list({ cursor: "bogus" }))).toMatchObject({ error: "invalid_cursor" });
    expect(await refusal(client.conversations.list({ limit: 5000 }))).toMatchObject({ error: "invalid_limit" });
    const shared = await client.conversations.info({ channel: sandbox.channel("with-toko-indah") });
    expect(shared.channel).toMatchObject({ is_ext_shared: true, is_member: true });
  });

  it("opens direct messages, once", async () => {
    const { sandbox, client } = await start();
    const first = await client.conversations.open({ users: sandbox.user("rizky") });
    const again = await client.conversations.open({ users: sandbox.user("rizky") });
    expect(again).toMatchObject({ already_open: true, channel: { id: first.channel?.id } });
    expect(await refusal(client.conversations.open({ users: "U000" }))).toMatchObject({ error: "user_not_found" });
    sandbox.administer.deactivate(sandbox.user("jonas"));
    const gone = client.conversations.open({ users: sandbox.user("jonas") });
    expect(await refusal(gone)).toMatchObject({ error: "user_disabled" });
  });

  it("invites, leaves and lists by person", async () => {
    const { sandbox, client } = await start({
      manifest: {
        ...tryManifest,
        oauth_config: { scopes: { bot: [...tryManifest.oauth_config.scopes.bot, "channels:manage"] } },
      },
    });
    const channel = sandbox.channel("sales");
    const jonas = sandbox.user("jonas");
    await client.conversations.invite({ channel, users: jonas });
    expect(await refusal(client.conversations.invite({ channel, users: jonas }))).toMatchObject({
      error: "already_in_channel",
    });
    const theirs = await client.users.conversations({ user: jonas, types: "public_channel,private_channel" });
    expect(theirs.channels?.map((known) => known.name)).toEqual(["general", "sales", "marketing"]);
    await client.conversations.leave({ channel });
    expect(await client.conversations.leave({ channel })).toMatchObject({ not_in_channel: true });
    expect(await refusal(client.conversations.invite({ channel, users: jonas }))).toMatchObject({
      error: "not_in_channel",
    });
  });

  it("joins public channels and reads history only as a member", async () => {
    const { sandbox, client } = await start();
    const channel = sandbox.channel("marketing");
    expect(await refusal(client.conversations.history({ channel }))).toMatchObject({ error: "not_in_channel" });
    await client.conversations.join({ channel });
    await sandbox.as("jonas").send("marketing", "hello");
    expect((await client.conversations.history({ channel })).messages?.[0]).toMatchObject({ text: "hello" });
    const members = await client.conversations.members({ channel });
    expect(members.members).toContain(sandbox.credentials.botUserId);
  });

  it("gives threads with their parent first", async () => {
    const { sandbox, client } = await start();
    const channel = sandbox.channel("sales");
    const parent = await sandbox.as("rizky").send("sales", "question");
    await sandbox.as("dewi").send("sales", "answer", { threadTs: parent.ts });
    const thread = await client.conversations.replies({ channel, ts: parent.ts });
    expect(thread.messages?.map((message) => message.text)).toEqual(["question", "answer"]);
    expect(thread.messages?.[0]).toMatchObject({ reply_count: 1, thread_ts: parent.ts });
    expect((await client.conversations.history({ channel })).messages?.map((message) => message.text)).toEqual([
      "question",
    ]);
  });

  it("tells who people are: owners, guests, zones, strangers and the deactivated", async () => {
    const { sandbox, client } = await start();
    const info = async (handle: string) => (await client.users.info({ user: sandbox.user(handle) })).user;
    expect(await info("dewi")).toMatchObject({
      is_primary_owner: true,
      is_owner: true,
      is_admin: true,
      tz: "Asia/Jakarta",
      tz_offset: 25_200,
    });
    expect(await info("bima")).toMatchObject({ is_restricted: true, is_ultra_restricted: true });
    expect(await info("ratna")).toMatchObject({ is_stranger: true });
    expect((await info("ratna"))?.team_id).not.toBe(sandbox.credentials.teamId);
    sandbox.administer.deactivate(sandbox.user("olivia"));
    expect(await info("olivia")).toMatchObject({ deleted: true });
    const everyone = await client.users.list({});
    expect(everyone.members?.map((member) => member.name)).not.toContain("ratna");
    const found = await client.users.lookupByEmail({ email: "Maya.Putri@nusantara-supply.example" });
    expect(found.user?.id).toBe(sandbox.user("maya"));
    expect(await refusal(client.users.lookupByEmail({ email: "no@body.example" }))).toMatchObject({
      error: "users_not_found",
    });
  });

  it("hides e-mail addresses without their scope", async () => {
    const { sandbox, client } = await start({ manifest: manifestWithout("users:read.email") });
    const info = await client.users.info({ user: sandbox.user("maya") });
    expect(info.user?.profile).not.toHaveProperty("email");
  });

  it("adds and removes reactions", async () => {
    const { sandbox, client } = await start();
    const sent = await sandbox.as("rizky").send("sales", "won it");
    const place = { channel: sent.channel, timestamp: sent.ts };
    await client.reactions.add({ ...place, name: "tada" });
    expect(await refusal(client.reactions.add({ ...place, name: "tada" }))).toMatchObject({ error: "already_reacted" });
    expect((await client.reactions.get(place)).message?.reactions).toMatchObject([{ name: "tada", count: 1 }]);
    await client.reactions.remove({ ...place, name: "tada" });
    expect(await refusal(client.reactions.remove({ ...place, name: "tada" }))).toMatchObject({ error: "no_reaction" });
  });
});
