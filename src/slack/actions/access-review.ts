import { z } from "zod";
import { findReview, type Review, startReview } from "../../crm/access/access-review.ts";
import { type Decided, decideReview, keepRest } from "../../crm/access/decide-review.ts";
import type { Context } from "../../db/context.ts";
import { defineAction } from "../define.ts";
import { readerOf, workspaceReaderOf } from "../reader.ts";
import { type Message, type Reply, replace, say } from "../reply.ts";
import { reviewActions } from "../views/access-review.actions.ts";
import { reviewText } from "../views/access-review.text.ts";
import { reviewMessage } from "../views/access-review.ts";
import { sentenceMessage } from "../views/sentence-message.ts";
import { changeForm } from "./access-change.ts";

/** The review under way, or a new one: whoever asks for it wants to do it now. */
export async function openReview(ctx: Context): Promise<Message> {
  await startReview(ctx);
  return drawReview(ctx, await findReview(ctx));
}

function drawReview(ctx: Context, review: Review | null, lead: readonly string[] = []): Message {
  if (!review) return sentenceMessage(reviewText.none());
  return reviewMessage(review, readerOf(ctx), workspaceReaderOf(ctx), lead);
}

function drawDecided(ctx: Context, decided: Decided | null): Reply {
  if (!decided) return replace(sentenceMessage(reviewText.gone()));
  const { review, already } = decided;
  const lead = already ? [reviewText.alreadyDecided(already.name, already.decision ?? "gone", already.decidedBy)] : [];
  return replace(drawReview(ctx, review, lead));
}

const isId = (id: string) => z.uuid().safeParse(id).success;
const may = "access:manage" as const;

export const reviewOpenAction = defineAction({
  ref: reviewActions.open,
  may,
  run: async (ctx) => say(await openReview(ctx)),
});

export const reviewKeepAction = defineAction({
  ref: reviewActions.keep,
  may,
  run: async (ctx, { itemId }) =>
    drawDecided(ctx, isId(itemId) ? await decideReview(ctx, { itemId, decision: "keep" }) : null),
});

export const reviewRevokeAction = defineAction({
  ref: reviewActions.revoke,
  may,
  run: async (ctx, { itemId }) =>
    drawDecided(ctx, isId(itemId) ? await decideReview(ctx, { itemId, decision: "revoke" }) : null),
});

export const reviewChangeAction = defineAction({
  ref: reviewActions.change,
  may,
  async run(ctx, { itemId }) {
    const review = await findReview(ctx);
    const item = review?.items.find((one) => one.itemId === itemId);
    if (!review || !item || review.finishedAt) return drawDecided(ctx, null);
    // Decided by another steward meanwhile: what was decided is shown, and nothing is opened.
    if (item.decision !== null || !item.access) return drawDecided(ctx, { review, already: item });
    const { role, departments, endsAt, reason } = item.access;
    const access = { role, departments, ...(endsAt && { endsAt }), ...(reason !== null && { reason }) };
    return changeForm(ctx, { ...item, access }, "review");
  },
});

export const reviewKeepRestAction = defineAction({
  ref: reviewActions.keepRest,
  may,
  async run(ctx, value) {
    const review =
      isId(value.firstItemId) && isId(value.lastItemId) ? await keepRest(ctx, value) : await findReview(ctx);
    return replace(drawReview(ctx, review));
  },
});
