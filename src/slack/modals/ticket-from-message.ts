import type { KnownBlock } from "@slack/types";
import { z } from "zod";
import { getCardTicket } from "../../crm/tickets/get-card-ticket.ts";
import { longestTicket, type Priority, priorities } from "../../crm/tickets/ticket.ts";
import type { Profile } from "../../db/open-transaction.ts";
import { input, option, section } from "../blocks.ts";
import { defineModal, type InputErrors } from "../define.ts";
import { findWriter, openFromMessage } from "../open-from-message.ts";
import { readerOf } from "../reader.ts";
import { say } from "../reply.ts";
import { ticketCardMessage } from "../views/ticket-card.ts";
import { ticketDeskText } from "../views/ticket-desk.text.ts";
import { ticketFromMessageText as text } from "../views/ticket-from-message.text.ts";
import { customerInput } from "./customer-input.ts";
import { priorityInput, ticketTextInput } from "./ticket-inputs.ts";

const block = { what: "what", subject: "subject", text: "text", customer: "customer", priority: "priority" } as const;

const memory = z.object({
  channel: z.string(),
  ts: z.string(),
  link: z.url().nullable(),
  author: z.string().nullable(),
  /** of the thread that it is part of */
  threadTs: z.string().nullable(),
});

export interface MessageToOpen extends z.infer<typeof memory> {
  subject: string;
  text: string;
  isPrivate: boolean;
  /** it was typed for this ticket, and is no part of a private conversation */
  subjectTyped?: boolean;
}

interface MessageTicket {
  /** false: of a private conversation only the link is kept */
  keepText: boolean;
  subject: string;
  text: string;
  contactId: string | null;
  priority: Priority;
}

/** A ticket from somebody's message, put right before it is opened; of a private conversation only what is said to be kept. */
export const ticketFromMessageForm = defineModal<MessageToOpen, z.infer<typeof memory>, MessageTicket, Profile | null>({
  id: "ticket-from-message",
  may: "tickets:write",
  memory,
  build({ subject, text: said, isPrivate, subjectTyped = false, ...source }) {
    return {
      memory: source,
      title: text.title(),
      submit: text.open(),
      close: text.cancel(),
      blocks: [
        ...(isPrivate ? privateInputs(source.link) : []),
        input(block.subject, ticketDeskText.subject(), {
          type: "plain_text_input",
          action_id: "value",
          max_length: longestTicket.subject,
          // Of a private conversation nothing is put where everybody reads it before that was decided.
          ...(subject !== "" && (subjectTyped || !isPrivate) && { initial_value: subject }),
        }),
        customerInput(block.customer, { optional: true }),
        priorityInput(block.priority),
        ticketTextInput(block.text, text.text(), said),
      ],
    };
  },
  read(values): MessageTicket | InputErrors {
    const subject = values.text(block.subject) ?? "";
    if (subject.trim() === "") return { errors: { [block.subject]: ticketDeskText.subjectMissing() } };
    return {
      keepText: values.chosen(block.what) !== "link",
      ...{ subject, text: values.text(block.text) ?? "" },
      contactId: values.chosen(block.customer),
      priority: priorities.find((one) => one === values.chosen(block.priority)) ?? "P3",
    };
  },
  gather: (slack, _input, { author }) => findWriter(slack, author),
  async submit(ctx, { keepText, text: said, ...ticket }, { threadTs, ...source }, writer) {
    const { id, number, existed, reads } = await openFromMessage(
      ctx,
      { ...ticket, text: keepText ? said : "" },
      { source, threadTs: keepText ? threadTs : null, writer },
    );
    const head = [
      existed ? ticketDeskText.existed(number) : ticketDeskText.opened(number),
      ...(reads ? [ticketDeskText.threadFollows()] : []),
    ].join(" ");
    const card = ticketCardMessage(await getCardTicket(ctx, id), readerOf(ctx));
    return say({ ...card, text: `${head} ${card.text}`, blocks: [section(head), ...card.blocks] });
  },
  blame: { ticket_subject_missing: block.subject, contact_not_found: block.customer },
});

function privateInputs(link: string | null): KnownBlock[] {
  const both = option(link ? text.textAndLink() : text.textOnly(), "text");
  return [
    section(text.privateQuestion()),
    input(block.what, text.whatToKeep(), {
      type: "radio_buttons",
      action_id: "value",
      options: link ? [both, option(text.linkOnly(), "link")] : [both],
      initial_option: both,
    }),
  ];
}
