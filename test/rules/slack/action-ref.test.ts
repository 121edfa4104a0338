import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { actionRef, decodeValue, encodeValue } from "../../../src/slack/action-ref.ts";
import { hostileText } from "../interactions/hostile-text.ts";

const ref = actionRef("customer.timeline", "contactId", "after");

describe("encodeValue and decodeValue", () => {
  it("give back what went in", () => {
    const part = fc.oneof(hostileText(200), fc.constantFrom("", "|", "%", "%7C", "%257C", "|%7C|"));
    fc.assert(
      fc.property(part, part, (contactId, after) => {
        expect(decodeValue(ref, encodeValue(ref, { contactId, after }))).toEqual({ contactId, after });
      }),
    );
  });

  it("see that a value is of an older version, whatever it holds", () => {
    expect(decodeValue(ref, "only-one")).toBeNull();
    expect(decodeValue(ref, "a|b|c")).toBeNull();
    expect(decodeValue(actionRef("customer.create"), "whatever")).toEqual({});
    fc.assert(
      fc.property(hostileText(200), (text) => {
        expect(decodeValue(ref, text) === null).toBe(text.split("|").length !== 2);
      }),
    );
  });
});
