import type { InteractionType, Outcome } from "../../crm/interactions/interaction.ts";
import type { InteractionRefusals } from "../../crm/interactions/refusals.ts";
import { inline, shorten } from "../mrkdwn.ts";
import { plural } from "./dates.ts";

export const typeNames: Record<InteractionType, string> = {
  call: "Call",
  email: "E-mail",
  meeting: "Meeting",
  visit: "Visit",
  quote: "Quote",
  note: "Note",
};

const typePlurals: Record<InteractionType, [one: string, many: string]> = {
  call: ["call", "calls"],
  email: ["e-mail", "e-mails"],
  meeting: ["meeting", "meetings"],
  visit: ["visit", "visits"],
  quote: ["quote", "quotes"],
  note: ["note", "notes"],
};

export const outcomeNames: Record<Outcome, string> = {
  connected: "connected",
  no_answer: "no answer",
  left_message: "left a message",
  wrong_number: "wrong number",
  bounced: "bounced",
};

/** "Call with", "Note on": how a type takes a person. */
const withWords: Record<InteractionType, string> = {
  call: "Call with",
  email: "E-mail to",
  meeting: "Meeting with",
  visit: "Visit to",
  quote: "Quote for",
  note: "Note on",
};

export const interactionText = {
  title: (type: InteractionType, outcome: Outcome | null, name: string) =>
    outcome !== null && outcome !== "connected"
      ? `${typeNames[type]} to ${name}, ${outcomeNames[outcome]}`
      : `${withWords[type]} ${name}`,
  logged: (title: string, tasks: readonly string[]) =>
    `Logged: ${lowerFirst(title)}.${tasks.map((task) => ` ${upperFirst(task)}.`).join("")}`,
  quoted: (note: string) => `"${note}"`,
  task: (due: string | null, title: string) => (due === null ? `*To do:* ${title}` : `*${upperFirst(due)}:* ${title}`),
  taskPlain: (due: string | null, title: string) => (due === null ? title : `${title} ${due}`),
  previous: (who: string | null, when: string, what: string) => `Last: ${[who, when, what].filter(Boolean).join(", ")}`,
  first: () => "First entry for this customer",
  nthTalk: (nth: string, since: string) => `${nth} talk since ${since}`,
  talksSoFar: (talks: string, since: string) => `${talks} since ${since}`,
  confirmed: (kind: "email" | "phone") => `${kind === "phone" ? "number" : "address"} confirmed by this call`,
  suspended: (kind: "email" | "phone", typed: string) =>
    `⛔ ${typed} ${kind === "phone" ? "is set aside as a wrong number" : "is set aside: it bounced"}`,
  minutes: (count: number) => `${count} min`,
  talks: (count: number, since: string) => `*Talked ${plural(count, "time")} since ${since}:*`,
  countOf: (type: InteractionType, count: number) => `${count} ${typePlurals[type][count === 1 ? 0 : 1]}`,
  edit: () => "Edit",
  wrongPerson: () => "Wrong person",
  undo: () => "Undo",
  card: () => "Card",
  share: () => "Share",
  logAgain: () => "Log again",
  discard: () => "Discard",
  thisOne: () => "This one",
  yes: () => "Yes",
  someoneElse: () => "Someone else",
  newContact: () => "New contact",
  create: (name: string) => `Create ${name}`,
  repeated: (name: string) => `Already logged for *${name}*, less than a minute ago. Log it again?`,
  whichDay: (typed: string, what: string | null) =>
    what ? `*${what}*: which day is ${typed}?` : `Which day was ${typed}?`,
  wasLastYear: (typed: string, day: string) => `${typed} is still to come this year. Was it *${day}*?`,
  yesDay: (day: string) => `Yes, ${day}`,
  otherDay: () => "Another day",
  /** @param when of all of them; null: each says its own */
  batch: (count: number, when: string | null) => `✓ *${count} entries logged*${when === null ? "" : ` · ${when}`}`,
  batchPlain: (count: number, names: string) => `Logged: ${count} entries, with ${names}.`,
  undoAll: () => "Undo all",
  undoneAll: (count: number) => `Taken back: ${plural(count, "entry", "entries")}.`,
  didYouMean: (name: string, kept: string) => `Did you mean *${name}*? ${kept}`,
  whichOne: (typed: string, kept: string) => `Which *${typed}*? ${kept}`,
  nobody: (typed: string, kept: string) => `I know no customer called *${typed}*. ${kept}`,
  noteKept: () => "Your note is kept.",
  entryKept: () => "Your entry is kept.",
  undone: (title: string) => `Taken back: ${lowerFirst(title)}. It is off the card and the timeline.`,
  discarded: () => "Discarded. Nothing was saved.",
  changed: (title: string) => `Changed: ${lowerFirst(title)}.`,
  formTitle: () => "Log a call or visit",
  ticket: () => "Ticket",
  editTitle: () => "Change the entry",
  chooseTitle: () => "Who was it?",
  customer: () => "Customer",
  customerHint: () => "Type a name, company, e-mail or phone number",
  newCustomer: () => "Or someone new",
  newCustomerHint: () => "A full name; they are added to the customers",
  company: () => "Their company",
  email: () => "E-mail",
  phone: () => "Phone",
  what: () => "What was it?",
  outcome: () => "How did it go?",
  noOutcome: () => "No particular outcome",
  day: () => "Day",
  time: () => "Time",
  duration: () => "How many minutes?",
  note: () => "Note",
  noteHint: () => "What matters for the next talk",
  next: () => "What happens next?",
  nextDay: () => "By when?",
  save: () => "Save",
  cancel: () => "Cancel",
  whoIsMissing: () => "Choose a customer, or write the name of someone new.",
  bothChosen: () => "Choose a customer or write a new name, not both.",
  timeToCome: () => "That is still to come. Put it under what happens next.",
  minutesWrong: () => "Write minutes as a whole number, such as 12.",
  fromMessage: () => "From a message in Slack",
  openMessage: () => "Open the message",
  everyoneWillRead: () => "Everyone with CRM access will read this.",
  logText: () => "Log text",
  logLink: () => "Link only",
  openDm: () => "Open our DM",
  privateTitle: () => "Log this message",
  privateQuestion: () => "This is a private conversation. Everyone with CRM access will read what you log.",
  whatToKeep: () => "What should be logged?",
  textAndLink: () => "The text",
  goOn: () => "Go on",
  linkOnly: () => "Only a link to it",
};

export const interactionRefusals = {
  interaction_not_found: () => "That entry is no longer there. Somebody may have taken it back.",
  not_your_entry: ({ author }) =>
    `Only ${inline(shorten(author, 60))} can change that entry. You can log one of your own.`,
  note_too_long: ({ length, longest }) =>
    `The note has ${length} characters, and ${longest} fit. Shorten it, or log it in two parts.`,
  task_too_long: ({ length, longest }) => `The next step has ${length} characters, and ${longest} fit. Shorten it.`,
  date_in_future: () => "That day is still to come. Log what has happened, and write what is planned after todo.",
  too_many_lines: ({ count, most }) =>
    `That is ${count} lines, and ${most} entries fit into one message. Nothing was saved; send them in parts.`,
  nothing_to_undo: () => "You have logged nothing yet, so there is nothing to take back.",
  already_logged: () => "You logged the same a moment ago. Change the note if this was another one.",
  draft_gone: () => "That was dealt with already, or it is more than 30 days old. Log it again if it is missing.",
  customer_missing: () => "Say who it was about: /crm-log call Budi Santoso: wants the offer.",
  form_outdated: () =>
    "This form is from an older version of Steward. Close it and open it again; copy what you typed first.",
} satisfies { [C in keyof InteractionRefusals]: (details: InteractionRefusals[C]) => string };

export function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
