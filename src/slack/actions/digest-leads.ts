import { getContact } from "../../crm/customers/get-contact.ts";
import { giveUpLead, planCall, restLead, takeLead } from "../../crm/digest/change-lead.ts";
import { readQueue } from "../../crm/digest/lead-queue.ts";
import { logInteraction } from "../../crm/interactions/log-interaction.ts";
import type { Context } from "../../db/context.ts";
import { cardOf } from "../card-of.ts";
import { defineAction } from "../define.ts";
import { queueLogForm } from "../modals/log-from-queue.ts";
import { inline } from "../mrkdwn.ts";
import { readPlace } from "../read-place.ts";
import { readerOf } from "../reader.ts";
import { open, type Reply, replace, say } from "../reply.ts";
import { digestActions, queueActions } from "../views/digest.actions.ts";
import { leadText as text } from "../views/digest-leads.text.ts";
import { queueMessage } from "../views/digest-queue.ts";
import { sentenceMessage } from "../views/sentence-message.ts";
import { dueMoment } from "../views/when-due.ts";

/** Plans a call for tomorrow, and says so. */
async function plan(ctx: Context, contactId: string): Promise<string> {
  const { name } = await getContact(ctx, contactId);
  const task = await planCall(ctx, { contactId, title: text.callTask(name) });
  return text.planned(inline(name), dueMoment(task, readerOf(ctx)) ?? text.someDay());
}

// Of a lead that has heard nothing: the digest shows what came of it, and only where it is folded up is it said.

export const leadTomorrow = defineAction({
  ref: digestActions.leadTomorrow,
  may: "interactions:write",
  run: async (ctx, { contactId }) => say(sentenceMessage(await plan(ctx, contactId))),
});

export const leadNotMine = defineAction({
  ref: digestActions.leadNotMine,
  may: "customers:write",
  async run(ctx, { contactId }) {
    const { name } = await giveUpLead(ctx, { contactId });
    return say(sentenceMessage(text.givenUp(inline(name))));
  },
});

export const leadTake = defineAction({
  ref: digestActions.leadTake,
  may: "customers:write",
  async run(ctx, { contactId }) {
    const { name } = await takeLead(ctx, { contactId });
    return say(sentenceMessage(text.taken(inline(name))));
  },
});

export const leadNotNow = defineAction({
  ref: digestActions.leadNotNow,
  may: "customers:write",
  async run(ctx, { contactId }) {
    const { name } = await getContact(ctx, contactId);
    await restLead(ctx, { contactId });
    return say(sentenceMessage(text.rested(inline(name))));
  },
});

export const leadOpen = defineAction({
  ref: digestActions.leadOpen,
  may: "customers:read",
  run: async (ctx, { contactId }) => say(await cardOf(ctx, contactId)),
});

// The queue, one lead at a time, in its place.

async function queueAt(
  ctx: Context,
  { at, contactId = null, said = null }: { at: string; contactId?: string | null; said?: string | null },
): Promise<Reply> {
  return replace(queueMessage(await readQueue(ctx, { at: readPlace(at), contactId }), said, readerOf(ctx)));
}

/** It comes beneath the digest. */
export const startQueue = defineAction({
  ref: queueActions.start,
  may: "interactions:write",
  run: async (ctx, { at }) => say(queueMessage(await readQueue(ctx, { at: readPlace(at) }), null, readerOf(ctx))),
});

export const logFromQueue = defineAction({
  ref: queueActions.log,
  may: "interactions:write",
  async run(ctx, { contactId, at }) {
    return open(
      queueLogForm.build({ contact: await getContact(ctx, contactId), at: readPlace(at), reader: readerOf(ctx) }),
    );
  },
});

export const noAnswerFromQueue = defineAction({
  ref: queueActions.noAnswer,
  may: "interactions:write",
  async run(ctx, { contactId, at }) {
    const { name } = await getContact(ctx, contactId);
    await logInteraction(ctx, {
      ...{ contactId, type: "call", outcome: "no_answer", note: "", tasks: [] },
      ...{ happenedAt: null, durationMinutes: null },
    });
    return queueAt(ctx, { at, said: text.saidNoAnswer(inline(name)) });
  },
});

export const tomorrowFromQueue = defineAction({
  ref: queueActions.tomorrow,
  may: "interactions:write",
  run: async (ctx, { contactId, at }) => queueAt(ctx, { at, said: await plan(ctx, contactId) }),
});

export const skipInQueue = defineAction({
  ref: queueActions.skip,
  may: "interactions:write",
  run: (ctx, { at }) => queueAt(ctx, { at }),
});

export const takeFromQueue = defineAction({
  ref: queueActions.take,
  may: "customers:write",
  async run(ctx, { contactId, at }) {
    const { name } = await takeLead(ctx, { contactId });
    return queueAt(ctx, { at, contactId, said: text.taken(inline(name)) });
  },
});

export const giveUpFromQueue = defineAction({
  ref: queueActions.giveUp,
  may: "customers:write",
  async run(ctx, { contactId, at }) {
    const { name } = await giveUpLead(ctx, { contactId });
    return queueAt(ctx, { at, said: text.givenUp(inline(name)) });
  },
});

export const cardFromQueue = defineAction({
  ref: queueActions.card,
  may: "customers:read",
  run: async (ctx, { contactId }) => say(await cardOf(ctx, contactId)),
});
