import type { SlackViewAction, SlackViewMiddlewareArgs, ViewSubmitAction } from "@slack/bolt";
import type { KnownBlock } from "@slack/types";
import { Refusal } from "../../crm/refusal.ts";
import type { Context } from "../../db/context.ts";
import { section } from "../blocks.ts";
import { type AnyModal, isInputErrors, ViewValues, type Where } from "../define.ts";
import { withinDigest } from "../draw-digest.ts";
import { type Answer, findReplyAddress, interact, Undone } from "../interact.ts";
import { inTime, type Kit } from "../kit.ts";
import { modalView, noticeView, readCarried, typedIn, withTyped } from "../modal-view.ts";
import { escapeMrkdwn, literalWithin, plainOf } from "../mrkdwn.ts";
import type { Mouth } from "../perform.ts";
import { noticesByKind } from "../registry.ts";
import { errors, type Reply } from "../reply.ts";
import { kitText } from "../views/kit.text.ts";
import { plainRefusal } from "../views/refusal.ts";
import { sentenceMessage } from "../views/sentence-message.ts";
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
  const modal = kit.registry.modals.get(view.callback_id);
  const carried = readCarried(view.private_metadata);
  if (!modal || !carried) return refuse(body, ack, kitText.oldModal());
  if (kit.inFlight.closed) return refuse(body, ack, kitText.stopping());

  const where: Where = { channelId: null, messageTs: null, threadTs: null, place: "modal", at: kit.clock() };
  const origin: { url: string | null } = { url: null };
  const running = runSubmission(kit, modal, body, carried, where, origin);
  const prompt = await inTime(running, submissionMs);
  if (prompt === null) {
    await ack({ response_action: "update", view: noticeOf(kitText.saving(), kitText.savingBody()) });
    await answerLate(kit, await running, body, carried.origin);
  } else {
    await answerPrompt(prompt, body, modal, carried.origin, ack);
  }
  const { outcome, reply } = prompt ?? (await running);
  if (outcome !== "answered" || reply.reply === "open" || reply.reply === "update") return;
  const mouth: Mouth = {
    slackUserId: user.id,
    triggerId: null,
    responseUrl: origin.url,
    threadTs: null,
    place: "conversation",
    view: null,
    from: { used: "form" },
  };
  await kit.performer.perform(reply, null, mouth);
  await kit.publishHome(user.id);
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
  return interact(kit.adapter, source, {
    may: modal.may,
    gather: () => (memory.success ? gatherFor(kit, modal, values, memory.data, where.at) : undefined),
    async run(ctx: Context, gathered): Promise<Reply> {
      if (!memory.success) throw new Refusal("form_outdated", {});
      const input = modal.read(values, typistOf(ctx), memory.data);
      if (isInputErrors(input)) throw new Undone(errors(input.errors));
      const opener = carried.origin ? await findReplyAddress(ctx, carried.origin) : null;
      origin.url = opener?.url ?? null;
      const reply = await modal.submit(ctx, input, memory.data, gathered, where);
      const { id, may } = modal;
      const from = { id, may, channelId: opener?.channel ?? null, messageTs: opener?.ts ?? null };
      return withinDigest(ctx, noticesByKind, from, reply);
    },
    responseUrl: null,
  });
}

/** What Slack is asked beforehand. Who submits is not known yet, and nothing that is asked depends on their zone. */
function gatherFor(kit: Kit, modal: AnyModal, values: ViewValues, memory: unknown, now: Date) {
  if (!modal.gather) return undefined;
  const input = modal.read(values, { zone: "UTC", now, region: "US", locale: "en" }, memory);
  return isInputErrors(input) ? undefined : modal.gather(kit.adapter.lookup, input, memory);
}

/** A modal that takes the place of another answers where that one would have. */
async function answerPrompt(
  answer: Answer,
  body: ViewSubmitAction,
  modal: AnyModal,
  origin: string | null,
  ack: Ack,
): Promise<void> {
  const { reply, refusal, outcome } = answer;
  if (reply.reply === "errors") return ack({ response_action: "errors", errors: reply.errors });
  if (outcome === "failed" || outcome === "refused") {
    return refuse(body, ack, whyNot(answer), refusal ? modal.blame?.[refusal.code] : undefined);
  }
  if (reply.reply === "open") return ack({ response_action: "push", view: modalView(reply.modal, origin) });
  if (reply.reply === "update") return ack({ response_action: "update", view: modalView(reply.modal, origin) });
  return ack({ response_action: "clear" });
}

/** Why a submission came to nothing, without markup. */
function whyNot({ refusal, reply, reference }: Answer): string {
  if (refusal) return plainRefusal(refusal);
  if (reply.reply === "errors") return Object.values(reply.errors).join(" ");
  const said = reply.reply === "say" ? plainOf(reply.message.text) : kitText.oldModal();
  return reference === null ? said : `${said} ${plainOf(kitText.reference(reference)).replaceAll("*", "")}`;
}

/**
 * Says why beside the input to blame, so that everything typed stays. The first input stands in for one that the modal
 * does not have; a modal without any, where nothing was typed, becomes the sentence.
 */
async function refuse(body: ViewSubmitAction, ack: Ack, sentence: string, blamed?: string): Promise<void> {
  const inputs = (body.view.blocks as KnownBlock[]).filter(({ type }) => type === "input");
  const beside = inputs.find(({ block_id }) => block_id === blamed) ?? inputs[0];
  if (beside?.block_id) return ack({ response_action: "errors", errors: { [beside.block_id]: sentence } });
  return ack({ response_action: "update", view: noticeOf(kitText.steward(), sentence) });
}

/** The modal shows "Saving" by now: it becomes the outcome, and what was typed comes back if it could not be saved. */
async function answerLate(
  kit: Kit,
  answer: Answer,
  { view, user }: ViewSubmitAction,
  origin: string | null,
): Promise<void> {
  const { reply, outcome } = answer;
  const { showView } = kit.performer;
  if (outcome === "answered" && (reply.reply === "open" || reply.reply === "update")) {
    const shown = await showView(view.id, modalView(reply.modal, origin));
    if (!shown) await kit.performer.sayDirectly(user.id, sentenceMessage(kitText.closedForm()));
    return;
  }
  if (outcome === "answered" || outcome === "repeated") {
    await showView(view.id, noticeOf(kitText.saved(), kitText.savedBody()));
    return;
  }
  const sentence = escapeMrkdwn(whyNot(answer));
  const blocks = view.blocks as KnownBlock[];
  const state = view.state.values as never;
  const { callback_id, private_metadata, title, submit, close } = view;
  const shown = await showView(view.id, {
    type: "modal",
    callback_id,
    private_metadata,
    title,
    ...(submit && { submit }),
    ...(close && { close }),
    blocks: [section(sentence), ...withTyped(blocks, state)],
  });
  if (shown) return;
  const typed = typedIn(blocks, state);
  const back = typed === "" ? [] : [section(kitText.typedBack(literalWithin(typed, longestBack)))];
  await kit.performer.sayDirectly(user.id, { text: sentence, blocks: [section(sentence), ...back] });
}

/** Slack's limit of a section, less the words that introduce what was typed. */
const longestBack = 2900;

function noticeOf(title: string, sentence: string) {
  return noticeView(title, kitText.close(), [section(escapeMrkdwn(sentence))]);
}
