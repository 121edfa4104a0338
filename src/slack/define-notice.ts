import type { ZodType } from "zod";
import type { Context } from "../db/context.ts";
import type { Message } from "./reply.ts";

/** A file that comes with a notice, in its thread. */
export interface NoticeFile {
  name: string;
  title: string;
  /** the customer whom it is about; null: all of them */
  about: string | null;
  /** whole, or in pieces where it may be large */
  contents: string | AsyncIterable<string | Uint8Array>;
}

/** What is drawn of something that changes: also which state of it that is. */
export interface DrawnNotice extends Message {
  revision?: number;
}

/** Where a notice is said. */
export interface NoticePlace {
  channel: string;
  ts: string;
}

type Open = <T>(run: (ctx: Context) => Promise<T>) => Promise<T>;

/** How one kind of notice is said when it is delivered, which may be long after it was left. */
export interface NoticeRenderer<Payload = unknown> {
  kind: string;
  /** ids only: what they stand for is read at delivery, so that nothing outdated is said */
  payload: ZodType<Payload>;
  /** milliseconds that each of its transactions may take, where it has much to read */
  timeoutMs?: number;
  /** null: nothing to say any more */
  render(ctx: Context, payload: Payload, recipient: string): Promise<DrawnNotice | null>;
  /** an earlier message that this one takes the place of; null: it is a new one */
  inPlaceOf?(ctx: Context, payload: Payload, recipient: string): Promise<NoticePlace | null>;
  /** it is never a message of its own: where the earlier one is gone, there is nothing to say any more */
  onlyInPlace?: boolean;
  /** where it stands already, just as it would be drawn now: Slack need not be called */
  standing?(ctx: Context, payload: Payload, recipient: string): Promise<NoticePlace | null>;
  /** the message in whose thread it is said; null: that is gone, and so is what there was to say */
  thread?(ctx: Context, payload: Payload): Promise<NoticePlace | null>;
  /** where Slack will not take it, nobody misses it: it is dropped */
  dispensable?: boolean;
  /** it stands there now; `drawn` null: it was found there after a crash. Repeating it does no harm */
  posted?(ctx: Context, payload: Payload, place: NoticePlace, drawn: DrawnNotice | null): Promise<void>;
  /** Slack will not take it, whatever is tried: its own word for why */
  refused?(ctx: Context, payload: Payload, refusal: { recipient: string; reason: string }): Promise<void>;
  /** what is laid into the message's thread; made when it is delivered, `open` gives each of its transactions */
  files?(open: Open, payload: Payload): Promise<NoticeFile[]>;
}

export function defineNotice<Payload>(notice: NoticeRenderer<Payload>): NoticeRenderer {
  return notice as unknown as NoticeRenderer;
}
