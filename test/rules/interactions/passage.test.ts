import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readPassage } from "../../../src/crm/interactions/passage.ts";
import { hostileText } from "./hostile-text.ts";

describe("readPassage", () => {
  it("cuts a long note between words on both sides of the word", () => {
    const note = `${"before ".repeat(30)}renewal ${"after ".repeat(30)}`;
    const { before, said, after } = readPassage(note, ["renew"]);
    expect([before.startsWith("…before"), before.endsWith(" "), said]).toEqual([true, true, "renewal"]);
    expect(after).toMatch(/^ after.*after…$/u);
    expect(`${before}${said}${after}`.length).toBeLessThan(110);
  });

  it("marks the word as it was written, once", () => {
    expect(readPassage("No RENEWAL, no renewal", ["renewal"])).toEqual({
      before: "No ",
      said: "RENEWAL",
      after: ", no renewal",
    });
  });

  it("marks what hangs together, since nothing becomes bold that begins within a word", () => {
    expect(readPassage('two "e-mails", both late', ["mail"])).toEqual({
      before: 'two "',
      said: "e-mails",
      after: '", both late',
    });
  });

  it("tells the start of a note that has none of them", () => {
    expect(readPassage("short", ["renewal"])).toEqual({ before: "", said: "", after: "short" });
  });

  it("never invents a character, whatever the note", () => {
    fc.assert(
      fc.property(hostileText(300), fc.array(fc.string({ maxLength: 4 }), { maxLength: 3 }), (note, beginnings) => {
        const { before, said, after } = readPassage(note, beginnings);
        const plain = note.replace(/\s+/gu, " ").trim().toWellFormed();
        expect(plain).toContain(`${before}${said}${after}`.toWellFormed().replace(/^…|…$/gu, ""));
      }),
    );
  });
});
