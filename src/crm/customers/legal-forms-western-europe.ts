import type { LegalFormsOfCountry } from "./legal-forms-of-country.ts";

/**
 * Western, northern and southern Europe by ISO 3166 (UN: of the European Union). From the countries' company laws (HGB, GmbHG
 * and AktG, UGB, OR, Code de commerce, Code des sociétés, BW boek 2, Codice civile, LSC, CSC, aktiebolagslagen…).
 */
export const legalFormsWesternEurope = {
  UN: {
    after: `
      Societas Europaea | Societas Cooperativa Europaea | European Company | European Cooperative Society
      | European Economic Interest Grouping | Europäische Gesellschaft | Europäische Genossenschaft
      | Société Européenne | Société Coopérative Européenne | Europäische wirtschaftliche Interessenvereinigung
      | Groupement Européen d'Intérêt Économique | EEIG | EWIV | GEIE | EESV | AEIE | SCE mbH`,
    afterInCapitals: "SE | SCE | SPE",
  },
  DE: {
    after: `
      GmbH | gGmbH | mbH | GmbH i L | GmbH i G | GmbH i Gr | GmbH in Liquidation | GmbH in Gründung | AG | gAG
      | AG i L | KG | KG a A | KGaA | OHG | GbR | GdbR | BGB Gesellschaft | eGbR | UG | gUG
      | UG haftungsbeschränkt | gUG haftungsbeschränkt | eG | eGmbH | eGmuH | eK | eKfm | e Kfm | eKfr | e Kfr | e GbR | PartG
      | PartGmbB | PartG mbB | mbB | Part mbB | InvAG | InvKG | REIT AG | VVaG | aG | AöR | KdöR | KöR | GöR
      | Ges mbH | Gesellschaft mbH | mit beschränkter Haftung | gemeinnützige GmbH | gemeinnützige AG
      | gemeinnützige UG | & Co | & Co KG | & Co KGaA | & Co OHG | & Co GbR | & Cie | & Cie KG | & Cie KGaA
      | & Partner mbB | & Kompanie | Stiftung & Co KG | Stiftung & Co KGaA | haftungsbeschränkt
      | Aktiengesellschaft | gemeinnützige Aktiengesellschaft | Kommanditgesellschaft
      | Kommanditgesellschaft auf Aktien | Offene Handelsgesellschaft | Gesellschaft mit beschränkter Haftung
      | gemeinnützige Gesellschaft mit beschränkter Haftung | Gesellschaft bürgerlichen Rechts
      | eingetragene Gesellschaft bürgerlichen Rechts | eingetragene GbR | Unternehmergesellschaft
      | Unternehmergesellschaft haftungsbeschränkt | eingetragene Genossenschaft | eingetragener Verein
      | nicht eingetragener Verein | rechtsfähiger Verein | eingetragener Kaufmann | eingetragene Kauffrau
      | Partnerschaftsgesellschaft | Partnerschaftsgesellschaft mbB | Partnerschaft mbB
      | Partnerschaftsgesellschaft mit beschränkter Berufshaftung | Investmentaktiengesellschaft
      | Versicherungsverein auf Gegenseitigkeit | Versicherungsverein aG | auf Gegenseitigkeit
      | Anstalt des öffentlichen Rechts | Körperschaft des öffentlichen Rechts | Kommunalunternehmen
      | Partenreederei | Bergrechtliche Gewerkschaft | eingetragene Genossenschaft mbH`,
    afterInCapitals: "eV | e.V. | n.e.V. | i.L. | i.G. | K.U. | rV | VaG",
  },
  AT: {
    after: `
      GesmbH | Ges m b H | GesbR | GesnbR | OEG | FlexCo | FlexKapG | Flexible Kapitalgesellschaft
      | Flexible Company | Offene Gesellschaft | Kommandit Erwerbsgesellschaft | Offene Erwerbsgesellschaft
      | Gesellschaft nach bürgerlichem Recht | eingetragenes Einzelunternehmen | eingetragener Einzelunternehmer
      | eingetragene Einzelunternehmerin | eGen | Erwerbs und Wirtschaftsgenossenschaft | Genossenschaft mbH
      | Genossenschaft mit beschränkter Haftung | reg Gen mbH | regGenmbH
      | registrierte Genossenschaft mit beschränkter Haftung`,
    afterInCapitals: "e.U. | e.Gen. | OG | KEG",
  },
  CH: {
    after: `
      Sàrl | Sagl | GmbH in Liq | AG in Liq | SA en liquidation | SA in liquidazione | Kollektivgesellschaft
      | Einzelfirma | Einzelunternehmen | Investmentgesellschaft mit variablem Kapital
      | Investmentgesellschaft mit festem Kapital | Société à garantie limitée | Société simple
      | Società a garanzia limitata | Società anonima | raison individuelle | Ditta individuale`,
    afterInCapitals: "SICAF | SICAV | KmGK | KlG",
  },
  LI: {
    after: `
      Anstalt | Treuunternehmen | Treuhänderschaft | Trust reg | reg Trust | Segmentierte Verbandsperson
      | TrU reg`,
  },
  LU: {
    after: `
      Sàrl S | SàrlS | SARL S | SARL SIS | SCSp | SCA SICAV | SA SICAV | SICAV SIF | SICAV RAIF | SICAR | SECS
      | SECA | SENC | SEPCAV | ASSEP | Soparfi | Société en commandite spéciale
      | Société à responsabilité limitée simplifiée | Société d'investissement à capital variable
      | Société d'investissement en capital à risque | Société d'épargne pension à capital variable
      | Société d'impact sociétal`,
    afterInCapitals: "SIF | SEP | RAIF",
  },
  NL: {
    after: `
      BV | NV | VOF | BVio | BV io | NV io | Besloten Vennootschap | Naamloze Vennootschap
      | Vennootschap onder Firma | Commanditaire Vennootschap
      | Besloten Vennootschap met beperkte aansprakelijkheid | CV op aandelen | Maatschap | Eenmanszaak
      | Coöperatie UA | Coöperatie BA | Coöperatie WA | Coöperatieve Vereniging UA | Coöperatieve UA
      | Coöperatief UA | Coop UA | Onderlinge Waarborgmaatschappij | Onderlinge Waarborgmaatschappij UA
      | met uitsluiting van aansprakelijkheid | met uitgesloten aansprakelijkheid
      | met beperkte aansprakelijkheid | Rederij | CV | Vrijgestelde Vennootschap | AVV`,
    afterInCapitals: "OWM | UA | WA | BA | VBA",
  },
  BE: {
    after: `
      BVBA | SBVBA | BVBA SO | CVBA | CVOA | CVBA SO | CVSO | CommV | Comm VA | GCV | GewCommV | VZW | ASBL
      | IVZW | AISBL | SPRL | SPRLU | SPRL S | SPRL Starter | SCRL | SCRI | SCRL FS | SCS | SComm | SCommA | SNC
      | EBVBA | BV SRL | SRL BV | SA NV | NV SA | SC CV | VSO | BVBA Starter | Openbare BVBA
      | Société Privée à Responsabilité Limitée | Société Privée à Responsabilité Limitée Unipersonnelle
      | Société Coopérative à Responsabilité Limitée | Société Coopérative à Responsabilité Illimitée
      | Association Sans But Lucratif | Association Internationale Sans But Lucratif
      | Vereniging zonder winstoogmerk | Internationale vereniging zonder winstoogmerk
      | Besloten Vennootschap met beperkte aansprakelijkheid | Coöperatieve Vennootschap
      | Coöperatieve Vennootschap met beperkte aansprakelijkheid | Gewone Commanditaire Vennootschap
      | Commanditaire Vennootschap op Aandelen | Société Agricole | Landbouwvennootschap
      | Vereniging zonder Winstgevend Doel | Europese Vennootschap | Europees Economisch Samenwerkingsverband`,
    afterInCapitals: "CV | SComm | VoG | ESV",
  },
  FR: {
    around: `
      SARL | SARLU | EURL | SASU | SNC | SELARL | SELARLU | SELAS | SELASU | SELAFA | SELCA | SCCV | SCPI
      | SCICV | Société Anonyme | Société à Responsabilité Limitée | Société par Actions Simplifiée
      | Société par Actions Simplifiée Unipersonnelle | Société Civile Immobilière | Société en Nom Collectif
      | Entreprise Unipersonnelle à Responsabilité Limitée | Société Civile | Société Civile Professionnelle
      | Société Civile de Moyens | Société Coopérative | Groupement Agricole d'Exploitation en Commun
      | Exploitation Agricole à Responsabilité Limitée`,
    after: `
      SA | SAS | SCA | SCS | SAEM | SAEML | SEML | SPLA | SICAV | SICAF | SPRL | SARL AU | SAOS | SASP
      | Société Anonyme Simplifiée | Société Anonyme à Directoire | Société Anonyme à Conseil d'Administration
      | Société Anonyme à Directoire et Conseil de Surveillance | Société Anonyme Coopérative
      | Société Anonyme à Capital Variable | Société Anonyme d'Économie Mixte | Société d'Économie Mixte
      | Société Publique Locale | Société en Commandite | Société en Commandite Simple
      | Société en Commandite par Actions | Société en Participation | Société de Fait | Société Créée de Fait
      | Société Coopérative de Production | Société Coopérative et Participative
      | Société Coopérative Ouvrière de Production | Société Coopérative d'Intérêt Collectif
      | Société Coopérative Agricole | Société Coopérative Artisanale | Société Civile de Construction Vente
      | Société Civile de Placement Immobilier | Société Civile d'Exploitation Agricole
      | Société d'Exercice Libéral | Société d'Exercice Libéral à Responsabilité Limitée
      | Société d'Exercice Libéral par Actions Simplifiée | Société d'Exercice Libéral à Forme Anonyme
      | Société d'Intérêt Collectif Agricole | Groupement d'Intérêt Économique | Groupement d'Intérêt Public
      | Groupement Foncier Agricole | Entreprise Individuelle | Entreprise Individuelle à Responsabilité Limitée
      | Entrepreneur Individuel | Auto Entrepreneur | Micro Entrepreneur
      | Établissement Public Industriel et Commercial
      | Établissement Public à caractère Industriel et Commercial | Établissement Public Administratif
      | Établissement Public à caractère Administratif | Association Loi 1901 | Association Loi de 1901
      | Association Déclarée | à Responsabilité Limitée | par Actions Simplifiée | Société d'Assurance Mutuelle
      | Société Mutuelle d'Assurance | Société Unipersonnelle à Responsabilité Limitée | Cie | et Cie | & Cie
      | et Compagnie | Sté Anonyme | Sté Civile`,
    aroundInCapitals: "SCI | EARL | GAEC | SCEA | GIE",
    afterInCapitals: `
      SC | EI | SEM | SPL | GIP | SPFPL | EIRL | SEP | E.P.I.C. | E.P.A. | S.L.P. | SCP | SCM | SCOP | SCIC
      | GFA | SICA`,
  },
  MC: {
    after: "SURL | Société Anonyme Monégasque",
    afterInCapitals: "SAM",
  },
  ES: {
    before: "Sociedad Anónima",
    after: `
      SL | SLU | SLP | SLPU | SLL | SLNE | SA | SAU | SRL | SRLU | SRLL | SRC | SCP | SCL | SCCL | SCoop
      | SCoopL | S Coop | S Coop And | S Coop Mad | S Coop V | Coop V | SCoopAnd | SCA | SComA | SCom | SCom p A
      | SComp | SGR | SICC | AIE | SGIIC | SICAV SA | SOCIMI SA | SME SA | SLMP | SAMP | MP SA | MP SL | SA SME
      | Sdad Coop | Sdad Ltda | Soc Coop Ltda | Sociedad Anónima | Sociedad Anónima Unipersonal
      | Sociedad Anónima Laboral | Sociedad Anónima Deportiva | Sociedad Anónima Profesional
      | Sociedad Anónima Europea | Sociedad Limitada | Sociedad Limitada Unipersonal | Sociedad Limitada Laboral
      | Sociedad Limitada Profesional | Sociedad Limitada Nueva Empresa | Sociedad de Responsabilidad Limitada
      | Sociedad de Responsabilidad Limitada Unipersonal | Sociedad de Responsabilidad Limitada Laboral
      | Sociedad Civil | Sociedad Civil Profesional | Sociedad Civil Privada | Sociedad Colectiva
      | Sociedad Comanditaria | Sociedad Comanditaria por Acciones | Sociedad Comanditaria Simple
      | Sociedad en Comandita | Sociedad Cooperativa | Sociedad Cooperativa Limitada
      | Sociedad Cooperativa Andaluza | Sociedad Cooperativa Madrileña | Sociedad Cooperativa Valenciana
      | Societat Cooperativa Catalana Limitada | Sociedad Cooperativa Catalana Limitada | Societat Limitada
      | Societat Anònima | Societat Cooperativa | Sozietate Mugatua | Sozietate Anonimoa | Koop E
      | Kooperatiba Elkartea | Sociedad Agraria de Transformación | Sociedad de Garantía Recíproca
      | Agrupación de Interés Económico | Comunidad de Bienes | Sociedad Microcoop | Unión Temporal de Empresas
      | Entidad Pública Empresarial | Sociedad Mercantil Estatal | Empresario Individual | Sociedad Irregular
      | Sociedad de Inversión de Capital Variable`,
    afterInCapitals: "SC | CB | SCV | UTE | EPE | SLL | SRL | FCR | SCR | SAD | SAT | SAL | SAE | SALU",
  },
  AD: {
    after: "Societat de Responsabilitat Limitada | Societat Anònima Unipersonal | SLU | SAU",
  },
  PT: {
    after: `
      Lda | Limitada | Ltda | Unipessoal | Unipessoal Lda | Unipessoal Limitada | SGPS | SGPS SA | SGPS Lda
      | SGPS Unipessoal Lda | SGFI | SICAFI | CRL | SU Lda | SQ Lda | CIPRL | EIRL | SDUQ Lda | SDUQ | SROC
      | SP RL | EEM | EIM | EIM SA | EM SA | EPE | AEIE | Sociedade Anónima | Sociedade Anônima
      | Sociedade por Quotas | Sociedade Limitada | Sociedade Unipessoal por Quotas | Sociedade Unipessoal
      | Sociedade Unipessoal Limitada | Sociedade em Nome Coletivo | Sociedade em Nome Colectivo
      | Sociedade em Comandita | Sociedade em Comandita Simples | Sociedade em Comandita por Ações
      | Sociedade em Comandita por Acções | Sociedade por Quotas de Responsabilidade Limitada
      | Sociedade de Responsabilidade Limitada | Sociedade Civil | Sociedade Gestora de Participações Sociais
      | Sociedade Anónima Desportiva | Cooperativa de Responsabilidade Limitada
      | Agrupamento Complementar de Empresas | Entidade Pública Empresarial | Empresa Pública Municipal
      | Empresa Municipal | Empresa Intermunicipal | Empresário em Nome Individual
      | Estabelecimento Individual de Responsabilidade Limitada | de Responsabilidade Limitada | e Companhia
      | & Companhia | e Cia | & Cia | e Companhia Lda`,
    afterInCapitals: "SNC | IPSS | CRL | ACE | RL | SAD | E.M. | E.P. | E.I.M.",
  },
  IT: {
    after: `
      Srl | Srls | Srlu | Srlcr | Srl a socio unico | Srl unipersonale | Srl uninominale | Srl con socio unico
      | Srl semplificata | Srl in liquidazione | SpA in liquidazione | SpA a socio unico | SpA unipersonale
      | SpA con socio unico | Srl SB | SpA SB | Srl SU | Srl Società Benefit | SpA Società Benefit | Snc | Sas
      | Scarl | Scrl | Scpa | Scpl | Scspa | Scarlpa | Scs | Scsarl | Soc coop | Soc coop a rl | Soc coop arl
      | Soc coop va | Soc coop pa | Soc coop per azioni | Soc coop sociale | Soc coop onlus | Soc cons
      | Soc cons a rl | Soc cons arl | Soc a rl | Soc arl | Soc p A | Soc agr | Srl Stp | arl | a resp lim
      | Coop a rl | Coop Soc | Coop Sociale | Società per Azioni | Società a Responsabilità Limitata
      | Società a Responsabilità Limitata Semplificata | Società a Responsabilità Limitata a capitale ridotto
      | Società in Nome Collettivo | Società in Accomandita Semplice | Società in Accomandita per Azioni
      | Società Semplice | Società Semplice Agricola | Società Agricola | Società Cooperativa
      | Società Cooperativa a Responsabilità Limitata | Società Cooperativa per Azioni
      | Società Cooperativa Sociale | Società Cooperativa Agricola | Società Cooperativa Consortile
      | Società Consortile | Società Consortile a Responsabilità Limitata | Società Consortile per Azioni
      | Società Benefit | Società di Fatto | Società tra Professionisti | Società a socio unico
      | Società Unipersonale | Società di Mutuo Soccorso | Società Mutua Assicuratrice | Impresa Individuale
      | Ditta Individuale | Impresa Sociale | a Responsabilità Limitata | Ente Pubblico Economico | Onlus
      | Organizzazione non lucrativa di utilità sociale | Associazione di Promozione Sociale
      | Ente del Terzo Settore | Azienda Speciale | Associazione non riconosciuta | Associazione riconosciuta
      | A r l in liquidazione`,
    afterInCapitals: `
      SS | APS | ETS | ODV | SB | STP | SICAF | A.S.D. | S.S.D. | ASD | SSD | GEIE | SpA | S.M.S. | S.G.R.
      | SAPA | S.a.p.a.`,
  },
  SM: {
    after: "Società anonima | SA unipersonale",
  },
  MT: {
    after: `
      p l c | Partnership en commandite | Partnership en nom collectif | Kumpanija b'responsabbiltà limitata
      | SICAV plc | Kumpanija Pubblika`,
  },
  GB: {
    after: `
      CIC | CIO | SCIO | LLP | PLC | ICVC | OEIC | RTM Company | RTE Company | Cyf | Cyfyngedig
      | Cwmni Cyfyngedig | Cwmni Cyfyngedig Cyhoeddus | Partneriaeth Atebolrwydd Cyfyngedig
      | Partneriaeth Cyfyngedig | Cwmni Buddiant Cymunedol | CBC cyf | Public Limited
      | Private Limited by Shares | Private Limited by Guarantee | Private Unlimited Company
      | Private Company Limited by Shares | Private Company Limited by Guarantee | Public Company Limited
      | Public Company Limited by Shares | Company Limited by Guarantee | Limited by Guarantee
      | Limited by Shares | Company Limited by Shares | Community Interest Company | Community Interest PLC
      | Community Interest Public Limited Company | Community Benefit Society
      | Charitable Incorporated Organisation | Scottish Charitable Incorporated Organisation
      | Charitable Incorporated Organization | Industrial and Provident Society | Registered Society
      | Scottish Limited Partnership | Limited Liability Partnership | Limited Partnership
      | Open Ended Investment Company | Investment Company with Variable Capital | Royal Charter Company
      | Unlimited Company | Sole Trader | UKEIG | UK Economic Interest Grouping | UK Societas
      | RTM Company Limited`,
    afterInCapitals: "SLP | UKS | RTM | CBC | C.C.C. | I.P.S.",
  },
  IE: {
    after: `
      DAC | CLG | ULC | PULC | ICAV | Teoranta | Designated Activity Company
      | Designated Activity Company Limited by Guarantee | DAC Limited by Guarantee
      | Cuideachta Phoiblí Theoranta | Cuideachta Ghníomhaíochta Ainmnithe
      | Cuideachta faoi Theorainn Ráthaíochta | Cuideachta Neamhtheoranta | Cuideachta Phríobháideach Theoranta
      | Public Unlimited Company | Irish Collective Asset Management Vehicle`,
    afterInCapitals: "UC | PUC | LTA | C.P.T. | C.T.R. | C.T.A. | C.G.A. | C.T.N.",
  },
  GG: {
    after: `
      PCC Limited | ICC Limited | PCC Ltd | ICC Ltd | Protected Cell Company | Incorporated Cell Company | LBG
      | PCC PLC`,
    afterInCapitals: "PCC | ICC",
  },
  DK: {
    after: `
      ApS | IVS | P/S | K/S | I/S | AMBA | SMBA | FMBA | Amba | Smba | ApS under konkurs
      | ApS under frivillig likvidation | SCE mba | Anpartsselskab | Aktieselskab | Partnerselskab
      | Kommanditselskab | Interessentskab | Iværksætterselskab | Kommanditaktieselskab | Andelsselskab
      | Andelsselskab med begrænset ansvar | Selskab med begrænset ansvar | Forening med begrænset ansvar
      | med begrænset ansvar | Enkeltmandsvirksomhed | Personligt ejet mindre virksomhed | Europæisk selskab
      | Erhvervsdrivende forening | Partsrederi`,
    afterInCapitals: "A/S | AS | KS | IS | S/I | K/A/S | I.M.B.A.",
  },
  FO: {
    after: "Sp/f | P/F | Smápartafelag | Partafelag | Íverksetarafelag | SpF",
  },
  NO: {
    after: `
      ASA | ANS | NUF | IKS | Aksjeselskap | Aksjeselskapet | Allmennaksjeselskap | Ansvarlig selskap
      | Ansvarlig selskap med delt ansvar | med delt ansvar | Delt ansvar | Kommandittselskap
      | Norskregistrert utenlandsk foretak | Samvirkeforetak | Samvirkelag | Enkeltpersonforetak | Statsforetak
      | Interkommunalt selskap | Borettslag | Boligbyggelag | Kommunalt foretak | Fylkeskommunalt foretak
      | Gjensidig forsikringsselskap | Partrederi | Indre selskap | Europeisk selskap | Eierseksjonssameie`,
    afterInCapitals: "AS | A/S | SF | ENK | FKF | GFS | KS | K/S | A/L | S/L | I/S | DA | BA | B.A. | S.A. | K.F.",
  },
  SE: {
    before: "Aktiebolaget | Handelsbolaget | Kommanditbolaget",
    after: `
      AB | AB publ | AB (publ) | publ | Aktiebolag | Aktiebolaget | Aktiebolag publ | Publikt aktiebolag
      | Privat aktiebolag | Handelsbolag | Handelsbolaget | Kommanditbolag | Kommanditbolaget | Enskild firma
      | Enskild näringsverksamhet | Ekonomisk förening | Ek för | Ekon för | ekonomisk förening upa | Ek för upa
      | för upa | upa | mbpa | Ideell förening | Kooperativ hyresrättsförening | Sambruksförening
      | Försäkringsaktiebolag | Försäkringsaktiebolag publ | Bankaktiebolag | Bankaktiebolag publ
      | Försäkringsförening | Ömsesidigt försäkringsbolag | Ömsesidigt | Partrederi | i likvidation | i konkurs
      | Europabolag | Europakooperativ | AB svb | svb | AB i likvidation
      | med särskild vinstutdelningsbegränsning`,
    beforeInCapitals: "AB | A B",
    afterInCapitals: "E/F | E.K. | HB | KB",
  },
  FI: {
    before: "Oy | Kiinteistö Oy | Koy | Osakeyhtiö | Tmi | Toiminimi",
    after: `
      Oy | Oyj | Oy Ab | Ab Oy | Oyj Abp | Abp | Ab | tmi | T:mi | Osk | Andl | ry | Oy Ltd | Oy AB publ
      | Osakeyhtiö | Aktiebolag | Julkinen Osakeyhtiö | Publikt aktiebolag | Kommandiittiyhtiö | Avoin yhtiö
      | Öppet bolag | Osuuskunta | Andelslag | Toiminimi | Yksityinen elinkeinonharjoittaja
      | Rekisteröity yhdistys | Registrerad förening | Keskinäinen vakuutusyhtiö | Asunto osakeyhtiö
      | Bostadsaktiebolag | Keskinäinen Kiinteistöosakeyhtiö | Eurooppayhtiö | Eurooppaosuuskunta
      | Vakuutusyhdistys | Sivuliike Suomessa | Ab Ltd | Osakeyhtiö Aktiebolag | Ky`,
    afterInCapitals: "KY | AY | R.Y. | R.F. | r.s. | s.r. | r.f.",
  },
  IS: {
    after: `
      hf | ehf | ohf | slhf | slf | svf | hses | Hlutafélag | Einkahlutafélag | Opinbert hlutafélag
      | Samlagsfélag | Samlagshlutafélag | Sameignarfélag | Samvinnufélag | Einstaklingsfyrirtæki | Evrópufélag`,
    afterInCapitals: "HF | h.f. | SF | s.f.",
  },
  GR: {
    after: `
      ΕΠΕ | ΙΚΕ | ΜΕΠΕ | ΜΙΚΕ | ΑΕΒΕ | ΑΒΕΕ | ΑΕΕ | ΑΤΕ | ΑΕΤΕ | ΑΒΕΤΕ | ΑΕΒΤΕ | ΑΕΠΕΥ | ΑΕΔΑΚ | ΑΕΕΑΠ | ΑΕΕΧ
      | ΑΝΕ | ΑΞΤΕ | ΑΓΕ | ΣΥΝΠΕ | ΣΠΕ | ΚΟΙΝΣΕΠ | ΑΜΚΕ | ΝΕΠΑ | ΕΕΕ | ΜΑΕ | ΜΟΝ ΑΕ | ΜΟΝ ΕΠΕ | ΜΟΝ ΙΚΕ | AEBE
      | ABEE | AVEE | AVETE | AEVE | AEPEY | AEDAK | AMKE | EPE | MIKE EPE | SMSA | SMPC | SA | Α.Ε | Ε.Π.Ε
      | Κοινωνία | Ανώνυμη Εταιρεία | Ανώνυμη Εταιρία | Ανώνυμος Εταιρεία | Μονοπρόσωπη ΑΕ | Μονοπρόσωπη ΕΠΕ
      | Μονοπρόσωπη ΙΚΕ | Μονοπρόσωπη Ανώνυμη Εταιρεία | Μονοπρόσωπη Ιδιωτική Κεφαλαιουχική Εταιρεία
      | Εταιρεία Περιορισμένης Ευθύνης | Μονοπρόσωπη Εταιρεία Περιορισμένης Ευθύνης
      | Εταιρία Περιορισμένης Ευθύνης | Ιδιωτική Κεφαλαιουχική Εταιρεία | Ομόρρυθμη Εταιρεία
      | Ετερόρρυθμη Εταιρεία | Ετερόρρυθμη κατά μετοχές Εταιρεία | Αστική Εταιρεία
      | Αστική μη Κερδοσκοπική Εταιρεία | Ναυτική Εταιρεία | Ατομική Επιχείρηση
      | Κοινωνική Συνεταιριστική Επιχείρηση | Κοινοπραξία | Συνεταιρισμός Περιορισμένης Ευθύνης
      | Anonymi Etaireia | Anonymos Etairia | Etaireia Periorismenis Efthynis | Idiotiki Kefalaiouchiki Etaireia
      | Omorrythmi Etaireia | Eterorrythmi Etaireia | Single Member SA | Single Member PC | Single Member LLC
      | Private Capital Company | Single Member Private Company | Single Member Societe Anonyme | ΑΒΕ`,
    afterInCapitals: "AE | OE | EE | M.I.K.E. | ΑΕ | ΟΕ | ΕΕ | ATE | IKE | I.K.E. | P.C.",
  },
  CY: {
    after: `
      Λτδ | Λίμιτεδ | ΔΗΜΟΣΙΑ ΛΤΔ | Δημόσια Εταιρεία Λτδ | Public Ltd | Δημόσια Λίμιτεδ
      | Δημόσια Εταιρεία Λίμιτεδ | Εταιρεία Περιορισμένης Ευθύνης με Μετοχές | ΕΠΕ Δημόσια`,
  },
} as const satisfies Record<string, LegalFormsOfCountry>;
