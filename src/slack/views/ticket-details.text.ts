import { plural } from "./dates.ts";

/** The words of the first reply in a card's thread. Names and words of people come in escaped. */
export const ticketDetailsText = {
  unknown: () => "*The customer is not known yet.* Whoever finds out sets it here.",
  setCustomer: () => "Set the customer",
  companyOnly: (company: string) => `*${company}* · nobody there is named`,
  talks: (count: number, last: string | null) =>
    count === 0 ? "never talked" : `talked ${count === 1 ? "once" : `${count} times`}${last ? `, last ${last}` : ""}`,
  otherOpen: (numbers: readonly string[], count: number) =>
    count === 1 ? `${numbers.join("")} is open too` : `${plural(count, "other ticket")} open: ${numbers.join(", ")}`,
  lastSolved: (number: string, when: string) => `${number} solved ${when}`,
  firstTicket: () => "first ticket",
  openMessage: () => "Open the message",
  from: (author: string) => `From ${author}`,
  solvedBefore: (number: string, when: string, by: string | null, fix: string) =>
    `*Solved before:* ${[number, when, ...(by ? [by] : [])].join(", ")}, "${fix}"`,
  useFix: () => "Use this fix",
  useFixTitle: (number: number) => `Solve T-${number}`,
  useFixBody: (fix: string) => `It becomes solved with: ${fix}`,
  useFixYes: () => "Solve it",
  cancel: () => "Cancel",
  alike: (tickets: readonly string[]) => `*Open and alike:* ${tickets.join(" · ")}`,
  person: (name: string, numbers: string) => `*${name}* solved ${numbers} like it.`,
  give: (name: string) => `Give it to ${name}`,
  category: (category: string, numbers: string | null) =>
    numbers ? `Category: *${category}*, like ${numbers}` : `Category: *${category}*, from what was solved so far`,
  priority: (priority: string, numbers: string) => `Priority: *${priority}*, like ${numbers}`,
  sure: (share: number) => `${Math.round(share * 100)}% sure`,
  accept: () => "Set it",
  replies: () => "What you write here is kept with the ticket.",
  copying: (count: number) => `The thread so far follows as Slack lets me read it: ${plural(count, "message")} yet.`,
  plain: (number: number) => `T-${number}: the customer, what helped before, and who could take it.`,
};
