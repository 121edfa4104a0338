import { randomBytes } from "node:crypto";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { type Config, ConfigFaults, readConfig } from "../../src/config.ts";

const key = randomBytes(32).toString("base64");
const bot = "xoxb-1-secretbot";
const app = "xapp-1-secretapp";
const secret = "0123456789abcdef0123456789abcdef";

function faultsOf(env: Record<string, string>): readonly string[] {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigFaults) return error.faults;
    throw error;
  }
  return [];
}

describe("readConfig", () => {
  it("opens the local workspace on the embedded database when nothing is set", () => {
    expect(readConfig({})).toEqual({
      port: 3000,
      role: "all",
      logLevel: "info",
      typedIn: process.cwd(),
      database: { kind: "embedded", dataDir: resolve(".steward"), encryptionKey: null, previousKey: null },
      slack: { mode: "local", dataDir: resolve(".steward") },
    } satisfies Config);
  });

  it("takes an empty setting for one that is not made", () => {
    expect(readConfig({ PORT: "", DATABASE_URL: " ", SLACK_BOT_TOKEN: "" })).toEqual(readConfig({}));
  });

  it("speaks Socket Mode with a bot token and an app token", () => {
    const apiUrl = "https://slack.com/api/";
    expect(readConfig({ SLACK_BOT_TOKEN: bot, SLACK_APP_TOKEN: app }).slack).toEqual({
      mode: "socket",
      botToken: bot,
      appToken: app,
      apiUrl,
    });
  });

  it("speaks HTTP with a bot token and a signing secret", () => {
    const env = { SLACK_BOT_TOKEN: bot, SLACK_SIGNING_SECRET: secret, SLACK_API_URL: "http://127.0.0.1:4000/api/" };
    expect(readConfig(env).slack).toEqual({
      mode: "http",
      botToken: bot,
      signingSecret: secret,
      apiUrl: "http://127.0.0.1:4000/api/",
    });
  });

  it("prefers Socket Mode when both are there, unless SLACK_MODE says otherwise", () => {
    const both = { SLACK_BOT_TOKEN: bot, SLACK_APP_TOKEN: app, SLACK_SIGNING_SECRET: secret };
    expect(readConfig(both).slack.mode).toBe("socket");
    expect(readConfig({ ...both, SLACK_MODE: "http" }).slack.mode).toBe("http");
  });

  it("takes the database's address with its key", () => {
    const { database } = readConfig({
      DATABASE_URL: "postgresql://me:pw@db.example/steward",
      STEWARD_ENCRYPTION_KEY: key,
    });
    expect(database).toEqual({
      kind: "url",
      url: "postgresql://me:pw@db.example/steward",
      encryptionKey: Buffer.from(key, "base64"),
      previousKey: null,
    });
  });

  it("tells every fault at once, each with an example", () => {
    const faults = faultsOf({
      PORT: "abc",
      STEWARD_ROLE: "boss",
      LOG_LEVEL: "loud",
      SLACK_MODE: "pigeon",
      SLACK_BOT_TOKEN: "nonsense",
      SLACK_API_URL: "https://slack.com/",
      STEWARD_ENCRYPTION_KEY: "c2hvcnQ=",
      DATABASE_URL: "mysql://db.example/steward",
    });
    for (const name of ["PORT", "STEWARD_ROLE", "LOG_LEVEL", "SLACK_MODE", "SLACK_BOT_TOKEN", "SLACK_API_URL"]) {
      const fault = faults.find((text) => text.startsWith(name));
      expect(fault, name).toContain(`For example ${name}=`);
    }
    expect(faults.find((text) => text.startsWith("DATABASE_URL"))).toContain("For example DATABASE_URL=");
    expect(faults.find((text) => text.startsWith("STEWARD_ENCRYPTION_KEY"))).toContain("openssl rand -base64 32");
    expect(faults.find((text) => text.startsWith("SLACK_APP_TOKEN or SLACK_SIGNING_SECRET is missing"))).toBeDefined();
    expect(faults).toHaveLength(9);
  });

  it("prints the faults as one text", () => {
    expect(new ConfigFaults(["PORT is wrong", "LOG_LEVEL is wrong"]).message).toBe(
      "Steward cannot start: 2 settings need attention.\n  - PORT is wrong\n  - LOG_LEVEL is wrong\n" +
        "Settings are environment variables; npm start also reads them from a file named .env in this folder.",
    );
  });

  it("never echoes a secret", () => {
    const secrets = { SLACK_BOT_TOKEN: "hunter2-bot", SLACK_APP_TOKEN: "hunter2-app", SLACK_SIGNING_SECRET: "hunter2" };
    const faults = faultsOf({ ...secrets, DATABASE_URL: "hunter2://x", STEWARD_ENCRYPTION_KEY: "hunter2!" });
    expect(faults).toHaveLength(5);
    expect(faults.join("\n")).not.toContain("hunter2");
  });

  it.each([
    [{ SLACK_BOT_TOKEN: bot }, ["SLACK_APP_TOKEN or SLACK_SIGNING_SECRET is missing"]],
    [{ SLACK_APP_TOKEN: app }, ["SLACK_BOT_TOKEN is missing"]],
    [{ SLACK_SIGNING_SECRET: secret }, ["SLACK_BOT_TOKEN is missing"]],
    [
      { SLACK_BOT_TOKEN: bot, SLACK_APP_TOKEN: app, SLACK_MODE: "http" },
      ["SLACK_SIGNING_SECRET is missing: SLACK_MODE is http"],
    ],
    [
      { SLACK_BOT_TOKEN: bot, SLACK_SIGNING_SECRET: secret, SLACK_MODE: "socket" },
      ["SLACK_APP_TOKEN is missing: SLACK_MODE is socket"],
    ],
    [{ SLACK_MODE: "http" }, ["SLACK_BOT_TOKEN is missing: SLACK_MODE is set", "SLACK_SIGNING_SECRET is missing"]],
    [{ SLACK_API_URL: "https://slack.com/api/" }, ["SLACK_BOT_TOKEN is missing: SLACK_API_URL is set"]],
    [{ DATABASE_URL: "postgres://db.example/steward" }, ["STEWARD_ENCRYPTION_KEY is missing"]],
    [{ STEWARD_ROLE: "worker" }, ['STEWARD_ROLE is "worker", but without Slack settings']],
  ])("names what is missing from %j", (env, beginnings) => {
    const faults = faultsOf(env as Record<string, string>);
    expect(faults).toHaveLength(beginnings.length);
    beginnings.forEach((beginning, at) => {
      expect(faults[at]).toContain(beginning);
    });
  });

  it.each(["-1", "65536", "3000.5", "80 80", "0x50"])("refuses the port %s", (port) => {
    expect(faultsOf({ PORT: port })[0]).toBe(
      `PORT is "${port}". It is a whole number from 1 to 65535. For example PORT=3000`,
    );
  });

  it.each(["http://slack.com/api/", "https://slack.com/api", "slack.com/api/", "https://slack.com/api/?x=1"])(
    "refuses the Slack address %s",
    (url) => {
      expect(faultsOf({ SLACK_API_URL: url, SLACK_BOT_TOKEN: bot, SLACK_APP_TOKEN: app })).toHaveLength(1);
    },
  );

  it("points out a setting that looks like a slip of the finger", () => {
    expect(faultsOf({ SLACK_BOT_TOKNE: bot, STEWARD_DATADIR: "x" })).toEqual([
      "SLACK_BOT_TOKNE is not a setting. Did you mean SLACK_BOT_TOKEN? Rename it, or remove it",
      "STEWARD_DATADIR is not a setting. Did you mean STEWARD_DATA_DIR? Rename it, or remove it",
    ]);
  });

  it("leaves other programs' settings alone", () => {
    expect(
      faultsOf({ SLACK_WEBHOOK_URL: "https://hooks.example", SLACK_CHANNEL: "general", STEWARD_TEST_POSTGRES: "15" }),
    ).toEqual([]);
  });
});
