import type { LegalFormsOfCountry } from "./legal-forms-of-country.ts";

/**
 * Africa and Oceania by ISO 3166 (OA: the seventeen countries of OHADA). From the countries' company laws (Acte uniforme
 * of OHADA, Companies Act 71 of 2008, CAMA 2020, Corporations Act 2001, lois 17-95 and 5-96 of Morocco…).
 */
export const legalFormsAfricaAndOceania = {
  OA: {
    before: "Ets | Établissements | Etablissements",
    after: `
      SARL | SARLU | SA | SAS | SASU | SA CA | SA AG | SA Unipersonnelle | SAU | SUARL | SURL | SNC | SCS
      | SARL Unipersonnelle | SARL Pluripersonnelle | Société à Responsabilité Limitée Unipersonnelle
      | Société Anonyme Unipersonnelle | Société Anonyme avec Conseil d'Administration
      | Société Anonyme avec Administrateur Général | Société Coopérative Simplifiée
      | Société Coopérative avec Conseil d'Administration | Société Unipersonnelle à Responsabilité Limitée
      | Société de Droit Privé | Société par Actions Simplifiée à Associé Unique | Société d'État
      | Entreprise Individuelle`,
    aroundInCapitals: "SCI | GIE",
    afterInCapitals: "SCOOPS",
  },
  CD: {
    after: "SARL | SPRL | SARLU | SCARL | Société par Actions à Responsabilité Limitée",
  },
  MA: {
    after: `
      SARL AU | SARLAU | SARL d'associé unique | SA | SNC | SCS | SCA | SAS | SASAU
      | Société à Responsabilité Limitée à Associé Unique | Société à Responsabilité Limitée d'Associé Unique
      | Société Anonyme à Directoire | GIE | SARL d'AU | Société Anonyme Simplifiée`,
  },
  DZ: {
    before: "EURL | SARL | SNC",
    after: "EURL | SARL | SNC | SCS | EPE SPA | EPE SARL | Entreprise Publique Économique | Société par Actions",
    afterInCapitals: "EPE",
  },
  TN: {
    before: "SUARL",
    after: "SUARL | SARL | SA | SNC | SCS | SCA | Société Unipersonnelle à Responsabilité Limitée",
  },
  MR: {
    after: "SARL | SA | SNC | SARLU",
  },
  MG: {
    after: "SARL | SARLU | SARL U | SA | SAU",
  },
  ZA: {
    after: `
      (Pty) Ltd | Pty Ltd | Pty Limited | (Pty) Limited | Proprietary Limited | Proprietary Ltd | Pty
      | (RF) (Pty) Ltd | RF Pty Ltd | (RF) Ltd | (RF) Limited | NPC RF | SOC Ltd | SOC Limited
      | State Owned Company | Inc | Incorporated | Eiendoms Beperk | Edms Bpk | (Edms) Bpk | (Eiendoms) Beperk
      | Beperk | Beslote Korporasie | Close Corporation | Personal Liability Company | Non Profit Company
      | Nonprofit Company | Ingelyf | Edms Beperk | Maatskappy Beperk | Bpk`,
    afterInCapitals: "SOC",
  },
  NA: {
    after: "(Pty) Ltd | (Proprietary) Limited | Section 21 Company",
  },
  NG: {
    after: "Ltd GTE | Ltd/GTE | Limited by Guarantee | Unltd | Ltd by Gte",
  },
  GH: {
    after: `
      LBG | Company Limited by Guarantee | PLC | Public Unlimited Company | PULC | PRUC
      | Private Unlimited Company`,
  },
  KE: {
    after: "Ltd | PLC | Public Limited | EPZ Ltd | EPZ Limited | CLG",
  },
  TZ: {
    after: "Ltd | Limited T | (T) Ltd | (T) Limited | Company (T) Ltd",
  },
  UG: {
    after: "(U) Ltd | (U) Limited | SMC Ltd | SMC Limited | (SMC) Limited | (SMC) Ltd | SMC U Ltd",
  },
  RW: {
    after: "Ltd | PLC | SARL | Community Benefit Company",
  },
  ZM: {
    after: "PLC | Limited | (Z) Ltd",
  },
  ZW: {
    after: "(Pvt) Ltd | (Private) Limited | Private Business Corporation | (Pvt) Limited",
    afterInCapitals: "P.B.C.",
  },
  BW: {
    after: "(Pty) Ltd | (Proprietary) Limited",
  },
  ET: {
    after: `
      PLC | Share Company | Private Limited Company | ኃላፊነቱ የተወሰነ የግል ማህበር | ሃላፊነቱ የተወሰነ የግል ማህበር | ኃላ የተ የግ ማ
      | ኃ የተ የግ ማ | ሃ የተ የግ ማ | ኃ/የተ/የግ/ማ | ኃ.የተ.የግ.ማ | አክሲዮን ማህበር | አ/ማ | አ.ማ | የአክሲዮን ማህበር | One Member PLC
      | One Member Private Limited Company | የሽርክና ማህበር | የኅብረት ሽርክና ማኅበር`,
    afterInCapitals: "S.C.",
  },
  ER: {
    after: "PLC | Share Company",
  },
  SD: {
    after: "Co Ltd | المحدودة | Private Co Ltd",
  },
  LY: {
    after: "Libyan Joint Stock Company",
  },
  MZ: {
    after: "Lda | SA | SARL | Sociedade Unipessoal Lda | Sociedade Unipessoal Limitada | SUQ Lda",
    afterInCapitals: "E.P.",
  },
  AO: {
    after: "Lda | SA | SU Lda | (SU) Lda | Limitada | SGPS",
    afterInCapitals: "UEE | E.P.",
  },
  CV: {
    after: "Lda | SA | Sociedade Unipessoal Lda | Sociedade Unipessoal",
  },
  MU: {
    after: "Ltd | Ltée | Limitée | Global Business Company | Authorised Company | Société Commerciale",
    afterInCapitals: "GBC | PCC",
  },
  SC: {
    after: "Company Special Licence",
  },
  AU: {
    after: `
      Pty Ltd | Pty | Pty Limited | Proprietary Limited | Proprietary | Propietary Limited | No Liability
      | Co Pty Ltd | CCIV | Corporate Collective Investment Vehicle | Incorporated Association
      | Incorporated Limited Partnership | Early Stage Venture Capital Limited Partnership
      | Venture Capital Limited Partnership | ESVCLP LP | Unlimited Proprietary | Pty Ltd in liquidation`,
    afterInCapitals: "N.L.",
  },
  NZ: {
    after: `
      Ltd | Limited | ULC | Tapui Limited | Incorporated Society | Society Incorporated | Look Through Company
      | Limited Partnership`,
  },
  PG: {
    after: "Ltd | Limited | (PNG) Limited",
  },
  FJ: {
    after: "Pte Ltd | (Fiji) Pte Limited | (Fiji) Ltd | Pte Limited",
  },
  PF: {
    after: "SARL | EURL | SAS",
  },
} as const satisfies Record<string, LegalFormsOfCountry>;
