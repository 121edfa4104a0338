import { foldName } from "../fold-name.ts";
import type { ImportField } from "./import-field.ts";

/** The system that a file was exported from. */
export type ImportSystem = "hubspot" | "salesforce" | "pipedrive" | "steward" | "import";

/** The system of customers that came from a Steward's own export, and have their id there. */
export const ownSystem = "steward";

export interface RecognisedSource {
  system: Exclude<ImportSystem, "import">;
  /** what a row is about */
  about: "contacts" | "companies";
  /** what each of its headers means, folded and without spaces; the headers every file may have come on top */
  headers: Readonly<Record<string, ImportField | null>>;
}

interface Shape extends RecognisedSource {
  /** all of these are there */
  marks: readonly string[];
  /** and one of these */
  oneOf: readonly string[];
}

/**
 * What the three systems call the columns of their exports, in English, folded and without spaces; null is a column that
 * looks like one of ours and is not. In the order in which they are tried.
 *
 * HubSpot: the labels of its default properties, which an export has for headers with "Record ID" first
 * (knowledge.hubspot.com, "HubSpot's default contact properties", "… company properties", "Export your records"; "Associated
 * Company IDs" as found in exports). Salesforce: the field names of Contact, Lead and Account that the Data Loader and the
 * weekly export write (developer.salesforce.com, Object Reference), and the labels that a report writes. Pipedrive: the names
 * of its default fields, which a list's export writes with what they are of before them: "Person - Email - Work"
 * (support.pipedrive.com, "Exporting data from Pipedrive"; the prefix as found in exports).
 */
const shapes: readonly Shape[] = [
  // Steward's own (src/crm/exports/): what the import does not keep is left out.
  {
    system: ownSystem,
    about: "contacts",
    marks: ["stewardid", "name"],
    oneOf: ["externalsystem"],
    headers: {
      stewardid: "stewardId",
      externalsystem: "externalSystem",
      companyid: "companyId",
      companysystem: "companySystem",
    },
  },
  {
    system: ownSystem,
    about: "companies",
    marks: ["company", "externalsystem", "stewardcompanyid"],
    oneOf: ["externalid"],
    headers: { externalsystem: "externalSystem" },
  },
  {
    system: "pipedrive",
    about: "contacts",
    marks: [],
    oneOf: ["personname", "personid", "personfirstname", "personemail", "personemailwork"],
    headers: {
      personid: "externalId",
      personname: "name",
      personfirstname: "firstName",
      personlastname: "lastName",
      ...{ personemail: "email", personemailwork: "email", personemailhome: "email", personemailother: "email" },
      ...{ personphone: "phone", personphonework: "phone", personphonehome: "phone", personphonemobile: "phone" },
      personphoneother: "phone",
      personorganization: "company",
      personorganizationid: "companyId",
      personowner: "owner",
      personlabel: null,
      personjobtitle: "jobTitle",
      persontitle: "jobTitle",
      personbirthday: "birthDate",
      personpostaladdress: "address",
      personurl: "externalUrl",
      organizationname: "company",
      organizationid: "companyId",
      organizationaddress: null,
      organizationowner: null,
    },
  },
  {
    system: "pipedrive",
    about: "companies",
    marks: ["organizationname"],
    oneOf: ["organizationid", "organizationowner", "organizationaddress", "organizationpeople"],
    headers: {
      organizationid: "externalId",
      organizationname: "company",
      organizationaddress: "address",
      organizationwebsite: "website",
      organizationphone: "phone",
      organizationowner: null,
      organizationurl: "externalUrl",
    },
  },
  {
    system: "salesforce",
    about: "companies",
    marks: [],
    oneOf: ["billingstreet", "billingcity", "accountowner", "tickersymbol"],
    headers: {
      id: "externalId",
      accountid: "externalId",
      name: "company",
      accountname: "company",
      accountowner: null,
      ownerid: null,
      fax: null,
      billingstreet: "street",
      billingcity: "city",
      billingstate: "province",
      billingstateprovince: "province",
      billingpostalcode: "postalCode",
      billingzippostalcode: "postalCode",
      billingcountry: "country",
    },
  },
  {
    system: "salesforce",
    about: "contacts",
    marks: [],
    oneOf: [
      "mailingstreet",
      "mailingcity",
      "reportstoid",
      "contactowner accountname",
      "isemailbounced",
      "convertedcontactid",
    ],
    headers: {
      id: "externalId",
      contactid: "externalId",
      accountid: "companyId",
      accountname: "company",
      contactowner: "owner",
      ownerid: null,
      fax: null,
      salutation: null,
      leadsource: "source",
      mobilephone: "phone",
      mobile: "phone",
      homephone: "phone",
      otherphone: "phone",
      assistantphone: null,
      birthdate: "birthDate",
      mailingstreet: "street",
      mailingcity: "city",
      mailingstate: "province",
      mailingstateprovince: "province",
      mailingpostalcode: "postalCode",
      mailingzippostalcode: "postalCode",
      mailingcountry: "country",
    },
  },
  {
    system: "hubspot",
    about: "companies",
    marks: ["recordid"],
    oneOf: ["companydomainname", "companyowner"],
    headers: {
      recordid: "externalId",
      companyname: "company",
      name: "company",
      companydomainname: "website",
      websiteurl: "website",
      phonenumber: "phone",
      companyowner: null,
      streetaddress: "street",
      annualrevenue: null,
      lifecyclestage: null,
      leadstatus: null,
      timezone: null,
    },
  },
  {
    system: "hubspot",
    about: "contacts",
    marks: ["recordid"],
    oneOf: [
      "contactowner",
      "lifecyclestage",
      "leadstatus",
      "associatedcompany",
      "associatedcompanyids",
      "marketingcontactstatus",
    ],
    headers: {
      recordid: "externalId",
      contactowner: "owner",
      lifecyclestage: "stage",
      leadstatus: null,
      associatedcompany: "company",
      companyname: "company",
      primaryassociatedcompanyid: "companyId",
      associatedcompanyid: "companyId",
      associatedcompanyids: "companyId",
      associatedcompanyidsprimary: "companyId",
      mobilephonenumber: "phone",
      becameacustomerdate: "customerSince",
      originalsource: "source",
      originaltrafficsource: "source",
    },
  },
];

/** The system whose export this is, by its headers alone; null when it is none of the three, or in another language. */
export function recogniseSource(header: readonly string[]): RecognisedSource | null {
  const names = new Set(header.map(columnKey));
  return (
    shapes.find(
      ({ marks, oneOf }) =>
        marks.every((mark) => names.has(mark)) &&
        oneOf.some((mark) => mark.split(" ").every((part) => names.has(part))),
    ) ?? null
  );
}

/** A header as it is compared: folded and without spaces. HubSpot numbers what has the same name: "Record ID - Contact". */
export function columnKey(header: string): string {
  return foldName(header)
    .replaceAll(" ", "")
    .replace(/^recordid(contact|company)$/, "recordid");
}
