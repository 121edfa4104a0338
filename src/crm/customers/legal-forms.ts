/**
 * Legal forms as they are written after a company's name, folded (no accents, no punctuation). Drawn up from the
 * abbreviations of the Entity Legal Forms code list (ISO 20275, published by GLEIF) for the countries named; forms that
 * are common words of their own language ("as", "is", "pp", "et") are left out, since they end names too.
 */
const byCountry = {
  indonesia: "tbk|persero|persero tbk|pt|pt tbk|cv|ud|fa|pd|perseroan terbatas|perseroan terbatas tbk|firma|terbuka",
  malaysia: "sdn bhd|sdn|bhd|berhad|sendirian berhad|plt",
  singapore: "pte ltd|pte|pte limited|private limited|pvt ltd|pvt|pvt limited",
  english:
    "ltd|limited|llc|llp|lllp|pllc|lp|plc|inc|incorporated|corp|corporation|co|company|co ltd|co limited|company limited|co inc|and co|and company|cic|pc|pty ltd|pty|pty limited|proprietary limited|unlimited|holdings ltd",
  german:
    "gmbh|ggmbh|mbh|ag|kg|ohg|gbr|ug|ev|eg|kgaa|gmbh co kg|gmbh and co kg|ag co kg|co kg|mbh co kg|aktiengesellschaft|ug haftungsbeschrankt|se",
  dutch: "bv|nv|vof|bvba|cvba|vzw",
  french: "sa|sas|sasu|sarl|eurl|snc|sci|scop|sca",
  iberian: "sl|slu|sau|lda|ltda|sgps|sa de cv|sab de cv|sapi de cv|s de rl de cv|s de rl|eirl|spa|sac",
  italian: "srl|srls|spa|snc|sapa|scarl",
  nordic: "ab|aps|asa|oy|oyj|hf|ehf|ans",
  slavic: "doo|dooel|ooo|oao|zao|pao|ao|sp z oo|spolka z oo|sro|spol s ro|tov|jsc|ojsc|cjsc|ead|eood|ood",
  baltic: "uab|sia|ou",
  hungarian: "kft|zrt|nyrt|bt",
  japanese: "kk|gk|yk|kabushiki kaisha|godo kaisha",
  turkish: "ltd sti|anonim sirketi|limited sirketi",
  philippine: "opc",
} as const satisfies Record<string, string>;

export const legalForms: readonly string[] = [
  ...new Set(Object.values(byCountry).flatMap((forms) => forms.split("|"))),
];

/** Forms written without a space before or after the name, in the scripts that do so; the longest first. */
export const joinedForms =
  /股份有限公司|有限责任公司|有限責任公司|有限公司|株式会社|合同会社|有限会社|주식회사|유한회사|㈜|㈱/gu;
