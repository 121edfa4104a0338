import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findTopics } from "../../../src/crm/interactions/topics.ts";
import { hostileText, longestTexts, workOf } from "./hostile-text.ts";

describe("findTopics", () => {
  it("names what stands in at least two notes, those in the most first, then the most recent [R66]", () => {
    const notes = [
      "wants the renewal offer by May",
      "asked for the invoice copy",
      "renewal offer: price too high",
      "invoice was wrong",
      "asked about the renewal",
    ];
    expect(findTopics(notes)).toEqual(["renewal", "offer", "invoice"]);
  });

  it("gives a pair the place of its words where both stand in as many notes", () => {
    expect(findTopics(["price list sent", "the price list is old"])).toEqual(["price list"]);
  });

  it("leaves out stop words of both languages, numbers, and words about the talking itself", () => {
    expect(
      findTopics(["called him yesterday, asked about the 2026 plan", "called again, asked for the 2026 plan"]),
    ).toEqual(["plan"]);
    expect(findTopics(["telepon besok, minta harga yang baru", "hubungi lagi, minta harga dan diskon"])).toEqual([
      "harga",
    ]);
  });

  it("counts a plural with its singular, and tells it as it was written most", () => {
    expect(findTopics(["the invoices of April", "an invoice copy", "invoices came twice"])).toEqual(["invoices"]);
    expect(findTopics(["deliveries to Bogor", "delivery late"])).toEqual(["deliveries"]);
    expect(findTopics(["new glass", "no glas here", "the bus", "a bu"])).toEqual([]);
  });

  it.each([[[]], [[""]], [["one note only"]]])("finds none in %j", (notes) => {
    expect(findTopics(notes)).toEqual([]);
  });

  it("gives at most three, each of them words of at least two of the notes", () => {
    fc.assert(
      fc.property(fc.array(hostileText(300), { maxLength: 12 }), (notes) => {
        const topics = findTopics(notes);
        expect(topics.length).toBeLessThanOrEqual(3);
        for (const topic of topics) {
          for (const word of topic.split(" ")) {
            expect(notes.filter((note) => note.toLowerCase().includes(word)).length).toBeGreaterThanOrEqual(2);
          }
        }
      }),
    );
  });

  it("reads fifty of the longest notes at once", () => {
    for (const note of longestTexts([""])) {
      const notes = Array.from({ length: 50 }, () => note);
      expect
        .soft(
          workOf(() => void findTopics(notes)),
          JSON.stringify(note.slice(0, 30)),
        )
        .toBeLessThan(400);
    }
  });
});
