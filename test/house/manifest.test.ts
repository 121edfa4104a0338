import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { isMap, isPair, isScalar, isSeq, parse, parseDocument } from "yaml";
import { commands } from "../../commands/index.ts";
import { jobs } from "../../jobs/index.ts";
import { readManifest } from "../../src/sandbox/manifest.ts";
import { events, shortcuts } from "../../src/slack/registry.ts";

const root = join(import.meta.dirname, "..", "..");
const text = readFileSync(join(root, "manifest.yml"), "utf8");
const manifest = parse(text);
const filesOf = (folder: string) =>
  readdirSync(join(root, folder)).filter((file) => file.endsWith(".ts") && file !== "index.ts");

describe("manifest.yml", () => {
  it("is one that Slack would take", () => {
    expect(() => readManifest(manifest)).not.toThrow();
    expect(manifest._metadata.major_version).toBe(2);
  });

  it("has each slash command that the code knows, and no other", () => {
    const declared = manifest.features.slash_commands.map(({ command }: { command: string }) => command);
    const roots = [...new Set(commands.map(({ name }) => name.split(" ")[0]))];
    expect(declared.toSorted()).toEqual(roots.toSorted());
    expect(declared.every((command: string) => command.startsWith("/crm"))).toBe(true);
  });

  it("gives each command a hint, and has Slack escape what is typed", () => {
    for (const { command, usage_hint, should_escape, description } of manifest.features.slash_commands) {
      expect({ command, should_escape }).toEqual({ command, should_escape: true });
      expect(usage_hint.length, command).toBeGreaterThan(3);
      expect(description, command).not.toMatch(/!/u);
    }
  });

  it("has each shortcut and each event that the code answers, and no other", () => {
    const declared = manifest.features.shortcuts.map(({ callback_id, type }: { callback_id: string; type: string }) => [
      callback_id,
      type,
    ]);
    expect(declared.toSorted()).toEqual(shortcuts.map(({ callbackId, type }) => [callbackId, type]).toSorted());
    const subscribed = manifest.settings.event_subscriptions.bot_events.map((event: string) => event.split(".")[0]);
    expect([...new Set(subscribed)].toSorted()).toEqual([...new Set(events.map(({ type }) => type))].toSorted());
  });

  it("gives the reason of each scope and each event beside it, each once", () => {
    const document = parseDocument(text);
    for (const path of [
      ["oauth_config", "scopes", "bot"],
      ["settings", "event_subscriptions", "bot_events"],
    ]) {
      const list = document.getIn(path);
      if (!isSeq(list)) throw new Error(`${path.join(".")} is no list`);
      const names = list.items.map((item) => {
        if (!isScalar(item)) throw new Error(`${path.join(".")} holds something else than names`);
        expect(item.comment?.trim().length ?? 0, String(item.value)).toBeGreaterThan(8);
        return String(item.value);
      });
      expect(new Set(names).size).toBe(names.length);
    }
  });

  it("asks for no scope that nothing needs", () => {
    // What each is for is in the code that calls Slack: a scope without a method, event or command of its own is one too many.
    const needs: Record<string, RegExp> = {
      "app_mentions:read": /type: "app_mention"/u,
      "channels:history": /conversations\.replies\(/u,
      "channels:join": /conversations\.join\(/u,
      "channels:read": /conversations\.(info|members|list)\(/u,
      "chat:write": /chat\.postMessage\(/u,
      "files:read": /files\.info\(/u,
      "files:write": /files\.(uploadV2|getUploadURLExternal)\(/u,
      "groups:history": /conversations\.replies\(/u,
      "groups:read": /conversations\.(info|members|list)\(/u,
      "im:history": /conversations\.history\(/u,
      "im:read": /conversations\.(info|open)\(/u,
      "im:write": /conversations\.open\(/u,
      "team:read": /team\.info\(/u,
      "users:read": /users\.(info|list)\(/u,
      "users:read.email": /profile\??\.email/u,
      commands: /\.command\(/u,
    };
    const code = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts") && !file.startsWith("sandbox"))
      .map((file) => readFileSync(join(root, "src", file), "utf8"))
      .join("\n");
    for (const scope of manifest.oauth_config.scopes.bot) {
      expect(needs[scope], `${scope} has no stated need`).toBeDefined();
      expect(needs[scope]?.test(code), `nothing uses ${scope}`).toBe(true);
    }
  });

  it("keeps each key once", () => {
    const twice: string[] = [];
    const walk = (node: unknown, path: string): void => {
      if (isMap(node)) {
        const keys = node.items.map((pair) => (isPair(pair) && isScalar(pair.key) ? String(pair.key.value) : ""));
        twice.push(...keys.filter((key, index) => keys.indexOf(key) !== index).map((key) => `${path}.${key}`));
        for (const pair of node.items) walk(pair.value, `${path}.${isScalar(pair.key) ? String(pair.key.value) : ""}`);
      }
      if (isSeq(node)) for (const item of node.items) walk(item, path);
    };
    walk(parseDocument(text, { uniqueKeys: false }).contents, "");
    expect(twice).toEqual([]);
  });
});

describe.each([
  ["commands", commands],
  ["jobs", jobs],
] as const)("the folder %s", (folder, listed) => {
  it("has a file for each that is listed, and lists each that there is", async () => {
    const found: unknown[] = [];
    for (const file of filesOf(folder)) {
      const exported: Record<string, unknown> = await import(join(root, folder, file));
      const own = Object.values(exported).filter((one) => (listed as readonly unknown[]).includes(one));
      expect(own, `${folder}/${file} exports one that ${folder}/index.ts lists`).toHaveLength(1);
      found.push(...own);
    }
    expect(found).toHaveLength(listed.length);
  });

  it("names each file after what it holds", async () => {
    for (const { name } of listed) {
      const file = `${name.replace(/^\//u, "").replaceAll(" ", "-")}.ts`;
      const shorter = folder === "commands" ? [file, `${file.slice(0, -3)}-list.ts`] : [file];
      expect(
        filesOf(folder).some((one) => shorter.includes(one)),
        `${name} in ${file}`,
      ).toBe(true);
    }
  });
});

describe("commands", () => {
  it("each say what they are for, with one worked example of their own", () => {
    for (const { name, usage, example, summary } of commands) {
      expect(example.startsWith(name) || example.startsWith(name.replace("-", " ")), example).toBe(true);
      expect(summary, name).toMatch(/^[A-Z][^!]+[^.!]$/u);
      expect(usage.length, name).toBeLessThanOrEqual(1000);
    }
    expect(new Set(commands.map(({ name }) => name)).size).toBe(commands.length);
  });
});
