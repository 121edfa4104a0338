import type { FactField, Stage } from "../../crm/customers/contact.ts";
import type { FileFault } from "../../crm/customers/import/file-fault.ts";
import type { CustomerRefusals } from "../../crm/customers/refusals.ts";
import { inline, inlineWithin, shorten } from "../mrkdwn.ts";
import { andList } from "./word-list.ts";

export const stageNames: Record<Stage, string> = {
  lead: "Lead",
  prospect: "Prospect",
  customer: "Customer",
  former: "Former customer",
};

const fieldNames: Record<CustomerRefusals["text_too_long"]["field"], string> = {
  companyName: "company",
  jobTitle: "job title",
  jobFunction: "job function",
  interests: "interests",
  source: "source",
  email: "e-mail address",
  phone: "phone number",
  address: "address",
  website: "website",
};

const factNames: Record<FactField, string> = {
  job_title: "job title",
  job_function: "job function",
  organisation: "company",
  value: "value",
};

/** What the forms call themselves as a source; everything else is a person's or a file's own words. */
const writtenHere: Record<string, string | undefined> = { entry: "added in Slack", edited: "changed in Slack" };

const upperFirst = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

export const customerText = {
  newContact: () => "New contact",
  talked: (when: string) => `talked ${when}`,
  neverTalked: () => "never talked",
  since: (year: string, length: string, source: string | null) =>
    `Customer since ${year} (${[length, source && `from ${source}`].filter(Boolean).join(", ")})`,
  sinceUnknown: () => "Customer since: not known",
  owner: (name: string) => `${name}'s`,
  nobodys: () => "nobody's yet",
  valueAYear: (money: string) => `${money} a year`,
  others: (count: number) => `${count} more`,
  earlier: (count: number) => `${count} earlier`,
  confirmed: (when: string) => `confirmed ${when}`,
  factsConfirmed: (fields: readonly FactField[], when: string) =>
    `${andList(fields.map((field) => factNames[field]))} confirmed ${when}`,
  neverConfirmed: () => "never confirmed",
  noPoints: () => "No e-mail address or phone number yet.",
  suspended: (reason: string | null) => reason ?? "set aside",
  nothingLogged: () => "No conversation yet. Log the first one when you have talked.",
  lastSaid: (line: string) => `Last said: ${line}`,
  moreTasks: (count: number) => `${count} more ${count === 1 ? "task" : "tasks"}`,
  youOwe: (what: string, due: string | null) => `your task: ${what}${due ? `, ${due}` : ""}`,
  theyOwe: (who: string, what: string, due: string | null) => `${who}'s task: ${what}${due ? `, ${due}` : ""}`,
  overdue: (due: string) => `overdue since ${due}`,
  onDay: (due: string) => (/^to(day|morrow)/u.test(due) ? due : `by ${due}`),
  cameFrom: (source: string, when: string | null) => {
    const here = writtenHere[source];
    return [here ? upperFirst(here) : `Came from ${inline(source)}`, when].filter(Boolean).join(", ");
  },
  source: (source: string) => writtenHere[source] ?? inlineWithin(source, 100),
  interests: (interests: string) => `interests: ${interests}`,
  earlierTitle: () => "*What was before*",
  earlierOf: (name: string) => `*${name}*: what was before, the last first`,
  moreEarlier: () => "More from before",
  until: (from: string, to: string) => `${from} to ${to}`,
  log: () => "Log",
  task: () => "Task",
  ticket: () => "Ticket",
  card: () => "Card",
  edit: () => "Edit",
  timeline: () => "Timeline",
  share: () => "Share",
  older: () => "Older",
  backToCard: () => "Back to the card",
  timelineTitle: (name: string) => `*${name}*: everything logged, newest first`,
  inTimeline: ({ entries, earlier }: { entries: boolean; earlier: boolean }) =>
    `⋯ Timeline has ${[entries && "the rest", earlier && "what was before"].filter(Boolean).join(" and ")}`,
  noMore: () => "That is everything.",
  found: (typed: string, { from, to, count }: { from: number; to: number; count: number }) => {
    if (count === 1) return `One customer for *${typed}*`;
    const part = from === to ? `${from} of ` : `${from}–${to} of `;
    return `${from === 1 && to === count ? "" : part}${count} customers for *${typed}*`;
  },
  more: () => "More",
  back: () => "Back",
  nobodyFound: (typed: string) =>
    `I found no customer for *${typed}*. Try part of the name, the company, an e-mail, the last digits of a phone number, or a word of a note.`,
  noCustomers: () => "No customers yet. Ask your steward to upload a file, or add one yourself.",
  noCustomersUpload: () => "No customers yet.",
  upload: () => "Upload",
  addOne: () => "Add one",
  recent: () => "*Your recent customers*",
  findTitle: () => "Find a customer",
  show: () => "Show",
  addTitle: () => "New customer",
  editTitle: () => "Change the customer",
  name: () => "Name",
  company: () => "Company",
  email: () => "E-mail",
  phone: () => "Phone",
  address: () => "Address",
  website: () => "Website",
  jobTitle: () => "Job title",
  jobFunction: () => "Job function",
  value: () => "Value a year",
  stage: () => "Stage",
  save: () => "Save",
  cancel: () => "Cancel",
  added: (name: string) => `Added ${name}.`,
  oneALine: () => "One a line, the newest first",
  didYouMean: (typed: string, suggestion: string) =>
    `*${typed}*: did you mean *${suggestion}*? Change it below, or save again to keep it.`,
  disposable: (typed: string) =>
    `*${typed}* is a throwaway address and may stop working soon. Put another one below, or save again to keep it.`,
  keptBefore: () => "What stood here before is kept with its dates.",
  openOther: (name: string) => `Open ${name}`,
  shareRefused: () => "People from outside the company can read this channel, so I keep customers out of it.",
  shareUnseen: () =>
    "I cannot see who reads this channel, so I keep customers out of it. Type /invite @Steward, then press Share again.",
  shareNowhere: () => "There is no channel here to share it in. Type the command in the channel instead.",
  sharedBy: (name: string) => `Shared by ${name}`,
};

const countries = new Intl.DisplayNames("en", { type: "region" });

/** What somebody typed, as far as a sentence needs it. */
const shown = (typed: string) => inline(shorten(typed, 80));

const fileFaults: Record<FileFault, string> = {
  gone: "it is not in Slack any more. Upload it again.",
  empty: "it is empty. Its first line has to name the columns, such as Name, E-mail, Phone.",
  header_only: "it has only the line that names the columns. Put the customers under it, one a line.",
  workbook: "it is a workbook. Open it, choose Save as, CSV UTF-8, and upload the file that makes.",
  archive: "it is packed. Unpack it and upload the CSV file in it.",
  pdf: "it is a PDF. Export the list as CSV where it came from, and upload that.",
  picture: "it is a picture. Export the list as CSV where it came from, and upload that.",
  web_page: "it is a web page. Download the CSV file itself, and upload that.",
  binary: "it is not text. Save the list as CSV and upload that.",
  too_many_columns: "it has more than 5,000 columns. Remove those that you don't need, and upload it again.",
  header_too_long: "its first line is longer than a megabyte, so it can't name columns. Check how it was exported.",
};

export const customerRefusals = {
  contact_not_found: () => "That customer is no longer there. Search again with /crm.",
  company_not_found: () => "That company is no longer there. Choose another one.",
  point_not_found: () => "That address is no longer current. Open the card again to see what is.",
  value_not_found: () => "That is no longer what the card says. Open the card to see what is.",
  owner_not_found: () => "That person is not in this workspace. Choose another owner.",
  bad_email: ({ typed }) => `"${shown(typed)}" is not an e-mail address. It needs the form name@company.com.`,
  bad_phone: ({ typed, region }) =>
    `"${shown(typed)}" is not a phone number in ${countries.of(region) ?? region}. Write it with its country, such as +62 812 3456 7890.`,
  bad_website: ({ typed }) => `"${shown(typed)}" is not a website. It needs the form company.com.`,
  bad_address: ({ typed }) => `"${shown(typed)}" is not an address. Write the street and the town.`,
  bad_stage: ({ typed }) => `"${shown(typed)}" is not a stage. Choose lead, prospect, customer or former.`,
  bad_value: ({ typed }) => `"${shown(typed)}" is not an amount. Write it as 240000000, 240 jt or 1.200,50 EUR.`,
  bad_currency: ({ typed }) => `"${shown(typed)}" is not a currency. Write its three letters, such as IDR.`,
  bad_date: ({ typed }) => `"${shown(typed)}" is not a day that has been. Write it as 2022-03-31.`,
  name_missing: () => "Write the customer's name.",
  name_too_long: ({ longest }) => `A name has at most ${longest} characters. Put the rest into the note.`,
  text_too_long: ({ field, longest }) => `The ${fieldNames[field]} has at most ${longest} characters. Shorten it.`,
  contact_exists: ({ name, by }) =>
    by === "name"
      ? `${shown(name)} is among the customers already. Choose them instead, or write what tells the two apart.`
      : `${shown(name)} has this ${by === "email" ? "e-mail address" : "phone number"} already. Choose them instead.`,
  file_unreadable: ({ fileName, fault }) => `I can't read ${shown(fileName)}: ${fileFaults[fault]}`,
  no_customer_column: ({ fileName, columns }) =>
    `${shown(fileName)} has no column that I know for a name, an e-mail or a phone. Its columns are: ${columns.slice(0, 10).map(shown).join(", ")}. Rename one to "name".`,
  import_undone: ({ fileName }) => `${shown(fileName)} is being taken back, so I stopped importing it.`,
  import_not_found: ({ typed }) =>
    typed === ""
      ? "Say which import: `/crm-admin import` lists them."
      : `There is no import ${shown(typed)}. \`/crm-admin import\` lists them.`,
  import_running: ({ fileName }) =>
    `${shown(fileName)} is still being imported. Wait until it is done, then take it back.`,
  merge_with_itself: ({ name }) => `That is ${shown(name)} as well. Choose another customer to merge.`,
  merged_already: ({ name }) => `These two are one customer already: ${shown(name)}.`,
  merge_outdated: ({ name, into }) =>
    `${shown(name)} was merged into ${shown(into)} meanwhile. Open the card of ${shown(into)} and merge from there.`,
  merge_not_found: () =>
    "That merge can't be taken back any more. Open the card with /crm to see how the customer stands.",
  merge_undone: () => "That merge was taken back before. Both customers are there again.",
  merge_followed: ({ name, into }) =>
    `${shown(name)} was itself merged into ${shown(into)} since. Undo that merge first, on the card of ${shown(into)}.`,
  merge_covered: ({ name, other }) =>
    `${shown(other)} was merged into ${shown(name)} after that. Undo that merge first, on the card.`,
  import_undone_before: ({ fileName }) => `${shown(fileName)} was taken back before, or is being taken back.`,
} satisfies { [C in keyof CustomerRefusals]: (details: CustomerRefusals[C]) => string };
