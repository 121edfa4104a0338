import type { InputBlock, KnownBlock } from "@slack/types";
import { erasureCounts } from "../../crm/privacy/erasure.ts";
import type { Certificate } from "../../crm/privacy/list-erasures.ts";
import type { ErasurePlan } from "../../crm/privacy/plan-erasure.ts";
import { longestReason } from "../../crm/privacy/read-reason.ts";
import { button, context, input, section, sections } from "../blocks.ts";
import type { Message } from "../reply.ts";
import { day, happened, type Reader } from "./dates.ts";
import { privacyActions } from "./privacy.actions.ts";
import { privacyText as text } from "./privacy.text.ts";

export function reasonInput(blockId: string, { focused = false } = {}): InputBlock {
  return input(
    blockId,
    text.reason(),
    { type: "plain_text_input", action_id: "value", max_length: longestReason, focus_on_load: focused },
    { hint: text.reasonHint() },
  );
}

export const exportScopes = ["person", "customers", "audit"] as const;

/** To the other stewards: what was exported, by whom and why. */
export function exportedMessage(told: {
  by: string | null;
  scope: (typeof exportScopes)[number];
  name: string | null;
  rows: number | null;
  reason: string;
}): Message {
  const who = told.by === null ? text.commandLine() : `<@${told.by}>`;
  const first = {
    person: () => text.exportedPerson(who, told.name),
    customers: () => text.exportedAll(who, told.rows),
    audit: () => text.exportedAudit(who, told.rows ?? 0),
  }[told.scope]();
  const lines = [first, ...(told.reason === "" ? [] : [text.because(told.reason)])].join("\n");
  return { text: lines, blocks: [section(lines)] };
}

/** What an erasure would remove, what it cannot reach, and what stays. */
export function planSections({ contact, counts, messages }: ErasurePlan): KnownBlock[] {
  const lines = erasureCounts.flatMap((kind) => ((counts[kind] ?? 0) > 0 ? [text.kind(kind, counts[kind] ?? 0)] : []));
  const places = [...Map.groupBy(messages, ({ channel }) => placeOf(channel))].slice(0, shownPlaces);
  const where = places.map(([place, there]) => text.messagesIn(place, there.length));
  return [
    ...sections([text.eraseWhat(contact.name), ...lines]),
    ...(where.length > 0 ? [context(where.join(" · "))] : []),
    section(text.unreachable()),
    section(text.stays()),
  ];
}

const shownPlaces = 20;

function placeOf(channel: string): string {
  return channel.startsWith("D") ? text.directConversation() : `<#${channel}>`;
}

/** Erasures that the list shows. */
export const shownErasures = 10;

export function erasuresMessage(erasures: readonly Certificate[], reader: Reader): Message {
  const rows = erasures.map(({ id, requestedAt, requestedBy, finishedAt }) => ({
    id,
    line: text.listRow(id, day(requestedAt, reader), person(requestedBy), finishedAt !== null),
  }));
  const lines = rows.length > 0 ? rows.map(({ line }) => line) : [text.listNone()];
  return {
    text: [text.listTitle(), ...lines].join("\n"),
    blocks: [
      section(text.listTitle()),
      ...(rows.length === 0 ? [section(text.listNone())] : []),
      ...rows.map(({ id, line }) => section(line, button(text.show(), privacyActions.certificate, { erasureId: id }))),
      context(text.listTyped()),
    ],
  };
}

export function certificateMessage(certificate: Certificate, reader: Reader): Message {
  const { id, requestedBy, requestedAt, finishedAt, counts, messages, unreachable, listHash, reason } = certificate;
  if (finishedAt === null) {
    const under = text.certificateUnderWay(id);
    return { text: under, blocks: [section(under)] };
  }
  const lines = [
    text.certificateTitle(id),
    text.certificateBy(person(requestedBy), day(requestedAt, reader), happened(finishedAt, reader)),
    text.because(reason),
    ...erasureCounts
      .filter((kind) => kind !== "messages" && kind !== "files" && (counts[kind] ?? 0) > 0)
      .map((kind) => text.certificateCount(kind, counts[kind] ?? 0)),
    text.reached(messages.deleted, messages.redacted, messages.gone),
    ...(unreachable.length > 0 ? [text.notReached(unreachable.length)] : []),
    ...unreachable.slice(0, shownPlaces).map(({ channel, failure }) => text.where(placeOf(channel), failure)),
  ];
  return {
    text: lines.join("\n"),
    blocks: [...sections(lines), ...(listHash === null ? [] : [context(text.hash(listHash))])],
  };
}

function person(slackUserId: string | null): string {
  return slackUserId === null ? text.steward() : `<@${slackUserId}>`;
}
