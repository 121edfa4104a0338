/** What a column of a file can become. Several columns may hold e-mails, phones, websites and addresses; the rest have one each. */
export const importFields = [
  "name",
  "firstName",
  "middleName",
  "lastName",
  "email",
  "phone",
  "website",
  "company",
  "companyId",
  "jobTitle",
  "jobFunction",
  "address",
  "street",
  "city",
  "province",
  "postalCode",
  "country",
  "birthDate",
  "stage",
  "value",
  "currency",
  "customerSince",
  "source",
  "interests",
  "externalId",
  "externalUrl",
  "owner",
  "stewardId",
  "externalSystem",
  "companySystem",
] as const;
export type ImportField = (typeof importFields)[number];

export const severalAllowed: ReadonlySet<ImportField> = new Set(["email", "phone", "website", "address"]);

/** What only Steward's own exports have: offered for no other column. */
export const ownFields: ReadonlySet<ImportField> = new Set(["stewardId", "externalSystem", "companySystem"]);

/** Why a row was not taken, or what was remarked on taking it. */
export type ImportReason =
  /** refused: no name, and no known address that would tell whose row it is */
  | "no_name"
  /** refused: a quotation mark is opened and never closed, so that the line cannot be told from the next */
  | "unclosed_quote"
  /** refused: longer than any row of a list */
  | "line_too_long"
  /** refused: more cells than the header has columns, so that none can be told apart */
  | "too_many_cells"
  | "name_too_long"
  /** refused: the person asked to be erased, and was */
  | "erased_person"
  /** taken without this value */
  | "bad_email"
  | "bad_phone"
  | "bad_website"
  | "bad_address"
  | "bad_date"
  | "bad_value"
  | "bad_currency"
  | "bad_stage"
  | "text_too_long"
  /** letters that the file's encoding does not have; taken without this value */
  | "unreadable_characters"
  /** refused: a row of a file of companies that names none */
  | "no_company"
  /** no company with this id of the source's is here: taken without one; said once a file */
  | "unknown_company"
  /** nobody in this workspace has this name or e-mail address: taken without an owner; said once a name */
  | "unknown_owner"
  /** an e-mail address as it stands in the file, which resembles a well-known service's: taken as it is */
  | "likely_typo"
  /** an e-mail address of a service for throwing away: taken as it is */
  | "disposable_email"
  /** somebody with a clearly different name has this e-mail address: kept apart */
  | "other_person"
  /** the contact had this value before; what replaced it stays */
  | "earlier_value"
  /** the contact has another value, which a person confirmed or which is the one to trust: it stays */
  | "kept_value";

/** A remark on one cell, with the words as they stand in the file. */
export interface ImportRemark {
  /** in the file, 1 is the first */
  line: number;
  /** null: the line as a whole */
  field: ImportField | null;
  value: string;
  reason: ImportReason;
}
