import type { ZodType } from "zod";
import type { Context } from "../db/context.ts";
import type { Message } from "./reply.ts";

/** How one kind of notice is said when it is delivered, which may be long after it was left. */
export interface NoticeRenderer<Payload = unknown> {
  kind: string;
  /** ids only: what they stand for is read at delivery, so that nothing outdated is said */
  payload: ZodType<Payload>;
  /** null: nothing to say any more */
  render(ctx: Context, payload: Payload): Promise<Message | null>;
}

export function defineNotice<Payload>(notice: NoticeRenderer<Payload>): NoticeRenderer {
  return notice as unknown as NoticeRenderer;
}
