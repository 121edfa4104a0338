import type { DayHead } from "../../crm/audits/keep-day-head.ts";
import type { AuditPage } from "../../crm/audits/list-audit.ts";
import type { AuditVerdict } from "../../crm/audits/verify-audit.ts";
import { actions, button, context, section, sections } from "../blocks.ts";
import { inline, inlineWithin, shorten } from "../mrkdwn.ts";
import type { Message } from "../reply.ts";
import { auditSentence } from "./audit-actions.text.ts";
import { auditActions } from "./audits.actions.ts";
import { auditText, verdictLines } from "./audits.text.ts";
import { calendarDay, day, pickerTime, type Reader } from "./dates.ts";

/** Faults a message: the command line lists more. */
const faultsShown = 20;

/** Entries a message: each at its longest, they stay under the 13,200 characters that Slack takes. */
export const auditPageSize = 15;
const longestLine = 300;
/** What was typed travels in the button, whose value holds 2,000 characters. */
const longestTyped = 200;

/** @param reads whether opening a card is logged; null: not said here */
export function auditListMessage(
  { lines, next }: AuditPage,
  { typed, first, reads }: { typed: string; first: boolean; reads: boolean | null },
  reader: Reader,
): Message {
  const shown = shorten(typed, longestTyped);
  if (lines.length === 0) {
    const nothing = first ? auditText.nothing(shown) : auditText.nothingEarlier();
    return { text: nothing, blocks: [section(nothing)] };
  }
  const byDay = Map.groupBy(lines, ({ at }) => day(at, reader));
  const rows = [...byDay].flatMap(([when, ofDay]) => [
    auditText.day(when),
    ...ofDay.map((line) => {
      const who = line.actorName === null ? auditText.steward() : inline(line.actorName);
      return auditText.row(pickerTime(line.at, reader), who, inlineWithin(auditSentence(line), longestLine));
    }),
  ]);
  const title = auditText.title(shown);
  const earlier =
    next === null ? [] : [button(auditText.earlier(), auditActions.page, { before: String(next), typed: shown })];
  return {
    text: [title, ...rows].join("\n"),
    blocks: [
      section(title),
      ...sections(rows),
      actions(...earlier, button(auditText.export(), auditActions.export, { typed: shown })),
      ...(reads === null ? [] : [context(`${auditText.readsState(reads)} ${auditText.readsTyped(reads)}`)]),
    ],
  };
}

/** Whether opening a card is logged, with the switch. */
export function readsMessage(on: boolean, said = auditText.readsState(on)): Message {
  const turn = button(auditText.readsSwitch(on), auditActions.reads, { state: on ? "off" : "on" });
  return { text: said, blocks: [section(said, turn)] };
}

export function dayHeadMessage(head: DayHead): Message {
  const text = `${auditText.dayHead(calendarDay(new Date(head.day)), head.entries)}\n${auditText.head(head.seq, head.hash)}`;
  return { text, blocks: [section(text), context(auditText.keepHead())] };
}

export function verdictMessage(verdict: AuditVerdict): Message {
  const lines = verdictLines({ ...verdict, faults: verdict.faults.slice(0, faultsShown) });
  const blame = verdict.faultCount > 0 ? [context(auditText.whoever())] : [];
  return {
    text: lines.join("\n"),
    blocks: [
      ...sections(lines),
      ...blame,
      context(
        [auditText.headNow(), auditText.head(verdict.headSeq, verdict.headHash), auditText.keepHead()].join("\n"),
      ),
    ],
  };
}
