import type { SlackCommandMiddlewareArgs } from "@slack/bolt";
import type { Context } from "../../db/context.ts";
import type { AnyCommand, Where } from "../define.ts";
import { asksForHelp, family, findCommand } from "../find-command.ts";
import { type Answer, type InteractionSource, interact } from "../interact.ts";
import { inTime, type Kit, promptMs } from "../kit.ts";
import type { Mouth } from "../perform.ts";
import { type Message, type Reply, say } from "../reply.ts";
import { readableTyped } from "../typed-text.ts";
import { helpMessage } from "../views/help.ts";
import { kitText } from "../views/kit.text.ts";
import { sentenceMessage } from "../views/sentence-message.ts";
import { typedBackBlocks } from "../views/typed-back.ts";
import { typistOf } from "./payload.ts";

/** What a person typed, wherever it came from: a slash command, or "Try again" on one. */
export interface Typed {
  slash: string;
  text: string;
  key: string | null;
  slackUserId: string;
  where: Where;
  responseUrl: string | null;
}

/** A slash command: answered in the acknowledgement when ready in time, else through its response_url. */
export function onCommand(kit: Kit) {
  return ({ command: body, ack }: SlackCommandMiddlewareArgs): Promise<void> =>
    kit.inFlight.track(
      (async () => {
        if (kit.inFlight.closed) {
          const { text, blocks } = stoppingMessage(`${body.command} ${body.text ?? ""}`);
          return ack({ response_type: "ephemeral", text, blocks });
        }
        const where: Where = {
          channelId: body.channel_id,
          messageTs: null,
          threadTs: null,
          place: "conversation",
          at: kit.clock(),
        };
        const typed: Typed = {
          slash: body.command,
          text: body.text ?? "",
          key: `command:${body.trigger_id}`,
          slackUserId: body.user_id,
          where,
          responseUrl: body.response_url,
        };
        const mouth: Mouth = {
          slackUserId: body.user_id,
          triggerId: body.trigger_id,
          responseUrl: body.response_url,
          threadTs: null,
          place: "conversation",
          view: null,
          from: { used: "command", typed: `${typed.slash} ${typed.text}`.trim() },
        };
        const running = runTyped(kit, typed);
        const prompt = await inTime(running, promptMs);
        const { reply } = prompt ?? {};
        if (reply?.reply === "say" || reply?.reply === "share") {
          const { text, blocks } = reply.message;
          await ack({ response_type: reply.reply === "say" ? "ephemeral" : "in_channel", text, blocks });
          return;
        }
        await ack();
        const answer = prompt ?? (await running);
        await kit.performer.perform(answer.reply, answer.originId, mouth);
      })(),
    );
}

function stoppingMessage(typed: string): Message {
  const { text, blocks } = sentenceMessage(kitText.stopping());
  return { text, blocks: [...blocks, ...typedBackBlocks(readableTyped(typed))] };
}

/** Finds the command meant, reads what was typed, and runs it or opens its form. */
export async function runTyped(kit: Kit, typed: Typed): Promise<Answer> {
  const { slash, text } = typed;
  const words = `${slash} ${text}`.trim();
  const settled = (message: Message): Answer => ({
    outcome: "answered",
    reply: say(message),
    refusal: null,
    originId: null,
    reference: null,
  });
  const found = findCommand(kit.registry.commands, slash, text);
  const relatives = family(kit.registry.commands, found?.command.name ?? slash);
  if (!found || asksForHelp(found.rest)) {
    const listed = relatives.length > 0 ? relatives : kit.registry.commands;
    return settled(helpMessage(found?.rest === "" || !found ? listed : relatives));
  }
  const { command, rest } = found;
  const source: InteractionSource = {
    teamId: kit.bot.teamId,
    slackUserId: typed.slackUserId,
    key: typed.key,
    surface: "slack-command",
    now: typed.where.at,
    typed: words,
    name: command.name,
  };
  const answer = await interact(kit.adapter, source, {
    may: command.may,
    gather: () => (rest === "" ? undefined : gatherFor(kit, command, rest, typed)),
    run: (ctx, gathered) => runCommand(ctx, command, rest, gathered, typed.where),
    responseUrl: typed.responseUrl,
    timeoutMs: command.timeoutMs,
  });
  return rest !== "" && answer.refusal ? { ...answer, reply: withTyped(answer.reply, words) } : answer;
}

/** A refused command has left the composer: its words come back, so that they can be mended. */
function withTyped(reply: Reply, typed: string): Reply {
  if (reply.reply !== "say") return reply;
  const { text, blocks, ...more } = reply.message;
  return say({ ...more, text, blocks: [...blocks, ...typedBackBlocks(readableTyped(typed))] });
}

/** What Slack is asked beforehand. Who types is not known yet, and nothing that is asked depends on their zone. */
function gatherFor(kit: Kit, command: AnyCommand, rest: string, typed: Typed): Promise<unknown> | undefined {
  if (!command.gather) return undefined;
  const input = command.parse(rest, { zone: "UTC", now: typed.where.at, region: "US", locale: "en" });
  return input === null ? undefined : command.gather(kit.adapter.lookup, input);
}

async function runCommand(
  ctx: Context,
  command: AnyCommand,
  rest: string,
  gathered: unknown,
  where: Where,
): Promise<Reply> {
  const input = command.parse(rest, typistOf(ctx));
  return input === null ? command.form(ctx, where) : command.run(ctx, input, gathered, where);
}
