import { z } from "zod";
import type { ContactDetails } from "../../crm/customers/get-contact-details.ts";
import { type Comparison, compareContacts } from "../../crm/customers/merge/compare-contacts.ts";
import { type MergeChoices, mergeFields, sides } from "../../crm/customers/merge/merge-choice.ts";
import { mergeContacts } from "../../crm/customers/merge/merge-contacts.ts";
import { input, plain, section } from "../blocks.ts";
import { defineModal, type InputErrors } from "../define.ts";
import { readerOf } from "../reader.ts";
import { replace, update } from "../reply.ts";
import type { Reader } from "../views/dates.ts";
import { interactionText } from "../views/interactions.text.ts";
import { duplicateSelect } from "../views/merge.actions.ts";
import { mergeText as text } from "../views/merge.text.ts";
import { comparisonBlocks, mergedMessage, whoIs } from "../views/merge.ts";

const block = { other: "other" } as const;

/** "Merge" on a card, first: who the same person is. */
export const chooseDuplicateForm = defineModal({
  id: "choose-duplicate",
  may: "customers:write",
  memory: z.object({ contactId: z.uuid() }),
  build({ kept, likely }: { kept: Pick<ContactDetails, "contactId" | "name" | "company">; likely: boolean }) {
    return {
      memory: { contactId: kept.contactId },
      title: text.title(),
      submit: text.next(),
      close: text.cancel(),
      blocks: [
        section(text.whoIsTheSame(whoIs(kept))),
        input(
          block.other,
          text.other(),
          {
            type: "external_select",
            action_id: duplicateSelect,
            min_query_length: 0,
            focus_on_load: true,
            placeholder: plain(interactionText.customerHint(), 150),
          },
          { hint: text.otherHint(likely) },
        ),
      ],
    };
  },
  read(values): { goneId: string } | InputErrors {
    const goneId = values.chosen(block.other);
    return goneId ? { goneId } : { errors: { [block.other]: text.otherMissing() } };
  },
  async submit(ctx, { goneId }, { contactId: keptId }) {
    const compared = await compareContacts(ctx, { keptId, goneId });
    return update(mergeForm.build({ compared, reader: readerOf(ctx) }));
  },
  blame: { merge_with_itself: block.other, contact_not_found: block.other },
});

/** Then: what the two will be. */
export const mergeForm = defineModal({
  id: "merge-customers",
  may: "customers:write",
  memory: z.object({ keptId: z.uuid(), goneId: z.uuid() }),
  build({ compared, reader }: { compared: Comparison; reader: Reader }) {
    return {
      memory: { keptId: compared.kept.contactId, goneId: compared.gone.contactId },
      title: text.title(),
      submit: text.merge(),
      close: text.cancel(),
      blocks: comparisonBlocks(compared, reader),
    };
  },
  read(values): MergeChoices {
    return Object.fromEntries(
      mergeFields.flatMap((field) => {
        const side = sides.find((one) => one === values.chosen(field));
        return side ? [[field, side]] : [];
      }),
    );
  },
  async submit(ctx, choices, { keptId, goneId }) {
    return replace(mergedMessage(await mergeContacts(ctx, { keptId, goneId, choices })));
  },
});
