import { describe, expect, it } from "vitest";
import { readManifest } from "../../src/sandbox/manifest.ts";
import { tryManifest } from "./try-app.ts";

describe("readManifest", () => {
  it("reads what an app declares", () => {
    const app = readManifest(tryManifest);
    expect(app.commands[0]).toEqual({
      command: "/try",
      description: "Tries something",
      usageHint: "anything",
      shouldEscape: true,
    });
    expect(app).toMatchObject({ botName: "Try", homeTab: true, messagesTab: true, interactive: true });
  });

  it("refuses what Slack refuses, naming each place", () => {
    const broken = {
      ...tryManifest,
      display_information: { name: "x".repeat(36) },
      features: { ...tryManifest.features, slash_commands: [{ command: "no slash", description: "x" }] },
    };
    expect(() => readManifest(broken)).toThrow(/display_information\.name.*features\.slash_commands\.0\.command/s);
    expect(() => readManifest({})).toThrow("does not fit Slack's schema");
  });

  it("refuses commands and events without their scopes", () => {
    const scopes = tryManifest.oauth_config.scopes.bot.filter(
      (scope) => scope !== "commands" && scope !== "im:history",
    );
    const manifest = { ...tryManifest, oauth_config: { scopes: { bot: scopes } } };
    expect(() => readManifest(manifest)).toThrow(
      "slash commands and shortcuts need the bot scope commands; the event message.im needs the bot scope im:history",
    );
  });
});
