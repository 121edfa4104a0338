import type { KnownBlock } from "@slack/types";
import type { QueuedLead, QueuePlace } from "../../crm/digest/lead-queue.ts";
import { isOutcome } from "../../crm/interactions/interaction.ts";
import { actions, button, context, item, menu, section } from "../blocks.ts";
import { inline, inlineWithin, shorten } from "../mrkdwn.ts";
import type { Message } from "../reply.ts";
import { ago, happened, type Reader } from "./dates.ts";
import { queueActions } from "./digest.actions.ts";
import { leadText as text } from "./digest-leads.text.ts";
import { originOf } from "./digest-leads.ts";
import { firstName } from "./first-name.ts";
import { outcomeNames } from "./interactions.text.ts";
import { money } from "./money.ts";

const room = { name: 100, line: 200 };

/**
 * The queue of leads, one at a time: what one needs to call them, and what came of it at a tap.
 * @param said what was done with the one before; null: nothing
 */
export function queueMessage({ lead, at, total }: QueuePlace, said: string | null, reader: Reader): Message {
  const before = said === null ? [] : [context(said)];
  if (lead === null) {
    const line = total === 0 ? text.finished() : text.passedOver(total);
    const again = total === 0 ? [] : [actions(button(text.fromTheStart(), queueActions.skip, { at: "0" }))];
    return { text: [said, line].filter(Boolean).join("\n"), blocks: [...before, section(line), ...again] };
  }
  const nth = text.nth(at + 1, total);
  return {
    text: [said, `${plainName(lead)} · ${nth}`].filter(Boolean).join("\n"),
    blocks: [...before, section(leadLines(lead, reader).join("\n")), buttonsOf(lead, at), context(nth)],
    about: [lead.contactId],
  };
}

const plainName = ({ name, companyName }: QueuedLead) =>
  [name, companyName].flatMap((part) => (part === null ? [] : inlineWithin(part, room.name))).join(", ");

function leadLines(lead: QueuedLead, reader: Reader): string[] {
  const { name, jobTitle, companyName, source, arrived, own, interests, value, phone, email, tried } = lead;
  const work = [jobTitle, companyName].flatMap((part) => (part === null ? [] : inlineWithin(part, room.name)));
  const outcome = tried?.outcome ?? null;
  return [
    [`*${inlineWithin(name, room.name)}*`, work.join(", ")].filter(Boolean).join(" · "),
    [
      text.from(originOf(source), ago(arrived, reader)),
      ...(own ? [] : [text.nobodys()]),
      ...(value ? [text.valueAYear(money(value.minor, value.currency))] : []),
    ].join(" · "),
    ...(interests ? [text.interests(inline(shorten(interests, room.line)))] : []),
    [
      ...(phone ? [`<tel:${phone.normal}|${inline(phone.typed)}>`] : []),
      ...(email ? [inlineWithin(email, room.line)] : []),
      ...(phone || email ? [] : [text.noAddress()]),
    ].join(" · "),
    ...(tried
      ? [
          text.tried(
            happened(tried.happenedAt, reader),
            tried.by && inline(firstName(tried.by)),
            outcome !== null && isOutcome(outcome) ? outcomeNames[outcome] : (outcome ?? ""),
          ),
        ]
      : []),
  ];
}

/** `Log call` `Tomorrow` `⋯ No answer · Card · Skip · Not mine`; of one that nobody has `Take` `⋯ Card · Skip`. */
function buttonsOf({ contactId, own }: QueuedLead, at: number): KnownBlock {
  const of = { contactId, at: String(at) };
  const card = item(text.card(), queueActions.card, { contactId });
  const skip = item(text.skip(), queueActions.skip, { at: String(at + 1) });
  if (!own) return actions(button(text.take(), queueActions.take, of), menu(card, skip));
  return actions(
    button(text.logCall(), queueActions.log, of),
    button(text.tomorrow(), queueActions.tomorrow, of),
    menu(item(text.noAnswer(), queueActions.noAnswer, of), card, skip, item(text.notMine(), queueActions.giveUp, of)),
  );
}
