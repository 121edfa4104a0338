import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseMarkdown } from "../../../src/sandbox/page/text/markdown.ts";
import { parseMrkdwn, parsePlainText } from "../../../src/sandbox/page/text/mrkdwn.ts";
import { piecesText } from "../../../src/sandbox/page/text/pieces.ts";
import { richTextPieces } from "../../../src/sandbox/page/text/rich-text.ts";

const names = {
  user: (id: string) => (id === "U1" ? "Dewi Lestari" : null),
  channel: (id: string) => (id === "C1" ? "sales" : null),
};
const words = (source: string) => piecesText(parseMrkdwn(source), names);
const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
/** What must never be lost: everything but the signs that set a style and white space at an edge. */
const letters = (text: string) => text.replace(/[\s*_~`>]/g, "");

describe("parseMrkdwn", () => {
  it("reads the styles, alone and within each other", () => {
    expect(parseMrkdwn("*bold* _italic_ ~struck~ `co*d*e`")).toEqual([
      { kind: "style", style: "bold", children: [{ kind: "text", text: "bold" }] },
      { kind: "text", text: " " },
      { kind: "style", style: "italic", children: [{ kind: "text", text: "italic" }] },
      { kind: "text", text: " " },
      { kind: "style", style: "strike", children: [{ kind: "text", text: "struck" }] },
      { kind: "text", text: " " },
      { kind: "code", text: "co*d*e" },
    ]);
    expect(parseMrkdwn("*_both_*")).toEqual([
      {
        kind: "style",
        style: "bold",
        children: [{ kind: "style", style: "italic", children: [{ kind: "text", text: "both" }] }],
      },
    ]);
  });

  it("leaves stars inside words and sums alone", () => {
    expect(parseMrkdwn("3*4*5 snake_case_name")).toEqual([{ kind: "text", text: "3*4*5 snake_case_name" }]);
  });

  it("reads links with and without a label, mail, phone and bare addresses", () => {
    expect(parseMrkdwn("<https://a.example/?x=1&amp;y=2|the *page*>")).toEqual([
      {
        kind: "link",
        url: "https://a.example/?x=1&y=2",
        children: [
          { kind: "text", text: "the " },
          { kind: "style", style: "bold", children: [{ kind: "text", text: "page" }] },
        ],
      },
    ]);
    expect(words("<mailto:budi@x.example|budi@x.example> <tel:+62812> <https://b.example>")).toBe(
      "budi@x.example +62812 https://b.example",
    );
    expect(parseMrkdwn("see https://c.example/x, then")).toContainEqual({
      kind: "link",
      url: "https://c.example/x",
      children: [{ kind: "text", text: "https://c.example/x" }],
    });
  });

  it("names people and channels, and falls back on the label, then the id", () => {
    expect(words("<@U1> <@U2|maya> <@U3> <#C1> <#C2|support> <!channel> <!subteam^S1|@sellers>")).toBe(
      "@Dewi Lestari @maya @U3 #sales #support @channel @sellers",
    );
  });

  it("reads dates with their format, fall-back and link", () => {
    expect(parseMrkdwn("<!date^1392734382^{date} at {time}^https://a.example|18 Feb>")).toEqual([
      {
        kind: "date",
        seconds: 1392734382,
        format: "{date} at {time}",
        fallback: "18 Feb",
        url: "https://a.example",
      },
    ]);
  });

  it("draws Slack's emoji and leaves what only looks like one", () => {
    expect(parseMrkdwn(":tada:")).toEqual([{ kind: "emoji", name: "tada", glyph: "🎉" }]);
    expect(words(":warning: :+1::skin-tone-3: :no_such_thing: 10:30:45")).toBe("⚠️ 👍🏼 :no_such_thing: 10:30:45");
  });

  it("quotes lines that begin with > escaped or not", () => {
    for (const source of ["&gt; said\nthen", "> said\nthen"]) {
      expect(parseMrkdwn(source)).toEqual([
        { kind: "quote", children: [{ kind: "text", text: "said" }] },
        { kind: "text", text: "then" },
      ]);
    }
  });

  it("undoes the escapes exactly once", () => {
    expect(words("&amp;lt; &lt;!channel&gt; &lt;@U1&gt;")).toBe("&lt; <!channel> <@U1>");
  });

  it("keeps every letter of any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."ab 12*_~`<>&|@#!\n^.é字🎉"), maxLength: 60 }), (text) => {
        expect(letters(words(escaped(text)))).toBe(letters(text));
      }),
      { numRuns: 2000 },
    );
  });

  it("answers for 12,000 hostile letters at once", () => {
    for (const unit of ["*_~`", "<@", "*a _b ~c ", "&gt;", "```", "<!date^1^"]) {
      const started = performance.now();
      parseMrkdwn(unit.repeat(Math.ceil(12_000 / unit.length)));
      expect(performance.now() - started).toBeLessThan(1500);
    }
  });
});

describe("parsePlainText", () => {
  it("draws emoji only, and only where they are wanted", () => {
    expect(piecesText(parsePlainText("*no* :wave:", true), names)).toBe("*no* 👋");
    expect(piecesText(parsePlainText(":wave:", false), names)).toBe(":wave:");
  });
});

describe("parseMarkdown", () => {
  it("reads headings, lists with tasks, tables, code and quotes", () => {
    const pieces = parseMarkdown("# A\n\n- [x] done\n- open\n\n|a|b|\n|-|-:|\n|1|2|\n\n```\nx < y\n```\n\n> q **b**");
    expect(pieces.map((piece) => piece.kind)).toEqual(["heading", "list", "table", "pre", "quote"]);
    expect(pieces[1]).toMatchObject({ ordered: false, items: [{ checked: true }, { checked: null }] });
    expect(pieces[2]).toMatchObject({ align: ["left", "right"], rows: [[[{ text: "1" }], [{ text: "2" }]]] });
    expect(pieces[3]).toEqual({ kind: "pre", text: "x < y" });
  });

  it("leaves HTML the text it is", () => {
    expect(piecesText(parseMarkdown("<img src=x onerror=alert(1)> **b**"), names)).toContain(
      "<img src=x onerror=alert(1)>",
    );
  });
});

describe("richTextPieces", () => {
  it("reads sections, styles, lists, quotes and code", () => {
    const pieces = richTextPieces({
      type: "rich_text",
      elements: [
        {
          type: "rich_text_section",
          elements: [
            { type: "text", text: "a", style: { bold: true, italic: true } },
            { type: "user", user_id: "U1" },
            { type: "emoji", name: "tada" },
          ],
        },
        {
          type: "rich_text_list",
          style: "ordered",
          elements: [{ type: "rich_text_section", elements: [{ type: "text", text: "one" }] }],
        },
        { type: "rich_text_quote", elements: [{ type: "text", text: "q" }] },
        { type: "rich_text_preformatted", elements: [{ type: "text", text: "c" }] },
      ],
    });
    expect(pieces.map((piece) => piece.kind)).toEqual(["paragraph", "list", "quote", "pre"]);
    expect(piecesText(pieces, names)).toBe("a@Dewi Lestari🎉oneqc");
  });
});
