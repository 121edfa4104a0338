import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
  type WebClient,
} from "@slack/web-api";
import {
  claimThreadCopy,
  endThreadCopy,
  findNextThreadPage,
  holdThreadCopy,
  keepThreadPage,
  type ThreadCopy,
  type ThreadReply,
} from "../crm/tickets/thread-copy.ts";
import type { Context } from "../db/context.ts";
import { type OpenTransaction, UnknownWorkspace } from "../db/open-transaction.ts";
import { messageWords, type RawMessage } from "./message-words.ts";
import { OneAtATime } from "./one-at-a-time.ts";
import { readMessage } from "./read-message.ts";

interface ThreadCopiesOptions {
  teamId: string;
  openTransaction: OpenTransaction;
  /** refuses to wait for Slack: what has to wait is taken up again later */
  client: WebClient;
  botUserId: string;
  clock: { now(): Date; after(ms: number, run: () => void): () => void };
  /** told after a commit that left a notice */
  committed(): void;
  log: { warn(details: object, message: string): void };
}

export interface ThreadCopies {
  /** looks now whether there is a thread to read; to be called after a commit that may have left one */
  wake(): void;
  stop(): Promise<void>;
}

/** What Slack recommends at most; an app that may have fewer gets fewer. docs.slack.dev: conversations.replies */
const repliesPerCall = 200;
/** Milliseconds between two pages of a thread: tier 3 is 50 calls a minute, and others need some of them. */
const betweenPages = 1_500;
/** Another process's commit is noticed after so many milliseconds at the latest. */
const lookEveryMs = 15_000;
/** Milliseconds after which a page is asked for again where Slack or the line had a moment. */
const pauseMs = 30_000;
/** Slack's own troubles, which pass. */
const passing = new Set(["internal_error", "fatal_error", "service_unavailable", "request_timeout"]);

/** Reads threads into tickets, a page at a time: a thousand replies hold up nobody, and a crash begins no thread anew. */
export function startThreadCopies(options: ThreadCopiesOptions): ThreadCopies {
  const { clock, log } = options;
  let stopping = false;
  let cancelLook = () => {};
  const rounds = new OneAtATime(work);

  const lookIn = (ms: number) => {
    cancelLook();
    if (!stopping) cancelLook = clock.after(ms, wake);
  };
  const wake = () => {
    if (stopping) return;
    lookIn(lookEveryMs);
    rounds.wake();
  };

  async function work(): Promise<void> {
    try {
      while (!stopping) {
        const copy = await asSteward(options, claimThreadCopy);
        if (!copy) break;
        await copyPage(options, copy);
        options.committed();
      }
      const next = await asSteward(options, findNextThreadPage);
      if (next) lookIn(Math.min(lookEveryMs, Math.max(0, next.getTime() - clock.now().getTime())));
    } catch (error) {
      if (error instanceof UnknownWorkspace) return;
      log.warn({ err: error }, "Threads could not be read into tickets; the next look goes on");
    }
  }

  wake();
  return {
    wake,
    async stop() {
      stopping = true;
      cancelLook();
      await rounds.idle();
    },
  };
}

function asSteward<T>(
  { openTransaction, teamId, clock }: ThreadCopiesOptions,
  run: (ctx: Context) => Promise<T>,
): Promise<T> {
  const now = clock.now();
  return openTransaction(
    { teamId, slackUserId: null, surface: "job", interactionId: `threads:${now.getTime()}`, now, timeout: 20_000 },
    run,
  );
}

async function copyPage(options: ThreadCopiesOptions, copy: ThreadCopy): Promise<void> {
  const { client, clock, botUserId } = options;
  const later = (ms: number) => new Date(clock.now().getTime() + ms);
  try {
    const page = await client.conversations.replies({
      ...{ channel: copy.channel, ts: copy.ts, latest: copy.before, limit: repliesPerCall },
      ...(copy.cursor && { cursor: copy.cursor }),
    });
    const messages = ((page.messages ?? []) as RawMessage[]).filter(
      // What Steward says, and what is said to it, is no part of the conversation.
      ({ ts, user, text = "" }) =>
        ts !== undefined && ts !== copy.ts && user !== botUserId && !text.trimStart().startsWith(`<@${botUserId}`),
    );
    const next = (page.has_more && page.response_metadata?.next_cursor) || null;
    await asSteward(options, async (ctx) => {
      const replies: ThreadReply[] = [];
      for (const message of messages) {
        const { text, author } = messageWords(message);
        replies.push({
          ts: message.ts ?? "",
          text: await readMessage(ctx, text),
          slackUserId: message.bot_id ? null : (message.user ?? null),
          name: author,
        });
      }
      await keepThreadPage(ctx, copy, {
        replies: replies.filter(({ text }) => text !== ""),
        next,
        nextAt: later(betweenPages),
      });
    });
  } catch (error) {
    if (error instanceof WebAPIRateLimitedError)
      return asSteward(options, (ctx) => holdThreadCopy(ctx, copy, later(error.retryAfter * 1000)));
    if (error instanceof WebAPIPlatformError && !passing.has(error.data.error))
      return asSteward(options, (ctx) => endThreadCopy(ctx, copy, error.data.error));
    const passes = [WebAPIPlatformError, WebAPIHTTPError, WebAPIRequestError].some((kind) => error instanceof kind);
    if (!passes) throw error;
    await asSteward(options, (ctx) => holdThreadCopy(ctx, copy, later(pauseMs)));
  }
}
