import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Refusal } from "../../src/crm/refusal.ts";
import { likelyMeant, readAccessWords, unknownWord } from "../../src/slack/access-words.ts";

const typist = { zone: "Asia/Jakarta", now: new Date("2026-11-22T07:05:00Z"), region: "ID", locale: "en-ID" };

const read = (text: string) => {
  const { personIds, channelIds, phrases, role, departments } = readAccessWords(text, typist);
  return { personIds, channelIds, phrases: phrases.map((phrase) => phrase.join(" ")), role, departments };
};

describe("readAccessWords", () => {
  const nobody = { personIds: [], channelIds: [], phrases: [], role: null, departments: null };

  it.each([
    ["<@U1> <@U2|sari> member support", { personIds: ["U1", "U2"], role: "member", departments: ["support"] }],
    ["support <@U1> as a Manager", { personIds: ["U1"], role: "manager", departments: ["support"] }],
    ["everyone in <#C1|sales> members, sales", { channelIds: ["C1"], role: "member", departments: ["sales"] }],
    ["<#C1|> viewers", { channelIds: ["C1"], role: "viewer" }],
    ["<@U1> sales and marketing", { personIds: ["U1"], departments: ["sales", "marketing"] }],
    ["maya", { phrases: ["maya"] }],
    ["@wei.ling, “maya putri” member", { phrases: ["wei.ling", "maya putri"], role: "member" }],
    ["maya <@U1> sari", { personIds: ["U1"], phrases: ["maya", "sari"] }],
    ["<mailto:maya@contoh.example|maya@contoh.example> viewer", { phrases: ["maya@contoh.example"], role: "viewer" }],
    ["member", { role: "member" }],
    ["  ", {}],
  ])("reads %s", (text, words) => {
    expect(read(text)).toEqual({ ...nobody, ...words });
  });

  it.each([
    ["<!subteam^S123|@sales-team> member", "group_cannot_be_granted", { typed: "@sales-team" }],
    ["<!subteam^S123> member", "group_cannot_be_granted", { typed: "@subteam" }],
    ["<!channel>", "group_cannot_be_granted", { typed: "@channel" }],
    ["@everyone member", "group_cannot_be_granted", { typed: "@everyone" }],
    ["#board member", "channel_unreadable", { channel: "#board" }],
    ["<@U1> member steward", "several_roles", { typed: ["member", "steward"] }],
  ])("refuses %s", (text, code, details) => {
    expect(() => readAccessWords(text, typist)).toThrow(expect.objectContaining({ code, details }));
  });

  it("never fails on what people type, however odd", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 300 }), (text) => {
        try {
          const { phrases } = readAccessWords(text, typist);
          expect(phrases.flat().every((word) => !/\s/u.test(word))).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(Refusal);
        }
      }),
    );
  });
});

describe("likelyMeant", () => {
  it.each([
    ["memeber", "role"],
    ["stewrad", "role"],
    ["admin", "role"],
    ["suport", "department"],
    ["Sale", "department"],
    ["finance", "department"],
    ["maya", null],
    ["it", "department"],
    ["sari", null],
  ])("takes %s for %s", (word, meant) => {
    expect(likelyMeant(word)).toBe(meant);
  });

  it("gives each word the refusal that helps", () => {
    expect(unknownWord("suport")).toMatchObject({ code: "unknown_department", details: { typed: "suport" } });
    expect(unknownWord("owner")).toMatchObject({ code: "unknown_role" });
    expect(unknownWord("nadia")).toMatchObject({ code: "unknown_person" });
  });
});
