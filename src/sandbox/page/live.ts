import type { Act, ActResult, Boot, HistoryData, Push } from "../page-protocol.ts";
import { pageText } from "./page.text.ts";
import { applyPush, openingState, type PageState, withMessages, withNotice, withoutNotice } from "./page-state.ts";

/** An act without its number, which the connection gives. */
type ActBody = Act extends infer One ? (One extends Act ? Omit<One, "id"> : never) : never;

/** One person's live connection to the local workspace: what it has told, and a way to do something. */
export interface Live {
  state(): PageState;
  subscribe(listener: () => void): () => void;
  /** Never rejects; without a connection it answers a refusal that says so. */
  act(body: ActBody): Promise<ActResult>;
  /** Loads one stretch of a channel's messages, or of a thread's, into the state. */
  load(body: Extract<ActBody, { act: "history" | "replies" }>): Promise<HistoryData | null>;
  say(channel: string | null, text: string, keepText: string | null): void;
  dismiss(noticeId: number): void;
  close(): void;
}

/** Waits between attempts to reach the server again, in milliseconds; the last one repeats. */
const retryWaits = [300, 700, 1500, 3000, 5000];

/** Opens the connection for the person `as`, and opens it again whenever it drops. */
export function openLive(as: string, boot: Boot): Live {
  let state = openingState(boot);
  let socket: WebSocket | null = null;
  let attempts = 0;
  let lastId = 0;
  let closed = false;
  let retry: ReturnType<typeof setTimeout> | undefined;
  const listeners = new Set<() => void>();
  const waiting = new Map<number, (result: ActResult) => void>();

  const change = (next: PageState) => {
    if (next === state) return;
    state = next;
    for (const listener of listeners) listener();
  };

  const receive = (event: MessageEvent<string>) => {
    const push = JSON.parse(event.data) as Push;
    if (push.push === "result") {
      waiting.get(push.id)?.(push.result);
      waiting.delete(push.id);
      return;
    }
    if (push.push === "hello") attempts = 0;
    change(applyPush(state, push));
  };

  const dropped = () => {
    socket = null;
    for (const answer of waiting.values()) answer({ ok: false, error: pageText.notConnected });
    waiting.clear();
    if (closed) return;
    change({ ...state, link: "lost" });
    retry = setTimeout(connect, retryWaits[Math.min(attempts, retryWaits.length - 1)]);
    attempts += 1;
  };

  const connect = () => {
    const url = new URL(`/sandbox/page/live?as=${encodeURIComponent(as)}`, location.href);
    url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
    socket = new WebSocket(url);
    socket.addEventListener("message", receive);
    socket.addEventListener("close", dropped);
  };

  const act = (body: ActBody): Promise<ActResult> => {
    if (socket?.readyState !== WebSocket.OPEN) return Promise.resolve({ ok: false, error: pageText.notConnected });
    lastId += 1;
    const id = lastId;
    socket.send(JSON.stringify({ id, ...body }));
    return new Promise((resolve) => waiting.set(id, resolve));
  };

  connect();
  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    act,
    async load(body) {
      const result = await act(body);
      if (!result.ok) return null;
      const data = result.data as HistoryData;
      change(withMessages(state, data.messages));
      return data;
    },
    say: (channel, text, keepText) => change(withNotice(state, { channel, text, keepText })),
    dismiss: (noticeId) => change(withoutNotice(state, noticeId)),
    close() {
      closed = true;
      clearTimeout(retry);
      socket?.close();
    },
  };
}
