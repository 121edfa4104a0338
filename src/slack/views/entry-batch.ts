import type { KnownBlock } from "@slack/types";
import type { Receipt } from "../../crm/interactions/receipt.ts";
import { actions, button, item, menu, section } from "../blocks.ts";
import { inline } from "../mrkdwn.ts";
import type { Message } from "../reply.ts";
import { customerActions } from "./customers.actions.ts";
import { happened, type Reader } from "./dates.ts";
import { entryActions } from "./interactions.actions.ts";
import { interactionText as text } from "./interactions.text.ts";
import { entryLine, nameList, ownEntryLine } from "./interactions.ts";
import { receiptQuoteLine } from "./quotes.ts";
import { sentenceMessage } from "./sentence-message.ts";
import { whenDue } from "./when-due.ts";

/** The one receipt of several lines that were sent at once: a line each with its menu, and one button for all. */
export function batchMessage(receipts: readonly Receipt[], batchId: string, reader: Reader): Message {
  const names = nameList(receipts.map(({ entry }) => ({ name: entry.contactName, companyName: null })));
  const times = new Set(receipts.map(({ entry }) => happened(entry.happenedAt, reader)));
  const [shared = null] = times.size === 1 ? times : [];
  return {
    text: text.batchPlain(receipts.length, names),
    blocks: [
      section(text.batch(receipts.length, shared)),
      ...receipts.map((receipt) => entryBlock(receipt, shared === null, reader)),
      actions(button(text.undoAll(), entryActions.undoAll, { batchId })),
    ],
    about: [...new Set(receipts.map(({ entry }) => entry.contactId))],
  };
}

function entryBlock({ entry, tasks, evidence, quote }: Receipt, saysWhen: boolean, reader: Reader): KnownBlock {
  const of = { interactionId: entry.id };
  const lines = [
    saysWhen ? ownEntryLine(entry, reader) : entryLine(entry, null),
    ...(quote ? [receiptQuoteLine(quote, reader)] : []),
    ...tasks.map((task) => text.task(whenDue(task, reader), inline(task.title))),
    ...(evidence?.result === "suspended" ? [text.suspended(evidence.kind, inline(evidence.typed))] : []),
  ];
  return section(
    lines.join("\n"),
    menu(
      item(text.edit(), entryActions.edit, of),
      item(text.wrongPerson(), entryActions.wrongPerson, of),
      item(text.undo(), entryActions.undo, of),
      item(text.card(), customerActions.card, { contactId: entry.contactId }),
    ),
  );
}

export function undoneAllMessage(count: number): Message {
  return sentenceMessage(text.undoneAll(count));
}
