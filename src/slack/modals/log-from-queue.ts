import { z } from "zod";
import { readQueue } from "../../crm/digest/lead-queue.ts";
import { customerLabel } from "../actions/log-new.ts";
import { defineModal } from "../define.ts";
import { readerOf } from "../reader.ts";
import { replace } from "../reply.ts";
import type { Reader } from "../views/dates.ts";
import { leadText as text } from "../views/digest-leads.text.ts";
import { queueMessage } from "../views/digest-queue.ts";
import { logForm } from "./log-entry.ts";

const { handler: entry } = logForm;

/** The form of an entry for whoever stands first in the queue of leads, which then moves on in its place. */
export const queueLogForm = defineModal({
  id: "log-from-queue",
  may: "interactions:write",
  memory: z.object({ at: z.number().int().min(0), entry: entry.memory }),
  build(data: { contact: { id: string; name: string; companyName: string | null }; at: number; reader: Reader }) {
    const { contact, at, reader } = data;
    const { memory, ...form } = logForm.build({
      contact: { id: contact.id, label: customerLabel(contact) },
      ...{ newContact: null, fields: { type: "call" }, draftId: null, link: null },
      ...{ openedAt: reader.now, reader },
    });
    return { ...form, memory: { at, entry: memory } };
  },
  read: (values, typist, memory) => entry.read(values, typist, memory.entry),
  async submit(ctx, input, { at, entry: memory }, gathered, where) {
    const logged = await entry.submit(ctx, input, memory, gathered, where);
    const said = "message" in logged ? text.saidLogged(logged.message.text) : null;
    return replace(queueMessage(await readQueue(ctx, { at }), said, readerOf(ctx)));
  },
  ...(entry.blame && { blame: entry.blame }),
});
