import { describe, expect, it } from "vitest";
import {
  applyPush,
  openingState,
  type PageState,
  withNotice,
  withoutNotice,
} from "../../../src/sandbox/page/page-state.ts";
import type { Boot, PageMessage } from "../../../src/sandbox/page-protocol.ts";

const boot: Boot = {
  team: { id: "T1", name: "Team" },
  people: [],
  commands: [],
  shortcuts: [],
  botUserId: "UB",
  appId: "A1",
};

const message: PageMessage = {
  channel: "C1",
  ts: "1700000000.000100",
  threadTs: null,
  replyCount: 0,
  author: null,
  user: "U1",
  text: "x",
  blocks: null,
  files: [],
  ephemeral: false,
  edited: false,
  deleted: false,
  reactions: [],
};

const greet = (state: PageState) =>
  applyPush(state, { push: "hello", boot, channels: [], views: [], home: null, connected: true });

describe("applyPush", () => {
  it("adds a message, replaces it when it comes again, and removes it", () => {
    const added = applyPush(openingState(boot), { push: "message", message });
    const edited = applyPush(added, { push: "message", message: { ...message, text: "y", edited: true } });
    expect(Object.values(edited.messages["C1"] ?? {})).toEqual([{ ...message, text: "y", edited: true }]);
    expect(applyPush(edited, { push: "removed", channel: "C1", ts: message.ts }).messages["C1"]).toEqual({});
  });

  it("forgets messages when it is greeted again, so that no gap looks whole", () => {
    const before = applyPush(greet(openingState(boot)), { push: "message", message });
    const after = greet({ ...before, link: "lost" });
    expect(after).toMatchObject({ link: "live", greetings: 2, messages: {} });
  });
});

describe("withNotice", () => {
  it("says the same thing once, keeps the last five, and forgets what was dismissed", () => {
    let state = openingState(boot);
    for (const text of ["a", "a", "b", "c", "d", "e", "f"])
      state = withNotice(state, { channel: "C1", text, keepText: null });
    expect(state.notices.map((notice) => notice.text)).toEqual(["b", "c", "d", "e", "f"]);
    const [first] = state.notices;
    expect(withoutNotice(state, first?.id ?? 0).notices).toHaveLength(4);
  });
});
