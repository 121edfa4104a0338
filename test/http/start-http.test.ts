import { createHmac } from "node:crypto";
import { lookup } from "node:dns/promises";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { networkInterfaces } from "node:os";
import { App, HTTPReceiver, LogLevel } from "@slack/bolt";
import { afterEach, describe, expect, it } from "vitest";
import { createMetrics } from "../../src/http/metrics.ts";
import { type HttpServer, startHttp } from "../../src/http/start-http.ts";
import { collectLog } from "./collect-log.ts";

const open: HttpServer[] = [];

async function start(options: { thisMachineOnly?: boolean; headersWithin?: number } = {}) {
  const metrics = createMetrics();
  const { log, lines } = collectLog();
  const server = await startHttp({ port: 0, thisMachineOnly: false, metrics, log, ...options });
  open.push(server);
  return { server, metrics, lines, url: `http://127.0.0.1:${server.port}` };
}

afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

/** Writes raw bytes and gives what the server said until it hung up. */
async function speak(port: number, ...parts: string[]): Promise<{ socket: Socket; heard: Promise<string> }> {
  const socket = connect(port, "127.0.0.1");
  let text = "";
  socket.on("data", (chunk) => {
    text += chunk;
  });
  socket.on("error", () => socket.destroy());
  const heard = new Promise<string>((resolve) => void socket.on("close", () => resolve(text)));
  await once(socket, "connect");
  for (const part of parts) socket.write(part);
  return { socket, heard };
}

describe("/healthz", () => {
  it("says that the process is alive", async () => {
    const { url } = await start();
    const response = await fetch(`${url}/healthz`);
    expect(response.status).toBe(200);
    expect(await response.text()).toBe("Steward is alive.\n");
  });

  it("answers HEAD without a body and refuses POST", async () => {
    const { url } = await start();
    const head = await fetch(`${url}/healthz`, { method: "HEAD" });
    expect([head.status, await head.text()]).toEqual([200, ""]);
    const post = await fetch(`${url}/healthz`, { method: "POST", body: "x" });
    expect(post.status).toBe(405);
    expect(post.headers.get("allow")).toBe("GET, HEAD");
  });
});

describe("/readyz", () => {
  it("is ready when every part is", async () => {
    const { server, url } = await start();
    server.addProbe("database", () => null);
    server.addProbe("slack", async () => null);
    const response = await fetch(`${url}/readyz`);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ ready: true, notReady: [] });
  });

  it("names what is not ready and why", async () => {
    const { server, url, lines } = await start();
    server.addProbe("database", async () => {
      throw new Error("password authentication failed for postgresql://steward:hunter2@db");
    });
    server.addProbe("slack", () => "Slack is not connected.");
    server.addProbe("migrations", () => null);
    const response = await fetch(`${url}/readyz`);
    expect(response.status).toBe(503);
    expect(await response.json()).toEqual({
      ready: false,
      notReady: [
        { name: "database", reason: "It does not answer; the log says why." },
        { name: "slack", reason: "Slack is not connected." },
      ],
    });
    expect(lines.map(({ message }) => message)).toEqual(["A part could not be asked whether it is ready"]);
  });

  it("turns 503 while Steward stops, and Slack's requests are sent back for later", async () => {
    const { server, url } = await start();
    server.mountSlackEvents((_request, response) => response.end("handled"));
    server.drain();
    const ready = await fetch(`${url}/readyz`);
    expect(ready.status).toBe(503);
    expect(await ready.json()).toMatchObject({ notReady: [{ name: "process", reason: "Steward is stopping." }] });
    const event = await fetch(`${url}/slack/events`, { method: "POST", body: "{}" });
    expect([event.status, event.headers.get("retry-after")]).toEqual([503, "60"]);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });
});

describe("/metrics", () => {
  it("counts commands, answers, job runs and the outbox, and the process itself", async () => {
    const { metrics, url } = await start();
    metrics.countCommand("/crm-log", "answered");
    metrics.countCommand("/crm-log", "answered");
    metrics.countCommand("/crm", "refused");
    metrics.observeAnswer("/crm-log", 0.3);
    metrics.countJobRun("daily-digest", "done");
    metrics.measureOutbox(async () => 7);
    const response = await fetch(`${url}/metrics`);
    expect(response.headers.get("content-type")).toContain("text/plain; version=0.0.4");
    const text = await response.text();
    expect(text).toContain('steward_commands_total{command="/crm-log",outcome="answered"} 2');
    expect(text).toContain('steward_commands_total{command="/crm",outcome="refused"} 1');
    expect(text).toContain('steward_answer_seconds_bucket{le="0.5",command="/crm-log"} 1');
    expect(text).toContain('steward_answer_seconds_bucket{le="0.25",command="/crm-log"} 0');
    expect(text).toContain('steward_job_runs_total{job="daily-digest",outcome="done"} 1');
    expect(text).toMatch(/^steward_outbox_depth 7$/m);
    expect(text).toContain("process_resident_memory_bytes");
  });

  it("says that the outbox's depth is unknown rather than 0", async () => {
    const { metrics, url } = await start();
    metrics.measureOutbox(async () => {
      throw new Error("the database is down");
    });
    const response = await fetch(`${url}/metrics`);
    expect(response.status).toBe(200);
    expect(await response.text()).toMatch(/^steward_outbox_depth Nan$/m);
  });
});

describe("/slack/events", () => {
  const signingSecret = "0123456789abcdef0123456789abcdef";

  function sign(body: string, at = Math.floor(Date.now() / 1000)): Record<string, string> {
    const signature = createHmac("sha256", signingSecret).update(`v0:${at}:${body}`).digest("hex");
    return {
      "content-type": "application/x-www-form-urlencoded",
      "x-slack-request-timestamp": String(at),
      "x-slack-signature": `v0=${signature}`,
    };
  }

  async function startWithBolt() {
    const started = await start();
    const receiver = new HTTPReceiver({ signingSecret, logLevel: LogLevel.ERROR });
    const app = new App({ receiver, authorize: async () => ({ botToken: "xoxb-x", botId: "B1", botUserId: "U1" }) });
    app.command("/crm", async ({ ack, command }) => ack(`heard ${command.text}`));
    started.server.mountSlackEvents((request, response) => receiver.requestListener(request, response));
    return started;
  }

  const body =
    "command=%2Fcrm&text=budi&team_id=T1&user_id=U2&channel_id=C1&trigger_id=1.2&response_url=https%3A%2F%2Fx.example";

  it("reaches Slack's receiver with a body that its signature fits", async () => {
    const { url } = await startWithBolt();
    const response = await fetch(`${url}/slack/events`, { method: "POST", headers: sign(body), body });
    expect([response.status, await response.text()]).toEqual([200, "heard budi"]);
  });

  it("refuses a wrong signature and a stale time", async () => {
    const { url } = await startWithBolt();
    const wrong = { ...sign(body), "x-slack-signature": `v0=${"0".repeat(64)}` };
    expect((await fetch(`${url}/slack/events`, { method: "POST", headers: wrong, body })).status).toBe(401);
    const stale = sign(body, Math.floor(Date.now() / 1000) - 301);
    expect((await fetch(`${url}/slack/events`, { method: "POST", headers: stale, body })).status).toBe(401);
  });

  it("refuses a body that says it is too large, and one that is without saying so", async () => {
    const { url } = await startWithBolt();
    const large = "x".repeat(5 * 1024 * 1024);
    const declared = await fetch(`${url}/slack/events`, { method: "POST", body: large });
    expect([declared.status, await declared.text()]).toEqual([
      413,
      "The request is too large: at most 1024 kB are read.\n",
    ]);
    const chunked = new ReadableStream({
      start(controller) {
        for (let sent = 0; sent < 40; sent++) controller.enqueue(new Uint8Array(64 * 1024));
        controller.close();
      },
    });
    const undeclared = await fetch(`${url}/slack/events`, {
      method: "POST",
      body: chunked,
      duplex: "half",
    } as RequestInit);
    expect(undeclared.status).toBe(413);
  });

  it("survives a sender that goes away in the middle of its body", async () => {
    const { server, url, lines } = await startWithBolt();
    const { socket } = await speak(
      server.port,
      "POST /slack/events HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nhalf",
    );
    socket.destroy();
    await server.settled();
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    expect(lines).toEqual([]);
  });

  it("is nothing at all in a process that does not speak HTTP with Slack", async () => {
    const { url } = await start();
    expect((await fetch(`${url}/slack/events`, { method: "POST", body: "{}" })).status).toBe(404);
  });

  it("lets what came in before the stop be answered", async () => {
    const { server, url } = await start();
    const arrived = Promise.withResolvers<void>();
    const finish = Promise.withResolvers<void>();
    server.mountSlackEvents(async (_request, response) => {
      arrived.resolve();
      await finish.promise;
      response.end("answered");
    });
    const answer = fetch(`${url}/slack/events`, { method: "POST", body: "{}" });
    await arrived.promise;
    server.drain();
    let settled = false;
    const settling = server.settled().then(() => {
      settled = true;
    });
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    expect(settled).toBe(false);
    finish.resolve();
    expect(await (await answer).text()).toBe("answered");
    await settling;
  });
});

describe("an unknown address", () => {
  it("says where to look instead", async () => {
    const { url } = await start();
    const response = await fetch(`${url}/nonsense?<script>`);
    expect(response.status).toBe(404);
    expect(await response.text()).toBe("There is nothing at this address. Try /healthz, /readyz or /metrics.\n");
  });

  it("goes to the mounted workspace first", async () => {
    const { server, url } = await start();
    server.mountWorkspace({
      handle: (request, response) => {
        if (request.url !== "/") return false;
        response.end("the page");
        return true;
      },
      upgrade: () => false,
    });
    expect(await (await fetch(`${url}/`)).text()).toBe("the page");
    expect((await fetch(`${url}/other`)).status).toBe(404);
  });
});

describe("a request that fails", () => {
  it("gets an apology with a reference that is in the log, and never the reason", async () => {
    const { server, url, lines } = await start();
    server.mountWorkspace({
      handle: () => {
        throw new Error("hunter2");
      },
      upgrade: () => false,
    });
    const response = await fetch(`${url}/page`);
    const text = await response.text();
    expect(response.status).toBe(500);
    const reference = /reference: (\w+)\./.exec(text)?.[1];
    expect(lines[0]).toMatchObject({ message: "A request failed", details: { reference, path: "/page" } });
    expect(text).not.toContain("hunter2");
  });
});

describe("the local workspace's server", () => {
  it("listens on both addresses of this machine, and on no other", async () => {
    const { server } = await start({ thisMachineOnly: true });
    const others = Object.values(networkInterfaces()).flatMap((addresses) =>
      (addresses ?? []).filter(({ internal, scopeid }) => !internal && !scopeid).map(({ address }) => address),
    );
    for (const host of others) {
      await expect(once(connect(server.port, host), "connect"), host).rejects.toMatchObject({ code: "ECONNREFUSED" });
    }
    const names = await lookup("localhost", { all: true });
    for (const { address } of names) {
      const socket = connect(server.port, address);
      await once(socket, "connect");
      socket.destroy();
    }
    expect(names.length).toBeGreaterThan(0);
  });

  it.each([
    ["a name that leads here (DNS rebinding)", "host: evil.example\r\n"],
    ["a page of another site", "host: localhost:PORT\r\norigin: https://evil.example\r\n"],
    ["a page of another program on this machine", "host: localhost:PORT\r\norigin: http://localhost:1\r\n"],
    ["a page without an origin", "host: localhost:PORT\r\norigin: null\r\n"],
  ])("refuses %s", async (_who, headers) => {
    const { server } = await start({ thisMachineOnly: true });
    const request = `POST /api/x HTTP/1.1\r\n${headers.replace("PORT", String(server.port))}connection: close\r\n\r\n`;
    const { heard } = await speak(server.port, request);
    expect(await heard).toMatch(/^HTTP\/1\.1 403 /);
  });

  it("opens no web socket to another site's page", async () => {
    const { server } = await start({ thisMachineOnly: true });
    let upgraded = false;
    server.mountWorkspace({
      handle: () => false,
      upgrade: () => {
        upgraded = true;
        return true;
      },
    });
    const { heard } = await speak(
      server.port,
      `GET /live HTTP/1.1\r\nhost: localhost:${server.port}\r\norigin: https://evil.example\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n`,
    );
    expect(await heard).toMatch(/^HTTP\/1\.1 404 /);
    expect(upgraded).toBe(false);
  });
});

describe("startHttp", () => {
  it("says what to do when the port is in use", async () => {
    const { server } = await start();
    const second = startHttp({
      port: server.port,
      thisMachineOnly: false,
      metrics: createMetrics(),
      log: collectLog().log,
    });
    await expect(second).rejects.toThrow(
      `Port ${server.port} is in use. Stop the other program or set PORT=${server.port + 1}.`,
    );
  });

  it("hangs up on headers without an end", async () => {
    const { server } = await start();
    const { heard } = await speak(server.port, `GET /healthz HTTP/1.1\r\nx: ${"y".repeat(17 * 1024)}`);
    expect(await heard).toMatch(/^HTTP\/1\.1 431 /);
  });

  it("hangs up on a sender that dribbles its headers", async () => {
    const { server } = await start({ headersWithin: 50 });
    const { heard } = await speak(server.port, "GET /healthz HTTP/1.1\r\nhost: x\r\n");
    expect(await heard).toMatch(/^HTTP\/1\.1 408 /);
  });

  it("cuts open sockets when it closes", async () => {
    const { server } = await start();
    const opened = Promise.withResolvers<void>();
    server.mountWorkspace({
      handle: () => false,
      upgrade: () => {
        opened.resolve();
        return true;
      },
    });
    const { heard } = await speak(
      server.port,
      "GET / HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n",
    );
    await opened.promise;
    open.splice(open.indexOf(server), 1);
    await server.close();
    expect(await heard).toBe("");
  });
});
