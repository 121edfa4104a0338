import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeTyped, mentionedChannels, mentionedPeople } from "../../../src/slack/typed-text.ts";
import { hostileText, workOf } from "../interactions/hostile-text.ts";

describe("decodeTyped", () => {
  it.each([
    ["budi: see <http://contoh.com|contoh.com>", "budi: see contoh.com"],
    ["<https://contoh.com/a?b=1&amp;c=2>", "https://contoh.com/a?b=1&c=2"],
    ["<mailto:budi@contoh.co.id|budi@contoh.co.id>", "budi@contoh.co.id"],
    ["<mailto:budi@contoh.co.id>", "budi@contoh.co.id"],
    ["<tel:+628123456789|0812-3456-789>", "0812-3456-789"],
    ["ask <@U123|maya> in <#C1|sales>", "ask <@U123|maya> in <#C1|sales>"],
    ["a &lt; b &amp;&amp; c &gt; d", "a < b && c > d"],
    ["&amp;lt;", "&lt;"],
    ["Sari &amp; co", "Sari & co"],
    ["5 &lt; 6 <b>", "5 < 6 b"],
  ])("makes %j into %j", (text, typed) => {
    expect(decodeTyped(text)).toBe(typed);
  });

  it("never throws, and is quick", () => {
    fc.assert(
      fc.property(hostileText(), (text) => {
        expect(decodeTyped(text).length).toBeLessThanOrEqual(text.length);
      }),
    );
    for (const text of ["<".repeat(3000), "<a".repeat(1500), "<@".repeat(1500), "&".repeat(3000), "<a|".repeat(1000)]) {
      const work = workOf(() => {
        decodeTyped(text);
        mentionedPeople(text);
      });
      expect(work).toBeLessThan(200);
    }
  });
});

describe("mentionedPeople and mentionedChannels", () => {
  it("give each once, in order, and nothing that only looks like one", () => {
    const text = "<@U2|maya> <@U1> <@U2> &lt;@U3&gt; @U4 <#C1|sales> <#C1> <!channel> <@u5> <#G7|>";
    expect(mentionedPeople(text)).toEqual(["U2", "U1"]);
    expect(mentionedChannels(text)).toEqual(["C1", "G7"]);
  });
});
