import { companiesKind } from "./companies-kind.ts";
import { customersKind } from "./customers-kind.ts";
import { addressesKind, conversationsKind, detailsKind, tasksKind } from "./history-kinds.ts";
import { quotesKind } from "./quotes-kind.ts";
import { ticketAttemptsKind, ticketNotesKind, ticketsKind } from "./ticket-kinds.ts";

/** Everything that an export of all customers holds, in the order in which it is written. */
export const exportKinds = [
  ...[customersKind, companiesKind, addressesKind, detailsKind, conversationsKind, tasksKind, quotesKind],
  ...[ticketsKind, ticketNotesKind, ticketAttemptsKind],
] as const;
