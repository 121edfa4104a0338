import { erasureCounts } from "../../crm/privacy/erasure.ts";
import type { Certificate } from "../../crm/privacy/list-erasures.ts";
import type { ErasurePlan } from "../../crm/privacy/plan-erasure.ts";
import { privacyText as text } from "./privacy.text.ts";

/** What an erasure would remove, in lines without markup: the command line says it too. */
export function planLines({ contact, counts, messages }: ErasurePlan): string[] {
  const places = [...Map.groupBy(messages, ({ channel }) => channel)];
  return [
    text.plainWhat(contact.name),
    ...erasureCounts.flatMap((kind) => ((counts[kind] ?? 0) > 0 ? [text.kind(kind, counts[kind] ?? 0)] : [])),
    ...places.map(([channel, there]) => `  ${text.messagesIn(channel, there.length)}`),
    text.unreachable(),
    text.stays(),
  ];
}

/** What was erased, and what Slack has not taken back yet. */
export function certificateLines({ id, finishedAt, counts, messages, unreachable, listHash }: Certificate): string[] {
  if (finishedAt === null) return [text.plainUnderWay(id, messages.pending)];
  return [
    text.plainDone(id),
    ...erasureCounts
      .filter((kind) => kind !== "messages" && kind !== "files" && (counts[kind] ?? 0) > 0)
      .map((kind) => text.certificateCount(kind, counts[kind] ?? 0)),
    text.reached(messages.deleted, messages.redacted, messages.gone),
    ...unreachable.map(({ channel, failure }) => `  ${text.where(channel, failure)}`),
    ...(listHash === null ? [] : [text.plainHash(listHash)]),
  ];
}
