import type { DigestRefusals } from "../../crm/digest/refusals.ts";
import { inline } from "../mrkdwn.ts";
import { plural } from "./dates.ts";
import { typeNames } from "./interactions.text.ts";

const arrivals: Record<string, string> = {
  today: "from today",
  yesterday: "from yesterday",
  "this-week": "from earlier this week",
  "last-week": "from last week",
  earlier: "from earlier weeks",
};

export const leadText = {
  /** "*15 leads from last week:* Digital Expo, 4 still to call" */
  group: (count: string, arrival: string, source: string, left: number | null) =>
    `*${count} ${arrivals[arrival] ?? ""}:* ${source}${left === null ? "" : `, ${left} still to call`}`,
  unowned: (count: string, sources: string) => `*${count} that nobody has yet:* ${sources}`,
  moreGroups: (count: string, sources: string) => `*${count}:* ${sources}`,
  /** Each line says that these are leads, and the first what is to be done with them. */
  counted: (count: number, { isFirst, more, called }: { isFirst: boolean; more: boolean; called: boolean }) => {
    if (more && !isFirst) return plural(count, "more lead");
    return `${plural(count, "lead")}${isFirst && !called ? " to call" : ""}`;
  },
  allGroups: (count: number, sources: string) => `*${plural(count, "lead")} to call:* ${sources}`,
  /** @param more origins besides those named */
  sources: (named: readonly string[], more: number) =>
    [named.join(", "), ...(more > 0 ? [`and ${plural(more, "other origin")}`] : [])].join(" "),
  queueDone: (called: number) => `✓ Your queue is empty${called > 0 ? `: ${plural(called, "lead")} called` : ""}`,
  start: () => "Start",
  less: () => "Less of this",

  call: (name: string) => `*Call ${name}*`,
  callPlain: (name: string) => `Call ${name}`,
  /** what a planned call is called */
  callTask: (name: string) => `call ${name}`,
  quiet: (source: string, days: number, last: string | null, bought: number) =>
    `From ${source}. Nothing for ${plural(days, "day")} (${last ?? "never called"})${
      bought > 0 ? `; ${plural(bought, "other")} from there bought` : ""
    }.`,
  lastTry: (type: string, outcome: string | null) =>
    `last: ${outcome ?? (typeNames as Record<string, string>)[type]?.toLowerCase() ?? type}`,
  logged: (name: string) => `✓ *Logged:* ${name}`,
  planned: (name: string, day: string) => `*Call ${name}* is planned for ${day}`,
  someDay: () => "some day",
  given: (name: string, owner: string) => `*${name}* is ${owner}'s now`,
  givenUp: (name: string) => `*${name}* is nobody's now. Whoever sells sees it.`,
  rested: (name: string) => `*${name}* rests for two weeks`,
  bought: (name: string) => `✓ *${name}* is a customer`,
  taken: (name: string) => `*${name}* is yours now`,

  logCall: () => "Log call",
  noAnswer: () => "No answer",
  tomorrow: () => "Tomorrow",
  open: () => "Open",
  card: () => "Card",
  skip: () => "Skip",
  notMine: () => "Not mine",
  notNow: () => "Not now",
  take: () => "Take",
  takeBack: () => "Take back",

  from: (source: string, when: string) => `From ${source}, ${when}`,
  nobodys: () => "nobody's yet",
  interests: (interests: string) => `interests: ${interests}`,
  valueAYear: (money: string) => `${money} a year`,
  noAddress: () => "No number or address yet",
  tried: (when: string, by: string | null, outcome: string) => `Tried ${when}${by ? ` by ${by}` : ""}: ${outcome}`,
  nth: (nth: number, total: number) => `${nth} of ${total} to call`,
  saidNoAnswer: (name: string) => `✓ Call to ${name}, no answer. \`/crm undo\` takes it back.`,
  saidLogged: (what: string) => `✓ ${what} \`/crm undo\` takes it back.`,
  finished: () => "✓ That was your queue. Nobody is left to call.",
  passedOver: (count: number) =>
    `That was your queue. ${count === 1 ? "One was" : `${count} were`} passed over and ${count === 1 ? "comes" : "come"} again tomorrow.`,
  fromTheStart: () => "From the start",
};

export const digestRefusals: { [C in keyof DigestRefusals]: (details: DigestRefusals[C]) => string } = {
  lead_taken: ({ name, owner }) =>
    `${owner === "" ? "Somebody" : inline(owner)} took ${inline(name)} a moment ago. The next one is yours.`,
};
