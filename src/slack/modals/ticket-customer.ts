import { z } from "zod";
import { createContact } from "../../crm/customers/create-contact.ts";
import { getContact } from "../../crm/customers/get-contact.ts";
import { changeTicket } from "../../crm/tickets/change-ticket.ts";
import { redrawDetails } from "../../crm/tickets/triage-channel.ts";
import { context } from "../blocks.ts";
import { defineModal, type InputErrors } from "../define.ts";
import { inline, inlineWithin } from "../mrkdwn.ts";
import { answerForm, openedOf } from "../ticket-deeds.ts";
import { interactionText } from "../views/interactions.text.ts";
import { ticketDeskText as text } from "../views/ticket-desk.text.ts";
import { customerInput, newCustomerInput } from "./customer-input.ts";

const block = { customer: "customer", newName: "new-name" } as const;

/** Whose ticket it is, once that is known. */
export const ticketCustomerForm = defineModal({
  id: "ticket-customer",
  may: "tickets:write",
  memory: z.object({ ticketId: z.uuid(), onCard: z.boolean() }),
  build(ticket: {
    id: string;
    number: number;
    subject: string;
    contact: { id: string; label: string } | null;
    onCard: boolean;
  }) {
    return {
      memory: { ticketId: ticket.id, onCard: ticket.onCard },
      title: text.customerTitle(ticket.number),
      submit: text.save(),
      close: text.cancel(),
      blocks: [
        context(inlineWithin(ticket.subject, 200)),
        customerInput(block.customer, { contact: ticket.contact, optional: true, focused: true }),
        newCustomerInput(block.newName),
      ],
    };
  },
  read(values): { contactId: string | null; newName: string | null } | InputErrors {
    const contactId = values.chosen(block.customer);
    const newName = values.text(block.newName);
    if (!contactId && !newName) return { errors: { [block.customer]: interactionText.whoIsMissing() } };
    return newName ? { contactId: null, newName } : { contactId, newName };
  },
  async submit(ctx, { contactId, newName }, { ticketId, onCard }) {
    const contact = newName
      ? await createContact(ctx, { name: newName, source: "entry" })
      : await getContact(ctx, contactId ?? "");
    await changeTicket(ctx, { ticketId, contactId: contact.id });
    await redrawDetails(ctx, ticketId);
    const { name } = await getContact(ctx, contact.id);
    const message = await openedOf(ctx, ticketId, (number) => text.customerSet(number, inline(name)));
    return answerForm(message, onCard);
  },
  blame: { contact_exists: block.newName, name_too_long: block.newName, contact_not_found: block.customer },
});
