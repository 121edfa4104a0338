import { WebAPIRateLimitedError, type WebClient } from "@slack/web-api";
import type { NoticeFile } from "./define-notice.ts";
import { attachFiles } from "./notices/attach-files.ts";
import type { Message } from "./reply.ts";

export interface ProgressPlace {
  channel: string;
  ts: string;
}

/** How far a long piece of work is, said in one message. */
export interface UploadProgress {
  post(slackUserId: string, message: Message): Promise<ProgressPlace>;
  /** Says it in place of what stood there; left out where Slack would not like it, since the next one says more. */
  edit(place: ProgressPlace, message: Message): void;
  /** resolves when no edit is under way: what is said afterwards stands */
  settled(): Promise<void>;
  attach(
    place: ProgressPlace,
    file: NoticeFile,
    announced: (posted: { fileId: string; channel: string; about: string | null }) => Promise<void>,
  ): Promise<void>;
}

/** chat.update may be called 50 times a minute and more (tier 3); so a third of that is used. */
const editEveryMs = 3000;

export function createUploadProgress(
  client: WebClient,
  { clock, log }: { clock: { now(): Date }; log: { warn(details: object, message: string): void } },
): UploadProgress {
  let quietUntil = 0;
  let underWay: Promise<void> | null = null;

  async function say({ channel, ts }: ProgressPlace, { text, blocks }: Message): Promise<void> {
    try {
      await client.chat.update({ channel, ts, text, blocks });
    } catch (error) {
      // A message that somebody deleted, or Slack under load: the import goes on all the same.
      if (error instanceof WebAPIRateLimitedError) quietUntil = clock.now().getTime() + error.retryAfter * 1000;
      else log.warn({ err: error }, "The progress of an import could not be said");
    } finally {
      underWay = null;
    }
  }

  return {
    async post(slackUserId, { text, blocks }) {
      const { channel } = await client.conversations.open({ users: slackUserId });
      if (!channel?.id) throw new Error("Slack opened no conversation");
      const { ts } = await client.chat.postMessage({ channel: channel.id, text, blocks, unfurl_links: false });
      if (!ts) throw new Error("Slack named no message");
      return { channel: channel.id, ts };
    },
    edit(place, message) {
      const now = clock.now().getTime();
      if (underWay || now < quietUntil) return;
      quietUntil = now + editEveryMs;
      underWay = say(place, message);
    },
    async settled() {
      await underWay;
    },
    attach: (place, file, announced) => attachFiles({ client, fetch: globalThis.fetch, announced }, [file], place),
  };
}
