import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { placeOfLink, readPlace, writePlace } from "../../../src/sandbox/page/place.ts";

describe("readPlace", () => {
  it("reads back every place that writePlace writes", () => {
    const id = fc.stringMatching(/^[A-Z0-9]{2,11}$/);
    const ts = fc.stringMatching(/^\d{10}\.\d{6}$/);
    fc.assert(
      fc.property(id, fc.constantFrom("home", "thread", "message", "none"), ts, (channel, kind, at) => {
        const place = {
          channel,
          tab: kind === "home" ? ("home" as const) : ("messages" as const),
          thread: kind === "thread" ? at : null,
          message: kind === "message" ? at : null,
        };
        expect(readPlace(writePlace(place))).toEqual(place);
      }),
    );
  });

  it("is nowhere for an empty address", () => {
    expect(readPlace("").channel).toBeNull();
  });
});

describe("placeOfLink", () => {
  const targets = {
    origin: "http://localhost:3000",
    appId: "A1",
    botUserId: "UB",
    dmOf: (user: string) => ({ UB: "DB", U1: "D1" })[user] ?? null,
  };

  it.each([
    ["slack://app?team=T1&id=A1&tab=home", "#DB/home"],
    ["slack://app?team=T1&id=A1&tab=messages", "#DB"],
    ["slack://channel?team=T1&id=C1", "#C1"],
    ["slack://user?team=T1&id=U1", "#D1"],
    ["http://localhost:3000/archives/C1/p1712345678000100", "#C1/message/1712345678.000100"],
    ["http://localhost:3000/archives/C1/p1712345678000200?thread_ts=1712345678.000100", "#C1/thread/1712345678.000100"],
  ])("finds %s inside the workspace", (link, place) => {
    expect(placeOfLink(link, targets)).toBe(place);
  });

  it.each([
    "https://example.com/archives/C1/p1712345678000100",
    "slack://app?id=A2",
    "slack://user?id=U9",
    "not a link",
  ])("leads outside for %s", (link) => {
    expect(placeOfLink(link, targets)).toBeNull();
  });
});
