import { describe, expect, it } from "vitest";
import { findCompletion, matchesName } from "../../../src/sandbox/page/composer/completion.ts";
import { matchingCommands } from "../../../src/sandbox/page/composer/completion-list.ts";

const find = (text: string, inThread = false) => findCompletion(text, text.length, inThread);

describe("findCompletion", () => {
  it("offers commands from the first sign on, and only there", () => {
    expect(find("/")).toEqual({ kind: "command", from: 0, typed: "" });
    expect(find("/crm-l")).toEqual({ kind: "command", from: 0, typed: "crm-l" });
    expect(find("/crm-log b")).toBeNull();
    expect(find("see /crm")).toBeNull();
    expect(find("/crm", true)).toBeNull();
  });

  it("offers people, by first and last name, channels and emoji anywhere", () => {
    expect(find("hello @wei")).toEqual({ kind: "person", from: 6, typed: "wei" });
    expect(find("hello @wei li")).toEqual({ kind: "person", from: 6, typed: "wei li" });
    expect(find("in #sal")).toEqual({ kind: "channel", from: 3, typed: "sal" });
    expect(find("good :ta")).toEqual({ kind: "emoji", from: 5, typed: "ta" });
  });

  it("leaves addresses and times alone", () => {
    expect(find("budi@x.example")).toBeNull();
    expect(find("at 10:30")).toBeNull();
  });
});

describe("matchesName", () => {
  it("takes the words in any order, begun, without accents", () => {
    expect(matchesName("Tan Wei Ling", "ling w")).toBe(true);
    expect(matchesName("José Pérez", "perez")).toBe(true);
    expect(matchesName("Maya Putri", "utri")).toBe(false);
  });
});

describe("matchingCommands", () => {
  const commands = ["/crm-log", "/crm", "/crm-customer", "/remind"].map((command) => ({
    command,
    description: "",
    usageHint: "",
  }));
  const found = (typed: string) => matchingCommands(commands, typed).map((one) => one.command);

  it("lists all for the slash alone", () => {
    expect(found("")).toHaveLength(4);
  });

  it("puts the exact command first, then what begins so, then what holds it", () => {
    expect(found("crm")).toEqual(["/crm", "/crm-customer", "/crm-log"]);
    expect(found("log")).toEqual(["/crm-log"]);
  });
});
