import type { WebClient } from "@slack/web-api";
import { z } from "zod";
import type { OwnMessage } from "../../crm/privacy/plan-erasure.ts";
import type { TakenBack } from "../../crm/privacy/take-back.ts";
import { Undeliverable } from "../../outbox/delivery-outcome.ts";
import { privacyText } from "../views/privacy.text.ts";
import { sentenceMessage } from "../views/sentence-message.ts";

/** What the outbox calls it: nothing is posted, something that was posted goes. */
export const takeBackKind = "take-back";
export const takeBackPayload = z.object({ erasureMessageId: z.uuid() });

/** Slack's words for what is not there any more. */
const gone = new Set(["message_not_found", "file_not_found", "file_deleted", "thread_not_found"]);

/** Says what Slack's answer means for a delivery, in the outbox's words; what is final is `Undeliverable`. */
type Told = <T>(method: string, call: Promise<T>) => Promise<T>;

/**
 * Deletes a message or file of Steward's own; a message that Slack will not let it delete is emptied instead. Doing it
 * twice does no harm.
 * @throws RateLimited, RetryLater, Uncertain to be done again later
 */
export async function takeBack(client: WebClient, told: Told, message: OwnMessage): Promise<TakenBack> {
  const { channel, ts, fileId } = message;
  if (fileId !== null) return tried(() => told("files.delete", client.files.delete({ file: fileId })), "deleted");
  if (ts === null) return { state: "gone" };
  const deleted = await tried(() => told("chat.delete", client.chat.delete({ channel, ts })), "deleted");
  if (deleted.state !== "unreachable") return deleted;
  const { text, blocks } = sentenceMessage(privacyText.redacted());
  return tried(() => told("chat.update", client.chat.update({ channel, ts, text, blocks })), "redacted");
}

async function tried(call: () => Promise<unknown>, state: "deleted" | "redacted"): Promise<TakenBack> {
  try {
    await call();
    return { state };
  } catch (error) {
    if (!(error instanceof Undeliverable)) throw error;
    return gone.has(error.reason) ? { state: "gone" } : { state: "unreachable", failure: error.reason };
  }
}
