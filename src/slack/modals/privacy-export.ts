import { z } from "zod";
import { getContact } from "../../crm/customers/get-contact.ts";
import { requestPersonExport } from "../../crm/privacy/export-person.ts";
import { section } from "../blocks.ts";
import { defineModal, type InputErrors } from "../define.ts";
import { say } from "../reply.ts";
import { privacyText as text } from "../views/privacy.text.ts";
import { reasonInput } from "../views/privacy.ts";
import { sentenceMessage } from "../views/sentence-message.ts";
import { customerInput } from "./customer-input.ts";

const block = { customer: "customer", reason: "reason" } as const;

/** Everything about one customer: whom, if that is not known yet, and why. */
export const privacyExportForm = defineModal({
  id: "privacy.export",
  may: "privacy:manage",
  memory: z.object({ contactId: z.uuid().nullable() }),
  build({ customer }: { customer: { contactId: string; name: string } | null }) {
    return {
      memory: { contactId: customer?.contactId ?? null },
      title: text.exportTitle(),
      submit: text.exportSubmit(),
      close: text.cancel(),
      blocks: [
        customer ? section(text.exportWho(customer.name)) : customerInput(block.customer, { focused: true }),
        section(text.exportWhat()),
        reasonInput(block.reason),
      ],
    };
  },
  read(values, _typist, { contactId }): { contactId: string; reason: string } | InputErrors {
    const chosen = contactId ?? values.chosen(block.customer);
    const reason = values.text(block.reason);
    if (!chosen) return { errors: { [block.customer]: text.customerMissing() } };
    if (!reason) return { errors: { [block.reason]: text.reasonMissing() } };
    return { contactId: chosen, reason };
  },
  async submit(ctx, { contactId, reason }) {
    const { name } = await getContact(ctx, contactId);
    await requestPersonExport(ctx, { contactId, reason });
    return say(sentenceMessage(text.exportBegun(name)));
  },
  blame: { reason_missing: block.reason, reason_too_long: block.reason },
});
