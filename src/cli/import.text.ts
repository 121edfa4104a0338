import type { ImportField, ImportReason } from "../crm/customers/import/import-field.ts";
import type { ImportLine } from "../crm/customers/import/list-imports.ts";
import type { KeptReason, UndoCounts } from "../crm/customers/import/undo-import.ts";
import { suggestEmail } from "../crm/customers/remark-on-email.ts";
import { count } from "./count.ts";

/** What a column becomes, as a person says it. */
export const fieldWords = {
  name: "name",
  firstName: "first name",
  middleName: "middle name",
  lastName: "last name",
  email: "e-mail",
  phone: "phone",
  website: "website",
  company: "company",
  companyId: "id of the company in the other system",
  jobTitle: "job title",
  jobFunction: "job function",
  address: "address",
  street: "street",
  city: "city",
  province: "province",
  postalCode: "postal code",
  country: "country",
  birthDate: "date of birth",
  stage: "stage",
  value: "value a year",
  currency: "currency",
  customerSince: "customer since",
  source: "source",
  interests: "interests",
  externalId: "id in the other system",
  externalUrl: "link to the other system",
  owner: "owner",
  stewardId: "Steward id",
  externalSystem: "name of the other system",
  companySystem: "name of the company's other system",
} as const satisfies Record<ImportField, string>;

/** Why a row was not taken, or a value of it was not. */
export const reasonWords = {
  no_name: "no name, and no address that would tell whose row it is",
  unclosed_quote: "a quotation mark is opened and never closed",
  line_too_long: "longer than a megabyte, which no row of a list is",
  too_many_cells: "more cells than the first line has columns",
  name_too_long: "longer than a name can be",
  erased_person: "they asked to be erased; a steward can allow them again with /crm-admin privacy allow",
  bad_email: "not an e-mail address",
  bad_phone: "not a phone number",
  bad_website: "not a website",
  bad_address: "not an address",
  bad_date: "not a date",
  bad_value: "not an amount",
  bad_currency: "not a currency",
  bad_stage: "not a stage: lead, prospect, customer or former",
  text_too_long: "too long",
  unreadable_characters: "holds characters that cannot be read: save the file as UTF-8",
  no_company: "no company, in a list of companies",
  unknown_company: "no company with this id is here: import the file of companies first, then this one again",
  unknown_owner: "nobody here has this name or e-mail address, so these customers have no owner",
  likely_typo: "looks like a slip of the pen; taken as it is",
  disposable_email: "a throwaway address, which may stop working soon; taken as it is",
  other_person: "belongs to somebody with another name, so this is a customer of its own",
  earlier_value: "the customer had this before; what replaced it stays",
  kept_value: "the customer has another one, which stays",
} as const satisfies Record<ImportReason, string>;

function of(number: number, about: "contacts" | "companies"): string {
  return about === "companies" ? count(number, "company", "companies") : count(number, "customer");
}

const keptWords: Record<KeptReason, string> = {
  used: "talked with, or given a task or a ticket, since",
  changed: "changed or confirmed since",
  has_contacts: "there are still people in it",
};

function didYouMean(typed: string): string {
  const suggestion = suggestEmail(typed);
  return suggestion ? `did you mean ${suggestion}? It was taken as it is` : reasonWords.likely_typo;
}

export const importText = {
  columns: (file: string) => `${file} has these columns:`,
  column: (place: number, header: string, becomes: string | null, example: string) =>
    `  ${place}. ${header || "(no heading)"} → ${becomes ?? "left out"}${example === "" ? "" : `   for example ${example}`}`,
  question: () => "Import them like this? yes, no, or a change such as 3=phone (3=- leaves it out): ",
  notUnderstood: (typed: string) =>
    `"${typed}" is not one of them. Type yes, no, or a column's number and what it is: ${Object.keys(fieldWords).join(", ")}.`,
  nothingImported: () => "Nothing was imported.",
  cannotAsk: () =>
    "Nobody can be asked here whether the columns are right. Look them over, then run it again with --yes.",
  badMap: (typed: string) =>
    `--map ${typed} is not understood. Write --map COLUMN=FIELD, where FIELD is one of ${Object.keys(fieldWords).join(", ")}, or - to leave it out.`,
  takenTwice: (field: string, headers: string[]) =>
    `Only one column can be the ${field}, and ${headers.join(" and ")} are.`,
  summary: (
    name: string,
    rows: number,
    counts: {
      created: number;
      updated: number;
      unchanged: number;
      rejected: number;
      about: "contacts" | "companies";
    },
  ) =>
    `${count(rows, "row")} for ${name}: ${of(counts.created, counts.about)} added, ${of(counts.updated, counts.about)} updated, ${counts.unchanged.toLocaleString("en")} already there, ${counts.rejected.toLocaleString("en")} not taken.`,
  interrupted: () => "Stopped before the end of the file. What was saved stays; run it again to go on.",
  rejected: () => "Rows that were not taken:",
  noticed: () => "Remarks on rows that were taken:",
  remark: (line: number, field: ImportField | null, value: string, reason: ImportReason) =>
    `  line ${line}${field ? `, ${fieldWords[field]}` : ""}${value === "" ? "" : ` "${value.length > 60 ? `${value.slice(0, 60)}…` : value}"`}: ${reason === "likely_typo" ? didYouMean(value) : reasonWords[reason]}`,
  moreRemarks: (more: number) => `  and ${more.toLocaleString("en")} more`,
  more: (kept: number, all: number, file: string) =>
    kept === all
      ? `All ${count(all, "remark")} are in ${file}.`
      : `The first ${kept.toLocaleString("en")} of ${count(all, "remark")} are in ${file}.`,
  toMend: (rows: number, file: string) =>
    `${count(rows, "row")} that ${rows === 1 ? "was" : "were"} not taken ${rows === 1 ? "is" : "are"} in ${file}, each with its reason. Mend ${rows === 1 ? "it" : "them"} there and import that file.`,
  howToUndo: (id: string) => `To take this import back: npm run steward -- import undo ${id}`,
  notWritten: (file: string, reason: string) => `The rest could not be written to ${file} (${reason}).`,
  notFound: (file: string) => `There is no file ${file}. Check its name and folder.`,
  unreadable: (file: string, reason: string) => `${file} cannot be read (${reason}).`,
  noImports: (name: string) => `Nothing was imported into ${name} yet.`,
  listed: ({ id, fileName, byName, startedAt, finishedAt, created, updated, rejected, undo }: ImportLine) =>
    `${id.slice(-8)}  ${startedAt.toISOString().slice(0, 16).replace("T", " ")} UTC  ${fileName}: ${count(created, "customer")} added, ${updated.toLocaleString("en")} updated, ${rejected.toLocaleString("en")} not taken, by ${byName ?? "the command line"}${undo === "none" ? (finishedAt ? "" : "; not finished") : undo === "done" ? "; taken back" : "; being taken back"}`,
  moreImports: (more: number) => `and ${more.toLocaleString("en")} earlier ones`,
  undone: (fileName: string, { contacts, companies, restored, kept }: UndoCounts) =>
    `${fileName} is taken back: ${count(contacts, "customer")} and ${count(companies, "company", "companies")} removed, ${restored.toLocaleString("en")} as before again, ${kept.toLocaleString("en")} left${kept > 0 ? ":" : "."}`,
  kept: (name: string | null, reason: KeptReason) => `  ${name ?? "somebody no longer here"}: ${keptWords[reason]}`,
  moreKept: (more: number) => `  and ${more.toLocaleString("en")} more`,
  undoGoesOn: (fileName: string) =>
    `${fileName} is not taken back to the end yet. A Steward that runs goes on with it.`,
  badRegion: (typed: string) => `--region ${typed} is not a country. Write its two letters, for example --region ID.`,
};
