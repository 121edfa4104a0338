import type { Department } from "../../crm/access/permission.ts";
import { plural } from "./dates.ts";

const departmentNames: Record<Department, string> = { sales: "Sales", marketing: "Marketing", support: "Support" };

/** How tickets are run: what is set, and the forms that set it. */
export const ticketSettingsText = {
  panel: () => "*Tickets:* channels, hours, days off, targets, and who hears when a team is late",
  open: () => "Set up tickets",
  title: () => "*How tickets are run*",
  plain: () => "How tickets are run: channels, hours, targets, and who hears when a team is late.",
  department: (department: Department) => departmentNames[department],
  triage: (channelId: string | null) =>
    channelId === null ? "Cards: *no channel chosen yet*" : `Cards: <#${channelId}>`,
  inboxes: (named: readonly string[]) => (named.length === 0 ? "Inboxes: none" : `Inboxes: ${named.join(", ")}`),
  inbox: (channelId: string, department: Department) => `<#${channelId}> (${departmentNames[department]})`,
  hours: (lines: string, place: string) => `Hours: ${lines.replaceAll("\n", " · ")}, ${place}`,
  daysOff: (country: string | null, calendar: boolean) => {
    const parts = [...(country ? [`public holidays of ${country}`] : []), ...(calendar ? ["a calendar"] : [])];
    return `Days off: ${parts.length > 0 ? parts.join(" and ") : "none kept"}`;
  },
  next: (days: readonly string[]) => `Next: ${days.join(" · ")}`,
  /** @param why a sentence with its full stop */
  calendarFault: (why: string) => `⚠ The calendar could not be read, and its days stay as they were. ${why}`,
  days: (close: number, wake: number) =>
    `Solved and silent for ${plural(close, "day")}: closed · waiting for ${plural(wake, "day")}: comes back`,
  target: (priority: string, first: string, resolution: string) => `${priority} ${first} / ${resolution}`,
  targets: (all: readonly string[]) => `Answered / solved within: ${all.join(" · ")}`,
  hears: (department: Department, name: string | null) => `${departmentNames[department]}: ${name ?? "the stewards"}`,
  whoHears: (all: readonly string[]) => `Late or escalated: ${all.join(" · ")}`,
  change: () => "Change",
  save: () => "Save",
  cancel: () => "Cancel",
  saved: () => "✓ Saved.",

  channelsTitle: () => "Channels for tickets",
  triageLabel: () => "Cards are posted in",
  triageHint: () => "One message a ticket; choose a channel of the people who work on them.",
  inboxLabel: (department: Department) => `Inboxes of ${departmentNames[department]}`,
  inboxHint: () => "Every new message there opens a ticket, of people, apps and e-mails. Replies do not.",
  inboxTwice: () => "A channel is one department's inbox. Take it out of one of them.",
  channelPlaceholder: () => "Choose a channel",
  channelsPlaceholder: () => "Choose channels",
  channelArchived: (name: string) => `#${name} is archived. Choose another one.`,
  channelExternal: (name: string) => `#${name} is shared with another company. Choose one of your own.`,
  channelClosed: (name: string) => `I am not in #${name}. Invite me there first: /invite @Steward`,

  hoursTitle: () => "Hours and days off",
  hoursLabel: () => "Working hours",
  hoursHint: () => "Days with the same hours on a line: Mon-Fri 9:00-12:00, 13:00-17:00",
  hoursUnread: () => "Write it like Mon-Fri 9:00-12:00, 13:00-17:00, other days on a line of their own.",
  zoneLabel: () => "Time zone",
  zoneHint: () => "Such as Asia/Jakarta",
  countryLabel: () => "Country whose public holidays are off",
  countryHint: () => "Two letters, such as ID. Empty: no public holidays.",
  calendarLabel: () => "Address of a calendar with days off",
  calendarHint: () => "An iCalendar address, https://…, read once a day",
  fileLabel: () => "Or a calendar file",
  fileHint: () => "Whole days in the .ics file become days off.",
  ownLabel: () => "Days off of your own",
  ownHint: () => "A line each: 2026-12-24 Office party",
  ownUnread: () => "Write each day on its line, like 2026-12-24 Office party.",
  closeLabel: () => "Close what is solved and silent after (days)",
  wakeLabel: () => "Bring back what waits for the customer after (days)",

  targetsTitle: () => "Targets",
  targetsIntro: () => "In working time: the first answer, then the solution.",
  firstLabel: (priority: string) => `${priority}: answered within`,
  resolutionLabel: (priority: string) => `${priority}: solved within`,
  minutesUnread: () => "Write hours and minutes, like 4h or 1h 30m.",

  peopleTitle: () => "Who hears",
  peopleIntro: () =>
    "Who hears when a team is late, or something is escalated? Where nobody is named, the stewards hear it.",
  personPlaceholder: () => "The stewards",
};
