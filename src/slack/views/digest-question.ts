import type { KnownBlock } from "@slack/types";
import type { Digest } from "../../crm/digest/find-digest.ts";
import { actions, button, context, section } from "../blocks.ts";
import { inlineWithin } from "../mrkdwn.ts";
import { digestActions } from "./digest.actions.ts";
import { digestText as text } from "./digest.text.ts";

const room = { title: 150, name: 80 };

/** The digest's question whether something is still true: one at a time, or what was answered. */
export function questionOf(confirmation: Digest["confirmation"]): { blocks: KnownBlock[]; line: string | null } | null {
  if (!confirmation) return null;
  const { question, nth, of, confirmed, changed, skipped } = confirmation;
  if (!question) return { blocks: [context(text.answered(confirmed, changed, skipped))], line: null };
  const { pointId, contactId } = question;
  const ask = question.kind === "address" ? text.place : text.question;
  const line = ask(
    inlineWithin(question.typed, room.title),
    inlineWithin(question.contactName, room.name),
    text.nth(nth, of),
  );
  return {
    blocks: [
      section(line),
      actions(
        button(text.yes(), digestActions.yes, { pointId }),
        button(text.changed(), digestActions.changed, { contactId }),
        button(text.skip(), digestActions.skip, { pointId }),
      ),
    ],
    line,
  };
}
