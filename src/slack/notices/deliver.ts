import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
  type WebClient,
} from "@slack/web-api";
import { continueErasure } from "../../crm/privacy/continue-erasures.ts";
import { recordPosted } from "../../crm/privacy/record-posted.ts";
import { findMessageToTakeBack, settleTakenBack } from "../../crm/privacy/take-back.ts";
import type { Context } from "../../db/context.ts";
import type { OpenTransaction } from "../../db/open-transaction.ts";
import type { Delivery, Posted, StrandedClaim } from "../../outbox/delivery.ts";
import { RateLimited, RetryLater, Uncertain, Undeliverable } from "../../outbox/delivery-outcome.ts";
import type { NoticeRenderer } from "../define-notice.ts";
import type { Message } from "../reply.ts";
import { refusedToken } from "../token-watch.ts";
import { attachFiles } from "./attach-files.ts";
import { takeBack, takeBackKind, takeBackPayload } from "./take-back.ts";

/** The name under which a message carries its delivery's id, by which it is found again after a crash. */
export const deliveryEvent = "steward_delivery";

/** Slack's own troubles: it says that it has done nothing. */
const slackIsIll = new Set(["internal_error", "fatal_error", "service_unavailable", "request_timeout", "ratelimited"]);
/** Failures before the first byte left: nothing can have arrived. */
const neverReached = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);
/** The message to be edited is no longer there, or is too old for Slack to edit. */
const lostMessage = new Set(["message_not_found", "channel_not_found", "cant_update_message", "edit_window_closed"]);
/** Messages looked through for one that may have arrived. */
const lookThrough = 100;

export interface NoticeSender {
  deliver(delivery: Delivery): Promise<Posted>;
  find(delivery: StrandedClaim): Promise<Posted | "absent" | "cannot say">;
}

/** Draws a notice when its turn has come, posts it with its delivery's id, and finds it again when that is in doubt. */
export function createNoticeSender(
  client: WebClient,
  notices: ReadonlyMap<string, NoticeRenderer>,
  { openTransaction, clock }: { openTransaction: OpenTransaction; clock: () => Date },
): NoticeSender {
  const openFor = ({ teamId, id }: Delivery) => {
    return <T>(run: (ctx: Context) => Promise<T>) =>
      openTransaction({ teamId, slackUserId: null, surface: "job", interactionId: id, now: clock() }, run);
  };

  function read({ kind, payload }: Delivery): { notice: NoticeRenderer; payload: unknown } {
    const notice = notices.get(kind);
    const read = notice?.payload.safeParse(payload);
    if (!notice || !read?.success) throw new Undeliverable(`no notice ${kind} of this form`);
    return { notice, payload: read.data };
  }

  /** Edits the earlier message that the notice takes the place of; null when there is none, or it is gone. */
  async function edit(delivery: Delivery, { text, blocks }: Message): Promise<Posted | null> {
    const { notice, payload } = read(delivery);
    const place = await openFor(delivery)(async (ctx) => (await notice.inPlaceOf?.(ctx, payload)) ?? null);
    if (!place) return null;
    try {
      await client.chat.update({ ...place, text, blocks });
      return place;
    } catch (error) {
      if (error instanceof WebAPIPlatformError && lostMessage.has(error.data.error)) return null;
      return told("chat.update", Promise.reject(error));
    }
  }

  async function draw(delivery: Delivery): Promise<Message> {
    const { notice, payload } = read(delivery);
    const message = await openFor(delivery)((ctx) => notice.render(ctx, payload));
    if (!message) throw new Undeliverable("nothing to say any more");
    return message;
  }

  /** Lays the notice's files into its thread, if it has any. */
  async function attach(delivery: Delivery, posted: Posted): Promise<void> {
    const { notice, payload } = read(delivery);
    if (!notice.files) return;
    const open = openFor(delivery);
    const files = await notice.files(open, payload);
    const announced = ({ fileId, channel, about }: { fileId: string; channel: string; about: string | null }) =>
      open((ctx) => recordPosted(ctx, { kind: "file", channel, fileId, about: [about] }));
    await attachFiles({ client, fetch: globalThis.fetch, announced }, files, posted);
  }

  /** Takes back what an erasure names, writes down what became of it, and lets the erasure go on. */
  async function takeBackFor(delivery: Delivery): Promise<Posted> {
    const read = takeBackPayload.safeParse(delivery.payload);
    if (!read.success) throw new Undeliverable("no message is named");
    const { erasureMessageId } = read.data;
    const open = openFor(delivery);
    const message = await open((ctx) => findMessageToTakeBack(ctx, erasureMessageId));
    if (!message) throw new Undeliverable("it was taken back before");
    const taken = await takeBack(client, told, message);
    const erasureId = await open((ctx) => settleTakenBack(ctx, erasureMessageId, taken));
    // Its own transaction: what became of the message stands whatever the erasure finds next.
    if (erasureId) await open((ctx) => continueErasure(ctx, erasureId)).catch(() => false);
    return { channel: message.channel, ts: message.ts ?? "" };
  }

  async function hasFiles({ channel, ts }: Posted): Promise<boolean> {
    const { messages = [] } = await client.conversations.replies({ channel, ts, limit: lookThrough });
    return messages.some((message) => "files" in message && (message.files?.length ?? 0) > 0);
  }

  /** A person's direct conversation; a channel is itself. */
  async function conversationOf(recipient: string): Promise<string> {
    if (!/^[UW]/u.test(recipient)) return recipient;
    const opened = await told("conversations.open", client.conversations.open({ users: recipient }));
    if (!opened.channel?.id) throw new Undeliverable("no conversation with this person");
    return opened.channel.id;
  }

  return {
    async deliver(delivery) {
      if (delivery.kind === takeBackKind) return takeBackFor(delivery);
      const message = await draw(delivery);
      const edited = await edit(delivery, message);
      if (edited) return edited;
      const { text, blocks, about = [] } = message;
      const channel = await conversationOf(delivery.recipient);
      const metadata = { event_type: deliveryEvent, event_payload: { delivery_id: delivery.id } };
      const posted = await told(
        "chat.postMessage",
        client.chat.postMessage({ channel, text, blocks, metadata, unfurl_links: false, unfurl_media: false }),
      );
      if (!posted.ts) throw new Uncertain("Slack named no message");
      const place = { channel, ts: posted.ts };
      try {
        if (about.length > 0) await openFor(delivery)((ctx) => recordPosted(ctx, { kind: "notice", ...place, about }));
        await attach(delivery, place);
      } catch (error) {
        // The message stands: it is looked up, and what is missing follows, rather than sent a second time.
        throw new Uncertain("the rest did not follow", { cause: error });
      }
      return place;
    },

    async find(delivery) {
      // Taking back twice does no harm, and says the same.
      if (delivery.kind === takeBackKind || notices.get(delivery.kind)?.inPlaceOf) return "absent";
      const channel = await conversationOf(delivery.recipient);
      const oldest = (delivery.claimedAt.getTime() / 1000 - 5).toFixed(6);
      const history = await told(
        "conversations.history",
        client.conversations.history({ channel, oldest, include_all_metadata: true, limit: lookThrough }),
      );
      const message = history.messages?.find(({ metadata }) => {
        const payload = metadata?.event_payload as { delivery_id?: string } | undefined;
        return metadata?.event_type === deliveryEvent && payload?.delivery_id === delivery.id;
      });
      if (message?.ts) {
        const place = { channel, ts: message.ts };
        if (notices.get(delivery.kind)?.files && !(await told("conversations.replies", hasFiles(place))))
          await told("files.completeUploadExternal", attach(delivery, place));
        return place;
      }
      return history.has_more ? "cannot say" : "absent";
    },
  };
}

/** What Slack's answer means for the message, in the outbox's words. */
async function told<T>(method: string, call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof WebAPIRateLimitedError) throw new RateLimited(method, error.retryAfter * 1000);
    if (error instanceof WebAPIHTTPError) throw new RetryLater(`http ${error.statusCode}`, { cause: error });
    if (error instanceof WebAPIPlatformError) {
      const code = error.data.error;
      // Whether the token is dead or Slack had a moment, the message is not lost: it waits.
      if (refusedToken(error) !== null) throw new RetryLater(code, { cause: error });
      throw slackIsIll.has(code) ? new RetryLater(code, { cause: error }) : new Undeliverable(code, { cause: error });
    }
    if (error instanceof WebAPIRequestError) {
      const code = networkCode(error);
      throw neverReached.has(code) ? new RetryLater(code, { cause: error }) : new Uncertain(code, { cause: error });
    }
    throw error;
  }
}

/** fetch hides the reason one or two causes deep. */
function networkCode(error: unknown): string {
  for (
    let each: unknown = error;
    each instanceof Error;
    each = each.cause ?? (each as { original?: unknown }).original
  ) {
    const { code } = each as NodeJS.ErrnoException;
    if (typeof code === "string" && !code.startsWith("slack_")) return code;
  }
  return "network";
}
