import { type Logger, pino, stdTimeFunctions } from "pino";
import pretty from "pino-pretty";
import type { LogLevel } from "./config.ts";

interface LogOptions {
  level: LogLevel;
  /** true: lines for a person at a terminal; false: JSON, one object a line */
  pretty: boolean;
  /** where to; standard output unless a test listens */
  to?: NodeJS.WritableStream;
}

/** Keys whose values are secrets, or what customers and colleagues said or are called. */
const privateKeys = [
  "authorization",
  "cookie",
  "token",
  "botToken",
  "appToken",
  "signingSecret",
  "encryptionKey",
  "secret",
  "password",
  "text",
  "typed",
  "note",
  "title",
  "name",
  "realName",
  "email",
  "phone",
  "address",
  "blocks",
  "payload",
  "body",
  "response_url",
  "responseUrl",
];

/**
 * The log of the whole process. Whatever a caller hands it, secrets and what people wrote are left out: by key where
 * they are fields, by shape where they are part of an error's message.
 */
export function createLog({ level, pretty: forPeople, to = process.stdout }: LogOptions): Logger {
  const options = {
    level,
    timestamp: stdTimeFunctions.isoTime,
    base: null,
    redact: { paths: privateKeys.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: "[not logged]" },
    serializers: { err: describeError, error: describeAny },
  };
  if (!forPeople) return pino(options, to);
  return pino(
    options,
    pretty({ destination: to, sync: true, translateTime: "SYS:HH:MM:ss", colorize: isTerminal(to) }),
  );
}

function isTerminal(stream: NodeJS.WritableStream): boolean {
  return "isTTY" in stream && stream.isTTY === true;
}

interface ErrorInLog {
  type: string;
  message: string;
  code?: string;
  /** where it was thrown: frames only, for the message is above */
  stack: string[];
  cause?: ErrorInLog;
  errors?: ErrorInLog[];
}

const deepest = 5;

/** An error with its causes; nothing but what is listed, since libraries hang whole requests on theirs. */
export function describeError(error: unknown, depth = 0): ErrorInLog {
  if (!(error instanceof Error))
    return { type: typeof error, message: "Something that is not an error was thrown", stack: [] };
  const { code } = error as NodeJS.ErrnoException;
  return {
    type: error.constructor.name,
    message: withoutPrivate(error.message),
    ...(typeof code === "string" && { code }),
    stack: (error.stack ?? "")
      .split("\n")
      .filter((line) => /^\s+at /.test(line))
      .map((line) => line.trim()),
    ...(error.cause !== undefined && depth < deepest && { cause: describeError(error.cause, depth + 1) }),
    ...(error instanceof AggregateError &&
      depth < deepest && { errors: error.errors.slice(0, deepest).map((each) => describeError(each, depth + 1)) }),
  };
}

/** Some say `error` where pino says `err`, and some a code instead of an Error. */
function describeAny(value: unknown): unknown {
  if (value instanceof Error) return describeError(value);
  return typeof value === "string" ? withoutPrivate(value) : "[not logged]";
}

/** Prisma prints the arguments of a call that it refuses, PostgreSQL the value that it could not read. */
function withoutPrivate(message: string): string {
  const lines = message.trim().split("\n");
  const telling = message.includes("invocation") ? (lines.findLast((line) => line.trim() !== "") ?? "") : message;
  return telling
    .replace(/\bx(?:ox[a-z]|app)[.-][\w.%-]+/gi, "[token]")
    .replace(/\b(postgres(?:ql)?:\/\/)\S+/gi, "$1[address]")
    .replace(/https?:\/\/hooks\.slack\.com\/\S+/gi, "[address]")
    .replace(/[\p{L}\p{N}._%+-]+@[\p{L}\p{N}.-]+\.[\p{L}]{2,}/gu, "[e-mail]")
    .replace(/\+\d[\d ().-]{6,}\d/g, "[number]")
    .replace(/: "[^"]*"/g, ': "[not logged]"')
    .replace(/=\([^)]*\)/g, "=([not logged])");
}
