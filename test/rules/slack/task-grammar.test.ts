import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readGift, readNewTask, readTaskList, readTypedSnooze } from "../../../src/slack/task-grammar.ts";
import { hostileText } from "../interactions/hostile-text.ts";

/** Sunday 22 November 2026, 14:05 in Jakarta. */
const reader = { zone: "Asia/Jakarta", now: new Date("2026-11-22T07:05:00Z"), locale: "en-ID" };
const at = (day: string, time: string) => new Date(`${day}T${time}:00+07:00`);

describe("readNewTask", () => {
  it.each([
    ["send budi the offer friday", { title: "send budi the offer", dueAt: at("2026-11-27", "09:00"), timed: false }],
    ["send the offer friday 15:00", { title: "send the offer", dueAt: at("2026-11-27", "15:00"), timed: true }],
    ["kirim penawaran ke budi besok", { title: "kirim penawaran ke budi", dueAt: at("2026-11-23", "09:00") }],
    ["tomorrow call ana", { title: "call ana", dueAt: at("2026-11-23", "09:00") }],
    ["book a room", { title: "book a room", dueAt: null, slackUserId: null, ticketNumber: null }],
    ["send the list yesterday", { title: "send the list yesterday", dueAt: null }],
    ["<@UMAYA|maya> send the offer friday", { title: "send the offer", slackUserId: "UMAYA" }],
    ["send the offer friday <@UMAYA|maya>", { title: "send the offer", slackUserId: "UMAYA" }],
    ["ask <@UMAYA|maya> for the price", { title: "ask @maya for the price", slackUserId: null }],
    ["T-31 call sari back tomorrow", { title: "call sari back", ticketNumber: 31 }],
    ["call sari about T–31", { title: "call sari about T–31", ticketNumber: 31 }],
    ["order 3 t31 filters", { title: "order 3 t31 filters", ticketNumber: null }],
  ])("%s", (typed, expected) => {
    expect(readNewTask(typed, reader)).toMatchObject(expected);
  });

  it("asks which day 3/12 is", () => {
    const read = readNewTask("send the offer 3/12", reader);
    expect(read?.open?.choices).toEqual([at("2026-12-03", "09:00"), at("2027-03-12", "09:00")]);
  });

  it("always has something to do, and plans nothing for the past", () => {
    fc.assert(
      fc.property(hostileText(), (typed) => {
        const read = readNewTask(typed, reader);
        if (!read) return;
        expect(read.title.trim()).not.toBe("");
        if (read.dueAt) expect(read.dueAt >= reader.now).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it("keeps plain words as they are", () => {
    const word = fc.constantFrom("send", "the", "offer", "kirim", "harga", "budi", "quote", "2", "copies", "to", "PT");
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 12 }), (words) => {
        const typed = `${words.join(" ")} now-ish`;
        expect(readNewTask(typed, reader)?.title).toBe(typed);
      }),
    );
  });
});

describe("readTypedSnooze", () => {
  const day = (on: string) => ({ at: at(on, "09:00"), timed: false });
  it.each([
    ["2 tomorrow", "2", day("2026-11-23")],
    ["2 besok", "2", day("2026-11-23")],
    ["#2 to friday", "2", day("2026-11-27")],
    ["2 until friday 15:00", "2", { at: at("2026-11-27", "15:00"), timed: true }],
    ["2 3 days", "2", day("2026-11-25")],
    ["send the offer to friday", "send the offer", day("2026-11-27")],
    ["offer tomorrow", "offer", day("2026-11-23")],
  ])("%s", (typed, which, to) => {
    expect(readTypedSnooze(typed, reader)).toMatchObject({ which, to });
  });

  it.each([
    ["2 next week", "2"],
    ["2 minggu depan", "2"],
    ["send the offer next week", "send the offer"],
  ])("%s is the next Monday", (typed, which) => {
    expect(readTypedSnooze(typed, reader)).toMatchObject({ which, to: "next-week" });
  });

  it.each(["2", "2 yesterday", "the offer"])("%s says no day to come", (typed) => {
    expect(readTypedSnooze(typed, reader).to).toBeNull();
  });

  it("never throws, and never goes back in time", () => {
    fc.assert(
      fc.property(hostileText(), (typed) => {
        const { to } = readTypedSnooze(typed, reader);
        if (to !== null && to !== "next-week") expect(to.at >= reader.now).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe("readGift", () => {
  it.each([
    ["2 <@UMAYA|maya>", "2", { slackUserIds: ["UMAYA"], name: "" }],
    ["<@UMAYA|maya> 2", "2", { slackUserIds: ["UMAYA"], name: "" }],
    ["2 to <@UMAYA|maya>", "2", { slackUserIds: ["UMAYA"], name: "" }],
    ["2 maya", "2", { slackUserIds: [], name: "maya" }],
    ["2 to maya putri", "2", { slackUserIds: [], name: "maya putri" }],
    ["send the offer to maya", "send the offer", { slackUserIds: [], name: "maya" }],
    ["2", "2", { slackUserIds: [], name: "" }],
  ])("%s", (typed, which, people) => {
    expect(readGift(typed)).toEqual({ which, people });
  });

  it("never throws", () => {
    fc.assert(fc.property(hostileText(), (typed) => void readGift(typed)));
  });
});

describe("readTaskList", () => {
  it.each([
    ["mine", { overdue: false, slackUserIds: [], name: "" }],
    ["overdue", { overdue: true, slackUserIds: [], name: "" }],
    ["<@UMAYA|maya> overdue", { overdue: true, slackUserIds: ["UMAYA"], name: "" }],
    ["budi santoso", { overdue: false, slackUserIds: [], name: "budi santoso" }],
    ['"All Star"', { overdue: false, slackUserIds: [], name: "All Star" }],
    ["@maya", { overdue: false, slackUserIds: [], name: "maya" }],
  ])("%s", (typed, expected) => {
    expect(readTaskList(typed)).toEqual(expected);
  });

  it("never throws", () => {
    fc.assert(fc.property(hostileText(), (typed) => void readTaskList(typed)));
  });
});
