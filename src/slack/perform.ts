import type { KnownBlock, View } from "@slack/types";
import { WebAPIPlatformError, type WebClient } from "@slack/web-api";
import { UnknownWorkspace } from "../db/open-transaction.ts";
import { section } from "./blocks.ts";
import type { Whispered } from "./define.ts";
import { newReference } from "./interact.ts";
import { modalView, noticeView } from "./modal-view.ts";
import type { BuiltModal, Message, Reply } from "./reply.ts";
import { goneMessage } from "./views/gone.ts";
import { kitText } from "./views/kit.text.ts";
import { retryButton } from "./views/retry.ts";
import { sentenceMessage } from "./views/sentence-message.ts";

/** Where an answer can still be said once the transaction is over. */
export interface Mouth {
  slackUserId: string;
  triggerId: string | null;
  responseUrl: string | null;
  threadTs: string | null;
  /** an event's conversation: there the person alone is told, without any address for the answer */
  whispered?: Whispered | null;
  place: "conversation" | "modal" | "home";
  /** the modal clicked in */
  view: { id: string; hash: string; isNotice: boolean } | null;
  /** what the person used, to say how they try again */
  from: { used: "command"; typed: string } | { used: "button" | "shortcut" | "form" | "event" };
}

/** Slack's words for a trigger that is too old or was used: its documents name them both ways round. */
const lateTrigger = new Set(["trigger_expired", "expired_trigger_id", "trigger_exchanged", "exchanged_trigger_id"]);

/** Slack's words for a conversation in which Steward cannot tell this person anything. */
const unspoken = new Set([
  ...["not_in_channel", "channel_not_found", "user_not_in_channel", "is_archived"],
  ...["restricted_action", "invalid_thread_ts", "cannot_reply_to_message"],
]);

export interface Performer {
  /** Says what was decided, where it can be said; in the person's conversation with Steward where nothing else works. Never throws. */
  perform(reply: Reply, originId: string | null, mouth: Mouth): Promise<void>;
  /** Says something in the person's conversation with Steward. Never throws. */
  sayDirectly(slackUserId: string, message: Message): Promise<void>;
  /** Puts another view in the place of one that is open; false if Slack would not, as when it was closed meanwhile. */
  showView(viewId: string, view: View): Promise<boolean>;
}

export function createPerformer(
  client: WebClient,
  {
    fetch,
    log,
    publishHome,
    posted,
  }: {
    fetch: typeof globalThis.fetch;
    log: { warn(details: object, message: string): void; error(details: object, message: string): void };
    publishHome(slackUserId: string): Promise<void>;
    /** keeps where an answer about customers stands */
    posted(answer: { channel: string; ts: string; about: readonly string[] }): Promise<void>;
  },
): Performer {
  /** False if Slack did not take it. */
  async function respond(url: string, body: Record<string, unknown>): Promise<boolean> {
    try {
      const response = await fetch(url, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(10_000),
      });
      if (response.ok) return true;
      log.warn({ status: response.status, answer: (await response.text()).slice(0, 200) }, "Slack refused an answer");
    } catch (error) {
      log.warn({ err: error }, "Slack could not be given an answer");
    }
    return false;
  }

  async function sendDirect(slackUserId: string, message: Message): Promise<void> {
    const opened = await client.conversations.open({ users: slackUserId });
    const channel = opened.channel?.id;
    if (!channel) return;
    const { text, blocks, about = [] } = message;
    const { ts } = await client.chat.postMessage({ channel, text, blocks });
    if (!ts || about.length === 0) return;
    try {
      await posted({ channel, ts, about });
    } catch (error) {
      // It was said; that it cannot be found again for an erasure is no reason to say it twice.
      log.error({ err: error }, "Where an answer about a customer stands could not be kept");
    }
  }

  async function sayDirectly(slackUserId: string, message: Message): Promise<void> {
    await orLog(sendDirect(slackUserId, message));
  }

  async function orLog(saying: Promise<void>): Promise<void> {
    try {
      await saying;
    } catch (error) {
      // Where Steward is not let in, nobody can be told: that was logged when it was found out.
      if (error instanceof UnknownWorkspace) return;
      log.error({ err: error }, "A person could not be told anything");
    }
  }

  async function sayAlone(message: Message, mouth: Mouth): Promise<void> {
    if (mouth.responseUrl) {
      const said = await respond(mouth.responseUrl, {
        response_type: "ephemeral",
        replace_original: false,
        ...(mouth.threadTs && { thread_ts: mouth.threadTs }),
        text: message.text,
        blocks: message.blocks,
      });
      if (said) return;
    }
    if (mouth.whispered && (await whisper(mouth.whispered, message, mouth.slackUserId))) return;
    if (mouth.triggerId && mouth.place !== "conversation") await showNotice(message.blocks, mouth);
    else await sendDirect(mouth.slackUserId, message);
  }

  /** False where Slack would not: Steward is not in that channel, or the person has left it. */
  async function whisper({ channelId, threadTs }: Whispered, message: Message, slackUserId: string): Promise<boolean> {
    const { text, blocks } = message;
    const thread = threadTs && { thread_ts: threadTs };
    try {
      await client.chat.postEphemeral({ channel: channelId, user: slackUserId, text, blocks, ...thread });
      return true;
    } catch (error) {
      if (error instanceof WebAPIPlatformError && unspoken.has(error.data.error)) return false;
      throw error;
    }
  }

  async function showNotice(blocks: KnownBlock[], mouth: Mouth): Promise<void> {
    await layOpen(noticeView(kitText.steward(), kitText.close(), blocks), mouth);
  }

  async function layOpen(view: View, { place, triggerId }: Mouth): Promise<void> {
    const trigger_id = triggerId ?? "";
    await (place === "modal" ? client.views.push({ trigger_id, view }) : client.views.open({ trigger_id, view }));
  }

  async function openModal(modal: BuiltModal, originId: string | null, mouth: Mouth): Promise<void> {
    try {
      await layOpen(modalView(modal, originId), mouth);
    } catch (error) {
      if (!(error instanceof WebAPIPlatformError) || !lateTrigger.has(error.data.error)) throw error;
      await sayAlone(tooLate(mouth), { ...mouth, triggerId: null });
    }
  }

  /** Only Slack's own address for the answer may still work. */
  async function sayGone({ responseUrl, threadTs }: Mouth): Promise<void> {
    const { text, blocks } = goneMessage(null);
    if (!responseUrl) return;
    const thread = threadTs && { thread_ts: threadTs };
    await respond(responseUrl, { response_type: "ephemeral", replace_original: false, ...thread, text, blocks });
  }

  async function share({ text, blocks }: Message, { responseUrl, threadTs, slackUserId }: Mouth): Promise<void> {
    const thread = threadTs && { thread_ts: threadTs };
    const body = { response_type: "in_channel", replace_original: false, ...thread, text, blocks };
    if (responseUrl && (await respond(responseUrl, body))) return;
    await sendDirect(slackUserId, sentenceMessage(kitText.notShared()));
  }

  async function replace(message: Message, mouth: Mouth): Promise<void> {
    const { text, blocks } = message;
    if (mouth.responseUrl && (await respond(mouth.responseUrl, { replace_original: true, text, blocks }))) return;
    if (mouth.place === "modal" && mouth.view?.isNotice) {
      const view = noticeView(kitText.steward(), kitText.close(), blocks);
      await client.views.update({ view_id: mouth.view.id, hash: mouth.view.hash, view });
      return;
    }
    // The Home tab is drawn afresh after each change, which shows the outcome in its own place.
    if (mouth.place !== "home") await sayAlone(message, { ...mouth, responseUrl: null });
  }

  async function say(reply: Reply, originId: string | null, mouth: Mouth): Promise<void> {
    switch (reply.reply) {
      case "nothing":
      case "errors":
        return;
      case "home":
        return publishHome(reply.slackUserId);
      case "say":
        await sayAlone(reply.message, mouth);
        for (const message of reply.then ?? []) await sayAlone(message, mouth);
        return;
      case "replace":
        await replace(reply.message, mouth);
        for (const message of reply.then ?? []) await sayAlone(message, mouth);
        return;
      case "share":
        return share(reply.message, mouth);
      case "open":
        return openModal(reply.modal, originId, mouth);
      case "update":
        if (!mouth.view) return;
        await client.views.update({
          view_id: mouth.view.id,
          hash: mouth.view.hash,
          view: modalView(reply.modal, originId),
        });
    }
  }

  return {
    sayDirectly,
    async showView(viewId, view) {
      try {
        await client.views.update({ view_id: viewId, view });
        return true;
      } catch (error) {
        log.warn({ err: error }, "A modal could not be brought up to date");
        return false;
      }
    },
    async perform(reply, originId, mouth) {
      try {
        await say(reply, originId, mouth);
      } catch (error) {
        if (error instanceof UnknownWorkspace) return orLog(sayGone(mouth));
        const reference = newReference();
        log.error({ err: error, reference }, "An answer could not be given where it was asked for");
        const answer = "message" in reply ? reply.message : sentenceMessage(kitText.noForm(reference));
        await orLog(sayAlone(answer, { ...mouth, triggerId: null }));
      }
    },
  };
}

/** What is said of a form that Slack would not open any more, with a way to it. */
function tooLate({ from }: Mouth): Message {
  if (from.used === "command") {
    const text = kitText.lateForm();
    return { text, blocks: [section(text), ...retryButton(kitText.openAgain(), from.typed)] };
  }
  return sentenceMessage(from.used === "shortcut" ? kitText.lateShortcut() : kitText.lateButton());
}
