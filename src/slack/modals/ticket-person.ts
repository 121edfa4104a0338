import { z } from "zod";
import { findMember } from "../../crm/access/find-member.ts";
import { Refusal } from "../../crm/refusal.ts";
import type { TicketPerson } from "../../crm/tickets/ticket.ts";
import type { Context } from "../../db/context.ts";
import { context, input, plain } from "../blocks.ts";
import { defineModal, type InputErrors } from "../define.ts";
import { inlineWithin } from "../mrkdwn.ts";
import { replace } from "../reply.ts";
import { answerForm, giveIt, handOverTo } from "../ticket-deeds.ts";
import { sentenceMessage } from "../views/sentence-message.ts";
import { ticketDeskText as text } from "../views/ticket-desk.text.ts";

const block = { person: "person", from: "from" } as const;

/** Who was chosen among Slack's people. @throws Refusal assignee_not_found for whom Steward does not know */
async function getPerson(ctx: Context, slackUserId: string): Promise<TicketPerson> {
  const member = await findMember(ctx, { slackUserId });
  if (!member) throw new Refusal("assignee_not_found", {});
  return { memberId: member.memberId, slackUserId, name: member.name };
}

/** Who takes a ticket; nobody chosen: nobody. */
export const assignForm = defineModal({
  id: "ticket-assign",
  may: "tickets:write",
  memory: z.object({ ticketId: z.uuid(), onCard: z.boolean() }),
  build(ticket: { id: string; number: number; subject: string; slackUserId: string | null; onCard: boolean }) {
    return {
      memory: { ticketId: ticket.id, onCard: ticket.onCard },
      title: text.assignTitle(ticket.number),
      submit: text.save(),
      close: text.cancel(),
      blocks: [
        context(inlineWithin(ticket.subject, 200)),
        input(
          block.person,
          text.person(),
          {
            type: "users_select",
            action_id: "value",
            focus_on_load: true,
            ...(ticket.slackUserId && { initial_user: ticket.slackUserId }),
          },
          { optional: true, hint: text.personHint() },
        ),
      ],
    };
  },
  read: (values): { slackUserId: string | null } => ({ slackUserId: values.chosen(block.person) }),
  async submit(ctx, { slackUserId }, { ticketId, onCard }) {
    const person = slackUserId === null ? null : await getPerson(ctx, slackUserId);
    return answerForm(await giveIt(ctx, ticketId, person), onCard);
  },
});

/** The end of a shift: all of one's open tickets, or of a colleague's who is not there, to another. */
export const handOverForm = defineModal({
  id: "ticket-hand-over",
  may: "tickets:write",
  memory: z.object({}),
  build() {
    const select = { type: "users_select" as const, action_id: "value" };
    return {
      memory: {},
      title: text.handOverTitle(),
      submit: text.handOverButton2(),
      close: text.cancel(),
      blocks: [
        input(block.person, text.handOverTo(), { ...select, focus_on_load: true }),
        input(
          block.from,
          text.handOverFrom(),
          { ...select, placeholder: plain(text.handOverFromHint(), 150) },
          { optional: true },
        ),
      ],
    };
  },
  read(values): { to: string; from: string | null } | InputErrors {
    const to = values.chosen(block.person);
    return to ? { to, from: values.chosen(block.from) } : { errors: { [block.person]: text.personMissing() } };
  },
  async submit(ctx, { to, from }) {
    const said = await handOverTo(ctx, await getPerson(ctx, to), from === null ? null : await getPerson(ctx, from));
    return replace(sentenceMessage(said));
  },
  blame: { nothing_to_hand_over: block.from },
});
