import type { GlobalShortcut, MessageShortcut, SlackShortcutMiddlewareArgs } from "@slack/bolt";
import type { ShortcutUse, Where } from "../define.ts";
import { interact } from "../interact.ts";
import type { Kit } from "../kit.ts";
import { messageWords, rawMessage } from "../message-words.ts";
import type { Mouth } from "../perform.ts";
import { say } from "../reply.ts";
import { kitText } from "../views/kit.text.ts";
import { sentenceMessage } from "../views/sentence-message.ts";

/** A global shortcut, or one used on a message. */
export function onShortcut(kit: Kit) {
  return ({ body, ack }: SlackShortcutMiddlewareArgs): Promise<void> =>
    kit.inFlight.track(
      (async () => {
        await ack();
        const used = readUse(body, kit.clock());
        const onMessage = body.type === "message_action" ? body : null;
        const mouth: Mouth = {
          slackUserId: body.user.id,
          triggerId: body.trigger_id,
          responseUrl: onMessage?.response_url ?? null,
          threadTs: used.where.threadTs,
          // Without a conversation to answer in, a refusal is shown where the shortcut would have opened its form.
          place: onMessage ? "conversation" : "home",
          view: null,
          from: { used: "shortcut" },
        };
        const shortcut = kit.registry.shortcuts.get(body.callback_id);
        if (!shortcut || kit.inFlight.closed) {
          const text = shortcut ? kitText.stopping() : kitText.oldShortcut();
          return kit.performer.perform(say(sentenceMessage(text)), null, mouth);
        }
        const answer = await interact(
          kit.adapter,
          {
            teamId: kit.bot.teamId,
            slackUserId: body.user.id,
            key: `shortcut:${body.trigger_id}`,
            surface: "slack-command",
            now: used.where.at,
            typed: null,
            name: body.callback_id,
          },
          {
            may: shortcut.may,
            gather: () => shortcut.gather?.(kit.adapter.lookup, used),
            run: (ctx, gathered) => shortcut.run(ctx, used, gathered),
            responseUrl: mouth.responseUrl,
          },
        );
        await kit.performer.perform(answer.reply, answer.originId, mouth);
      })(),
    );
}

function readUse(body: GlobalShortcut | MessageShortcut, at: Date): ShortcutUse {
  if (body.type === "shortcut") {
    return { where: { channelId: null, messageTs: null, threadTs: null, place: "conversation", at }, message: null };
  }
  const { channel, message, message_ts } = body;
  const { text, author } = messageWords(rawMessage.catch({}).parse(message));
  const threadTs = typeof message["thread_ts"] === "string" ? message["thread_ts"] : null;
  const where: Where = { channelId: channel.id, messageTs: message_ts, threadTs, place: "conversation", at };
  return {
    where,
    message: {
      ...{ text, author },
      ts: message_ts,
      authorId: message.user ?? null,
      channelId: channel.id,
      channelName: channel.name,
    },
  };
}
