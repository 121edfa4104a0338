/**
 * What stands around a person's name, folded and without dots. Drawn up for this from what is common knowledge and from
 * libpostal's dictionaries of personal titles and academic degrees (MIT). A title that is a given name as well ("Sultan",
 * "Raja", "Gus", "Dean") is in none of them: to leave it out would make two people one.
 */
const split = (words: string) => new Set(words.split(" "));

/** After these a single word is a given name: "Pak Budi", "Sir Gerald". */
export const givenNameTitles = split(
  "bapak pak bpk ibu bu tuan tn nyonya ny nona nn sdr sdri saudara saudari kakak kak mas mbak mbakyu tante haji hajah h hj kh kyai kiai nyai ustadz ustaz ustadzah ust habib raden rr romo pdt pendeta datuk datin dato father brother sister encik cik puan tun sir dame queen king prince princess",
);

/** After these a single word is a surname: "Mr. Smith". */
export const surnameTitles = split(
  "dr drg drh drs dra doctor doktor dokter ir ing dipling prof professor profesor mr mister mrs ms miss mx messrs madam madame mme mlle mademoiselle monsieur herr herrn frau fraulein fr sr sra srta senor senora senorita don dona signor signora sig dhr mevr mevrouw rev reverend pastor hon honorable honourable rt judge justice senator sen gov governor gen general lt lieutenant col colonel cpt capt captain maj cmdr sgt cpl pvt adm admiral brig brigjen mayjen letjen jenderal jend kolonel kol letkol letnan kapten mayor akbp akp kompol iptu ipda aiptu ambassador attorney president secretary coach congressman congresswoman representative rep lord lady ph",
);

/** What joins titles: "Mr. and Mrs.", "the Rt. Hon." */
export const titleGlue = split("and the of dan");

/** Generations, wherever the name ends. */
export const generations = split("jr jnr junior sr snr ii iii iv");

/** Degrees and orders that are no name in any spelling. */
export const certainDegrees = split(
  "phd dphil mba mbbs dds dmd dvm edd esq cpa cfa cfp clu lutc pmp llm llb lld frcs facs aia obe mbe cbe msc bsc beng meng mphil skom spd sag sip ssos skm sked sfarm spsi sikom spdi mkom mpd mkes mhum mkn mpsi magr msi sst amd spog sppd spa spb spog sps spjp sptht cpns msced bba mpa mpp psyd pharmd skep mkep shut mhut sptr",
);

/** Degrees that are names or words as well: they count in capitals, with dots, or after a comma. */
export const possibleDegrees = split(
  "se sh st ss ssn ssi ssy shi sei sp spt stp sstp mm mt mh ma ms msn mti msi mak mag ak ca ba bs bed med md do rn bsn lpn jd pe qc kc mp od dc dd ap apt ners ns sds skg skh mab map mars",
);

/** Before a surname, and part of it. */
export const particles = split(
  "von van vander vanden der den de del della dela delle dello degli dei di da das do dos du des la le las los st saint santa san al el abu ibn bin binti binte bint ter ten zu zur af av mac vel",
);

/** These are given names too, and particles only in small letters. */
export const smallParticles = split("ben bar e y ap");
