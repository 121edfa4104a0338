import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { escapeMrkdwn, inline, inlineWithin, literalWithin, plainOf, shorten } from "../../../src/slack/mrkdwn.ts";
import { decodeTyped } from "../../../src/slack/typed-text.ts";
import { hostileText } from "../interactions/hostile-text.ts";

describe("escapeMrkdwn", () => {
  it("takes the meaning from mentions, links and entities", () => {
    expect(escapeMrkdwn("<!channel> <@U1> &lt; Sari & co")).toBe("&lt;!channel&gt; &lt;@U1&gt; &amp;lt; Sari &amp; co");
  });

  it("is undone by what decodes typing: what was typed is what is shown", () => {
    fc.assert(
      fc.property(hostileText(500), (text) => {
        expect(decodeTyped(escapeMrkdwn(text))).toBe(text);
      }),
    );
  });
});

describe("inline", () => {
  it("leaves nothing with which a name could mention, link, close a style or break the line", () => {
    fc.assert(
      fc.property(hostileText(500), (text) => {
        const shown = inline(text);
        expect(shown).not.toMatch(/[<>\n\r\t]/u);
        expect(shown.replaceAll(/​[*_~`]​/gu, "")).not.toMatch(/[*_~`]/u);
      }),
    );
  });
});

describe("inlineWithin and literalWithin", () => {
  it("are never longer than asked, and never cut an entity or a guard in half", () => {
    fc.assert(
      fc.property(hostileText(400), fc.integer({ min: 1, max: 300 }), (text, longest) => {
        for (const shown of [inlineWithin(text, longest), literalWithin(text, longest)]) {
          expect(shown.length).toBeLessThanOrEqual(longest);
          expect(shown.replace(/&(amp|lt|gt);/gu, "")).not.toMatch(/[<>&]/u);
          expect(shown.replaceAll(/\u200b[*_~`]\u200b/gu, "")).not.toMatch(/[*_~`]/u);
        }
      }),
    );
  });
});

describe("plainOf", () => {
  it("gives back what was escaped", () => {
    fc.assert(
      fc.property(hostileText(300), (text) => {
        expect(plainOf(inline(text))).toBe(text.replace(/\s+/gu, " ").trim());
      }),
    );
  });
});

describe("shorten", () => {
  it("keeps what fits, and cuts the rest between words", () => {
    expect(shorten("wants the offer", 15)).toBe("wants the offer");
    expect(shorten("wants the renewal offer", 15)).toBe("wants the…");
    expect(shorten("supercalifragilistic", 10)).toBe("supercali…");
  });

  it("is never longer than asked, never splits a character, and begins as the text does", () => {
    fc.assert(
      fc.property(hostileText(400), fc.integer({ min: 1, max: 300 }), (text, longest) => {
        const short = shorten(text, longest);
        expect([...short].length).toBeLessThanOrEqual(longest);
        expect(short === text || short.endsWith("…")).toBe(true);
        expect(text.startsWith(short.replace(/…$/u, ""))).toBe(true);
        if (text.isWellFormed()) expect(short.isWellFormed()).toBe(true);
      }),
    );
  });
});
