import { z } from "zod";
import { explainLoss, loseQuote } from "../../crm/quotes/decide-quote.ts";
import { longestReason, type Quote } from "../../crm/quotes/quote.ts";
import { context, input, plain } from "../blocks.ts";
import { defineModal } from "../define.ts";
import { inlineWithin } from "../mrkdwn.ts";
import { replace } from "../reply.ts";
import { quoteText as text } from "../views/quotes.text.ts";
import { decidedMessage, plainQuote } from "../views/quotes.ts";

const block = { reason: "reason" } as const;

/** Why a quote was lost, which may be left open. */
export const loseQuoteForm = defineModal({
  id: "lose-quote",
  may: "interactions:write",
  memory: z.object({ quoteId: z.uuid(), isLost: z.boolean() }),
  build(quote: Quote) {
    return {
      memory: { quoteId: quote.id, isLost: quote.state === "lost" },
      title: text.loseTitle(quote.number),
      submit: text.save(),
      close: text.cancel(),
      blocks: [
        context(`${plainQuote(quote)} · ${inlineWithin(quote.contactName, 100)}`),
        input(
          block.reason,
          text.reason(),
          {
            type: "plain_text_input",
            action_id: "value",
            max_length: longestReason,
            focus_on_load: true,
            placeholder: plain(text.reasonHint(), 150),
            ...(quote.lostReason && { initial_value: quote.lostReason }),
          },
          { optional: true },
        ),
      ],
    };
  },
  read: (values) => ({ reason: values.text(block.reason) }),
  async submit(ctx, { reason }, { quoteId, isLost }) {
    const quote = isLost ? await explainLoss(ctx, { quoteId, reason }) : await loseQuote(ctx, { quoteId, reason });
    return replace(decidedMessage(quote, null));
  },
  blame: { lost_reason_too_long: block.reason },
});
