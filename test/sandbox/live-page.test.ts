import { request } from "node:http";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import type { Act, ActResult, Boot, HistoryData, Push } from "../../src/sandbox/page-protocol.ts";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import { clientOf, startTryApp, type TryApp } from "./try-app.ts";

const plain = (text: string) => ({ type: "plain_text" as const, text });
type ActBody = Act extends infer One ? (One extends Act ? Omit<One, "id"> : never) : never;

let running: TryApp;
let sandbox: Sandbox;
let origin: string;
beforeEach(async () => {
  running = await startTryApp("socket", (app) => {
    app.command("/try", async ({ ack, command, client }) => {
      if (command.text === "form") {
        await ack();
        await client.views.open({
          trigger_id: command.trigger_id,
          view: {
            type: "modal",
            callback_id: "form",
            title: plain("Form"),
            submit: plain("Save"),
            blocks: [
              {
                type: "input",
                block_id: "note",
                label: plain("Note"),
                element: { type: "plain_text_input", action_id: "text" },
              },
            ],
          },
        });
      } else
        await ack({
          text: `You said ${command.text}`,
          blocks: [
            {
              type: "actions",
              block_id: "row",
              elements: [{ type: "external_select", action_id: "who", min_query_length: 1 }],
            },
          ],
        });
    });
    app.options("who", async ({ ack, options }) =>
      ack({ options: [{ text: plain(`Budi ${options.value}`), value: "b" }] }),
    );
    app.action("who", async ({ ack, action, respond }) => {
      await ack();
      const chosen = action as { selected_option?: { value: string } };
      await respond({ text: `Chose ${chosen.selected_option?.value}`, replace_original: true });
    });
    app.view("form", async ({ ack }) => ack({ response_action: "errors", errors: { note: "Again, please." } }));
  });
  sandbox = running.sandbox;
  origin = new URL(sandbox.apiUrl).origin;
});
afterEach(() => running.stop());

/** A page as the browser would run it: one connection for one person, with everything it was pushed. */
async function openPage(as: string) {
  const socket = new WebSocket(`${origin.replace("http", "ws")}/sandbox/page/live?as=${sandbox.user(as)}`, { origin });
  const pushes: Push[] = [];
  const waiting = new Map<number, (result: ActResult) => void>();
  let wake: () => void = () => {};
  socket.on("message", (data) => {
    const push = JSON.parse(data.toString()) as Push;
    if (push.push === "result") waiting.get(push.id)?.(push.result);
    else pushes.push(push);
    wake();
  });
  const until = async <K extends Push["push"]>(
    kind: K,
    fits: (push: Extract<Push, { push: K }>) => boolean = () => true,
  ) => {
    for (;;) {
      const found = pushes.find((push) => push.push === kind && fits(push as Extract<Push, { push: K }>));
      if (found) return found as Extract<Push, { push: K }>;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
  await until("hello");
  let lastId = 0;
  const act = (body: ActBody): Promise<ActResult> => {
    lastId += 1;
    socket.send(JSON.stringify({ id: lastId, ...body }));
    const id = lastId;
    return new Promise((resolve) => waiting.set(id, resolve));
  };
  return { socket, pushes, until, act };
}

/** The status that an upgrade is answered with. */
function upgradeStatus(headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`${origin.replace("http", "ws")}/sandbox/page/live?as=${sandbox.user("maya")}`, {
      headers,
    });
    socket.on("open", () => resolve(101));
    socket.on("unexpected-response", (_, response) => resolve(response.statusCode ?? 0));
    socket.on("error", reject);
  });
}

function statusWithHost(path: string, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(origin);
    request({ hostname, port, path, headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on("error", reject)
      .end();
  });
}

describe("the page's server", () => {
  it("serves the page and what it needs to begin", async () => {
    const page = await fetch(`${origin}/`);
    expect(page.headers.get("content-type")).toContain("text/html");
    const boot = (await (await fetch(`${origin}/sandbox/page/boot`)).json()) as Boot;
    expect(boot.people.filter((person) => !person.isBot && !person.isGuest)).toHaveLength(7);
    expect(boot.commands.map((command) => command.command)).toEqual(["/try", "/plain"]);
    expect(JSON.stringify(boot)).not.toMatch(/xoxb|xapp/);
  });

  it("answers to no other host and no other site", async () => {
    expect(await statusWithHost("/", "rebind.example")).toBe(403);
    expect(await statusWithHost("/sandbox/page/boot", "rebind.example:3000")).toBe(403);
    expect(await statusWithHost("/sandbox/page/boot", "localhost:3000")).toBe(200);
    expect(await upgradeStatus({ origin: "https://evil.example" })).toBe(403);
    expect(await upgradeStatus({ origin, host: "rebind.example" })).toBe(403);
    expect(await upgradeStatus({ origin })).toBe(101);
  });
});

describe("a live page", () => {
  it("says who, where and whether a bot is connected", async () => {
    const page = await openPage("maya");
    const hello = await page.until("hello");
    expect(hello.connected).toBe(true);
    expect(hello.channels.map((channel) => channel.name)).toEqual(["general", "support", "triage"]);
  });

  it("posts, and shows others only what they may see", async () => {
    const rizky = await openPage("rizky");
    const jonas = await openPage("jonas");
    const sales = sandbox.channel("sales");
    const typed = "hello @Dewi Lestari and @maya <!channel>";
    const mentions = [{ at: 6, length: 13, id: sandbox.user("dewi") }];
    expect(await rizky.act({ act: "send", channel: sales, text: typed, mentions })).toMatchObject({ ok: true });
    const shown = await rizky.until("message", (push) => push.message.channel === sales);
    expect(shown.message.text).toBe(`hello <@${sandbox.user("dewi")}> and @maya &lt;!channel&gt;`);
    await sandbox.as("jonas").send("marketing", "later");
    await jonas.until("message", (push) => push.message.text === "later");
    expect(JSON.stringify(jonas.pushes)).not.toContain("and @maya");
    expect(await jonas.act({ act: "send", channel: sales, text: "let me in" })).toMatchObject({ ok: false });
    const private_ = { act: "history", channel: sandbox.channel("pricing-review") } as const;
    expect(await jonas.act(private_)).toMatchObject({ ok: true, data: { messages: [] } });
  });

  it("runs commands, offers options and acts on messages", async () => {
    const page = await openPage("rizky");
    const channel = sandbox.channel("sales");
    await page.act({
      act: "send",
      channel,
      text: "/try @maya",
      mentions: [{ at: 5, length: 5, id: sandbox.user("maya") }],
    });
    const { message } = await page.until("message", (push) => push.message.ephemeral);
    expect(message.text).toBe(`You said <@${sandbox.user("maya")}|maya>`);
    const where = { channel, ts: message.ts };
    const offered = await page.act({ act: "suggest", where, blockId: "row", actionId: "who", value: "san" });
    expect(offered).toMatchObject({ ok: true, data: { options: [{ text: { text: "Budi san" }, value: "b" }] } });
    const selected_option = { text: plain("Budi san"), value: "b" };
    const action = { type: "external_select", action_id: "who", selected_option };
    expect(await page.act({ act: "messageAction", ...where, blockId: "row", action, state: {} })).toEqual({ ok: true });
    await page.until("message", (push) => push.message.text === "Chose b" && push.message.ts === message.ts);
    await page.act({ act: "send", channel, text: "/nope" });
    expect(await page.until("notice")).toMatchObject({ channel, keepText: "/nope" });
  });

  it("shows a modal, its errors, and its end", async () => {
    const page = await openPage("maya");
    await page.act({ act: "send", channel: sandbox.channel("support"), text: "/try form" });
    const { views } = await page.until("views", (push) => push.views.length === 1);
    const viewId = views[0]?.id ?? "";
    const state = { note: { text: { type: "plain_text_input", value: "something" } } };
    expect(await page.act({ act: "viewSubmit", viewId, state })).toMatchObject({ ok: false });
    await page.until("views", (push) => push.views[0]?.errors["note"] === "Again, please.");
    await page.act({ act: "viewClose", viewId, all: false });
    await page.until("views", (push) => push.views.length === 0);
    const stranger = await openPage("rizky");
    expect(await stranger.act({ act: "viewSubmit", viewId, state })).toMatchObject({ ok: false });
  });

  it("takes files, pages back through history, and counts what is unread", async () => {
    const page = await openPage("rizky");
    const channel = sandbox.channel("sales");
    const uploaded = await fetch(`${origin}/sandbox/page/files?as=${sandbox.user("rizky")}&name=a.csv`, {
      method: "POST",
      body: "x,y",
    });
    const { id } = (await uploaded.json()) as { id: string };
    await page.act({ act: "send", channel, text: "", fileIds: [id] });
    const shown = await page.until("message", (push) => push.message.files.length === 1);
    const bytes = await fetch(`${origin}${shown.message.files[0]?.url}`);
    expect(await bytes.text()).toBe("x,y");
    for (const text of ["one", "two", "three"]) await clientOf(sandbox).chat.postMessage({ channel, text });
    const newest = await page.act({ act: "history", channel, limit: 2 });
    const data = (newest.ok ? newest.data : null) as HistoryData;
    expect(data).toMatchObject({ hasMore: true, messages: [{ text: "two" }, { text: "three" }] });
    const older = await page.act({ act: "history", channel, limit: 10, before: data.messages[0]?.ts ?? "" });
    expect(older).toMatchObject({ ok: true, data: { hasMore: false, messages: [{ text: "" }, { text: "one" }] } });
    expect(
      sandbox
        .as("rizky")
        .channels()
        .find((known) => known.id === channel)?.unread,
    ).toBe(3);
    await page.act({ act: "markRead", channel, ts: data.messages[1]?.ts ?? "" });
    expect(
      sandbox
        .as("rizky")
        .channels()
        .find((known) => known.id === channel)?.unread,
    ).toBe(0);
  });

  it("closes a connection that does not speak its language", async () => {
    const page = await openPage("maya");
    const gone = new Promise<number>((resolve) => page.socket.on("close", resolve));
    page.socket.send("nonsense");
    expect(await gone).toBe(1008);
  });
});
