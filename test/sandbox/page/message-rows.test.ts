import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  channelMessages,
  firstUnread,
  messageRows,
  threadMessages,
} from "../../../src/sandbox/page/messages/message-rows.ts";
import type { PageMessage } from "../../../src/sandbox/page-protocol.ts";

const message = (seconds: number, user = "U1", rest: Partial<PageMessage> = {}): PageMessage => ({
  channel: "C1",
  ts: `${1_700_000_000 + seconds}.000100`,
  threadTs: null,
  replyCount: 0,
  author: null,
  user,
  text: "x",
  blocks: null,
  files: [],
  ephemeral: false,
  edited: false,
  deleted: false,
  reactions: [],
  ...rest,
});

const heads = (messages: PageMessage[]) =>
  messageRows(messages, "UTC", null).flatMap((row) => (row.kind === "message" ? [row.head] : []));

describe("messageRows", () => {
  it("keeps a run of one person's messages under one head, for five minutes", () => {
    expect(heads([message(0), message(60), message(400), message(420, "U2")])).toEqual([true, false, true, true]);
  });

  it("begins a new head after a thread, and where only one person sees it", () => {
    expect(heads([message(0, "U1", { replyCount: 2 }), message(10), message(20, "U1", { ephemeral: true })])).toEqual([
      true,
      true,
      true,
    ]);
  });

  it("divides days where the reader's day begins", () => {
    // 22:13 UTC and 23:13 UTC: one day in London, two in Jakarta only from 17:00 UTC on.
    const two = [message(0), message(7200)];
    const days = (zone: string) => messageRows(two, zone, null).filter((row) => row.kind === "day").length;
    expect(days("UTC")).toBe(2);
    expect(days("Asia/Jakarta")).toBe(1);
  });

  it("draws the new line above the first unread message", () => {
    const rows = messageRows([message(0), message(10), message(20)], "UTC", message(10).ts);
    expect(rows.map((row) => row.kind)).toEqual(["day", "message", "new", "message", "message"]);
  });

  it("shows every message once, in order, whatever order they came in", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(500_000), { maxLength: 30 }), (offsets) => {
        const shown = messageRows(
          offsets.map((offset) => message(offset)),
          "Asia/Jakarta",
          null,
        ).flatMap((row) => (row.kind === "message" ? [row.message.ts] : []));
        expect(shown).toEqual(offsets.map((offset) => message(offset).ts).sort());
      }),
    );
  });
});

describe("channelMessages and threadMessages", () => {
  const root = message(0, "U1", { replyCount: 1 });
  const reply = message(5, "U2", { threadTs: root.ts });
  const gone = message(9, "U1", { deleted: true });
  const all = Object.fromEntries([root, reply, gone].map((one) => [one.ts, one]));

  it("keep replies out of the channel and in their thread, and hide gravestones without a thread", () => {
    expect(channelMessages(all)).toEqual([root]);
    expect(threadMessages(all, root.ts)).toEqual([root, reply]);
    expect(channelMessages({ ...all, [root.ts]: { ...root, deleted: true } })).toHaveLength(1);
  });
});

describe("firstUnread", () => {
  it("counts others' messages from the end", () => {
    const three = [message(0, "U2"), message(5, "U1"), message(9, "U2")];
    expect(firstUnread(three, 1, "U1")).toBe(message(9).ts);
    expect(firstUnread(three, 2, "U1")).toBe(message(0).ts);
    expect(firstUnread(three, 0, "U1")).toBeNull();
    expect(firstUnread([], 3, "U1")).toBeNull();
  });
});
