import { plural } from "./dates.ts";
import { andList } from "./word-list.ts";

/** What Steward says of tickets unasked. Each is read as a notification first. Names and words of people come in escaped. */
export const ticketNoticeText = {
  assigned: (number: number, by: string | null, subject: string) =>
    by === null ? `T-${number} is yours now: ${subject}` : `${by} gave you T-${number}: ${subject}`,
  handedOver: (count: number, from: string, numbers: readonly string[]) =>
    `${from} handed you ${plural(count, "ticket")}: ${andList(numbers)}`,
  escalated: (number: number, by: string | null, subject: string) =>
    `⚠ ${by ?? "Steward"} escalated T-${number}: ${subject}`,
  because: (reason: string) => `Because: ${reason}`,
  dueSoon: (number: number, subject: string, time: string) => `⚠ T-${number} is due ${time}: ${subject}`,
  dueSoonMany: (count: number, numbers: readonly string[]) =>
    `⚠ ${plural(count, "ticket")} due soon: ${numbers.join(", ")}`,
  missWithinHour: (count: number, numbers: readonly string[]) =>
    `⚠ ${plural(count, "ticket")} miss within the hour: ${numbers.join(", ")}`,
  late: (number: number, subject: string, since: string) => `⚠ T-${number} has been late since ${since}: ${subject}`,
  lateMany: (count: number, numbers: readonly string[]) => `⚠ ${plural(count, "ticket")} late: ${numbers.join(", ")}`,
  line: (number: number, subject: string, holder: string, time: string) =>
    `*T-${number}* ${subject} · ${holder} · ${time}`,
  more: (count: number) => `and ${plural(count, "more", "more")}; \`/crm-ticket list\` shows them`,
  woken: (number: number, customer: string, waited: string) =>
    `⚠ T-${number}: ${customer} has not answered for ${waited}.`,
  wokenUnknown: (number: number, waited: string) => `⚠ T-${number}: no answer for ${waited}.`,
  solved: (number: number, by: string | null, subject: string) =>
    by === null ? `✓ T-${number} is solved: ${subject}` : `✓ ${by} solved T-${number}: ${subject}`,
  yourDuplicate: (numbers: readonly string[], number: number) =>
    `You asked in ${andList(numbers)}, the same as T-${number}.`,
  reopenHint: () => "Still not right? Reopen it.",
  cardMoved: (number: number, channel: string, link: string | null) =>
    `T-${number} goes on in ${channel}${link ? `: <${link}|its card>` : ""}. What is written here from now on is not kept with it.`,
  received: (number: number) => `This is T-${number} now.`,
  /** the subject of a message without any words */
  wordless: () => "A message without words",
  threadUnread: (number: number, channel: string, link: string | null) =>
    `T-${number} is open, but I am not in ${channel} and cannot read its thread${link ? ` (<${link}|the message>)` : ""}. Write what matters into the ticket, or invite me and open it again from a later reply.`,
  channelLost: (channel: string, reason: string) => `⚠ I cannot post tickets in ${channel}: ${reason}`,
  channelReasons: {
    is_archived: "it is archived.",
    not_in_channel: "I was removed from it.",
    channel_not_found: "I cannot see it any more.",
  } as Record<string, string>,
  channelOther: () => "only some people may post there.",
  channelMend: () =>
    "Nothing is lost: tickets are kept, and their cards follow as soon as I can post again. Invite me back, or choose another channel.",
  chooseChannel: () => "Choose a channel",
};
