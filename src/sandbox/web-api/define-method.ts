import type { z } from "zod";
import type { Core } from "../core.ts";
import type { JsonObject } from "../json.ts";
import { SlackError } from "../slack-error.ts";

/**
 * Calls a minute: docs.slack.dev/apis/web-api/rate-limits. "post": one message a second and channel. "history": tier 3, and
 * for commercial apps outside the Marketplace one call a minute.
 */
export type Tier = 1 | 2 | 3 | 4 | "post" | "history" | "none";

export interface MethodCall {
  core: Core;
  /** @throws SlackError missing_scope when the app was not given any of these scopes */
  need(...oneOf: string[]): void;
}

export interface Method {
  name: string;
  tier: Tier;
  token: "bot" | "app" | "any" | "none";
  /** one of these must be there before the arguments are looked at; empty: none is needed */
  scopes: readonly string[];
  args: z.ZodType;
  run(call: MethodCall, args: never): JsonObject | Promise<JsonObject>;
}

/** Declares a method of the Web API: its arguments are parsed before it runs, what it returns gets `ok: true`. */
export function defineMethod<S extends z.ZodType>(method: {
  name: string;
  tier: Tier;
  token?: Method["token"];
  scopes?: readonly string[];
  args: S;
  run(call: MethodCall, args: z.output<S>): JsonObject | Promise<JsonObject>;
}): Method {
  return { ...method, token: method.token ?? "bot", scopes: method.scopes ?? [] } as Method;
}

export function missingScope(core: Core, needed: readonly string[]): SlackError {
  return new SlackError("missing_scope", { needed: needed[0], provided: [...core.app.scopes].join(",") });
}
