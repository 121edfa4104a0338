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
  contents: string | AsyncIterable<string>;
}

type Open = <T>(run: (ctx: Context) => Promise<T>) => Promise<T>;

/** How one kind of notice is said when it is delivered, which may be long after it was left. */
export interface NoticeRenderer<Payload = unknown> {
  kind: string;
  /** ids only: what they stand for is read at delivery, so that nothing outdated is said */
  payload: ZodType<Payload>;
  /** null: nothing to say any more */
  render(ctx: Context, payload: Payload): Promise<Message | null>;
  /** an earlier message that this one takes the place of; null: it is a new one */
  inPlaceOf?(ctx: Context, payload: Payload): Promise<{ channel: string; ts: string } | null>;
  /** what is laid into the message's thread; made when it is delivered, `open` gives each of its transactions */
  files?(open: Open, payload: Payload): Promise<NoticeFile[]>;
}

export function defineNotice<Payload>(notice: NoticeRenderer<Payload>): NoticeRenderer {
  return notice as unknown as NoticeRenderer;
}
