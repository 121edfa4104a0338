import { z } from "zod";
import { longest } from "../../crm/customers/contact.ts";
import { type ErasurePlan, planErasure } from "../../crm/privacy/plan-erasure.ts";
import { requestErasure } from "../../crm/privacy/request-erasure.ts";
import { input, section } from "../blocks.ts";
import { defineModal, type InputErrors } from "../define.ts";
import { say, update } from "../reply.ts";
import { privacyText as text } from "../views/privacy.text.ts";
import { planSections, reasonInput } from "../views/privacy.ts";
import { sentenceMessage } from "../views/sentence-message.ts";
import { customerInput } from "./customer-input.ts";

const block = { customer: "customer", name: "name", reason: "reason" } as const;

/** First step, where it is not known yet whom. */
export const chooseToEraseForm = defineModal({
  id: "privacy.choose-to-erase",
  may: "privacy:manage",
  memory: z.object({}).strict(),
  build: (_: Record<string, never>) => ({
    memory: {},
    title: text.eraseTitle(),
    submit: text.next(),
    close: text.cancel(),
    blocks: [customerInput(block.customer, { focused: true }), section(text.eraseFirst())],
  }),
  read(values): { contactId: string } | InputErrors {
    const contactId = values.chosen(block.customer);
    return contactId ? { contactId } : { errors: { [block.customer]: text.customerMissing() } };
  },
  submit: async (ctx, { contactId }) => update(eraseForm.build(await planErasure(ctx, contactId))),
});

/** What goes, and the customer's name typed to confirm it. */
export const eraseForm = defineModal({
  id: "privacy.erase",
  may: "privacy:manage",
  memory: z.object({ contactId: z.uuid() }),
  build: (plan: ErasurePlan) => ({
    memory: { contactId: plan.contact.id },
    title: text.eraseTitle(),
    submit: text.erase(),
    close: text.cancel(),
    blocks: [
      ...planSections(plan),
      input(
        block.name,
        text.typeName(plan.contact.name),
        { type: "plain_text_input", action_id: "value", max_length: longest.name },
        {},
      ),
      reasonInput(block.reason),
    ],
  }),
  read(values): { typedName: string; reason: string } | InputErrors {
    return { typedName: values.text(block.name) ?? "", reason: values.text(block.reason) ?? "" };
  },
  async submit(ctx, { typedName, reason }, { contactId }) {
    await requestErasure(ctx, { contactId, typedName, reason });
    return say(sentenceMessage(text.eraseBegun()));
  },
  blame: {
    name_does_not_match: block.name,
    reason_missing: block.reason,
    reason_too_long: block.reason,
    reason_names_person: block.reason,
  },
});
