import type { Department } from "../../crm/access/permission.ts";
import type { ActivityType } from "../../crm/usage/activity.ts";
import type { GapCause } from "../../crm/usage/gap-cause.ts";
import type { UsageRefusals } from "../../crm/usage/refusals.ts";
import type { Lesson } from "../../crm/usage/send-lesson.ts";
import { literalWithin } from "../mrkdwn.ts";
import { plural } from "./dates.ts";
import { andList } from "./word-list.ts";

const departmentNames: Record<Department, string> = { sales: "Sales", marketing: "Marketing", support: "Support" };

const nouns: Record<ActivityType, [string, string]> = {
  call: ["call", "calls"],
  email: ["e-mail", "e-mails"],
  meeting: ["meeting", "meetings"],
  visit: ["visit", "visits"],
};

function counted(count: number, [one, many]: [string, string]): string {
  return `${count === 0 ? "no" : count.toLocaleString("en")} ${count === 1 ? one : many}`;
}

/** One decimal where it says anything. */
function average(value: number): string {
  return value.toLocaleString("en", { maximumFractionDigits: value < 10 ? 1 : 0 });
}

function share(part: number, whole: number): string {
  return `${Math.round((100 * part) / whole)}%`;
}

/** What is likely of those who record nothing, after "they". */
const causes: Record<GapCause, { likely: string; helps: string }> = {
  never_tried: {
    likely: "have not tried it yet",
    helps: "a short lesson on how a call is logged in ten seconds",
  },
  errors: {
    likely: "tried, and what they typed was not understood",
    helps: "a short lesson on the forms, which take everything; ask what went wrong",
  },
  poor_data: {
    likely: "looked customers up and did not find them, or cannot reach those they have",
    helps: "put their customers' data right first; a short lesson on adding a customer while logging",
  },
  only_reads: {
    likely: "look customers up, and log nothing",
    helps: "a short lesson on how a call is logged in ten seconds",
  },
  stopped: {
    likely: "used to log, and still look customers up",
    helps: "ask what has changed; a short lesson on the quickest way",
  },
  away: {
    likely: "were not here at all, so probably away",
    helps: "nothing, if that is so. Days away can be entered: `/crm-ticket away`",
  },
};

const lessons: Record<Lesson, { title: string; lines: string[] }> = {
  never_tried: {
    title: "*A call is logged in ten seconds*",
    lines: [
      "Write to me here: `budi no answer`. Or type anywhere: `/crm-log call budi: wants the offer by May`.",
      "Before a call, `/crm budi` shows the number and what was said last.",
    ],
  },
  only_reads: {
    title: "*You look customers up. Logging is as quick*",
    lines: [
      "After the call, write to me here: `budi connected: wants the offer by May`.",
      "Add `todo send it friday`, and I remind you on Friday.",
    ],
  },
  stopped: {
    title: "*The quickest way to log a call*",
    lines: [
      "Write to me here, several at once if you like, a line each: `budi no answer`.",
      "What happened earlier goes too: `yesterday 15:00 visit budi: saw the new hall`.",
    ],
  },
  errors: {
    title: "*When a line is not taken*",
    lines: [
      "`/crm-log` alone opens a form that asks for everything, one after the other.",
      "`/crm help` has an example of every command. Nothing that you type is lost: I give it back.",
    ],
  },
  poor_data: {
    title: "*When a customer is not there*",
    lines: [
      "Log the call all the same: `/crm-log call budi: wants the offer`. I ask whether to add Budi, and keep your note.",
      "A part of the name is enough to search: `/crm san`. So is a number or a company.",
    ],
  },
  call: { title: "*Calls are logged in a line*", lines: ["`/crm-log call budi: wants the offer by May`"] },
  email: { title: "*E-mails are logged in a line*", lines: ["`/crm-log email budi: sent him the invoice copy`"] },
  meeting: {
    title: "*Meetings are logged in a line*",
    lines: ["`/crm-log meeting yesterday budi: terms agreed 45 min`"],
  },
  visit: { title: "*Visits are logged in a line*", lines: ["`/crm-log visit yesterday budi: saw the new hall`"] },
};

/** What is said of usage. Names of people come in escaped. */
export const usageText = {
  department: (department: Department | null) => (department === null ? "No department" : departmentNames[department]),
  among: (period: string, department: Department | null) =>
    department === null ? period : `${period}, ${departmentNames[department]}`,
  period: (from: string, to: string) => (from === to ? from : `${from} to ${to}`),

  /* reports */
  reports: {
    usage: { label: "Usage", summary: "who records what they do, how much and how well, by team" },
    activity: { label: "Activity", summary: "calls, e-mails, meetings and visits by day" },
    response: { label: "Response", summary: "how soon tickets are answered and solved, and leads followed up" },
  },
  csv: () => "CSV",
  csvBegun: () => "The file is on its way to you, in our conversation.",
  fileReady: (label: string, period: string) => `*${label}, ${period}*: the file is in the thread.`,
  fileTitle: (label: string) => `${label} report`,

  /* usage */
  usageTitle: (what: string) => `*Who uses the CRM, ${what}*`,
  nobody: (what: string) =>
    `Nobody could record anything, ${what}: no member had access then. \`/crm-admin access\` gives it.`,
  nothingYet: (what: string) =>
    `Nothing was recorded, ${what}. A call takes a line: \`/crm-log call budi: wants the offer\`. A longer period may have more: \`/crm-report usage 90 days\`.`,
  everyDay: (count: number, of: number) =>
    of === 0
      ? "nobody had a working day with access in that time"
      : `${count === 0 ? "none" : count} of ${of} logged on every working day`,
  silent: (count: number) => (count === 0 ? "" : `${plural(count, "person", "people")} recorded nothing at all.`),
  team: (name: string, people: number) => `*${name}* · ${plural(people, "person", "people")}`,
  covered: (covered: number, working: number) =>
    working === 0
      ? "no working day with access in that time"
      : `something recorded on ${covered} of ${plural(working, "working day")} (${share(covered, working)})`,
  breadth: (entries: number, perDay: number | null, customers: number, types: number) =>
    entries === 0
      ? "nothing logged with customers"
      : `${plural(entries, "entry", "entries")}${perDay === null ? "" : `, ${average(perDay)} a person and working day`}, with ${average(customers)} customers and ${average(types)} kinds of entry a person`,
  depth: (
    entries: { entries: number; withNote: number; length: number; withNextStep: number },
    calls: [number, number],
  ) =>
    [
      `a note in ${share(entries.withNote, entries.entries)}${entries.withNote > 0 ? ` (${Math.round(entries.length / entries.withNote)} characters)` : ""}`,
      ...(calls[1] > 0 ? [`an outcome for ${share(calls[0], calls[1])} of calls`] : []),
      `a next step in ${share(entries.withNextStep, entries.entries)}`,
    ].join(" · "),
  closed: (
    { solved, sent, won, lost, moved }: { solved: number; sent: number; won: number; lost: number; moved: number },
    perWeek: (count: number) => number,
  ) => {
    const parts = [
      ...(solved > 0 ? [`${plural(solved, "ticket")} solved (${average(perWeek(solved))} a person and week)`] : []),
      ...(sent > 0 ? [`${plural(sent, "quote")} sent`] : []),
      ...(won + lost > 0
        ? [`${plural(won + lost, "quote")} closed, ${won} won (${average(perWeek(won + lost))} a person and week)`]
        : []),
      ...(moved > 0 ? [`${plural(moved, "customer")} moved to another stage`] : []),
    ];
    return parts.length === 0 ? "no tickets solved, quotes or stages" : parts.join(" · ");
  },
  onePerson: (name: string) => `*${name}* · one person at work, whose numbers are their own`,
  onePersons: (what: string) =>
    `One person was at work, ${what}, and their numbers are their own. A steward can have single people's numbers shown: \`/crm-admin usage\`.`,
  leftOut: (count: number) =>
    `${plural(count, "person stands", "people stand")} alone in a team and ${count === 1 ? "is" : "are"} left out of the sums.`,
  peopleTitle: () => "*By person*",
  person: (name: string, covered: number, working: number, counts: string) =>
    `*${name}* · ${working === 0 ? "" : `${covered} of ${plural(working, "working day")} · `}${counts}`,
  personCounts: (entries: number, customers: number, solved: number, quotes: number) =>
    [
      entries === 0 ? "nothing logged" : `${plural(entries, "entry", "entries")} with ${plural(customers, "customer")}`,
      ...(solved > 0 ? [`${plural(solved, "ticket")} solved`] : []),
      ...(quotes > 0 ? [`${plural(quotes, "quote")} sent`] : []),
    ].join(" · "),
  morePeople: (count: number) => `${plural(count, "more person", "more people")}: in the CSV file`,
  notYetShown: (count: number) =>
    `${plural(count, "person has", "people have")} still to see their own numbers first; then they stand here too.`,
  adoption: (days: number, people: number, began: number, median: number | null) => {
    const who = began === people ? "all" : began === 0 ? "none" : String(began);
    const within =
      median === null
        ? ""
        : `, ${began === 1 ? "" : "half of them "}within ${median < 1 ? "a day" : plural(Math.ceil(median), "day")}`;
    return `Given access in the last ${days} days: ${plural(people, "person", "people")}, ${who} of whom ${began === 1 ? "has" : "have"} recorded something${within}.`;
  },
  howUsage: () =>
    "A working day counts where an entry happened on it, or a ticket or quote was worked on; holidays and days away do not. Managers and stewards are expected to record nothing.",

  /* activity */
  activityTitle: (what: string) => `*What was done, ${what}*`,
  activityNothing: (what: string) =>
    `No calls, e-mails, meetings or visits were recorded, ${what}. A longer period may have some: \`/crm-report activity 90 days\`.`,
  activitySum: (total: number, before: number) =>
    `${plural(total, "activity", "activities")}, ${before === 0 ? "none" : before.toLocaleString("en")} in as long a time before`,
  types: (of: Record<ActivityType, number>, reached: number) =>
    [
      of.call > 0 && reached < of.call
        ? `${counted(of.call, nouns.call)} (${reached} reached somebody)`
        : counted(of.call, nouns.call),
      ...(["email", "meeting", "visit"] as const).map((type) => counted(of[type], nouns[type])),
    ].join(" · "),
  perPersonDay: (value: number) => `${average(value)} a person and working day`,
  chartTitle: (by: "day" | "week" | "month") => `Calls, e-mails, meetings, visits by ${by}`,
  chartAxis: () => "Entries",
  series: { call: "Calls", email: "E-mails", meeting: "Meetings", visit: "Visits" } satisfies Record<
    ActivityType,
    string
  >,
  chartLine: (label: string, parts: readonly string[]) =>
    `${label}: ${parts.length === 0 ? "nothing" : parts.join(", ")}`,
  ofType: (count: number, type: ActivityType) => counted(count, nouns[type]),
  quotes: (sent: number, won: number) => `${plural(sent, "quote")} sent, ${won} won`,
  converted: (now: number, before: number) =>
    `${now === 0 ? "no lead" : plural(now, "lead")} became ${now < 2 ? "a customer" : "customers"} this month (${before === 0 ? "none" : before} last month)`,

  /* response */
  responseTitle: (what: string) => `*How soon customers are answered, ${what}*`,
  responseNothing: (what: string) =>
    `No tickets were opened and no leads came in, ${what}. A longer period may have some: \`/crm-report response 90 days\`.`,
  noTickets: () => "No tickets were opened.",
  clockNames: { first_response: "First answer", resolution: "Solution" },
  clock: (name: string, figures: string) => `*${name}:* ${figures}`,
  figures: (median: string, ninetieth: string) => `half within ${median}, nine in ten within ${ninetieth}`,
  short: (name: string, median: string, ninetieth: string) => `${name} ${median} and ${ninetieth}`,
  noneDone: () => "none yet",
  within: (within: number, decided: number) => `${within} of ${decided} in time (${share(within, decided)})`,
  stillOpen: (count: number) => `${count} still open`,
  priority: (priority: string, tickets: number) => `*${priority}* · ${plural(tickets, "ticket")}`,
  leads: (leads: number, followedUp: number) =>
    leads === 0
      ? "No leads came in."
      : `*Leads:* ${plural(leads, "lead")} came in, ${followedUp === leads ? "all" : followedUp === 0 ? "none" : followedUp} followed up`,
  howResponse: () =>
    "Tickets opened in that time: working time by the hours and targets of `/crm-admin tickets`, pauses for the customer left out. Leads: from being added to the first call, e-mail, meeting or visit; imported ones left out.",
  cutTickets: (count: number) => `The newest ${count.toLocaleString("en")} tickets of the period.`,

  /* the weekly digest */
  weekTitle: (departments: readonly Department[], said: string) =>
    `*Last week${departments.length === 0 ? "" : ` in ${andList(departments.map((one) => departmentNames[one]))}`}: ${said}*`,
  weekOfOne: () => "one person at work, whose numbers stay their own",
  weekNobody: () => "nobody had a working day",
  weekNothing: () => "Nothing recorded with customers",
  gap: (people: number, { names, days, cause }: { names: readonly string[]; days: number; cause: GapCause }) => {
    const more = people > names.length ? [`${people - names.length} more`] : [];
    const who = names.length > 0 ? andList([...names, ...more]) : plural(people, "person", "people");
    const long = people === 1 ? ` for ${plural(days, "working day")}` : `, for up to ${plural(days, "working day")}`;
    return `*A gap:* ${who} recorded nothing${long}. Likely cause: they ${causes[cause].likely}.`;
  },
  lapsed: (type: ActivityType, weeks: number, before: number) =>
    `*A gap:* ${nouns[type][1]} have not been recorded for ${plural(weeks, "week")} by anyone (${before} in the nine weeks before).`,
  helps: (cause: GapCause) => `What helps: ${causes[cause].helps}.`,
  lapsedHelps: (type: ActivityType) =>
    `What helps: show the team \`/crm-log ${type} budi\`, or ask whether there were none.`,
  taught: (count: number, people: number) =>
    count === people ? "The lesson was sent." : `The lesson was sent to ${count} of them.`,
  sendLesson: () => "Send the lesson",
  notNow: () => "Not now",
  lessonSent: (people: number) =>
    people === 0
      ? "Everybody whom a lesson would help has had it."
      : `✓ The lesson goes to ${plural(people, "person", "people")}.`,
  laterSaid: () => "Not now. If it lasts, it stands here again next week.",
  weekFoot: () => "Numbers of teams; `/crm-report usage` has more.",
  weekFootPeople: () => "Everybody named here has seen their own numbers first.",

  /* the lesson itself */
  lessonTitle: (lesson: Lesson) => lessons[lesson].title,
  lessonLines: (lesson: Lesson) => lessons[lesson].lines,
  lessonWhy: () => "Your manager thought this may help. It comes once.",
  tryIt: () => "Log a call",

  /* what a person is shown first */
  previewTitle: (period: string) => `*This is what your manager will see of ${period}*`,
  previewHow: () =>
    "Your workspace shows managers the numbers of single people. You see yours before anybody else does; what you wrote is not in them.",
  homeTitle: () => "*What your manager can see*",
  homeLine: (period: string, line: string) => `${period}: ${line}`,

  /* settings */
  settingsTitle: () => "*How usage is told*",
  perPersonState: (on: boolean) =>
    on
      ? "Managers see the numbers of each of their people. Each person sees their own first, every week."
      : "Managers see numbers of teams. Nobody's own numbers are shown to anybody else.",
  gapState: (days: number) =>
    `Whoever records nothing for ${plural(days, "working day")} is counted as a gap: \`/crm-admin usage gap ${days === 5 ? 3 : 5}\` changes that.`,
  perPersonSwitch: (on: boolean) => (on ? "Show teams only" : "Show single people"),
  perPersonConfirm: () => ({
    title: "Show single people's numbers?",
    text: "Each person is shown what their manager will see, before the manager sees it. The change is written to the audit log.",
    confirm: "Show them",
    deny: "Cancel",
  }),
  settings: () => "Settings",
  settingsUnclear: (typed: string) =>
    `I can't read *${typed}* as a setting. Type \`/crm-admin usage people on\`, \`people off\` or \`gap 5\`.`,
};

export const usageRefusals: { [C in keyof UsageRefusals]: (details: UsageRefusals[C]) => string } = {
  usage_gap_days: ({ least, most }) => `Choose a number of working days from ${least} to ${most}.`,
  report_words_unknown: ({ typed }) =>
    `I can't read "${literalWithin(typed, 100)}" as a period. Write it like this: \`last week\`, \`this month\`, \`November\`, \`2026-10\` or \`2026-10-01 to 2026-10-15\`, and a department if you like: \`last week sales\`.`,
  report_period_too_long: ({ mostDays }) =>
    `That is longer than a report tells of: ${mostDays} days at most. Name a shorter time.`,
  report_period_to_come: () => "That time is still to come. Name a day or a period gone by.",
};
