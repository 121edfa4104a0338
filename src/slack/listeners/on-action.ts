import type { BlockAction, SlackActionMiddlewareArgs } from "@slack/bolt";
import { decodeValue } from "../action-ref.ts";
import { type Click, ViewValues } from "../define.ts";
import { withinDigest } from "../draw-digest.ts";
import { type Answer, interact } from "../interact.ts";
import type { Kit } from "../kit.ts";
import { isNotice, readCarried } from "../modal-view.ts";
import type { Mouth } from "../perform.ts";
import { noticesByKind } from "../registry.ts";
import { replace, say } from "../reply.ts";
import { kitActions } from "../views/access.actions.ts";
import { kitText } from "../views/kit.text.ts";
import { sentenceMessage } from "../views/sentence-message.ts";
import { runTyped } from "./on-command.ts";

/** A press or a choice on a message, in a modal or in the Home tab. */
export function onAction(kit: Kit) {
  return ({ body, ack }: SlackActionMiddlewareArgs): Promise<void> =>
    kit.inFlight.track(
      (async () => {
        await ack();
        if (body.type !== "block_actions") return;
        const click = readClick(body, kit.clock());
        if (click === null) return;
        const { mouth } = click;
        if (kit.inFlight.closed) {
          return kit.performer.perform(say(sentenceMessage(kitText.stopping())), null, mouth);
        }
        const answer =
          click.id === kitActions.retry.id ? await retry(kit, click, mouth) : await runAction(kit, click, mouth);
        await kit.performer.perform(answer.reply, answer.originId, mouth);
        if (mouth.place === "home" && answer.outcome === "answered") await kit.publishHome(mouth.slackUserId);
      })(),
    );
}

type Answered = Pick<Answer, "reply" | "originId" | "outcome">;

const oldButton: Answered = {
  reply: say(sentenceMessage(kitText.oldButton())),
  originId: null,
  outcome: "refused",
};

interface ReadClick {
  id: string;
  value: string;
  key: string;
  click: Click;
  mouth: Mouth;
}

/** A chosen option of the ⋯ menu says which action it is; a button says it in its action_id. */
function readClick(body: BlockAction, at: Date): ReadClick | null {
  const [action] = body.actions as unknown as Record<string, unknown>[];
  if (!action) return null;
  const actionId = String(action["action_id"]);
  if (actionId === "link") return null;
  const option = action["selected_option"] as { value: string } | null | undefined;
  const many = (action["selected_options"] as { value: string }[] | undefined)?.map(({ value }) => value);
  const chosen = (option?.value ??
    action["selected_user"] ??
    action["selected_channel"] ??
    action["selected_conversation"] ??
    action["selected_date"] ??
    action["selected_time"] ??
    null) as string | null;
  const [id, value] =
    actionId === "menu"
      ? splitOnce(chosen ?? "", "|")
      : [actionId.replace(/#\d+$/u, ""), typeof action["value"] === "string" ? action["value"] : ""];
  const container = body.container as Record<string, string | undefined>;
  const place = body.view ? (body.view.type === "home" ? "home" : "modal") : "conversation";
  const threadTs = container["thread_ts"] ?? null;
  return {
    id,
    value,
    key: `action:${body.trigger_id}:${String(action["action_ts"])}`,
    click: {
      where: {
        channelId: body.channel?.id ?? container["channel_id"] ?? null,
        messageTs: container["message_ts"] ?? null,
        threadTs,
        place,
        at,
      },
      chosen: actionId === "menu" ? null : chosen,
      chosenMany:
        many ??
        ((action["selected_users"] ??
          action["selected_channels"] ??
          action["selected_conversations"] ??
          []) as string[]),
      values: new ViewValues((body.view?.state?.values ?? body.state?.values ?? {}) as never),
      memory: body.view ? readCarried(body.view.private_metadata)?.memory : null,
    },
    mouth: {
      slackUserId: body.user.id,
      triggerId: body.trigger_id,
      responseUrl: body.response_url || null,
      threadTs,
      place,
      view: body.view ? { id: body.view.id, hash: body.view.hash, isNotice: isNotice(body.view) } : null,
      from: { used: "button" },
    },
  };
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}

async function runAction(kit: Kit, { id, value, key, click }: ReadClick, mouth: Mouth): Promise<Answered> {
  const action = kit.registry.actions.get(id);
  const decoded = action ? decodeValue(action.ref, value) : null;
  if (!action || !decoded) return oldButton;
  const { may } = action;
  const { channelId, messageTs } = click.where;
  return interact(
    kit.adapter,
    {
      teamId: kit.bot.teamId,
      slackUserId: mouth.slackUserId,
      key,
      surface: "slack-action",
      now: click.where.at,
      typed: null,
      name: id,
    },
    {
      may: action.may,
      gather: () => action.gather?.(kit.adapter.lookup, decoded, click),
      run: async (ctx, gathered) =>
        withinDigest(ctx, noticesByKind, { id, may, ...click.where }, await action.run(ctx, decoded, click, gathered)),
      responseUrl: mouth.responseUrl,
      message: channelId && messageTs ? { channel: channelId, ts: messageTs } : null,
      timeoutMs: action.timeoutMs,
    },
  );
}

/** Runs a command again as it was typed. Its answer takes the place of the apology that held the button. */
async function retry(kit: Kit, { value, key, click }: ReadClick, mouth: Mouth): Promise<Answered> {
  const typed = decodeValue(kitActions.retry, value)?.typed;
  if (!typed) return oldButton;
  const [slash, text] = splitOnce(typed, " ");
  const { slackUserId, responseUrl } = mouth;
  const answer = await runTyped(kit, { slash, text, key, slackUserId, where: click.where, responseUrl });
  return answer.reply.reply === "say" ? { ...answer, reply: replace(answer.reply.message) } : answer;
}
