import { legalFormsAfricaAndOceania } from "./legal-forms-africa-and-oceania.ts";
import { legalFormsAmericas } from "./legal-forms-americas.ts";
import { legalFormsAsia } from "./legal-forms-asia.ts";
import { legalFormsEasternEurope } from "./legal-forms-eastern-europe.ts";
import type { LegalFormsOfCountry } from "./legal-forms-of-country.ts";
import { legalFormsWesternEurope } from "./legal-forms-western-europe.ts";

/**
 * Legal forms of companies, drawn up by hand country by country from company laws and registers; the official list (Entity
 * Legal Forms, ISO 20275, published by GLEIF) says which countries there are and has more of some. Words that say what a
 * body is rather than its form ("foundation", "bank", "group", "yayasan", "koperasi") are left in: they tell it from a
 * company of the same name.
 */
const countries: readonly LegalFormsOfCountry[] = [
  legalFormsWesternEurope,
  legalFormsEasternEurope,
  legalFormsAsia,
  legalFormsAmericas,
  legalFormsAfricaAndOceania,
].flatMap((area) => Object.values(area));

const collect = (...fields: (keyof LegalFormsOfCountry)[]): readonly string[] => [
  ...new Set(
    countries
      .flatMap((country) => fields.flatMap((field) => (country[field] ?? "").split(/[|\n]/u)))
      .map((form) => form.trim())
      .filter(Boolean),
  ),
];

/** After a name, however they are typed. */
export const legalForms = collect("after", "around");
/** Before a name, however they are typed. */
export const openingForms = collect("before", "around");
/** After a name, in capitals or with dots only. */
export const capitalForms = collect("afterInCapitals", "aroundInCapitals");
/** Before a name, in capitals or with dots only. */
export const openingCapitalForms = collect("beforeInCapitals", "aroundInCapitals");

/** Usual short words for the long ones, folded, in forms of several words. */
export const shortWords: Readonly<Record<string, readonly string[]>> = {
  company: ["co"],
  corporation: ["corp"],
  incorporated: ["inc"],
  limited: ["ltd"],
  private: ["pvt", "pte"],
  proprietary: ["pty"],
  establishment: ["est"],
  enterprise: ["ent"],
  liability: ["liab"],
  public: ["pub"],
  eingetragene: ["eingetr"],
  eingetragener: ["eingetr"],
  gesellschaft: ["ges"],
  beschrankter: ["beschr"],
  sociedad: ["soc", "sdad"],
  sociedade: ["soc"],
  societe: ["ste", "soc"],
  societa: ["soc"],
  compania: ["cia", "comp"],
  companhia: ["cia"],
  compagnie: ["cie"],
  cooperativa: ["coop"],
  responsabilidad: ["resp"],
  responsabilita: ["resp"],
  responsabilite: ["resp"],
  limitada: ["ltda"],
  limitata: ["lim"],
  limitee: ["ltee"],
  spolka: ["sp"],
  spolecnost: ["spol"],
  spolocnost: ["spol"],
  sirketi: ["sti"],
  ticaret: ["tic"],
  sanayi: ["san"],
};

/** What may stand where a form has "&"; the last only before two words at least ("u. Co. KG"). */
export const ands: readonly string[] = ["", "and", "und", "et", "og", "och", "ve", "u"];

/** Forms written without a space before, after or within the name, in the scripts that do so; the longest first. */
export const joinedForms = new RegExp(
  [
    // Chinese
    "股份有限责任公司|股份有限公司|有限责任股份公司|有限责任公司|有限責任公司|无限责任公司|無限責任公司|无限公司|無限公司|两合公司|兩合公司|股份公司|有限公司",
    "(?:普通|特殊普通|有限)合伙企业|（(?:普通|特殊普通|有限)合伙）|\\((?:普通|特殊普通|有限)合伙\\)|个人独资企业|個人獨資企業|个体工商户|有限合夥|有限合伙",
    "股份合作公司|股份合作制企业|担保有限公司|擔保有限公司|全民所有制企业|集体所有制企业",
    // Japanese
    "株式会社|株式會社|合同会社|合同會社|有限会社|有限會社|合資会社|合資會社|合名会社|合名會社|特定目的会社|特例有限会社|相互会社|投資法人|有限責任事業組合|投資事業有限責任組合|有限責任中間法人|中間法人|監査法人|税理士法人|弁護士法人",
    "(?:一般|公益|特例)?(?:社団|財団)法人|特定非営利活動法人|NPO法人|医療法人(?:社団|財団)?|社会福祉法人|学校法人|宗教法人|(?:国立研究開発|地方独立行政|独立行政)法人|国立大学法人|農事組合法人",
    "\\([株有合名資同社財医学福宗独]\\)|（[株有合名資同社財医学福宗独]）|\\((?:一社|一財|公社|公財|特非|同)\\)|（(?:一社|一財|公社|公財|特非|同)）|㈱|㈲|㈳|㈶|㈴|㈾|㍿",
    // Korean
    "주식회사|유한책임회사|유한회사|합자회사|합명회사|(?:사단|재단|의료|학교|사회복지|농업회사|영농조합)법인|\\((?:주|유|합|합자|합명|사|재|의|학)\\)|（(?:주|유|합|합자|합명|사|재|의|학)）|㈜",
    // Thai, Lao, Khmer
    "^\\s*(?:บริษัท|ห้างหุ้นส่วนจำกัด|ห้างหุ้นส่วนสามัญนิติบุคคล|ห้างหุ้นส่วนสามัญ|บมจ\\.|บจก\\.|หจก\\.|หสน\\.|บจ\\.|ບໍລິສັດ|ក្រុមហ៊ុន)",
    "จำกัด\\s*\\(มหาชน\\)\\s*$|จำกัด\\s*$|\\(มหาชน\\)\\s*$|(?:ຈຳກັດ|ຈໍາກັດ)(?:ຜູ້ດຽວ)?\\s*$",
  ].join("|"),
  "gu",
);
