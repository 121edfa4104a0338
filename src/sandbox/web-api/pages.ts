import type { JsonObject } from "../json.ts";
import { SlackError } from "../slack-error.ts";

/** One page of a list, with Slack's opaque cursor to the next. @throws SlackError invalid_cursor, invalid_limit */
export function pageOf<T>(
  items: readonly T[],
  request: { cursor?: string | undefined; limit?: number | undefined },
  limits: { standard: number; most: number },
): { items: T[]; next: string } {
  const limit = request.limit && request.limit > 0 ? request.limit : limits.standard;
  if (limit > limits.most) throw new SlackError("invalid_limit");
  const start = request.cursor ? readCursor(request.cursor) : 0;
  const end = start + limit;
  return { items: items.slice(start, end), next: end < items.length ? cursorAt(end) : "" };
}

export function nextCursor(next: string): JsonObject {
  return { response_metadata: { next_cursor: next } };
}

function cursorAt(index: number): string {
  return Buffer.from(`next:${index}`).toString("base64");
}

function readCursor(cursor: string): number {
  const match = /^next:(\d+)$/.exec(Buffer.from(cursor, "base64").toString());
  if (!match) throw new SlackError("invalid_cursor");
  return Number(match[1]);
}
