import { z } from "zod";
import { longestNote } from "../../crm/interactions/interaction.ts";
import { input, option, section } from "../blocks.ts";
import { defineModal } from "../define.ts";
import { readerOf } from "../reader.ts";
import { update } from "../reply.ts";
import { interactionText as text } from "../views/interactions.text.ts";
import { logForm } from "./log-entry.ts";

const block = { what: "what", note: "note" } as const;

/** Before words of a private conversation go where everyone with CRM access reads them: the text, or only a link to it. */
export const privateMessageForm = defineModal({
  id: "log-private-message",
  may: "interactions:write",
  memory: z.object({ link: z.url().nullable(), happenedAt: z.coerce.date().nullable() }),
  build({ note, link, happenedAt }: { note: string; link: string | null; happenedAt: Date | null }) {
    const both = [option(text.textAndLink(), "text"), option(text.linkOnly(), "link")] as const;
    return {
      memory: { link, happenedAt: happenedAt?.toISOString() ?? null },
      title: text.privateTitle(),
      submit: text.goOn(),
      close: text.cancel(),
      blocks: [
        section(text.privateQuestion()),
        input(block.what, text.whatToKeep(), {
          type: "radio_buttons",
          action_id: "value",
          options: link ? [...both] : [both[0]],
          initial_option: both[0],
        }),
        input(
          block.note,
          text.note(),
          {
            type: "plain_text_input",
            action_id: "value",
            multiline: true,
            max_length: longestNote,
            ...(note && { initial_value: note }),
          },
          { optional: true },
        ),
      ],
    };
  },
  read: (values) => ({ keepText: values.chosen(block.what) !== "link", note: values.text(block.note) ?? "" }),
  async submit(ctx, { keepText, note }, { link, happenedAt }) {
    return update(
      logForm.build({
        contact: null,
        newContact: null,
        fields: { type: "note", note: keepText ? note : "", happenedAt },
        draftId: null,
        link,
        openedAt: ctx.now,
        reader: readerOf(ctx),
      }),
    );
  },
});
