import type { KnownBlock, View } from "@slack/types";
import { WebAPIPlatformError, type WebClient } from "@slack/web-api";
import { actions, button, section } from "./blocks.ts";
import { modalView, noticeView } from "./modal-view.ts";
import type { BuiltModal, Message, Reply } from "./reply.ts";
import { kitActions } from "./views/access.actions.ts";
import { kitText } from "./views/kit.text.ts";

/** Where an answer can still be said once the transaction is over. */
export interface Mouth {
  slackUserId: string;
  triggerId: string | null;
  responseUrl: string | null;
  threadTs: string | null;
  place: "conversation" | "modal" | "home";
  /** the modal clicked in */
  view: { id: string; hash: string } | null;
  /** the command as typed, to open its form again if this came too late */
  typed: string | null;
}

/** Slack's words for a trigger that is too old or was used: its documents name them both ways round. */
const lateTrigger = new Set(["trigger_expired", "expired_trigger_id", "trigger_exchanged", "exchanged_trigger_id"]);

export interface Performer {
  /** says what was decided, where it can be said */
  perform(reply: Reply, originId: string | null, mouth: Mouth): Promise<void>;
  respond(url: string, body: Record<string, unknown>): Promise<boolean>;
  sendDirect(slackUserId: string, message: Message): Promise<void>;
  /** puts another view in the place of one that is open */
  showView(viewId: string, view: View): Promise<void>;
}

export function createPerformer(
  client: WebClient,
  {
    fetch,
    log,
    publishHome,
  }: {
    fetch: typeof globalThis.fetch;
    log: { warn(details: object, message: string): void };
    publishHome(slackUserId: string): Promise<void>;
  },
): Performer {
  async function respond(url: string, body: Record<string, unknown>): Promise<boolean> {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(10_000),
    });
    if (response.ok) return true;
    log.warn({ status: response.status, answer: (await response.text()).slice(0, 200) }, "Slack refused an answer");
    return false;
  }

  async function sendDirect(slackUserId: string, message: Message): Promise<void> {
    const opened = await client.conversations.open({ users: slackUserId });
    const channel = opened.channel?.id;
    if (channel) await client.chat.postMessage({ channel, text: message.text, blocks: message.blocks });
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
    if (mouth.triggerId && mouth.place !== "conversation") {
      await showNotice(message.blocks, mouth);
      return;
    }
    await sendDirect(mouth.slackUserId, message);
  }

  async function showNotice(blocks: KnownBlock[], mouth: Mouth): Promise<void> {
    const view = noticeView(kitText.steward(), kitText.close(), blocks);
    const trigger_id = mouth.triggerId ?? "";
    await (mouth.place === "modal" ? client.views.push({ trigger_id, view }) : client.views.open({ trigger_id, view }));
  }

  async function openModal(modal: BuiltModal, originId: string | null, mouth: Mouth): Promise<void> {
    const view = modalView(modal, originId);
    const trigger_id = mouth.triggerId ?? "";
    try {
      await (mouth.place === "modal"
        ? client.views.push({ trigger_id, view })
        : client.views.open({ trigger_id, view }));
    } catch (error) {
      if (!(error instanceof WebAPIPlatformError) || !lateTrigger.has(error.data.error)) throw error;
      const text = kitText.lateForm();
      const again = mouth.typed?.startsWith("/")
        ? [actions(button(kitText.openAgain(), kitActions.retry, { typed: mouth.typed.replaceAll("|", " ") }))]
        : [];
      await sayAlone({ text, blocks: [section(text), ...again] }, { ...mouth, triggerId: null });
    }
  }

  return {
    respond,
    sendDirect,
    async showView(viewId, view) {
      await client.views.update({ view_id: viewId, view });
    },
    async perform(reply, originId, mouth) {
      switch (reply.reply) {
        case "nothing":
        case "errors":
          return;
        case "home":
          return publishHome(reply.slackUserId);
        case "say":
          return sayAlone(reply.message, mouth);
        case "replace": {
          const { text, blocks } = reply.message;
          if (mouth.responseUrl && (await respond(mouth.responseUrl, { replace_original: true, text, blocks }))) return;
          return mouth.place === "home" ? undefined : sayAlone(reply.message, { ...mouth, responseUrl: null });
        }
        case "remove":
          if (mouth.responseUrl) await respond(mouth.responseUrl, { delete_original: true });
          return;
        case "share": {
          const { text, blocks } = reply.message;
          if (mouth.responseUrl) {
            await respond(mouth.responseUrl, {
              response_type: "in_channel",
              replace_original: false,
              ...(mouth.threadTs && { thread_ts: mouth.threadTs }),
              text,
              blocks,
            });
          }
          return;
        }
        case "open":
          return openModal(reply.modal, originId, mouth);
        case "update":
          if (mouth.view) {
            await client.views.update({
              view_id: mouth.view.id,
              hash: mouth.view.hash,
              view: modalView(reply.modal, originId),
            });
          }
      }
    },
  };
}
