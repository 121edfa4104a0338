import type { MessageMetadata } from "@slack/types";
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
import { Overtaken, RateLimited, RetryLater, Uncertain, Undeliverable } from "../../outbox/delivery-outcome.ts";
import type { DrawnNotice, NoticeRenderer } from "../define-notice.ts";
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
/** Messages of one call that are looked through for one that may have arrived, and the most calls. */
const lookThrough = 100;
const mostPages = 10;
/** Seconds after it was taken to be sent within which a message has arrived, if ever: longer than any call may last. */
const arrivesWithin = 120;

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
  const openFor = ({ teamId, id, kind }: Delivery) => {
    const timeout = notices.get(kind)?.timeoutMs;
    return <T>(run: (ctx: Context) => Promise<T>) =>
      openTransaction(
        {
          ...{ teamId, slackUserId: null, surface: "job", interactionId: id, now: clock() },
          ...(timeout !== undefined && { timeout }),
        },
        run,
      );
  };

  function read({ kind, payload }: Delivery): { notice: NoticeRenderer; payload: unknown } {
    const notice = notices.get(kind);
    const read = notice?.payload.safeParse(payload);
    if (!notice || !read?.success) throw new Undeliverable(`no notice ${kind} of this form`);
    return { notice, payload: read.data };
  }

  /** Edits the earlier message that the notice takes the place of; null when there is none, or it is gone. */
  async function edit(delivery: Delivery, { text, blocks }: Message): Promise<Posted | null> {
    const place = await earlier(delivery);
    if (!place) return null;
    try {
      await client.chat.update({ ...place, text, blocks });
      return place;
    } catch (error) {
      if (error instanceof WebAPIPlatformError && lostMessage.has(error.data.error)) return null;
      return told("chat.update", Promise.reject(error));
    }
  }

  function earlier(delivery: Delivery): Promise<Posted | null> {
    const { notice, payload } = read(delivery);
    return openFor(delivery)(async (ctx) => (await notice.inPlaceOf?.(ctx, payload, delivery.recipient)) ?? null);
  }

  function standing(delivery: Delivery): Promise<Posted | null> {
    const { notice, payload } = read(delivery);
    return openFor(delivery)(async (ctx) => (await notice.standing?.(ctx, payload, delivery.recipient)) ?? null);
  }

  async function draw(delivery: Delivery): Promise<DrawnNotice> {
    const { notice, payload } = read(delivery);
    const message = await openFor(delivery)((ctx) => notice.render(ctx, payload, delivery.recipient));
    if (!message) throw new Overtaken();
    return message;
  }

  /** The message in whose thread it is said; undefined: in the conversation itself. */
  async function threadOf(delivery: Delivery): Promise<Posted | undefined> {
    const { notice, payload } = read(delivery);
    if (!notice.thread) return undefined;
    const thread = await openFor(delivery)((ctx) => notice.thread?.(ctx, payload) ?? Promise.resolve(null));
    if (!thread) throw new Overtaken();
    return thread;
  }

  /** Lets the notice keep where it stands. */
  async function keepPlace(delivery: Delivery, place: Posted, drawn: DrawnNotice | null): Promise<void> {
    const { notice, payload } = read(delivery);
    if (notice.posted) await openFor(delivery)(async (ctx) => notice.posted?.(ctx, payload, place, drawn));
  }

  /** Slack has refused it for good: whoever left the notice may have something to do about it. */
  async function onRefusal(delivery: Delivery, error: unknown): Promise<void> {
    if (!(error instanceof Undeliverable)) return;
    const { notice, payload } = read(delivery);
    const { recipient } = delivery;
    if (notice.refused)
      await openFor(delivery)(async (ctx) => notice.refused?.(ctx, payload, { recipient, reason: error.reason }));
  }

  async function send(delivery: Delivery): Promise<Posted> {
    const already = await standing(delivery);
    if (already) return already;
    const message = await draw(delivery);
    const edited = await edit(delivery, message);
    if (edited) {
      await keepPlace(delivery, edited, message);
      return edited;
    }
    if (notices.get(delivery.kind)?.onlyInPlace) throw new Overtaken();
    const { text, blocks, about = [] } = message;
    const thread = await threadOf(delivery);
    const channel = thread?.channel ?? (await conversationOf(delivery.recipient));
    const metadata = { event_type: deliveryEvent, event_payload: { delivery_id: delivery.id } };
    const posted = await told(
      "chat.postMessage",
      client.chat.postMessage({
        ...{ channel, text, blocks, metadata, unfurl_links: false, unfurl_media: false },
        ...(thread && { thread_ts: thread.ts }),
      }),
    );
    if (!posted.ts) throw new Uncertain("Slack named no message");
    const place = { channel, ts: posted.ts };
    try {
      if (about.length > 0) await openFor(delivery)((ctx) => recordPosted(ctx, { kind: "notice", ...place, about }));
      await keepPlace(delivery, place, message);
      await attach(delivery, place);
    } catch (error) {
      // The message stands: it is looked up, and what is missing follows, rather than sent a second time.
      throw new Uncertain("the rest did not follow", { cause: error });
    }
    return place;
  }

  /** The message that carries the delivery's id, among those since it was claimed. */
  async function findPosted(delivery: StrandedClaim): Promise<Posted | "absent" | "cannot say"> {
    const thread = await threadOf(delivery).catch((error: unknown) => {
      // With its thread the message would be gone as well.
      if (error instanceof Overtaken) return null;
      throw error;
    });
    if (thread === null) return "absent";
    const channel = thread?.channel ?? (await conversationOf(delivery.recipient));
    const claimed = delivery.claimedAt.getTime() / 1000;
    const [oldest, latest] = [(claimed - 5).toFixed(6), (claimed + arrivesWithin).toFixed(6)];
    let cursor: string | undefined;
    for (let page = 0; page < mostPages; page++) {
      const asked = {
        channel,
        oldest,
        latest,
        include_all_metadata: true,
        limit: lookThrough,
        ...(cursor && { cursor }),
      };
      const asking = thread
        ? told("conversations.replies", client.conversations.replies({ ...asked, ts: thread.ts }))
        : told("conversations.history", client.conversations.history(asked));
      const history = await asking.catch((error: unknown) => {
        // Asked again from the first page, it would end here each time.
        if (page > 0 && error instanceof RateLimited) return null;
        throw error;
      });
      if (history === null) return "cannot say";
      const messages = (history.messages ?? []) as { ts?: string; metadata?: MessageMetadata }[];
      const message = messages.find(({ metadata }) => {
        const payload = metadata?.event_payload as { delivery_id?: string } | undefined;
        return metadata?.event_type === deliveryEvent && payload?.delivery_id === delivery.id;
      });
      if (message?.ts) return { channel, ts: message.ts };
      cursor = history.response_metadata?.next_cursor || undefined;
      if (!history.has_more || !cursor) return "absent";
    }
    return "cannot say";
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
      try {
        return await send(delivery);
      } catch (error) {
        await onRefusal(delivery, error);
        throw error instanceof Undeliverable && notices.get(delivery.kind)?.dispensable ? new Overtaken() : error;
      }
    },

    async find(delivery) {
      // Taking back twice does no harm, and neither does editing.
      if (delivery.kind === takeBackKind || (await earlier(delivery))) return "absent";
      const place = await findPosted(delivery);
      if (place === "absent" || place === "cannot say") return place;
      await keepPlace(delivery, place, null);
      if (notices.get(delivery.kind)?.files && !(await told("conversations.replies", hasFiles(place))))
        await told("files.completeUploadExternal", attach(delivery, place));
      return place;
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
