import { describe, expect, it } from "vitest";
import {
  interactionTypes,
  isInteractionType,
  isOutcome,
  isTalk,
  outcomes,
} from "../../../src/crm/interactions/interaction.ts";

describe("isTalk", () => {
  it("counts what the customer took part in, not attempts, notes or quotes", () => {
    const talks = interactionTypes.flatMap((type) =>
      [null, ...outcomes].filter((outcome) => isTalk({ type, outcome })).map((outcome) => `${type} ${outcome ?? "-"}`),
    );
    expect(talks).toEqual([
      ...["call -", "call connected", "email -", "email connected"],
      ...["meeting -", "meeting connected", "visit -", "visit connected"],
    ]);
  });
});

describe("isInteractionType and isOutcome", () => {
  it("know their own words and nothing else", () => {
    expect(interactionTypes.every(isInteractionType)).toBe(true);
    expect(outcomes.every(isOutcome)).toBe(true);
    for (const word of ["", "Call", "constructor", "toString", "none"]) {
      expect([isInteractionType(word), isOutcome(word)]).toEqual([false, false]);
    }
  });
});
