import { getContact } from "../../crm/customers/get-contact.ts";
import type { Context } from "../../db/context.ts";
import { defineAction } from "../define.ts";
import { logForm } from "../modals/log-entry.ts";
import { readerOf } from "../reader.ts";
import { open, type Reply } from "../reply.ts";
import { entryActions } from "../views/interactions.actions.ts";

/** Opens the form of a new entry, for one customer or for any. */
export const logNew = defineAction({
  ref: entryActions.log,
  may: "interactions:write",
  async run(ctx, { contactId }) {
    return openLogForm(ctx, contactId === "" ? null : contactId);
  },
});

/** As a select shows one who was chosen. */
export function customerLabel({ name, companyName }: { name: string; companyName: string | null }): string {
  return [name, companyName].filter(Boolean).join(", ");
}

export async function openLogForm(ctx: Context, contactId: string | null): Promise<Reply> {
  const contact = contactId === null ? null : await getContact(ctx, contactId);
  return open(
    logForm.build({
      contact: contact && { id: contact.id, label: customerLabel(contact) },
      newContact: null,
      fields: {},
      draftId: null,
      link: null,
      openedAt: ctx.now,
      reader: readerOf(ctx),
    }),
  );
}
