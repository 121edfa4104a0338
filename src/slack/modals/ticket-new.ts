import { z } from "zod";
import { createContact } from "../../crm/customers/create-contact.ts";
import { dropDraft, getDraft } from "../../crm/interactions/draft.ts";
import { openTicket } from "../../crm/tickets/open-ticket.ts";
import { longestTicket, type Priority, priorities } from "../../crm/tickets/ticket.ts";
import { input, plain } from "../blocks.ts";
import { defineModal, type InputErrors } from "../define.ts";
import { shorten } from "../mrkdwn.ts";
import { openDraft } from "../open-typed-ticket.ts";
import { replace } from "../reply.ts";
import { openedOf } from "../ticket-deeds.ts";
import { interactionText } from "../views/interactions.text.ts";
import { ticketDeskText as text } from "../views/ticket-desk.text.ts";
import { customerInput, newCustomerInput } from "./customer-input.ts";
import { priorityInput, ticketTextInput } from "./ticket-inputs.ts";

const block = {
  customer: "customer",
  newName: "new-name",
  subject: "subject",
  text: "text",
  priority: "priority",
  category: "category",
} as const;

export interface NewTicketForm {
  /** chosen already */
  contact: { id: string; label: string } | null;
  /** somebody who was named and is not known */
  newName: string;
  subject: string;
  text: string;
  draftId: string | null;
}

export const emptyTicketForm: NewTicketForm = { contact: null, newName: "", subject: "", text: "", draftId: null };

interface NewTicketInput {
  contactId: string | null;
  newName: string | null;
  subject: string;
  text: string;
  priority: Priority;
  category: string | null;
}

/** A new ticket: what is wrong comes first, everything else may be left for later. */
export const newTicketForm = defineModal({
  id: "ticket-new",
  may: "tickets:write",
  memory: z.object({ draftId: z.uuid().nullable() }),
  build(form: NewTicketForm) {
    const { contact, newName, draftId } = form;
    // What is too long for one line goes on in the details: nothing of it is lost.
    const fits = form.subject.length <= longestTicket.subject;
    const subject = fits ? form.subject : shorten(form.subject, longestTicket.subject);
    const details = fits ? form.text : `${form.subject}\n${form.text}`.trim();
    return {
      memory: { draftId },
      title: text.newTitle(),
      submit: text.openButton(),
      close: text.cancel(),
      blocks: [
        input(block.subject, text.subject(), {
          type: "plain_text_input",
          action_id: "value",
          max_length: longestTicket.subject,
          focus_on_load: true,
          ...(subject !== "" && { initial_value: subject }),
        }),
        customerInput(block.customer, { contact, optional: true }),
        newCustomerInput(block.newName, contact ? "" : newName),
        ticketTextInput(block.text, text.text(), details),
        priorityInput(block.priority),
        input(
          block.category,
          text.category(),
          {
            type: "plain_text_input",
            action_id: "value",
            max_length: longestTicket.category,
            placeholder: plain(text.categoryHint(), 150),
          },
          { optional: true, hint: text.noCategory() },
        ),
      ],
    };
  },
  read(values): NewTicketInput | InputErrors {
    const contactId = values.chosen(block.customer);
    const newName = values.text(block.newName);
    if (contactId && newName) return { errors: { [block.newName]: interactionText.bothChosen() } };
    return {
      ...{ contactId, newName },
      subject: values.text(block.subject) ?? "",
      text: values.text(block.text) ?? "",
      priority: priorities.find((one) => one === values.chosen(block.priority)) ?? "P3",
      category: values.text(block.category),
    };
  },
  async submit(ctx, { newName, ...ticket }, { draftId }) {
    // The draft's row is locked first: of two forms about the same words only one can be sent.
    const draft = draftId ? await getDraft(ctx, draftId) : null;
    const contact = newName ? await createContact(ctx, { name: newName, source: "entry" }) : null;
    const wanted = { ...ticket, contactId: contact?.id ?? ticket.contactId };
    if (!draft) return replace(await openedOf(ctx, (await openTicket(ctx, wanted)).id, text.opened));
    const opened = await openDraft(ctx, draft, wanted);
    await dropDraft(ctx, draft.id);
    return replace(opened);
  },
  blame: {
    ticket_subject_missing: block.subject,
    contact_not_found: block.customer,
    contact_exists: block.newName,
    name_missing: block.newName,
    name_too_long: block.newName,
  },
});
