import type { Ticket } from "../../crm/tickets/get-ticket.ts";
import { inlineWithin } from "../mrkdwn.ts";
import { ticketDetailsText as text } from "./ticket-details.text.ts";

const longestName = 60;
const slackUserId = /^[UW][A-Z0-9]+$/u;

/** Whether a source's author is somebody in Slack, and no name of an app or of an e-mail's sender. */
export function isSlackUser(author: string | null): author is string {
  return author !== null && slackUserId.test(author);
}

/**
 * Where a ticket came from: the link to its message, and who wrote that, if they are not whoever asked for the ticket: somebody
 * from outside, an app, an e-mail's sender.
 */
export function sourceLines({ source, requester }: Pick<Ticket, "source" | "requester">): string[] {
  if (!source) return [];
  const { author, link } = source;
  const name = isSlackUser(author) ? `<@${author}>` : author && inlineWithin(author, longestName);
  return [
    ...(name && author !== requester?.slackUserId ? [text.from(name)] : []),
    ...(link ? [`<${link.replace(/[<>|]/gu, encodeURIComponent)}|${text.openMessage()}>`] : []),
  ];
}
