import type { KnownBlock } from "@slack/types";
import type { CustomerSummary } from "../../crm/customers/customer-match.ts";
import type { Entry } from "../../crm/interactions/change-interaction.ts";
import { actions, button, context, divider, item, menu, section } from "../blocks.ts";
import type { Message } from "../reply.ts";
import { customerActions } from "./customers.actions.ts";
import { matchBlock } from "./customers.ts";
import type { Reader } from "./dates.ts";
import { homeText as text } from "./home.text.ts";
import { entryActions } from "./interactions.actions.ts";
import { interactionText } from "./interactions.text.ts";
import { ownEntryLine } from "./interactions.ts";

export interface HomeFacts {
  entries: Entry[];
  customers: CustomerSummary[];
  /** what one has to do today; empty for those who only read */
  tasks: KnownBlock[];
  /** one's tickets that need one; empty where there are none */
  tickets: KnownBlock[];
  mayWrite: boolean;
  /** how much one hears unasked, and when */
  settings: KnownBlock[];
  /** the steward's panel; empty for everybody else */
  panel: KnownBlock[];
}

export function homeMessage(
  { entries, customers, tasks, tickets, mayWrite, settings, panel }: HomeFacts,
  reader: Reader,
): Message {
  const find = button(text.find(), customerActions.find, {});
  return {
    text: text.fallBack(entries.length),
    blocks: [
      section(mayWrite ? text.greeting() : text.greetingReading()),
      mayWrite
        ? actions(
            button(text.log(), entryActions.log, { contactId: "" }, { style: "primary" }),
            find,
            button(text.add(), customerActions.create, {}),
          )
        : actions(find),
      context(mayWrite ? text.how() : text.howReading()),
      ...(tasks.length > 0 ? [divider, ...tasks] : []),
      ...(tickets.length > 0 ? [divider, ...tickets] : []),
      ...(mayWrite ? ownEntries(entries, reader) : []),
      ...(customers.length > 0
        ? [divider, section(text.customers()), ...customers.map((customer) => matchBlock(customer, reader))]
        : []),
      ...(settings.length > 0 ? [divider, ...settings] : []),
      ...(panel.length > 0 ? [divider, ...panel] : []),
    ],
  };
}

function ownEntries(entries: Entry[], reader: Reader): KnownBlock[] {
  if (entries.length === 0) return [divider, section(text.entries()), context(text.noEntries())];
  return [divider, section(text.entries()), ...entries.map((entry) => ownEntryBlock(entry, reader))];
}

function ownEntryBlock(entry: Entry, reader: Reader): KnownBlock {
  const of = { interactionId: entry.id };
  return section(
    ownEntryLine(entry, reader),
    menu(
      item(interactionText.edit(), entryActions.edit, of),
      item(interactionText.wrongPerson(), entryActions.wrongPerson, of),
      item(interactionText.undo(), entryActions.undo, of),
      item(interactionText.card(), customerActions.card, { contactId: entry.contactId }),
    ),
  );
}
