import type { EntryFields } from "../../crm/interactions/interaction.ts";
import { actions, button, section } from "../blocks.ts";
import type { Message } from "../reply.ts";
import type { Reader } from "./dates.ts";
import { draftActions } from "./interactions.actions.ts";
import { interactionText as text } from "./interactions.text.ts";
import { understood } from "./interactions.ts";

/** Before words of a private conversation go where everyone with CRM access reads them. */
export function privateEntryMessage(
  { reading, draftId, hasLink }: { reading: EntryFields; draftId: string; hasLink: boolean },
  reader: Reader,
): Message {
  return {
    text: text.everyoneWillRead(),
    blocks: [
      section(text.everyoneWillRead()),
      ...understood(reading, reader),
      actions(
        button(text.logText(), draftActions.keepText, { draftId }),
        ...(hasLink ? [button(text.logLink(), draftActions.keepLink, { draftId })] : []),
        button(text.discard(), draftActions.discard, { draftId }),
      ),
    ],
  };
}
