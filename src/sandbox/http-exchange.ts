import type { IncomingMessage, ServerResponse } from "node:http";

/** A request that asks for more than the sandbox takes. */
export class BodyTooLarge extends Error {
  constructor() {
    super("The request body is too large.");
    this.name = "BodyTooLarge";
  }
}

/** Reads a request's body. @throws BodyTooLarge above `most` bytes */
export async function readBody(request: IncomingMessage, most: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > most) throw new BodyTooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

export function sendJson(
  response: ServerResponse,
  status: number,
  body: object,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, {
    "content-type": "application/json; charset=utf-8",
    "cache-control": "no-store",
    ...headers,
  });
  response.end(JSON.stringify(body));
}

export function sendText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" });
  response.end(text);
}

export function urlOf(request: IncomingMessage): URL {
  return new URL(request.url ?? "/", "http://sandbox");
}
