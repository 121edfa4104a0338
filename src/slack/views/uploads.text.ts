import type { ImportField, ImportReason, ImportRemark } from "../../crm/customers/import/import-field.ts";
import { suggestEmail } from "../../crm/customers/remark-on-email.ts";
import type { UploadFailure } from "../../crm/uploads/upload.ts";
import { inline, shorten } from "../mrkdwn.ts";
import { plural } from "./dates.ts";

/** What a column becomes, as a person says it. */
export const fieldNames: Record<ImportField, string> = {
  name: "Name",
  firstName: "First name",
  middleName: "Middle name",
  lastName: "Last name",
  email: "E-mail",
  phone: "Phone",
  website: "Website",
  company: "Company",
  companyId: "Id of the company in the other system",
  jobTitle: "Job title",
  jobFunction: "Job function",
  address: "Address, whole",
  street: "Street",
  city: "City",
  province: "Province",
  postalCode: "Postal code",
  country: "Country",
  birthDate: "Date of birth",
  stage: "Stage",
  value: "Value a year",
  currency: "Currency",
  customerSince: "Customer since",
  source: "Source",
  interests: "Interests",
  externalId: "Id in the other system",
  externalUrl: "Link to the other system",
  owner: "Owner",
  stewardId: "Id in Steward",
  externalSystem: "Name of the other system",
  companySystem: "Name of the company's other system",
};

/** Why a row, or a value of it, was not taken. */
export const reasonWords: Record<ImportReason, string> = {
  no_name: "no name, and no known address to tell whose row it is",
  unclosed_quote: "a quotation mark is opened and never closed",
  line_too_long: "longer than a megabyte, which no row of a list is",
  too_many_cells: "more cells than the first line has columns",
  name_too_long: "longer than a name can be",
  erased_person: "they asked to be erased; a steward can allow them again",
  bad_email: "not an e-mail address",
  bad_phone: "not a phone number",
  bad_website: "not a website",
  bad_address: "not an address",
  bad_date: "not a date",
  bad_value: "not an amount",
  bad_currency: "not a currency",
  bad_stage: "not a stage; those are lead, prospect, customer and former",
  text_too_long: "too long",
  unreadable_characters: "characters that can't be read; save the file as UTF-8",
  no_company: "no company, in a list of companies",
  unknown_company: "no company with this id is here; upload the file of companies first, then this one again",
  unknown_owner: "nobody here has this name or e-mail",
  likely_typo: "looks like a slip of the pen; taken as it is",
  disposable_email: "a throwaway address, which may stop working soon; taken as it is",
  other_person: "somebody else has this address",
  earlier_value: "was there before and has been replaced",
  kept_value: "another value is kept",
};

const failures: Record<UploadFailure, string> = {
  file_gone: "it is no longer in Slack. Upload it again.",
  unreadable: "I can't read rows and columns in it. Save it as CSV and upload it again.",
  refused: "it was stopped: its columns name nobody, or you may not upload customers any more.",
  interrupted: "it was cut off several times. What was saved stays; a new try goes on from there.",
};

/** "did you mean budi@gmail.com? It was taken as it is" */
function didYouMean(typed: string): string {
  const suggestion = suggestEmail(typed);
  return suggestion ? `did you mean ${inline(suggestion)}? It was taken as it is` : reasonWords.likely_typo;
}

const fileName = (name: string) => `*${inline(shorten(name, 60))}*`;

export const uploadText = {
  title: () => "Upload customers",
  next: () => "Next",
  cancel: () => "Cancel",
  file: () => "Your file",
  fileHint: () =>
    "A CSV file, for example an export of HubSpot, Salesforce, Pipedrive or a spreadsheet. The first line names the columns. Nothing is saved before you have seen how I read it.",
  fileMissing: () => "Choose a file.",
  checkTitle: () => "Check the columns",
  start: () => "Import",
  understood: (name: string, understood: number, columns: number) =>
    `${fileName(name)}: I understood ${understood} of ${plural(columns, "column")}. Change what is wrong; what says "Leave out" is not imported.`,
  tooManyColumns: (shown: number, columns: number) =>
    `The file has ${columns} columns. These are the first ${shown}; the rest are left out.`,
  columnLabel: (header: string, index: number) => (header.trim() === "" ? `Column ${index + 1}` : shorten(header, 100)),
  columnHint: (example: string) => (example === "" ? "empty" : `for example ${shorten(example, 100)}`),
  leaveOut: () => "Leave out",
  fieldName: (field: ImportField) => fieldNames[field],
  takenTwice: (field: ImportField) => `Only one column can be the ${fieldNames[field].toLowerCase()}.`,
  nobodyNamed: () => "One column has to be a name, an e-mail, a phone or an id, or I can't tell the rows apart.",
  started: (name: string) => `I'm importing ${fileName(name)}. This message says how far I am.`,
  progress: (name: string, { share, rows }: { share: number; rows: number }) =>
    `I'm importing ${fileName(name)}: ${Math.min(99, Math.floor(share * 100))} %, ${rows.toLocaleString("en")} rows so far.`,
  again: (name: string) => `I'm trying ${fileName(name)} again. This message says how far I am.`,
  rejectedFile: () => "Rows to mend",
  finished: (
    name: string,
    {
      created,
      updated,
      unchanged,
      rejected,
      about,
    }: { created: number; updated: number; unchanged: number; rejected: number; about: "contacts" | "companies" },
  ) => {
    const number = (count: number) => count.toLocaleString("en");
    const parts = [
      about === "companies"
        ? `${number(created)} ${created === 1 ? "company" : "companies"} added`
        : `${number(created)} ${created === 1 ? "customer" : "customers"} added`,
      ...(updated > 0 ? [`${number(updated)} updated`] : []),
      ...(unchanged > 0 ? [`${number(unchanged)} there already`] : []),
      ...(rejected > 0 ? [`⚠ ${number(rejected)} ${rejected === 1 ? "row needs" : "rows need"} you`] : []),
    ];
    return `${fileName(name)}: ${parts.join(", ")}.`;
  },
  remark: ({ line, field, value, reason }: ImportRemark) => {
    const place = [`Line ${line}`, ...(field && reason !== "no_name" ? [fieldNames[field].toLowerCase()] : [])].join(
      ", ",
    );
    return `${place}${value === "" ? "" : ` "${inline(shorten(value, 60))}"`}: ${reason === "likely_typo" ? didYouMean(value) : reasonWords[reason]}`;
  },
  moreRemarks: (count: number) => `and ${count.toLocaleString("en")} more`,
  correct: () =>
    "These rows are in a file in this message's thread, each with its reason. Mend them there and send me that file.",
  rowsUnsent: () =>
    "I could not put these rows into a file here: Slack did not take it. Send me the same file again later: only these rows are left to do.",
  noticed: () => "Taken, and worth a look:",
  failed: (name: string, failure: UploadFailure) => `⚠ ${fileName(name)} was not imported: ${failures[failure]}`,
  tryAgain: () => "Try again",
};
