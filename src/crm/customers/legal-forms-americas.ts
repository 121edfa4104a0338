import type { LegalFormsOfCountry } from "./legal-forms-of-country.ts";

/**
 * The Americas by ISO 3166, and what is written in English everywhere (EN). From the countries' company laws (those of
 * the United States, CBCA, LGSM, Código Civil and Lei das S.A. of Brazil, Ley General de Sociedades…).
 */
export const legalFormsAmericas = {
  EN: {
    after: `
      Ltd | Limited | LLC | LLP | LLLP | PLLC | PLC | Inc | Incorporated | Corp | Corporation | Co | Company
      | & Co | & Company | & Co Ltd | & Company Limited | Co Ltd | Corp Ltd | Ltd Co | Ltd Liability Co
      | Unlimited | Ultd | Limited Company | Limited Liability Company | Limited Liability Partnership
      | Limited Partnership | Limited Liability Limited Partnership | General Partnership | Public Company
      | Public Limited Company | Private Limited Company | Private Company | Private Company Limited
      | Private Co Ltd | Professional Corporation | Professional Association | Professional Company
      | Sole Proprietorship | Sole Proprietor | Unlimited Liability Company | Unlimited Liability Corporation
      | Joint Stock Company | Private Joint Stock Company | Public Joint Stock Company
      | Simplified Joint Stock Company | International Business Company | Exempted Company | Exempt Company
      | Exempted Limited Partnership | Exempt Private Company | Segregated Portfolio Company
      | Segregated Accounts Company | Joint Venture Company | JV LLC | in liquidation | in receivership
      | One Person Company | Single Member Company | Limited by Guarantee and not having a share capital
      | Private Company Limited by Shares | LP`,
    afterInCapitals: "LC | PC | UC | GP | CC | IBC | SPC | JSC",
  },
  US: {
    after: `
      PLLC | LLLP | RLLP | RLLLP | PLLP | PBLLC | L3C | Low Profit Limited Liability Company
      | Benefit Corporation | Public Benefit Corporation | Public Benefit LLC | Chtd | Professional LLC
      | Professional Limited Liability Company | Professional Limited Company
      | Professional Limited Liability Partnership | Professional Service Corporation
      | Registered Limited Liability Partnership | Registered LLP | Nonprofit Corporation
      | Non Profit Corporation | Close Corporation | Statutory Close Corporation | Limited Company
      | National Association | National Banking Association | Series LLC | SMLLC | Worker Cooperative LLC
      | Member Managed LLC | an LLC | a Limited Partnership | a Delaware Corporation
      | a Delaware Limited Liability Company | a California Limited Partnership | a Professional Corporation
      | a California Corporation | a Law Corporation | a Professional Law Corporation | LTC`,
    afterInCapitals: "PBC | NA | P.A. | S.C. | N.T. & S.A. | APLC | P.S. | P.C. | A.P.C. | P.L.C. | FSB",
  },
  CA: {
    after: `
      ULC | Ltée | Limitée | Enr | Inc Ltée | Ltée Ltd | Ltd Ltée | Limited Limitée | Limitée Limited
      | Incorporée | SENC | SENCRL | Société en commandite | Société en nom collectif
      | Société en nom collectif à responsabilité limitée | SENCRL SRL | Compagnie Ltée | Compagnie Limitée
      | Cie Ltée | Cie Limitée | Corporation Limitée | Corporation Ltée | Unlimited Liability Company
      | Société par actions`,
    afterInCapitals: "SEC",
  },
  MX: {
    after: `
      SA | SA de CV | SAB de CV | SAPI de CV | SAPIB | SAPIB de CV | S de RL | S de RL de CV | S de RL MI
      | SA de RL | SAS de CV | SC de RL | SC de RL de CV | SC de P de RL de CV | SC de P | SPR de RL
      | SPR de RL de CV | SPR de RI | SPR de RI de CV | SCP | SCL | SNC IBD | S en C | S en C por A
      | S en C de CV | S en NC | S en NC de CV | SC de CV | SOFOM | SOFOM ENR | SOFOM ER | SA de CV SOFOM ENR
      | SA de CV SOFOM ER | SA IBM | SA Institución de Banca Múltiple | SA de CV SFP | SCL de CV | I A P | A B P
      | de CV | SRL de CV | S de PR de RL | Sociedad Anónima de Capital Variable | Sociedad Anónima Bursátil
      | Sociedad Anónima Bursátil de Capital Variable | Sociedad Anónima Promotora de Inversión
      | Sociedad Anónima Promotora de Inversión de Capital Variable
      | Sociedad Anónima Promotora de Inversión Bursátil
      | Sociedad Anónima Promotora de Inversión Bursátil de Capital Variable
      | Sociedad de Responsabilidad Limitada de Capital Variable
      | Sociedad por Acciones Simplificada de Capital Variable | Sociedad Civil de Responsabilidad Limitada
      | Sociedad de Producción Rural | Sociedad de Producción Rural de Responsabilidad Limitada
      | Sociedad Cooperativa de Responsabilidad Limitada
      | Sociedad Cooperativa de Responsabilidad Limitada de Capital Variable
      | Sociedad en Comandita por Acciones | Sociedad en Comandita Simple | Sociedad en Nombre Colectivo
      | Asociación en Participación | Asociación Civil | Sociedad Nacional de Crédito
      | Sociedad Financiera de Objeto Múltiple | Sociedad de Solidaridad Social | Entidad No Regulada
      | Entidad Regulada | Institución de Banca Múltiple | Sociedad Cooperativa de Consumo
      | Sociedad Financiera Popular`,
    afterInCapitals: "SC | IBP | SNC | IAP | ABP | SPR | SAB | SAPI | AC",
  },
  BR: {
    before: "Cia",
    after: `
      S/A | SA | Ltda | Limitada | Ltda ME | Ltda EPP | Ltda MEI | EIRELI | EIRELI ME | EIRELI EPP | SLU
      | Sociedade Anônima | Sociedade Limitada | Sociedade Limitada Unipessoal | Sociedade Simples
      | Sociedade Simples Limitada | Sociedade Simples Ltda | Sociedade Simples Pura | S S Ltda | S/S Ltda | S/S
      | Sociedade Empresária Limitada | Sociedade Empresária | Sociedade em Conta de Participação
      | Sociedade Anônima de Capital Aberto | Sociedade Anônima de Capital Fechado | Sociedade de Economia Mista
      | Sociedade Individual de Advocacia | Sociedade Unipessoal de Advocacia | Sociedade Cooperativa
      | Empresa Individual de Responsabilidade Limitada | Empresário Individual | Empresa Individual
      | Microempreendedor Individual | Empresa de Pequeno Porte | Companhia Aberta | Companhia Limitada
      | Cia Ltda | e Cia Ltda | & Cia Ltda | Sociedade Anônima do Futebol | em recuperação judicial
      | em liquidação | massa falida | EPP`,
    afterInCapitals: "ME | EI | SS | CRL | MEI",
  },
  AR: {
    after: `
      SA | SRL | SAS | SAU | SACI | SAIC | SACIF | SACIFI | SACIFIA | SACIFYA | SACIFIyA | SACIyF | SAICyF
      | SAICFI | SAICIF | SAICFIyA | SAICIyF | SACIA | SACIFA | SACIIyF | SACeI | SAIyC | SACyF | SAFCI | SAICA
      | SAICAyG | SCA | SCeI | SECPA | SCPA | SGR | SAPEM | SEDLR | SA UTE | SAGyP
      | Sociedad Anónima con Participación Estatal Mayoritaria | Sociedad del Estado
      | Sociedad de Capital e Industria | Sociedad en Comandita por Acciones
      | Sociedad Anónima Comercial e Industrial | Sociedad Anónima Comercial Industrial y Financiera
      | Sociedad Anónima Industrial y Comercial
      | Sociedad Anónima Comercial Industrial Financiera e Inmobiliaria | Sociedad Colectiva | Sociedad de Hecho
      | Unión Transitoria | Unión Transitoria de Empresas | Sociedad Ley 19550 Capítulo I Sección IV
      | Agrupación de Colaboración | Sociedad Anónima Agropecuaria`,
    afterInCapitals: "S.E. | S.H. | SAC | UTE | SAIF",
  },
  CL: {
    after: `
      EIRL | Ltda | SA Cerrada | SA Abierta | SGR | Sociedad por Acciones | Sociedad Anónima Cerrada
      | Sociedad Anónima Abierta | Sociedad Anónima Especial | Empresa Individual de Responsabilidad Limitada
      | Compañía Limitada | y Cía | y Cía Ltda | & Cía | & Cía Ltda | y Compañía | y Compañía Limitada
      | y Compañía Ltda | Sociedad de Responsabilidad Limitada | Sociedad Colectiva Comercial
      | Sociedad Contractual Minera | Sociedad Legal Minera`,
    afterInCapitals: "SCM | SLM | SpA | SAC | SAA",
  },
  CO: {
    after: `
      SAS | SA | Ltda | SA ESP | SAS ESP | EICE | EICE ESP | SCA | S en C | S en C S | SCS | S en CA | SA BIC
      | SAS BIC | Ltda BIC | Cía Ltda | Cía SCA | Cía S en C | & Cía S en C | y Cía S en C | & Cía SCA | SAS ZF
      | Sociedad por Acciones Simplificada | Empresa Unipersonal | Empresa Asociativa de Trabajo
      | Sociedad en Comandita | Sociedad Comercial de Economía Mista | Empresa Industrial y Comercial del Estado
      | Empresa de Servicios Públicos | Sociedad de Economía Mixta | Empresa Social del Estado
      | Sucursal Colombiana | en liquidación | en reorganización | Sociedad Colectiva | SEM ESP
      | Beneficio e Interés Colectivo`,
    afterInCapitals: "E.U. | P.H. | ESP",
  },
  PE: {
    after: `
      SA | SRL | SCRL | EIRL | SAC S | SACS | S Civil de RL | SCiv de RL | SMRL | Sociedad Anónima Cerrada
      | Sociedad Anónima Abierta | Sociedad Comercial de Responsabilidad Limitada
      | Empresa Individual de Responsabilidad Limitada | Sociedad por Acciones Cerrada Simplificada
      | Sociedad Civil de Responsabilidad Limitada | Sociedad Civil Ordinaria
      | Sociedad Minera de Responsabilidad Limitada | Sociedad Agrícola de Interés Social
      | Persona Natural con Negocio | Sociedad Anónima Ordinaria`,
    afterInCapitals: "SAC | SAA",
  },
  EC: {
    after: `
      SA | SAS | SAS BIC | Cía Ltda | Compañía Anónima | Compañía Limitada
      | Compañía de Responsabilidad Limitada | Compañía de Economía Mixta | Compañía en Nombre Colectivo
      | Compañía en Comandita Simple | Compañía en Comandita por Acciones | Sociedad Anónima Civil y Mercantil
      | Empresa Pública Municipal | Compañía por Acciones Simplificada`,
    afterInCapitals: "E.P. | CA | C.E.M.",
  },
  VE: {
    after: `
      SRL | SA | SAICA | SAICA SACA | CA SACA | CxA | C por A | Sociedad Anónima de Capital Autorizado
      | Sociedad Anónima Inscrita de Capital Abierto | Compañía Anónima | Sociedad en Nombre Colectivo
      | Asociación Cooperativa RL | Empresa del Estado | Empresa de Producción Social | Compañía en Comandita`,
    afterInCapitals: "CA | R.L. | F.P.",
  },
  BO: {
    after: `
      SA | SRL | Ltda | Empresa Unipersonal | Sociedad Anónima Mixta | Sociedad Accidental
      | Sociedad de Economía Mixta | Asociación Accidental | Empresa Pública Nacional Estratégica
      | Sociedad en Comandita por Acciones | SEPSAC`,
    afterInCapitals: "EPNE | S.A.M.",
  },
  PY: {
    after: `
      SA | SAECA | SRL | EIRL | EAS Unipersonal | Empresa por Acciones Simplificadas
      | Empresa por Acciones Simplificadas Unipersonal | Sociedad Anónima Emisora
      | Sociedad Anónima Emisora de Capital Abierto | SACI | SACEI | SACIS | SACIG | SAIC
      | Sociedad Anónima Comercial Industrial y Servicios`,
    afterInCapitals: "E.A.S. | SAE",
  },
  UY: {
    after: `
      SA | SRL | SAS | SACIF | Ltda | SCA | Sociedad Anónima Financiera de Inversión
      | Cooperativa de Responsabilidad Suplementada | Empresa Unipersonal | Usuario de Zona Franca | SAZF
      | Sociedad Agraria`,
    afterInCapitals: "SAFI | SGA",
  },
  CR: {
    after: `
      SA | SRL | EIRL | Sociedad Anónima | Sociedad Anónima Deportiva | Ltda
      | Sociedad de Actividades Profesionales | Sociedad en Comandita
      | Empresa Individual de Responsabilidad Limitada`,
  },
  GT: {
    after: `
      SA | Sociedad de Emprendimiento | Sociedad Colectiva | Cía SRL | y Compañía Limitada | y Cía SCA
      | Sociedad en Comandita por Acciones | Comerciante Individual`,
  },
  SV: {
    after: `
      SA de CV | S de RL de CV | Ltda de CV | SAS de CV | S en C de CV | SEM de CV | ACPA de RL | de RL de CV
      | ACOACE de RL`,
  },
  HN: {
    after: "S de RL | S de RL de CV | SA de CV | SURL | Sociedad Unipersonal | SAU | Comerciante Individual",
  },
  NI: {
    after: "SA | Cía Ltda | y Cía Ltda | SAS | Sociedad en Comandita",
  },
  PA: {
    after: `
      SA | S de RL | SEM SA | Sociedad de Emprendimiento de Responsabilidad Limitada | Sociedad Anónima Panameña`,
  },
  DO: {
    after: `
      SRL | SAS | EIRL | C por A | SCS | CxA | C x A | Sociedad por Acciones
      | Empresa Individual de Responsabilidad Limitada | SA Simplificada`,
  },
  CU: {
    after: "SA | SURL | MIPYME SURL | Sociedad Mercantil Cubana | Empresa Estatal Socialista",
  },
  PR: {
    after: "LLC CSP | Corporación | Corporación de Servicios Profesionales | Compañía de Responsabilidad Limitada",
  },
  HT: {
    after: "Société Anonyme Mixte | SNC",
  },
  KY: {
    after: `
      SPC Limited | SPC Ltd | Exempted Limited | Exempted Co Ltd | Segregated Portfolio Company
      | Limited Duration Company | LP Exempted`,
    afterInCapitals: "ELP | SPC",
  },
  CW: {
    after: "NV | BV | CV | NV BV",
  },
} as const satisfies Record<string, LegalFormsOfCountry>;
