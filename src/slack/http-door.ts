import type { IncomingMessage, ServerResponse } from "node:http";
import type { HTTPReceiver } from "@slack/bolt";

const form = "application/x-www-form-urlencoded";

/**
 * Lets requests in to Bolt's receiver, which looks at the signature. What the receiver itself stumbles over is answered here:
 * another method than POST makes it throw, and a body that is JSON without being an object ends in a rejection that nobody
 * handles.
 * @param request with its whole body as `rawBody`
 */
export function letIn(receiver: HTTPReceiver, request: IncomingMessage, response: ServerResponse): void {
  if (request.method !== "POST") {
    response.writeHead(405, { allow: "POST" }).end();
    return;
  }
  // "…;charset=UTF-8" is the same form, which the receiver takes for JSON.
  const type = request.headers["content-type"]?.split(";")[0]?.trim().toLowerCase();
  if (type !== undefined) request.headers["content-type"] = type;
  const { rawBody } = request as { rawBody?: Buffer };
  if (rawBody && !isRequest(rawBody.toString(), type)) {
    response.writeHead(400).end();
    return;
  }
  receiver.requestListener(request, response);
}

/** A command, or a payload that says what it is of: everything that Slack ever sends. */
function isRequest(body: string, type: string | undefined): boolean {
  if (type !== form) return isTyped(body);
  const fields = new URLSearchParams(body);
  const payload = fields.get("payload");
  return payload === null ? fields.has("command") || fields.has("ssl_check") : isTyped(payload);
}

function isTyped(json: string): boolean {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
  } catch {
    return false;
  }
}
