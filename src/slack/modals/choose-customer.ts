import { z } from "zod";
import { changeInteraction } from "../../crm/interactions/change-interaction.ts";
import { placeDraft } from "../../crm/interactions/log-entry.ts";
import { context } from "../blocks.ts";
import { cardOf } from "../card-of.ts";
import { defineModal, type InputErrors } from "../define.ts";
import { entryMessage } from "../entry-message.ts";
import { inline, shorten } from "../mrkdwn.ts";
import { readerOf } from "../reader.ts";
import { replace } from "../reply.ts";
import { customerText } from "../views/customers.text.ts";
import { interactionText as text } from "../views/interactions.text.ts";
import { logOutcomeMessage } from "../views/log-outcome.ts";
import { customerInput } from "./customer-input.ts";

const block = { customer: "customer" } as const;

type Purpose =
  /** words that have still to find their customer */
  | { purpose: "draft"; draftId: string; note: string }
  /** an entry that was put on the wrong person */
  | { purpose: "move"; interactionId: string; note: string }
  | { purpose: "card" };

/** Finds a customer by typing, for an entry that needs one or to look at the card. */
export const chooseCustomerForm = defineModal({
  id: "choose-customer",
  may: "customers:read",
  memory: z.discriminatedUnion("purpose", [
    z.object({ purpose: z.literal("draft"), draftId: z.uuid() }),
    z.object({ purpose: z.literal("move"), interactionId: z.uuid() }),
    z.object({ purpose: z.literal("card") }),
  ]),
  build(purpose: Purpose) {
    const kept =
      purpose.purpose !== "card" && purpose.note !== ""
        ? [context(text.quoted(inline(shorten(purpose.note, 300))))]
        : [];
    const { note: _, ...memory } = { note: "", ...purpose };
    return {
      memory,
      title: purpose.purpose === "card" ? customerText.findTitle() : text.chooseTitle(),
      submit: purpose.purpose === "card" ? customerText.show() : text.save(),
      close: text.cancel(),
      blocks: [customerInput(block.customer, { focused: true }), ...kept],
    };
  },
  read(values): { contactId: string } | InputErrors {
    const contactId = values.chosen(block.customer);
    return contactId ? { contactId } : { errors: { [block.customer]: text.whoIsMissing() } };
  },
  async submit(ctx, { contactId }, memory) {
    if (memory.purpose === "card") return replace(await cardOf(ctx, contactId));
    if (memory.purpose === "draft") {
      const placed = await placeDraft(ctx, { draftId: memory.draftId, contactId });
      return replace(logOutcomeMessage(placed, readerOf(ctx)));
    }
    await changeInteraction(ctx, { id: memory.interactionId, contactId });
    return replace(await entryMessage(ctx, memory.interactionId));
  },
});
