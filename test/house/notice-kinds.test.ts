import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { kindsThatMayWait, noticeKinds } from "../../src/crm/attention/notice-kinds.ts";
import { takeBackKind } from "../../src/slack/notices/take-back.ts";
import { noticesByKind } from "../../src/slack/registry.ts";
import { attentionText } from "../../src/slack/views/attention.text.ts";

describe("the table of notices' kinds", () => {
  it("has a line for every kind that is drawn, and none that is not", () => {
    const drawn = [...noticesByKind().keys(), takeBackKind];
    expect(
      drawn.filter((kind) => !(kind in noticeKinds)),
      "add these to src/crm/attention/notice-kinds.ts",
    ).toEqual([]);
    expect(Object.keys(noticeKinds).filter((kind) => !drawn.includes(kind))).toEqual([]);
  });

  it("has a line for every kind that a use case leaves", () => {
    const files = readdirSync("src/crm", { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
    const left = files.flatMap((file) => {
      const source = readFileSync(join("src/crm", file), "utf8");
      return [...source.matchAll(/notify\(\{[^}]*?kind: "([^"]+)"/gu)].map(([, kind]) => kind ?? "");
    });
    expect(left.length).toBeGreaterThan(5);
    expect(left.filter((kind) => !(kind in noticeKinds))).toEqual([]);
  });

  it("has a name for every kind of which a person can want less", () => {
    expect(kindsThatMayWait.filter((kind) => !attentionText.hasName(kind))).toEqual([]);
  });
});
