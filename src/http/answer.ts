import type { ServerResponse } from "node:http";

/** One sentence, in plain text. */
export function answerText(response: ServerResponse, status: number, sentence: string): void {
  answer(response, status, "text/plain; charset=utf-8", `${sentence}\n`);
}

export function answerJson(response: ServerResponse, status: number, body: object): void {
  answer(response, status, "application/json; charset=utf-8", `${JSON.stringify(body)}\n`);
}

/** Sends a whole answer; a HEAD request gets its headers alone (Node drops the body). */
export function answer(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, {
    "content-type": type,
    "content-length": Buffer.byteLength(body),
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
  });
  response.end(body);
}
