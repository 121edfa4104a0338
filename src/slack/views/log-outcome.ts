import type { LogOutcome } from "../../crm/interactions/log-entry.ts";
import type { Message } from "../reply.ts";
import type { Reader } from "./dates.ts";
import {
  nobodyMessage,
  probableMessage,
  receiptMessage,
  repeatedMessage,
  severalMessage,
  whichDayMessage,
} from "./interactions.ts";

/** What came of an entry, as it is answered: the receipt, or the one question. */
export function logOutcomeMessage(outcome: LogOutcome, reader: Reader): Message {
  switch (outcome.kind) {
    case "logged":
      return receiptMessage(outcome.receipt, reader);
    case "repeated":
      return repeatedMessage(outcome.match, outcome.draftId);
    case "day":
      return whichDayMessage(outcome, reader);
    case "probable":
      return probableMessage(outcome, reader);
    case "several":
      return severalMessage({ ...outcome, typed: outcome.reading.customer }, reader);
    case "none":
      return nobodyMessage({ ...outcome, customer: outcome.reading.customer }, reader);
  }
}
