import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readRichText, typeRichText } from "../../../src/sandbox/page/form/typed-rich-text.ts";

describe("readRichText", () => {
  it("reads lists, quotes, code and styles", () => {
    expect(readRichText("a *b*\n- one\n- two\n1. first\n> said\n```\nx = 1\n```")).toEqual({
      type: "rich_text",
      elements: [
        {
          type: "rich_text_section",
          elements: [
            { type: "text", text: "a " },
            { type: "text", text: "b", style: { bold: true } },
          ],
        },
        {
          type: "rich_text_list",
          style: "bullet",
          elements: [
            { type: "rich_text_section", elements: [{ type: "text", text: "one" }] },
            { type: "rich_text_section", elements: [{ type: "text", text: "two" }] },
          ],
        },
        {
          type: "rich_text_list",
          style: "ordered",
          elements: [{ type: "rich_text_section", elements: [{ type: "text", text: "first" }] }],
        },
        { type: "rich_text_quote", elements: [{ type: "text", text: "said" }] },
        { type: "rich_text_preformatted", elements: [{ type: "text", text: "x = 1" }] },
      ],
    });
  });

  it("is nothing when nothing was typed", () => {
    expect(readRichText("")).toBeNull();
  });

  it("keeps every letter on the way there and back", () => {
    const letters = (text: string) => text.replace(/[^a-z<&é字]/g, "");
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."ab é字<&>*_~`-. \n1"), maxLength: 50 }), (typed) => {
        const block = readRichText(typed);
        expect(letters(block === null ? "" : typeRichText(block))).toBe(letters(typed));
      }),
      { numRuns: 1000 },
    );
  });

  it("gives its own text back unchanged", () => {
    const typed = "a *b*\n- one\n- two\n> said";
    expect(typeRichText(readRichText(typed) ?? { type: "rich_text", elements: [] })).toBe(typed);
  });
});
