import type { IncomingMessage, ServerResponse } from "node:http";

/** Answers one GET of ours. What it throws becomes an apology with a reference that is in the log. */
export type Endpoint = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;
