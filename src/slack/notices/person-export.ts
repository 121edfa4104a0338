import { z } from "zod";
import { followContact } from "../../crm/customers/merge/person-ids.ts";
import { makePersonFiles } from "../../crm/privacy/export-person.ts";
import { section } from "../blocks.ts";
import { defineNotice } from "../define-notice.ts";
import { privacyText as text } from "../views/privacy.text.ts";

/** To the steward who asked: everything about one customer, in two files. */
export const personExport = defineNotice({
  kind: "person-export",
  payload: z.object({ exportId: z.uuid(), contactId: z.uuid() }),
  async render(ctx, { contactId }) {
    const current = await followContact(ctx, contactId);
    const contact = await ctx.tx.contact.findFirst({ where: { id: current, endedAt: null } });
    if (!contact) return null;
    const said = text.exportReady(contact.name);
    return { text: said, blocks: [section(said)], about: [contact.id] };
  },
  async files(open, { exportId, contactId }) {
    const files = await open((ctx) => makePersonFiles(ctx, exportId));
    if (!files) return [];
    const about = contactId;
    return [
      { name: "customer.txt", title: text.readableFile(), about, contents: files.text },
      { name: "customer.json", title: text.machineFile(), about, contents: files.json },
    ];
  },
});
