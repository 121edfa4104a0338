import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Draft,
  draftOf,
  insertMention,
  insertText,
  retype,
  trimDraft,
} from "../../../src/sandbox/page/composer/mentions.ts";

const named = (draft: Draft) => draft.mentions.map((one) => draft.text.slice(one.at, one.at + one.length));

describe("insertMention", () => {
  it("puts the name in the place of what was typed, with a space and the caret behind it", () => {
    const { draft, caret } = insertMention({ text: "hi @we there", mentions: [] }, 3, 6, "@Tan Wei Ling", "U4");
    expect(draft).toEqual({ text: "hi @Tan Wei Ling  there", mentions: [{ at: 3, length: 13, id: "U4" }] });
    expect(draft.text.slice(0, caret)).toBe("hi @Tan Wei Ling ");
  });
});

describe("retype", () => {
  it("moves a mention with the text before it, and drops it when its own letters change", () => {
    const { draft } = insertMention({ text: "@we", mentions: [] }, 0, 3, "@Wei", "U4");
    expect(named(retype(draft, "so @Wei "))).toEqual(["@Wei"]);
    expect(retype(draft, "@Wxi ").mentions).toEqual([]);
    expect(retype(draft, "").mentions).toEqual([]);
  });

  it("never lets a mention stand for other letters than its own", () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string({ maxLength: 6 }), fc.constant("@Maya Putri")), { maxLength: 6 }),
        fc.string({ unit: fc.constantFrom(..."@May Putrix"), maxLength: 40 }),
        fc.nat(),
        fc.nat(),
        fc.string({ maxLength: 5 }),
        (parts, other, from, to, inserted) => {
          let draft: Draft = { text: "", mentions: [] };
          for (const part of parts) {
            const end = draft.text.length;
            draft =
              part === "@Maya Putri"
                ? insertMention(draft, end, end, part, "U3").draft
                : insertText(draft, end, end, part).draft;
          }
          const [a, b] = [from % (draft.text.length + 1), to % (draft.text.length + 1)].sort((x, y) => x - y) as [
            number,
            number,
          ];
          const edited = draft.text.slice(0, a) + inserted + draft.text.slice(b);
          for (const next of [retype(draft, edited), retype(draft, other), trimDraft(draft)]) {
            expect(named(next).every((label) => label === "@Maya Putri")).toBe(true);
          }
        },
      ),
    );
  });
});

describe("draftOf", () => {
  const names = { user: (id: string) => (id === "U3" ? "Maya Putri" : null), channel: () => "sales" };

  it("gives back what was typed, with its mentions", () => {
    const draft = draftOf("ask <@U3> in <#C1|sales> about a &lt; b, <https://x.example>", names);
    expect(draft.text).toBe("ask @Maya Putri in #sales about a < b, https://x.example");
    expect(named(draft)).toEqual(["@Maya Putri", "#sales"]);
  });
});
