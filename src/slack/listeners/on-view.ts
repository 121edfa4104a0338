import type { SlackViewAction, SlackViewMiddlewareArgs, ViewSubmitAction } from "@slack/bolt";
import type { KnownBlock } from "@slack/types";
import { Refusal } from "../../crm/refusal.ts";
import type { Context } from "../../db/context.ts";
import { section } from "../blocks.ts";
import { type AnyModal, isInputErrors, ViewValues, type Where } from "../define.ts";
import { type Answer, findReplyAddress, interact, Undone } from "../interact.ts";
import { inTime, type Kit } from "../kit.ts";
import { modalView, noticeView, readCarried, withTyped } from "../modal-view.ts";
import type { Mouth } from "../perform.ts";
import { errors, type Reply } from "../reply.ts";
import { kitText } from "../views/kit.text.ts";
import { refusalSentence } from "../views/refusal.ts";
import { typistOf } from "./payload.ts";

type Ack = SlackViewMiddlewareArgs<ViewSubmitAction>["ack"];

/** Only the acknowledgement of a submission can close its modal, so it is given as long as Slack's 3 seconds allow. */
const submissionMs = 2500;

/** The submission of a modal. */
export function onSubmission(kit: Kit) {
  return (args: SlackViewMiddlewareArgs<SlackViewAction>): Promise<void> => {
    const { body, ack } = args as SlackViewMiddlewareArgs<ViewSubmitAction>;
    return kit.inFlight.track(submitted(kit, body, ack));
  };
}

async function submitted(kit: Kit, body: ViewSubmitAction, ack: Ack): Promise<void> {
  const { view, user } = body;
  const blocks = view.blocks as KnownBlock[];
  const modal = kit.registry.modals.get(view.callback_id);
  const carried = readCarried(view.private_metadata);
  if (!modal || !carried) return ack({ response_action: "errors", errors: beside(blocks, kitText.oldModal()) });
  if (kit.inFlight.closed) return ack({ response_action: "errors", errors: beside(blocks, kitText.stopping()) });

  const where: Where = { channelId: null, messageTs: null, threadTs: null, place: "modal", at: kit.clock() };
  const origin: { url: string | null } = { url: null };
  const running = runSubmission(kit, modal, body, carried, where, origin);
  const prompt = await inTime(running, submissionMs);
  if (prompt === null) {
    await ack({
      response_action: "update",
      view: noticeView(kitText.saving(), kitText.close(), [section(kitText.savingBody())]),
    });
    await answerLate(kit, await running, body, blocks);
  } else {
    await answerPrompt(prompt, blocks, modal, ack);
  }
  const answer = prompt ?? (await running);
  if (answer.outcome !== "answered") return;
  const mouth: Mouth = {
    slackUserId: user.id,
    triggerId: null,
    responseUrl: origin.url,
    threadTs: null,
    place: "conversation",
    view: null,
    typed: null,
  };
  if (answer.reply.reply !== "open" && answer.reply.reply !== "update") {
    await kit.performer.perform(answer.reply, null, mouth);
    await kit.publishHome(user.id);
  }
}

async function runSubmission(
  kit: Kit,
  modal: AnyModal,
  body: ViewSubmitAction,
  carried: { origin: string | null; memory: unknown },
  where: Where,
  origin: { url: string | null },
): Promise<Answer> {
  const { view, user, team } = body;
  const values = new ViewValues(view.state.values as never);
  const memory = modal.memory.safeParse(carried.memory);
  const source = {
    teamId: team?.id ?? kit.bot.teamId,
    slackUserId: user.id,
    key: `view:${view.id}:${view.hash}`,
    surface: "slack-view" as const,
    now: where.at,
    typed: null,
    name: modal.id,
  };
  const gathered =
    modal.gather && memory.success ? await gatherFor(kit, modal, values, memory.data, where.at) : undefined;
  return interact(
    kit.adapter,
    source,
    modal.may,
    async (ctx: Context): Promise<Reply> => {
      if (!memory.success) throw new Refusal("form_outdated", {});
      const input = modal.read(values, typistOf(ctx), memory.data);
      if (isInputErrors(input)) throw new Undone(errors(input.errors));
      if (carried.origin) origin.url = await findReplyAddress(ctx, carried.origin);
      return modal.submit(ctx, input, memory.data, gathered, where);
    },
    null,
  );
}

async function gatherFor(kit: Kit, modal: AnyModal, values: ViewValues, memory: unknown, now: Date): Promise<unknown> {
  const input = modal.read(values, { zone: "UTC", now, region: "US", locale: "en" }, memory);
  return isInputErrors(input) ? undefined : modal.gather?.(kit.adapter.lookup, input, memory);
}

async function answerPrompt(answer: Answer, blocks: KnownBlock[], modal: AnyModal, ack: Ack): Promise<void> {
  const { reply, refusal, outcome, originId } = answer;
  if (reply.reply === "errors") return ack({ response_action: "errors", errors: reply.errors });
  if (refusal) {
    const block = modal.blame?.[refusal.code];
    const sentence = refusalSentence(refusal);
    return ack({ response_action: "errors", errors: block ? { [block]: sentence } : beside(blocks, sentence) });
  }
  if (outcome === "failed" || outcome === "refused") {
    const sentence = reply.reply === "say" ? reply.message.text : kitText.oldModal();
    return ack({ response_action: "errors", errors: beside(blocks, sentence) });
  }
  if (reply.reply === "open") return ack({ response_action: "push", view: modalView(reply.modal, originId) });
  if (reply.reply === "update") return ack({ response_action: "update", view: modalView(reply.modal, originId) });
  return ack({ response_action: "clear" });
}

/** The modal shows "Saving" by now: it becomes the outcome, and what was typed comes back if it could not be saved. */
async function answerLate(kit: Kit, answer: Answer, body: ViewSubmitAction, blocks: KnownBlock[]): Promise<void> {
  const { reply, refusal, outcome } = answer;
  const showView = kit.performer.showView;
  if (outcome === "answered" && (reply.reply === "open" || reply.reply === "update")) {
    return showView(body.view.id, modalView(reply.modal, answer.originId));
  }
  if (outcome === "answered" || outcome === "repeated") {
    return showView(body.view.id, noticeView(kitText.saved(), kitText.close(), [section(kitText.savedBody())]));
  }
  const sentence = refusal
    ? refusalSentence(refusal)
    : reply.reply === "errors"
      ? Object.values(reply.errors).join(" ")
      : reply.reply === "say"
        ? reply.message.text
        : kitText.oldModal();
  const { callback_id, private_metadata, title, submit, close } = body.view;
  return showView(body.view.id, {
    type: "modal",
    callback_id,
    private_metadata,
    title,
    ...(submit && { submit }),
    ...(close && { close }),
    blocks: [section(sentence), ...withTyped(blocks, body.view.state.values as never)],
  });
}

/** An error beside the first input: a modal has nowhere else to say one and stay open. */
function beside(blocks: KnownBlock[], sentence: string): Record<string, string> {
  const first = blocks.find((block) => block.type === "input");
  return first?.block_id ? { [first.block_id]: sentence } : {};
}
