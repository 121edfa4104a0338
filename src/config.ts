/**
 * Settings come from the environment, and only this file reads it. Every fault is told at once, each with an example;
 * what a person set is echoed only where it cannot be a secret.
 */
import { resolve } from "node:path";
import { distance } from "fastest-levenshtein";
import { z } from "zod";

/** EX_CONFIG of sysexits.h: the settings are wrong, starting again will not help. */
export const exitConfig = 78;

export type LogLevel = "fatal" | "error" | "warn" | "info" | "debug" | "trace" | "silent";
export type ProcessRole = "all" | "web" | "worker";

export type DatabaseConfig =
  /** 32 bytes each: what is new is wrapped by `encryptionKey`, and what `previousKey` wrapped is still read */
  | { kind: "url"; url: string; encryptionKey: Buffer; previousKey: Buffer | null }
  /** `dataDir` is absolute; the key is made and kept there unless one is set */
  | { kind: "embedded"; dataDir: string; encryptionKey: Buffer | null; previousKey: Buffer | null };

export type SlackConfig =
  /** no Slack settings: the workspace in the browser, kept under `dataDir` */
  | { mode: "local"; dataDir: string }
  | { mode: "socket"; botToken: string; appToken: string; apiUrl: string }
  | { mode: "http"; botToken: string; signingSecret: string; apiUrl: string };

export interface Config {
  /** 0 asks the system for a free port */
  port: number;
  role: ProcessRole;
  logLevel: LogLevel;
  /** the folder in which the command was typed; npm runs scripts in the project's own and tells where it was called (INIT_CWD) */
  typedIn: string;
  database: DatabaseConfig;
  slack: SlackConfig;
}

/** Everything that is wrong with the settings; `message` is one text for people, ready to be printed. */
export class ConfigFaults extends Error {
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    const count = faults.length === 1 ? "one setting needs" : `${faults.length} settings need`;
    super(
      [
        `Steward cannot start: ${count} attention.`,
        ...faults.map((fault) => `  - ${fault}`),
        "Settings are environment variables; npm start also reads them from a file named .env in this folder.",
      ].join("\n"),
    );
    this.name = "ConfigFaults";
    this.faults = faults;
  }
}

const databaseUrl = z.string().refine((value) => {
  const url = URL.parse(value);
  return (
    url !== null &&
    ["postgres:", "postgresql:"].includes(url.protocol) &&
    url.hostname !== "" &&
    url.pathname.length > 1
  );
}, "DATABASE_URL is not the address of a PostgreSQL database. For example DATABASE_URL=postgresql://steward:password@db.example:5432/steward");

/** Tokens may travel in the clear only within this machine. */
const loopbackHosts = ["localhost", "127.0.0.1", "[::1]"];

const slackApiUrl = z.string().refine((value) => {
  const url = URL.parse(value);
  if (url === null || !url.pathname.endsWith("/api/") || url.search !== "" || url.hash !== "") return false;
  return url.protocol === "https:" || (url.protocol === "http:" && loopbackHosts.includes(url.hostname));
}, "SLACK_API_URL is not a web address that ends in /api/. It begins with https:// (http:// only for this machine). For example SLACK_API_URL=https://slack.com/api/");

function encryptionKey(name: string) {
  return z
    .string()
    .refine(
      (value) => /^[A-Za-z0-9+/_-]+={0,2}$/.test(value) && Buffer.from(value, "base64").length === 32,
      `${name} is not 32 bytes in base64. Make one with: openssl rand -base64 32`,
    )
    .transform((value) => Buffer.from(value, "base64"));
}

function token(name: string, prefix: string, where: string) {
  return z
    .string()
    .refine(
      (value) => value.startsWith(prefix) && value.length > prefix.length && !/\s/.test(value),
      `${name} does not look like one: it begins with ${prefix}. Copy it from ${where}. For example ${name}=${prefix}1234…`,
    );
}

function oneOf<const T extends string>(name: string, values: readonly T[], example: T) {
  return z.enum(values, {
    error: (issue) =>
      `${name} is ${quote(issue.input)}. It is one of ${values.join(", ")}. For example ${name}=${example}`,
  });
}

const settings = {
  DATABASE_URL: databaseUrl,
  STEWARD_DATA_DIR: z.string(),
  STEWARD_ENCRYPTION_KEY: encryptionKey("STEWARD_ENCRYPTION_KEY"),
  STEWARD_ENCRYPTION_KEY_PREVIOUS: encryptionKey("STEWARD_ENCRYPTION_KEY_PREVIOUS"),
  STEWARD_ROLE: oneOf("STEWARD_ROLE", ["all", "web", "worker"], "all"),
  SLACK_BOT_TOKEN: token("SLACK_BOT_TOKEN", "xoxb-", "your Slack app's page, OAuth & Permissions"),
  SLACK_APP_TOKEN: token("SLACK_APP_TOKEN", "xapp-", "your Slack app's page, Basic Information, App-Level Tokens"),
  SLACK_SIGNING_SECRET: z
    .string()
    .refine(
      (value) => /^[^\s"']{16,}$/.test(value) && !/^x(ox|app)/.test(value),
      "SLACK_SIGNING_SECRET does not look like one: it is 32 letters and digits. Copy it from your Slack app's page, Basic Information. For example SLACK_SIGNING_SECRET=8f742231b10e…",
    ),
  SLACK_MODE: oneOf("SLACK_MODE", ["socket", "http"], "socket"),
  SLACK_API_URL: slackApiUrl,
  PORT: z
    .string()
    .refine((value) => /^\d{1,5}$/.test(value) && Number(value) <= 65_535, {
      error: (issue) => `PORT is ${quote(issue.input)}. It is a whole number from 1 to 65535. For example PORT=3000`,
    })
    .transform(Number),
  LOG_LEVEL: oneOf("LOG_LEVEL", ["fatal", "error", "warn", "info", "debug", "trace", "silent"], "info"),
};

type SettingName = keyof typeof settings;
type Settings = { [K in SettingName]?: z.output<(typeof settings)[K]> | undefined };
type Present = Partial<Record<SettingName, string>>;

/**
 * Reads all settings. Relative folders are taken from the folder that the process was started in.
 * @throws ConfigFaults naming every fault, never only the first
 */
export function readConfig(env: Readonly<Record<string, string | undefined>> = process.env): Config {
  const present: Present = {};
  for (const name of settingNames) {
    const value = env[name]?.trim();
    if (value) present[name] = value; // an empty line in .env is a setting that is not made
  }
  const parsed = z.object(settings).partial().safeParse(present);
  const faults = parsed.success ? [] : parsed.error.issues.map((issue) => issue.message);
  faults.push(...incompleteSets(present), ...likelyTypos(env, present));
  if (!parsed.success || faults.length > 0) throw new ConfigFaults(faults);
  return assemble(parsed.data, resolve(env["INIT_CWD"] ?? "."));
}

const settingNames = Object.keys(settings) as SettingName[];

function incompleteSets(present: Present): string[] {
  const faults: string[] = [];
  const { SLACK_BOT_TOKEN: bot, SLACK_APP_TOKEN: app, SLACK_SIGNING_SECRET: secret, SLACK_MODE: mode } = present;
  if (present.DATABASE_URL && !present.STEWARD_ENCRYPTION_KEY) {
    faults.push(
      "STEWARD_ENCRYPTION_KEY is missing: with DATABASE_URL it is yours to make and keep. Make one with: openssl rand -base64 32",
    );
  }
  if (present.STEWARD_ENCRYPTION_KEY_PREVIOUS && !present.STEWARD_ENCRYPTION_KEY) {
    faults.push(
      "STEWARD_ENCRYPTION_KEY is missing: STEWARD_ENCRYPTION_KEY_PREVIOUS is the one before it. Make a new one with: openssl rand -base64 32",
    );
  }
  const given = [bot && "SLACK_BOT_TOKEN", app && "SLACK_APP_TOKEN", secret && "SLACK_SIGNING_SECRET"].filter(Boolean);
  const why = given.length > 0 ? `${given.join(" and ")} ${given.length > 1 ? "are" : "is"} set` : `SLACK_MODE is set`;
  const anySlack = given.length > 0 || mode !== undefined;
  if (!anySlack) {
    if (present.SLACK_API_URL) {
      faults.push(
        "SLACK_BOT_TOKEN is missing: SLACK_API_URL is set, but nothing to sign in with. For example SLACK_BOT_TOKEN=xoxb-1234…",
      );
    }
    if (present.STEWARD_ROLE && present.STEWARD_ROLE !== "all" && isRole(present.STEWARD_ROLE)) {
      faults.push(
        `STEWARD_ROLE is "${present.STEWARD_ROLE}", but without Slack settings the local workspace runs in one process. Leave it out, or set STEWARD_ROLE=all`,
      );
    }
    return faults;
  }
  if (!bot) faults.push(`SLACK_BOT_TOKEN is missing: ${why}. For example SLACK_BOT_TOKEN=xoxb-1234…`);
  if (mode === "socket" && !app) {
    faults.push("SLACK_APP_TOKEN is missing: SLACK_MODE is socket. For example SLACK_APP_TOKEN=xapp-1-A012…");
  } else if (mode === "http" && !secret) {
    faults.push("SLACK_SIGNING_SECRET is missing: SLACK_MODE is http. For example SLACK_SIGNING_SECRET=8f742231b10e…");
  } else if (!app && !secret) {
    faults.push(
      `SLACK_APP_TOKEN or SLACK_SIGNING_SECRET is missing: ${why}. Set SLACK_APP_TOKEN=xapp-1-A012… for Socket Mode, or SLACK_SIGNING_SECRET=8f742231b10e… for HTTP`,
    );
  }
  return faults;
}

function isRole(value: string): boolean {
  return settings.STEWARD_ROLE.safeParse(value).success;
}

/** A name of ours or of Slack's that differs by a slip of the finger from one that is not set. */
function likelyTypos(env: Readonly<Record<string, string | undefined>>, present: Present): string[] {
  const faults: string[] = [];
  for (const name of Object.keys(env)) {
    if (!/^(STEWARD|SLACK)_/i.test(name) || (settingNames as string[]).includes(name) || !env[name]) continue;
    const meant = settingNames.find((known) => !present[known] && distance(name.toUpperCase(), known) <= 3);
    if (meant) faults.push(`${name} is not a setting. Did you mean ${meant}? Rename it, or remove it`);
  }
  return faults;
}

function assemble(settings: Settings, typedIn: string): Config {
  const dataDir = resolve(settings.STEWARD_DATA_DIR ?? ".steward");
  return {
    port: settings.PORT ?? 3000,
    role: settings.STEWARD_ROLE ?? "all",
    logLevel: settings.LOG_LEVEL ?? "info",
    typedIn,
    database: databaseConfig(settings, dataDir),
    slack: slackConfig(settings, dataDir),
  };
}

function databaseConfig(settings: Settings, dataDir: string): DatabaseConfig {
  const { DATABASE_URL: url, STEWARD_ENCRYPTION_KEY: key } = settings;
  const previousKey = settings.STEWARD_ENCRYPTION_KEY_PREVIOUS ?? null;
  if (url && key) return { kind: "url", url, encryptionKey: key, previousKey };
  return { kind: "embedded", dataDir, encryptionKey: key ?? null, previousKey };
}

function slackConfig(settings: Settings, dataDir: string): SlackConfig {
  const { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: signingSecret } = settings;
  if (!botToken) return { mode: "local", dataDir };
  const apiUrl = settings.SLACK_API_URL ?? "https://slack.com/api/";
  const mode = settings.SLACK_MODE ?? (appToken ? "socket" : "http");
  if (mode === "socket" && appToken) return { mode, botToken, appToken, apiUrl };
  if (mode === "http" && signingSecret) return { mode, botToken, signingSecret, apiUrl };
  throw new Error("Unreachable: an incomplete set was reported before");
}

/** What was typed, cut short: only for settings that hold no secret. */
function quote(value: unknown): string {
  const text = String(value);
  return `"${text.length > 40 ? `${text.slice(0, 40)}…` : text}"`;
}
