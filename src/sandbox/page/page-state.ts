import type { Boot, PageChannel, PageMessage, PagePerson, PageView, Push } from "../page-protocol.ts";

/** What Slack itself said to the person, until dismissed; `channel` null means wherever they are. */
export interface Notice {
  id: number;
  channel: string | null;
  text: string;
  keepText: string | null;
}

/** All that the server has told this page for one person. Messages are keyed by channel, then ts. */
export interface PageState {
  link: "opening" | "live" | "lost";
  /** how often a connection was greeted: panes load their history anew when it changes */
  greetings: number;
  boot: Boot;
  people: readonly PagePerson[];
  channels: readonly PageChannel[];
  messages: Readonly<Record<string, Readonly<Record<string, PageMessage>>>>;
  views: readonly PageView[];
  home: PageView | null;
  botConnected: boolean;
  notices: readonly Notice[];
}

/** What is known before the first greeting. */
export function openingState(boot: Boot): PageState {
  return {
    link: "opening",
    greetings: 0,
    boot,
    people: boot.people,
    channels: [],
    messages: {},
    views: [],
    home: null,
    botConnected: true,
    notices: [],
  };
}

/** The state after one push of the server; `result` pushes are the connection's business and change nothing here. */
export function applyPush(state: PageState, push: Push): PageState {
  switch (push.push) {
    case "hello":
      return {
        ...state,
        link: "live",
        greetings: state.greetings + 1,
        boot: push.boot,
        people: push.boot.people,
        channels: push.channels,
        // What was said while the line was down is not among them: panes load anew rather than show a gap as whole.
        messages: {},
        views: push.views,
        home: push.home,
        botConnected: push.connected,
      };
    case "channels":
      return { ...state, channels: push.channels };
    case "people":
      return { ...state, people: push.people };
    case "message":
      return withMessages(state, [push.message]);
    case "removed":
      return withoutMessage(state, push.channel, push.ts);
    case "views":
      return { ...state, views: push.views };
    case "home":
      return { ...state, home: push.home };
    case "notice":
      return withNotice(state, push);
    case "connected":
      return { ...state, botConnected: push.connected };
    case "result":
      return state;
  }
}

/** Adds messages, or replaces those with the same channel and ts. */
export function withMessages(state: PageState, messages: readonly PageMessage[]): PageState {
  const all: Record<string, Record<string, PageMessage>> = { ...state.messages };
  for (const message of messages) all[message.channel] = { ...all[message.channel], [message.ts]: message };
  return { ...state, messages: all };
}

/** Adds a line of Slack's own; a second one with the same words replaces the first. */
export function withNotice(state: PageState, said: Omit<Notice, "id">): PageState {
  const id = (state.notices.at(-1)?.id ?? 0) + 1;
  const others = state.notices.filter((notice) => notice.text !== said.text || notice.channel !== said.channel);
  const { channel, text, keepText } = said;
  return { ...state, notices: [...others, { id, channel, text, keepText }].slice(-5) };
}

/** Takes a notice away. */
export function withoutNotice(state: PageState, id: number): PageState {
  return { ...state, notices: state.notices.filter((notice) => notice.id !== id) };
}

function withoutMessage(state: PageState, channel: string, ts: string): PageState {
  const { [ts]: _, ...rest } = state.messages[channel] ?? {};
  return { ...state, messages: { ...state.messages, [channel]: rest } };
}
