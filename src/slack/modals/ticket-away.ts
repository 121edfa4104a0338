import { z } from "zod";
import { type AbsentDays, setOwnAbsence } from "../../crm/tickets/absence.ts";
import { input } from "../blocks.ts";
import { defineModal, type InputErrors } from "../define.ts";
import { replace } from "../reply.ts";
import { awaySetMessage } from "../views/ticket-away.ts";
import { ticketDeskText as text } from "../views/ticket-desk.text.ts";

const block = { from: "from", to: "to" } as const;

/** One's days away: nobody who is away is suggested for a ticket. */
export const awayForm = defineModal({
  id: "ticket-away",
  may: "tickets:write",
  memory: z.object({}),
  build({ days }: { days: AbsentDays | null }) {
    const picker = (initial: string | undefined) => ({
      type: "datepicker" as const,
      action_id: "value",
      ...(initial && { initial_date: initial }),
    });
    return {
      memory: {},
      title: text.awayTitle(),
      submit: text.save(),
      close: text.cancel(),
      blocks: [
        input(block.from, text.awayFrom(), picker(days?.from), { optional: true }),
        input(block.to, text.awayTo(), picker(days?.to), { optional: true, hint: text.awayHint() }),
      ],
    };
  },
  read(values): { days: AbsentDays | null } | InputErrors {
    const [from, to] = [values.text(block.from), values.text(block.to)];
    if (from === null && to === null) return { days: null };
    if (from === null) return { errors: { [block.from]: text.awayFromMissing() } };
    if (to === null) return { errors: { [block.to]: text.awayToMissing() } };
    return { days: { from, to } };
  },
  async submit(ctx, { days }) {
    await setOwnAbsence(ctx, days);
    return replace(awaySetMessage(days));
  },
  blame: { absence_wrong: block.to },
});
