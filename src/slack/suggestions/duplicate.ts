import { z } from "zod";
import { findDuplicates } from "../../crm/customers/merge/find-duplicates.ts";
import { suggestCustomers } from "../../crm/customers/suggest-customers.ts";
import { option } from "../blocks.ts";
import type { Suggestion } from "../define.ts";
import { duplicateSelect } from "../views/merge.actions.ts";
import { mergeText as text } from "../views/merge.text.ts";

const mostOptions = 20;
/** Letters from which on somebody in particular is looked for. */
const fewestLetters = 2;
const memorySchema = z.object({ contactId: z.uuid() });

/** Who is likely to be the same person, the likeliest first with the reason; who is typed, once something is. */
export const suggestDuplicate: Suggestion = {
  id: duplicateSelect,
  may: "customers:write",
  async run(ctx, typed, memory) {
    const { data } = memorySchema.safeParse(memory);
    if (!data) return [];
    const likely = await findDuplicates(ctx, data.contactId, mostOptions);
    const reasonsOf = new Map(likely.map(({ contactId, reasons }) => [contactId, reasons]));
    // Whoever was dealt with last is no likelier to be the same person than anybody else: unasked only those with a reason.
    const named = typed.trim().length < fewestLetters ? likely : await suggestCustomers(ctx, typed, mostOptions);
    const found = named.filter(({ contactId }) => contactId !== data.contactId);
    return found.map(({ contactId, name, companyName, jobTitle, email }) => {
      const why = reasonsOf.get(contactId)?.map((reason) => text.reasons[reason]) ?? [];
      const known = why.length > 0 ? why : [jobTitle, email];
      return option([name, companyName].filter(Boolean).join(", "), contactId, known.filter(Boolean).join(" · "));
    });
  },
};
