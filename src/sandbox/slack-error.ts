import type { JsonObject } from "./json.ts";

/** A refusal as the Web API says it: `{ok: false, error}` with whatever else belongs to it. */
export class SlackError extends Error {
  readonly code: string;
  readonly details: JsonObject;

  constructor(code: string, details: JsonObject = {}) {
    super(code);
    this.name = "SlackError";
    this.code = code;
    this.details = details;
  }
}

/** `invalid_arguments` or `invalid_blocks` with one "[ERROR] …" line a fault, as Slack lists them. */
export function refusedArguments(code: "invalid_arguments" | "invalid_blocks", messages: string[]): SlackError {
  const details: JsonObject = { response_metadata: { messages } };
  if (code === "invalid_blocks") details["errors"] = messages.map((message) => message.replace("[ERROR] ", ""));
  return new SlackError(code, details);
}
