import { validate as isUuid } from "uuid";
import type { Workspace } from "../../../db/context.ts";
import { Refusal } from "../../refusal.ts";
import { cleanLine } from "../clean-line.ts";
import { companyNameKey } from "../company-name-key.ts";
import { longest, type PointKind, type Stage } from "../contact.ts";
import { foldName } from "../fold-name.ts";
import { minorDigits } from "../minor-digits.ts";
import { nameKey } from "../name-key.ts";
import { readInterests, readValue } from "../read-contact-fields.ts";
import { type ReadPoint, readPoint } from "../read-point.ts";
import { remarkOnEmail } from "../remark-on-email.ts";
import type { ImportField, ImportReason, ImportRemark } from "./import-field.ts";
import { readDay } from "./read-day.ts";
import { readStageName } from "./read-stage-name.ts";
import type { ColumnMapping } from "./recognise-columns.ts";
import { unguarded } from "./unguarded.ts";

/** One row of a file, each value in the forms in which it is kept and matched. */
export interface ImportedRow {
  line: number;
  name: { name: string; searchKey: string; nameKey: string } | null;
  points: ReadPoint[];
  company: { name: string; searchKey: string; nameKey: string } | null;
  /** the id that the source gives the company */
  companyExternalId: string | null;
  /** as the source calls them: a name or an e-mail address */
  owner: string | null;
  jobTitle: string | null;
  jobFunction: string | null;
  value: { value: string; currency: string } | null;
  /** YYYY-MM-DD */
  birthDate: string | null;
  customerSince: string | null;
  stage: Stage | null;
  source: string | null;
  interests: string | null;
  externalId: string | null;
  externalUrl: string | null;
  /** the systems whose ids they are, where the row says so itself; null: the file's */
  externalSystem: string | null;
  companySystem: string | null;
  /** the id that a Steward's own export gives the customer: this one's or another's */
  ownId: string | null;
}

/**
 * Reads one row by the mapping. A value that cannot be read is left out and remarked on; the rest of the row stands.
 */
export function readRow(
  line: number,
  cells: readonly string[],
  mapping: ColumnMapping,
  workspace: Pick<Workspace, "region" | "currency">,
): { row: ImportedRow; remarks: ImportRemark[] } {
  const remarks: ImportRemark[] = [];
  const remark = (field: ImportField, value: string, reason: ImportReason) =>
    void remarks.push({ line, field, value, reason });
  const texts = new Map<ImportField, string[]>();
  for (const [index, field] of mapping) {
    const text = unguarded((cells[index] ?? "").trim());
    if (isEmpty(text)) continue;
    if (text.includes("\ufffd")) remark(field, text, "unreadable_characters");
    else texts.set(field, [...(texts.get(field) ?? []), text]);
  }
  const one = (field: ImportField, most: number): string | null => {
    const text = cleanLine(texts.get(field)?.[0] ?? "");
    if (text.length <= most) return text === "" ? null : text;
    remark(field, text, "text_too_long");
    return null;
  };
  const name = joinName(one("name", Number.POSITIVE_INFINITY), [
    one("firstName", Number.POSITIVE_INFINITY),
    one("middleName", Number.POSITIVE_INFINITY),
    one("lastName", Number.POSITIVE_INFINITY),
  ]);
  if (name && name.length > longest.name) remark("name", name, "name_too_long");
  const company = one("company", longest.company);
  const companyFolded = company ? foldName(company) : "";
  const day = (field: "birthDate" | "customerSince"): string | null => {
    const text = one(field, 100);
    const read =
      text && (readDay(text) ?? (field === "customerSince" && /^(19|20)\d\d$/.test(text) ? `${text}-01-01` : null));
    if (text && !read) remark(field, text, "bad_date");
    return read || null;
  };
  const stageOf = (field: "stage"): Stage | null => {
    const text = one(field, 100);
    const stage = text && readStageName(text);
    if (text && !stage) remark(field, text, "bad_stage");
    return stage || null;
  };
  return {
    row: {
      line,
      name:
        name && name.length <= longest.name && foldName(name) !== ""
          ? { name, searchKey: foldName(name), nameKey: nameKey(name) }
          : null,
      points: readAllPoints(texts, readAddresses(texts), workspace, remark),
      company:
        company && companyFolded !== ""
          ? { name: company, searchKey: companyFolded, nameKey: companyNameKey(company) }
          : null,
      // Where a source lists several, the first is the main one.
      companyExternalId: one("companyId", 2000)?.split(/[;,]/)[0]?.trim() || null,
      owner: one("owner", longest.name),
      jobTitle: one("jobTitle", longest.jobTitle),
      jobFunction: one("jobFunction", longest.jobFunction),
      value: readMoney(one("value", 100), one("currency", 20) ?? workspace.currency, remark),
      birthDate: day("birthDate"),
      customerSince: day("customerSince"),
      stage: stageOf("stage"),
      source: one("source", longest.source),
      interests: readLines(texts.get("interests")?.[0] ?? "", remark),
      externalId: one("externalId", 200),
      externalUrl: one("externalUrl", 2000),
      externalSystem: one("externalSystem", 50),
      companySystem: one("companySystem", 50),
      ownId: readOwnId(one("stewardId", 100)),
    },
    remarks,
  };
}

/** Several lines stay several, as where a person types them. */
function readLines(
  text: string,
  remark: (field: ImportField, value: string, reason: ImportReason) => void,
): string | null {
  try {
    return readInterests(text);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    remark("interests", text, "text_too_long");
    return null;
  }
}

function readOwnId(text: string | null): string | null {
  return text && isUuid(text) ? text.toLowerCase() : null;
}

/** What exports write where there is nothing. */
function isEmpty(text: string): boolean {
  return text === "" || /^(?:-+|n\/?a|null|none|\(blank\)|#n\/a)$/i.test(text);
}

function joinName(whole: string | null, parts: (string | null)[]): string | null {
  return whole ?? (parts.filter((part) => part !== null).join(" ") || null);
}

/** Whole addresses have a column each; to the first of them belong the columns of its parts. */
function readAddresses(texts: ReadonlyMap<ImportField, string[]>): string[] {
  const [, ...others] = texts.get("address") ?? [];
  return [joinAddress(texts) ?? [], ...others].flat();
}

function joinAddress(texts: ReadonlyMap<ImportField, string[]>): string | null {
  const part = (field: ImportField) => cleanLine(texts.get(field)?.[0] ?? "") || null;
  const town = [part("city"), part("postalCode")].filter((one) => one !== null).join(" ") || null;
  return (
    [part("address") ?? part("street"), town, part("province"), part("country")]
      .filter((one) => one !== null)
      .join(", ") || null
  );
}

function readAllPoints(
  texts: ReadonlyMap<ImportField, string[]>,
  addresses: readonly string[],
  workspace: Pick<Workspace, "region">,
  remark: (field: ImportField, value: string, reason: ImportReason) => void,
): ReadPoint[] {
  const points: ReadPoint[] = [];
  const read = (kind: PointKind, typed: string, field: ImportField) => {
    try {
      const point = readPoint(kind, typed, workspace);
      if (point && !points.some((other) => other.kind === kind && other.normal === point.normal)) {
        points.push(point);
        const doubt = kind === "email" ? remarkOnEmail(point.normal) : null;
        if (doubt) remark(field, typed, doubt.kind === "disposable" ? "disposable_email" : "likely_typo");
      }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      remark(field, typed, error.code as ImportReason);
    }
  };
  for (const typed of (texts.get("email") ?? []).flatMap((text) => text.split(/[;,]|\s+(?=\S+@)/))) {
    if (typed.trim() !== "") read("email", typed.trim(), "email");
  }
  for (const typed of (texts.get("phone") ?? []).flatMap((text) => text.split(/[;/,|]/))) {
    if (typed.trim() !== "") read("phone", typed.trim(), "phone");
  }
  for (const typed of (texts.get("website") ?? []).flatMap((text) => text.split(";"))) {
    if (typed.trim() !== "") read("website", typed.trim(), "website");
  }
  for (const typed of addresses) read("address", typed, "address");
  return points;
}

/** Whole units as lists write them ("240.000.000", "1,250.50", "Rp 5.000"), in minor units of the currency. */
function readMoney(
  text: string | null,
  currency: string,
  remark: (field: ImportField, value: string, reason: ImportReason) => void,
): ImportedRow["value"] {
  if (!text) return null;
  const figures = text.replace(/^[^\d-]+|\s+/g, "").replace(/[^\d.,]+$/, "");
  // Three figures after the last mark are thousands, more can only be decimals.
  const decimals = /[.,](\d{1,2}|\d{4,})$/.exec(figures);
  const whole = (decimals ? figures.slice(0, decimals.index) : figures).replace(/[.,](?=\d{3}(?:[.,]|$))/g, "");
  if (!/^\d{1,15}$/.test(whole)) {
    remark("value", text, "bad_value");
    return null;
  }
  try {
    const digits = minorDigits(currency.toUpperCase());
    const fraction = (decimals?.[1] ?? "").padEnd(digits, "0").slice(0, digits);
    return readValue(Number(`${whole}${fraction}`), currency);
  } catch (error) {
    // Intl throws a RangeError at what has not the form of a currency's code.
    if (!(error instanceof Refusal || error instanceof RangeError)) throw error;
    if (error instanceof Refusal && error.code === "bad_value") remark("value", text, "bad_value");
    else remark("currency", currency, "bad_currency");
    return null;
  }
}
