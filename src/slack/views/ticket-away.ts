import { DateTime } from "luxon";
import type { AbsentDays } from "../../crm/tickets/absence.ts";
import { actions, button, section } from "../blocks.ts";
import type { Message } from "../reply.ts";
import { ticketDeskActions } from "./ticket-desk.actions.ts";
import { ticketDeskText as text } from "./ticket-desk.text.ts";

/** What was set, with the way to change it. */
export function awaySetMessage(days: AbsentDays | null): Message {
  const said = days ? text.awaySet(daysOf(days)) : text.awayNone();
  return { text: said, blocks: [section(said), actions(button(text.awayButton(), ticketDeskActions.away, {}))] };
}

function daysOf({ from, to }: AbsentDays): string {
  const [first = "", last = ""] = [from, to].map((day) =>
    DateTime.fromISO(day, { zone: "utc" }).setLocale("en-GB").toFormat("ccc d LLL yyyy"),
  );
  return text.days(first, last);
}
