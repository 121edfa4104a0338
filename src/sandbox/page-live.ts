import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocket, WebSocketServer } from "ws";
import type { Change } from "./changes.ts";
import type { Core } from "./core.ts";
import { urlOf } from "./http-exchange.ts";
import { isJsonObject, parseJson } from "./json.ts";
import { findChannel, isMember } from "./model/channels.ts";
import { findMessage } from "./model/messages.ts";
import { findView, stackOf } from "./model/views.ts";
import { performAct } from "./page-acts.ts";
import { isFromThisPage } from "./page-origin.ts";
import type { Act, Push } from "./page-protocol.ts";
import { boot, pageChannels, pageMessage, pagePerson, pageView, sees } from "./page-shapes.ts";
import type { Person } from "./workspace-state.ts";

const LIVE_PATH = "/sandbox/page/live";
const MOST_MESSAGE_BYTES = 1024 * 1024;

export interface PageLive {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  stop(): void;
}

/** The page's live connections: each shows one person what they see, as it changes, and takes what they do. */
export function pageLive(core: Core): PageLive {
  const server = new WebSocketServer({ noServer: true, maxPayload: MOST_MESSAGE_BYTES });

  function welcome(socket: WebSocket, person: Person): void {
    const push = (message: Push) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
    };
    const home = findView(core, core.state.homes[person.id] ?? "");
    push({
      push: "hello",
      boot: boot(core),
      channels: pageChannels(core, person),
      views: stackOf(core, person.id).map(pageView),
      home: home ? pageView(home) : null,
      connected: core.delivery.connected(),
    });
    const stop = core.changes.listen((change) => {
      for (const message of pushesFor(core, person, change)) push(message);
    });
    socket.on("close", stop);
    socket.on("error", () => socket.terminate());
    socket.on("message", (data) => {
      const act = parseJson(data.toString());
      if (!isJsonObject(act) || typeof act["id"] !== "number" || typeof act["act"] !== "string") {
        socket.close(1008, "not an act");
        return;
      }
      const { id } = act as { id: number };
      void performAct(core, person, act as Act).then((result) => push({ push: "result", id, result }));
    });
  }

  return {
    upgrade(request, socket, head) {
      const url = urlOf(request);
      if (url.pathname !== LIVE_PATH) return false;
      const person = core.state.people[url.searchParams.get("as") ?? ""];
      if (!isFromThisPage(request) || !person || person.isBot) {
        socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
        return true;
      }
      server.handleUpgrade(request, socket, head, (open) => welcome(open, person));
      return true;
    },
    stop() {
      for (const client of server.clients) client.terminate();
      server.close();
    },
  };
}

/** What a change means for one person's page. */
function pushesFor(core: Core, person: Person, change: Change): Push[] {
  switch (change.kind) {
    case "message": {
      const channel = findChannel(core, change.channel);
      const message = findMessage(core, change.channel, change.ts);
      if (!channel || !message || !isMember(channel, person.id) || !sees(person, message)) return [];
      return [
        { push: "channels", channels: pageChannels(core, person) },
        { push: "message", message: pageMessage(core, message) },
      ];
    }
    case "removed": {
      const channel = findChannel(core, change.channel);
      if (!channel || !isMember(channel, person.id)) return [];
      if (change.onlyFor !== null && change.onlyFor !== person.id) return [];
      return [{ push: "removed", channel: change.channel, ts: change.ts }];
    }
    case "channels":
      return [{ push: "channels", channels: pageChannels(core, person) }];
    case "people":
      return [
        { push: "people", people: Object.values(core.state.people).map(pagePerson) },
        { push: "channels", channels: pageChannels(core, person) },
      ];
    case "views":
      return change.user === person.id ? [{ push: "views", views: stackOf(core, person.id).map(pageView) }] : [];
    case "home": {
      const view = change.user === person.id ? findView(core, core.state.homes[person.id] ?? "") : null;
      return view ? [{ push: "home", home: pageView(view) }] : [];
    }
    case "notice":
      return change.user === person.id ? [{ push: "notice", ...change.notice }] : [];
    case "connected":
      return [{ push: "connected", connected: core.delivery.connected() }];
    default:
      return [];
  }
}
