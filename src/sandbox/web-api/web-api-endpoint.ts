import type { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";
import type { ApiCall, Core } from "../core.ts";
import type { ApiFault } from "../faults.ts";
import { readBody, sendJson, urlOf } from "../http-exchange.ts";
import { isJsonObject, type JsonObject, parseJson } from "../json.ts";
import { refusedArguments, SlackError } from "../slack-error.ts";
import { type Method, missingScope } from "./define-method.ts";
import { METHODS } from "./methods.ts";

export const API_PATH = "/sandbox/api/";
const MOST_BODY = 5 * 1024 * 1024;
const MOST_CALLS_KEPT = 10_000;
/** Arguments that may stand in the body and are no business of the record. */
const SECRET_ARGS = new Set(["token"]);

interface Request {
  method: string;
  token: string | null;
  args: JsonObject;
}

async function readRequest(request: IncomingMessage): Promise<Request> {
  const url = urlOf(request);
  const method = url.pathname.slice(API_PATH.length);
  const body = (await readBody(request, MOST_BODY)).toString("utf8");
  const contentType = request.headers["content-type"] ?? "";
  let args: JsonObject = Object.fromEntries(url.searchParams);
  if (contentType.startsWith("application/json")) {
    const parsed = body === "" ? {} : parseJson(body);
    if (!isJsonObject(parsed)) throw new SlackError("invalid_json");
    args = { ...args, ...parsed };
  } else if (contentType.startsWith("multipart/form-data")) {
    args = { ...args, ...(await readMultipart(contentType, body)) };
  } else if (body !== "") {
    args = { ...args, ...Object.fromEntries(new URLSearchParams(body)) };
  }
  const bearer = /^Bearer (.+)$/i.exec(request.headers.authorization ?? "")?.[1];
  const token = bearer ?? (typeof args["token"] === "string" ? args["token"] : null);
  return {
    method,
    token: token ?? null,
    args: Object.fromEntries(Object.entries(args).filter(([name]) => !SECRET_ARGS.has(name))),
  };
}

async function readMultipart(contentType: string, body: string): Promise<JsonObject> {
  const form = await new Response(body, { headers: { "content-type": contentType } }).formData().catch(() => {
    throw new SlackError("invalid_form_data");
  });
  const args: JsonObject = {};
  for (const [name, value] of form) {
    if (typeof value === "string") args[name] = value;
  }
  return args;
}

/** @throws SlackError not_authed, invalid_auth, account_inactive, token_revoked, not_allowed_token_type */
function assertToken(core: Core, method: Method, token: string | null): void {
  if (method.token === "none") return;
  if (token === null) throw new SlackError("not_authed");
  const { app } = core.state;
  const kind = token === app.botToken ? "bot" : token === app.appToken ? "app" : null;
  if (kind === null) throw new SlackError("invalid_auth");
  if (!app.installed && kind === "bot") throw new SlackError("account_inactive");
  if (app.tokenRefusal && kind === "bot") throw new SlackError(app.tokenRefusal);
  if (method.token !== "any" && kind !== method.token) throw new SlackError("not_allowed_token_type");
}

function parseArgs(method: Method, args: JsonObject): unknown {
  const parsed = method.args.safeParse(args);
  if (parsed.success) return parsed.data;
  const messages = parsed.error.issues.map((issue) => {
    const [name] = issue.path;
    const given = typeof name === "string" ? args[name] : undefined;
    if (given === undefined || given === "") return `[ERROR] missing required field: ${String(name)}`;
    return `[ERROR] ${z.core.toDotPath(issue.path)}: ${issue.message}`;
  });
  throw refusedArguments("invalid_arguments", messages);
}

async function perform(core: Core, request: Request): Promise<JsonObject> {
  const method = METHODS.get(request.method);
  if (!method) throw new SlackError("unknown_method", { req_method: request.method });
  assertToken(core, method, request.token);
  const need = (...oneOf: string[]) => {
    if (!oneOf.some((scope) => core.app.scopes.has(scope))) throw missingScope(core, oneOf);
  };
  if (method.scopes.length > 0) need(...method.scopes);
  const args = parseArgs(method, request.args);
  return method.run({ core, need }, args as never);
}

function wait(core: Core, milliseconds: number): Promise<void> {
  return new Promise((resolve) => core.timers.after(milliseconds, resolve));
}

/** Answers one call of the Web API, with whatever faults were ordered for it. */
export async function answerWebApi(core: Core, request: IncomingMessage, response: ServerResponse): Promise<void> {
  let asked: Request;
  try {
    asked = await readRequest(request);
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    sendJson(response, 200, { ok: false, error: error.code });
    return;
  }
  const call: ApiCall = { method: asked.method, args: asked.args, at: core.clock(), status: 0, response: null };
  core.calls.push(call);
  if (core.calls.length > MOST_CALLS_KEPT) core.calls.shift();

  const fault = core.faults.takeApi(asked);
  if (fault && (await refuseByFault(core, fault, call, response))) return;

  const tier = METHODS.get(asked.method)?.tier ?? "none";
  const channel = typeof asked.args["channel"] === "string" ? asked.args["channel"] : null;
  const retryAfter = core.limits.take(asked.method, tier, channel, core.commercial);
  if (retryAfter !== null) {
    finish(core, call, response, 429, { ok: false, error: "ratelimited" }, { "retry-after": String(retryAfter) });
    return;
  }
  const body = await outcome(core, asked);
  if (fault?.kind === "delay") await wait(core, fault.milliseconds);
  if (fault?.kind === "reset") {
    // The call was carried out; only the caller never hears of it.
    response.destroy();
    core.changed({ kind: "call" });
    return;
  }
  const scopes = [...core.app.scopes].join(",");
  finish(core, call, response, 200, body, {
    "x-oauth-scopes": scopes,
    "x-accepted-oauth-scopes": (METHODS.get(asked.method)?.scopes ?? []).join(","),
  });
}

async function outcome(core: Core, asked: Request): Promise<JsonObject> {
  try {
    return { ok: true, ...(await perform(core, asked)) };
  } catch (error) {
    if (error instanceof SlackError) return { ok: false, error: error.code, ...error.details };
    core.log.error({ method: asked.method, error }, "the local workspace failed");
    return { ok: false, error: "internal_error" };
  }
}

/** True when the fault was the answer. */
async function refuseByFault(core: Core, fault: ApiFault, call: ApiCall, response: ServerResponse): Promise<boolean> {
  switch (fault.kind) {
    case "rate_limited":
      finish(
        core,
        call,
        response,
        429,
        { ok: false, error: "ratelimited" },
        { "retry-after": String(fault.retryAfter) },
      );
      return true;
    case "status":
      call.status = fault.status;
      response.writeHead(fault.status, { "content-type": "text/html" });
      response.end("<html><body>Slack is having trouble</body></html>");
      core.changed({ kind: "call" });
      return true;
    case "error":
      finish(core, call, response, 200, { ok: false, error: fault.error });
      return true;
    case "hang":
      core.changed({ kind: "call" });
      return true;
    case "reset":
      if (fault.when === "after") return false;
      response.destroy();
      core.changed({ kind: "call" });
      return true;
    default:
      return false;
  }
}

function finish(
  core: Core,
  call: ApiCall,
  response: ServerResponse,
  status: number,
  body: JsonObject,
  headers: Record<string, string> = {},
): void {
  call.status = status;
  call.response = body;
  sendJson(response, status, body, headers);
  core.changed({ kind: "call" });
}
