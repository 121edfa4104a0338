import { cleanLine } from "../clean-line.ts";
import { normaliseEmail } from "../normalise-email.ts";
import { normalisePhone } from "../normalise-phone.ts";
import { normaliseWebsite } from "../normalise-website.ts";
import { type ImportField, severalAllowed } from "./import-field.ts";
import { readDay } from "./read-day.ts";
import { readStageName } from "./read-stage-name.ts";
import { columnKey, recogniseSource } from "./recognise-source.ts";
import { unguarded } from "./unguarded.ts";

/** What one column of a file seems to be, to be confirmed by a person. */
export interface ProposedColumn {
  /** place in the row, 0 is the first */
  index: number;
  /** as the header has it */
  header: string;
  /** null: left out unless somebody says what it is */
  field: ImportField | null;
  /** 0 to 1; what is proposed is .6 or more */
  confidence: number;
  reason: "header" | "header_and_values" | "values" | "values_disagree" | "taken" | "unknown" | "empty";
  /** the first value that is not empty, as it stands there */
  example: string;
}

/** Which column becomes what: the field of each column by its place; columns left out are not in it. */
export type ColumnMapping = ReadonlyMap<number, ImportField>;

/**
 * Headers by field, folded and without spaces, in English and Indonesian. A bare "id" is in none of them: it numbers
 * the rows of a file as often as it names a customer.
 */
const headers: Record<ImportField, string> = {
  name: "name fullname contactname customername contact customer personname displayname nama namalengkap namakontak namapelanggan namacustomer kontak pelanggan pic namapic contactperson",
  firstName: "firstname givenname forename first fname namadepan namapertama",
  middleName: "middlename secondname namatengah",
  lastName: "lastname surname familyname last lname namabelakang namakeluarga marga",
  email:
    "email emailaddress mail emails emailid alamatemail surel primaryemail workemail emailkantor emailpribadi email1 email2 secondaryemail additionalemail",
  phone:
    "phone phonenumber telephone telephonenumber tel mobile mobilephone mobilenumber cell cellphone workphone homephone phone1 phone2 otherphone contactnumber whatsapp wa nowa nomorwa nowhatsapp nomorwhatsapp telepon telpon telp notelp notelepon nomortelepon nomortelp hp nohp nomorhp handphone nohandphone ponsel noponsel seluler teleponkantor kontaktelepon",
  website:
    "website web url homepage site websiteurl companywebsite companydomain domain domainname situs situsweb laman",
  company:
    "company companyname organization organisation organizationname organisationname account accountname business businessname employer firm perusahaan namaperusahaan organisasi instansi namainstansi kantor namakantor badanusaha namausaha toko namatoko",
  jobTitle: "jobtitle title position role jabatan posisi pekerjaan",
  jobFunction: "jobfunction department function division departemen divisi bagian fungsi",
  address: "address fulladdress postaladdress mailingaddress alamat alamatlengkap",
  street: "street streetaddress address1 addressline1 jalan namajalan",
  city: "city town cityname kota kotakabupaten kabupaten kabkota kotakab",
  province: "state province region stateprovince stateregion county provinsi propinsi",
  postalCode: "zip zipcode postalcode postcode kodepos",
  country: "country countryname countryregion negara",
  birthDate: "dob dateofbirth birthdate birthday birthdaydate tanggallahir tgllahir",
  stage: "stage status lifecyclestage leadstatus customerstage tahap tahapan",
  value: "value annualvalue dealvalue contractvalue annualrevenue revenue nilai nilaitahunan nilaikontrak omzet",
  currency: "currency currencycode matauang",
  customerSince:
    "customersince clientsince startdate becameacustomerdate pelanggansejak sejak mulaipelanggan tanggalbergabung",
  source: "source leadsource originalsource contactsource sumber sumberlead sumberprospek asal",
  interests: "interest interests productinterest minat ketertarikan produkdiminati",
  externalId:
    "externalid contactid customerid recordid crmid accountid clientid customernumber customerno idpelanggan kodepelanggan nomorpelanggan idkontak kodecustomer idcustomer",
  companyId: "externalcompanyid organisationid organizationid",
  owner: "owner contactowner accountmanager salesrep salesperson pemilik penanggungjawab namasales",
  // Known by the whole header of Steward's own exports (recogniseSource).
  ...{ stewardId: "", externalSystem: "", companySystem: "" },
  externalUrl: "externalurl recordurl contacturl profileurl crmurl link",
};

const fieldByHeader = new Map(
  (Object.entries(headers) as [ImportField, string][]).flatMap(([field, names]) =>
    names.split(" ").flatMap((name) => (name === "" ? [] : [[name, field] as const])),
  ),
);

/** Fields whose values can be told by looking at them. */
const checks: Partial<Record<ImportField, (value: string, region: string) => boolean>> = {
  email: (value) => value.split(/[;,]/).some((one) => normaliseEmail(one).ok),
  phone: (value, region) => value.split(/[;/,]/).some((one) => normalisePhone(one, region).ok),
  website: (value) => value.split(";").some((one) => normaliseWebsite(one).ok),
  birthDate: (value) => readDay(value) !== null,
  stage: (value) => readStageName(value) !== null,
  customerSince: (value) => readDay(value) !== null || /^\d{4}$/.test(value),
};

/** What alone is enough to tell a column of an unknown header; a website alone is a word with a dot. */
const toldByValues: readonly ImportField[] = ["email", "phone"];

const least = 0.6;

/**
 * Proposes what each column is, by its header (English and Indonesian) and by whether its values agree. What is not
 * understood is proposed for nothing; of two columns for one field, the surer is proposed, then the one further left.
 * @param region ISO 3166: where telephone numbers without a country code are from
 */
export function recogniseColumns(
  header: readonly string[],
  sample: readonly string[][],
  region: string,
): ProposedColumn[] {
  const source = recogniseSource(header)?.headers ?? {};
  const proposals = header.map((name, index) => recognise(name, index, sample, { region, source }));
  const taken = new Map<ImportField, number>();
  for (const { index, field, confidence } of proposals.toSorted(
    (a, b) => b.confidence - a.confidence || a.index - b.index,
  )) {
    if (field && confidence >= least && !taken.has(field)) taken.set(field, index);
  }
  return proposals.map((proposal) => {
    const { field, index } = proposal;
    if (!field || severalAllowed.has(field) || taken.get(field) === index) return proposal;
    return { ...proposal, field: null, confidence: 0, reason: "taken" };
  });
}

/** The proposal as it stands, taken at its word. */
export function toMapping(proposals: readonly ProposedColumn[]): ColumnMapping {
  return new Map(proposals.flatMap(({ index, field }) => (field ? [[index, field]] : [])));
}

function recognise(
  name: string,
  index: number,
  sample: readonly string[][],
  { region, source }: { region: string; source: Readonly<Record<string, ImportField | null>> },
): ProposedColumn {
  const values = sample.map((row) => unguarded(cleanLine(row[index] ?? ""))).filter((value) => value !== "");
  const base = { index, header: name, example: values[0] ?? "" };
  const key = columnKey(name);
  const told = Object.hasOwn(source, key) ? source[key] : undefined;
  if (told === null) return { ...base, field: null, confidence: 0, reason: "unknown" };
  const known = told ?? fieldByHeader.get(key);
  if (known) {
    const agreeing = share(known, values, region);
    if (agreeing === null)
      return { ...base, field: known, confidence: 0.9, reason: values.length === 0 ? "empty" : "header" };
    return agreeing >= 0.5
      ? { ...base, field: known, confidence: 0.9 + agreeing / 10, reason: "header_and_values" }
      : { ...base, field: null, confidence: agreeing, reason: "values_disagree" };
  }
  for (const field of toldByValues) {
    const agreeing = share(field, values, region) ?? 0;
    // Digits alone are account numbers as often as telephones: a number must look dialled.
    const dialled = field !== "phone" || values.filter((value) => /^[+(0]/.test(value)).length >= values.length * 0.8;
    if (values.length >= 3 && agreeing >= 0.8 && dialled)
      return { ...base, field, confidence: 0.7 * agreeing + 0.05, reason: "values" };
  }
  return { ...base, field: null, confidence: 0, reason: values.length === 0 ? "empty" : "unknown" };
}

/** How many of the values are what the field asks for, 0 to 1; null where looking cannot tell. */
function share(field: ImportField, values: readonly string[], region: string): number | null {
  const check = checks[field];
  if (!check || values.length === 0) return null;
  return values.filter((value) => check(value, region)).length / values.length;
}
