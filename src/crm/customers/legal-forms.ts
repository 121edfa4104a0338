/**
 * Legal forms as they are written with a company's name, in full and for short. Drawn up by hand, for Indonesian, Malay
 * and Portuguese after libpostal's dictionaries of company types (MIT); the official list (Entity Legal Forms, ISO 20275,
 * published by GLEIF) has more. Written as people write them; they are compared folded, with their dots and blanks left out
 * ("S. p. A." is "spa"). Words that say what a body is rather than its form ("foundation", "bank", "group", "yayasan")
 * are left in: they tell it from a company of the same name.
 */
const afterTheName = {
  indonesia:
    "PT|Tbk|PT Tbk|Persero|Persero Tbk|Perseroda|Perumda|CV|UD|PD|Fa|Firma|Terbuka|Perseroan Terbatas|Perseroan Terbatas Tbk|Perseroan Komanditer|Persekutuan Komanditer|Perusahaan Umum|Perum|Usaha Dagang",
  malaysia: "Sdn Bhd|Sdn|Bhd|Berhad|Sendirian Berhad|PLT|Perkongsian Liabiliti Terhad",
  singapore: "Pte Ltd|Pte|Pte Limited|Private Limited|Private Ltd|Pvt Ltd|Pvt|Pvt Limited|P Ltd|VCC",
  philippines: "OPC|Incorporada",
  thailand: "PCL|Public Company Limited|Public Co Ltd|Ltd Part|Limited Partnership|จำกัด|จำกัด (มหาชน)",
  vietnam: "JSC|Joint Stock Company|TNHH|TNHH MTV|CTCP|Joint Stock Co",
  india: "OPC Private Limited|OPC Pvt Ltd",
  english:
    "Ltd|Limited|LLC|LLP|LLLP|PLLC|LP|LC|LTC|PLC|Inc|Incorporated|Corp|Corporation|Co|Company|Co Ltd|Co Limited|Company Limited|Company Ltd|Co Inc|Company Inc|Corp Ltd|Co LLC|Co Pty Ltd|Co PLC|and Co|and Company|and Co Ltd|and Company Limited|CIC|CIO|PC|PSC|Pty Ltd|Pty|Pty Limited|Proprietary Limited|Proprietary|Unlimited|Unlimited Company|Ultd|Limited Liability Company|Limited Liability Partnership|Limited Company|Public Limited Company|Public Company|Professional Corporation|Professional Association|Community Interest Company|Close Corporation|Designated Activity Company|DAC|CLG|Company Limited by Guarantee|Limited by Guarantee|UC|NL|No Liability|Ltd Co|Sole Proprietorship|General Partnership|FZE|FZCO|FZ LLC|FZC|DMCC|WLL|SPC|BSC|QSC|QPSC|PJSC|PSJC|KSC|KSCC|KSCP|SAOG|SAOC|SAE|SAL|NA|National Association|LTDA|Propietary Limited",
  german:
    "GmbH|gGmbH|mbH|AG|gAG|KG|OHG|GbR|UG|UG haftungsbeschränkt|eG|eGen|eK|eKfm|eKfr|KGaA|GmbH & Co KG|GmbH & Co OHG|GmbH & Co KGaA|GmbH & Co|AG & Co KG|AG & Co KGaA|AG & Co|SE & Co KG|SE & Co KGaA|UG & Co KG|mbH & Co KG|& Co KG|& Co OHG|Co KG|PartG|PartG mbB|PartGmbB|GesmbH|GesbR|InvAG|VVaG|Aktiengesellschaft|Kommanditgesellschaft|Kommanditgesellschaft auf Aktien|Offene Handelsgesellschaft|Gesellschaft mit beschränkter Haftung|Gesellschaft mbH|Gesellschaft bürgerlichen Rechts|Unternehmergesellschaft|Unternehmergesellschaft haftungsbeschränkt|eingetragene Genossenschaft|eingetragener Verein|eingetragener Kaufmann|Stiftung & Co KG|SE & Co|Anstalt",
  dutch:
    "BV|NV|VOF|CV|BVBA|CVBA|CommV|Comm VA|VZW|ASBL|SPRL|SCRL|SRL|EBVBA|BVBA SO|GCV|Besloten Vennootschap|Naamloze Vennootschap|Vennootschap onder Firma|Coöperatie UA|UA|WA",
  french:
    "SA|SAS|SASU|SARL|SARLU|EURL|SNC|SCI|SCP|SCM|SCS|SCOP|SCA|SELARL|SELAS|SCCV|GIE|GEIE|EARL|GAEC|SICAV|SICAF|SEM|SCRL|Sàrl|Société Anonyme|Société par Actions Simplifiée|Société à Responsabilité Limitée|Société en Nom Collectif|Société en Commandite par Actions|Société Civile Immobilière|SENC|Ltée|Limitée|Inc Ltée|Cie|et Cie|& Cie|Enr|SCSp|SECA|SENCRL",
  iberian:
    "SL|SLU|SLP|SLL|SLNE|SA|SAU|SAD|SAL|SC|SCP|SCL|SCCL|SCoop|SRL|SRLU|SGR|AIE|Sociedad Anónima|Sociedad Limitada|Sociedad Limitada Unipersonal|Sociedad de Responsabilidad Limitada|Sociedad Anónima Cerrada|Sociedad por Acciones Simplificada|Lda|Ltda|Limitada|Unipessoal Lda|Unipessoal|SGPS|SGPS SA|CRL|ACE|EI|EIRELI|EPE|ME|EPP|MEI|S/A|Sociedade Anónima|Sociedade por Quotas|Sociedade Limitada",
  latinAmerican:
    "SA de CV|SAB de CV|SAPI de CV|SAPIB de CV|SA de RL|S de RL de CV|S de RL|SC de RL|SC de RL de CV|SPR de RL|SOFOM ENR|AC|EIRL|SAC|SAA|SAS|SASU|SAS ESP|SA ESP|ESP|SACI|SAIC|SACIF|SACIFI|SAICA|SAIyC|SACIyF|SRL|SRLCV|SCA|CxA|C por A|CA|Cía Ltda|Cia Ltda|& Cía|y Cía|y Cía Ltda|SenC|S en C|S en NC|EU|SAECA|Sociedad Anónima de Capital Variable|Sociedad Anónima Bursátil de Capital Variable|Compañía Anónima|Compañía Limitada",
  italian:
    "Srl|Srls|Srl a socio unico|Srl unipersonale|Snc|Sas|Sapa|Scarl|Scrl|Scpa|Scpl|Soc coop|Soc coop a rl|Società per Azioni|Società a Responsabilità Limitata|Società Cooperativa|Società in Nome Collettivo|SA gl|Sagl|Onlus",
  nordic:
    "AB|AB publ|Aktiebolag|Aktiebolaget|HB|Handelsbolag|KB|Kommanditbolag|ApS|A/S|P/S|K/S|I/S|IVS|Anpartsselskab|Aktieselskab|ASA|ANS|DA|NUF|Aksjeselskap|Allmennaksjeselskap|Oy|Oyj|Oy Ab|Abp|Ky|Osakeyhtiö|Julkinen Osakeyhtiö|Kommandiittiyhtiö|hf|ehf|ohf|slhf|sf|Amba|Smba|FMBA|BA",
  baltic:
    "UAB|VšĮ|MB|SIA|IK|OÜ|Osaühing|Aktsiaselts|TÜ|UÜ|MTÜ|Akciju sabiedrība|Sabiedrība ar ierobežotu atbildību|Uždaroji akcinė bendrovė|AAS",
  polish:
    "sp z oo|sp zoo|spzoo|Spółka z oo|Spółka z ograniczoną odpowiedzialnością|Spółka Akcyjna|SKA|sp k|sp j|sp p|sp komandytowa|Spółka Jawna|Spółka Komandytowa|sp z oo sp k|sp z oo sk|PSA",
  czechAndSlovak:
    "sro|s ro|spol s ro|společnost s ručením omezeným|spoločnosť s ručením obmedzeným|akciová společnost|akciová spoločnosť|vos|komanditní společnost|zs|zú|ops|družstvo",
  hungarian: "Kft|Zrt|Nyrt|Bt|Kkt|Rt|Kht|nonprofit Kft|Korlátolt Felelősségű Társaság|Részvénytársaság|Betéti Társaság",
  southSlavic:
    "doo|d oo|dd|dno|ad|doo el|dooel|ead|eood|ood|jdoo|društvo s ograničenom odgovornošću|dioničko društvo|akcionarsko društvo|ООД|ЕООД|ЕАД|ДОО|ДООЕЛ",
  romanianAndAlbanian: "SRL|SRL D|SNC|SCS|PFA|Shpk|Sha|Societate cu Răspundere Limitată|Societate pe Acțiuni",
  greek: "AE|EPE|IKE|OE|EE|Ανώνυμη Εταιρεία|ΑΕ|ΕΠΕ|ΙΚΕ|ΟΕ|ΕΕ|ΑΕΒΕ|AEBE|SA Hellas",
  turkish:
    "AŞ|Ltd Şti|Limited Şti|Limited Şirketi|Anonim Şirketi|Tic Ltd Şti|San Tic Ltd Şti|San ve Tic Ltd Şti|San ve Tic AŞ|Sanayi ve Ticaret AŞ|Sanayi ve Ticaret Ltd Şti|Sanayi ve Ticaret Anonim Şirketi|Sanayi ve Ticaret Limited Şirketi|Koll Şti",
  russianAndUkrainian:
    "ooo|oao|zao|pao|nao|ao|too|tov|pat|prat|jsc|ojsc|cjsc|pjsc|llc|ООО|ОАО|ЗАО|ПАО|НАО|АО|ТОО|ТОВ|ПАТ|ПрАТ|АТ|ИП|ФОП|ЧП|МЧЖ|общество с ограниченной ответственностью|акционерное общество|публичное акционерное общество|открытое акционерное общество|закрытое акционерное общество|товариство з обмеженою відповідальністю|приватне акціонерне товариство|публічне акціонерне товариство|Open Joint Stock Company|Closed Joint Stock Company|Public Joint Stock Company|Obshchestvo s Ogranichennoy Otvetstvennostyu",
  japanese:
    "KK|GK|YK|GmK|Kabushiki Kaisha|Kabushiki Gaisha|Kabushikigaisha|Godo Kaisha|Yugen Kaisha|Gomei Kaisha|Goshi Kaisha",
  chineseAndKorean: "Gufen Youxian Gongsi|Youxian Gongsi|Youxian Zeren Gongsi|Chusik Hoesa|Jusik Hoesa|Yuhan Hoesa",
  hebrewAndArabic: "בע״מ|בעמ|ש.מ.מ|ذ.م.م|ش.م.م|ش.م.ع|ش.م.ل|ش.م.ك|م.م.ح",
  european: "SE|SCE|EEIG|EWIV|GEIE|SPE|EESV",
} as const satisfies Record<string, string>;

/** Forms that stand before the name where they are used. */
const beforeTheName =
  "PT|CV|UD|PD|Fa|Firma|Perum|Perumda|Perseroan Terbatas|PT Persero|Perusahaan Umum|Usaha Dagang|ooo|oao|zao|pao|nao|tov|too|ООО|ОАО|ЗАО|ПАО|ТОВ|ТОО|ПрАТ|ПАТ|ИП|ФОП|ЧП|общество с ограниченной ответственностью|акционерное общество|публичное акционерное общество|открытое акционерное общество|закрытое акционерное общество|товариство з обмеженою відповідальністю|UAB|OÜ|VšĮ|SARL|EURL|SNC|SCI|SELARL|Aktiebolaget|Công ty TNHH|Công ty Cổ phần|Công ty TNHH MTV|CTCP|Cong ty TNHH|Cong ty Co phan|บริษัท|Kabushiki Kaisha|KK|Société Anonyme|Empresa|Sociedad Anónima|Osaühing|Aktsiaselts";

/**
 * Forms that are words as well, or the beginning of a name: they count only in capitals or with their dots or stroke
 * ("Equinor AS", "A/S", "Allianz SE").
 */
const inCapitals =
  "AS|SE|EV|IS|SS|SC|GP|CC|AD|BT|OU|SIA|PP|DA|EE|OE|AC|EU|ME|MB|CA|SF|BA|DD|UA|WA|ZU|ZS|TU|UU|IK|AT|PA|CO OP|HF|KS|KY|RT|HB|KB|AAS|PSA|VOS|EI|ACE|EARL|SEM|EPE|IKE|LC|PC|NA|NL|UC";
const beforeInCapitals = "AB|AS|AO|SIA|AD|АО";

/** Words whatever their capitals, unless the name around them has small letters: "Bali Spa" and "BALI SPA", but "Eni SpA". */
const inContrast = "SpA";

const split = (forms: string) => forms.split("|");

export const legalForms: readonly string[] = [...new Set(Object.values(afterTheName).flatMap(split))];
export const openingForms: readonly string[] = split(beforeTheName);
export const capitalForms: readonly string[] = split(inCapitals);
export const openingCapitalForms: readonly string[] = split(beforeInCapitals);
export const contrastForms: readonly string[] = split(inContrast);

/** Forms written without a space before or after the name, in the scripts that do so; the longest first. */
export const joinedForms =
  /股份有限公司|股份公司|有限责任公司|有限責任公司|有限公司|一般社団法人|一般財団法人|株式会社|合同会社|有限会社|合資会社|合名会社|주식회사|유한회사|유한책임회사|\(주\)|\(유\)|㈜|㈱|㈲|\(株\)|（株）|\(有\)|（有）/gu;
