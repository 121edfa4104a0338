import { may } from "../../crm/access/permission.ts";
import { decideKeptQuote, takeBackDecision } from "../../crm/interactions/decide-typed-quote.ts";
import { winQuote } from "../../crm/quotes/decide-quote.ts";
import { getQuote } from "../../crm/quotes/get-quote.ts";
import { decidedReply } from "../answer-quote-line.ts";
import { defineAction } from "../define.ts";
import { inPlace } from "../in-place.ts";
import { loseQuoteForm } from "../modals/lose-quote.ts";
import { readerOf } from "../reader.ts";
import { open } from "../reply.ts";
import { quoteActions } from "../views/quotes.actions.ts";
import { decidedMessage, quoteMessage } from "../views/quotes.ts";

export const showQuote = defineAction({
  ref: quoteActions.show,
  may: "customers:read",
  run: async (ctx, { quoteId }, click) =>
    inPlace(quoteMessage(await getQuote(ctx, quoteId), readerOf(ctx), may(ctx.member, "interactions:write")), click),
});

export const winQuoteAction = defineAction({
  ref: quoteActions.win,
  may: "interactions:write",
  run: async (ctx, { quoteId }, click) => inPlace(decidedMessage(await winQuote(ctx, { quoteId }), null), click),
});

export const loseQuoteAction = defineAction({
  ref: quoteActions.lose,
  may: "interactions:write",
  run: async (ctx, { quoteId }) => open(loseQuoteForm.build(await getQuote(ctx, quoteId))),
});

export const explainLossAction = defineAction({
  ref: quoteActions.explain,
  may: "interactions:write",
  run: async (ctx, { quoteId }) => open(loseQuoteForm.build(await getQuote(ctx, quoteId))),
});

export const chooseQuoteAction = defineAction({
  ref: quoteActions.choose,
  may: "interactions:write",
  async run(ctx, { quoteId, state, draftId }, click) {
    const decided = await decideKeptQuote(ctx, { quoteId, state: state === "lost" ? "lost" : "won", draftId });
    return inPlace(await decidedReply(ctx, decided), click);
  },
});

export const undoDecisionAction = defineAction({
  ref: quoteActions.undo,
  may: "interactions:write",
  async run(ctx, { quoteId, version, entryId }, click) {
    const quote = await takeBackDecision(ctx, {
      ...{ quoteId, version: Number(version) },
      entryId: entryId === "" ? null : entryId,
    });
    return inPlace(quoteMessage(quote, readerOf(ctx), true), click);
  },
});
