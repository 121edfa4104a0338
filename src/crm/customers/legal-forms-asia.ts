import type { LegalFormsOfCountry } from "./legal-forms-of-country.ts";

/**
 * Asia and the Arab countries by ISO 3166 (AR: written in several Arab countries). From the countries' company laws (UU
 * 40/2007, Companies Acts, 会社法, 公司法, 상법, Luật Doanh nghiệp…); Indonesian and Malay after libpostal's dictionaries
 * of company types (MIT) too. Chinese, Japanese, Korean and Thai forms that are written without a space: `joinedForms`.
 */
export const legalFormsAsia = {
  ID: {
    around: `
      PT | CV | UD | PD | Fa | Firma | Perum | Perumda | Perseroda | Persero | PT Persero | PT Perorangan
      | Perseroan Terbatas | Perseroan Perorangan | Perseroan Komanditer | Persekutuan Komanditer
      | Persekutuan Firma | Persekutuan Perdata | Perusahaan Umum | Perusahaan Umum Daerah
      | Perusahaan Perseroan | Perusahaan Perseroan Daerah | Perusahaan Daerah | Perusahaan Perorangan
      | Perusahaan Dagang | Usaha Dagang | BUMDes | BUM Desa | Badan Usaha Milik Desa | Perusda | Perjan
      | Perusahaan Jawatan | Perseroan Terbatas Perorangan`,
    after: `
      Tbk | Terbuka | Persero Tbk | PT Tbk | Perseroan Terbatas Tbk | Comanditaire Vennootschap
      | Commanditaire Vennootschap | Perorangan`,
  },
  MY: {
    before: "Syarikat",
    after: `
      Sdn Bhd | Sdn | Bhd | Bhd Sdn | Berhad | Sendirian Berhad | PLT | Perkongsian Liabiliti Terhad
      | Syarikat Berhad | Perkongsian | Pte Bhd | Syarikat Berhad Menurut Jaminan | Labuan LLP`,
  },
  BN: {
    after: "Sdn Bhd | Berhad",
  },
  SG: {
    after: `
      Pte Ltd | Pte | Pte Limited | Private Limited | Private Ltd | (P) Ltd | VCC | Variable Capital Company
      | Ltd Liability Partnership | LLP | Sole Proprietor | Public Limited Company by Guarantee | CLG | Pte LLP
      | Pte Ltd Co`,
  },
  PH: {
    after: `
      OPC | One Person Corporation | Incorporada | Inc OPC | Non Stock Corporation | Non Profit Corporation
      | Non Stock Inc | Corporation OPC | Stock Corporation | Ltd Co`,
    afterInCapitals: "MPC",
  },
  TH: {
    around: "บจก | บมจ | หจก | หสน",
    before: "บริษัท",
    after: `
      PCL | PLC | Public Company Limited | Public Company | Public Co | Ltd Part | Ltd Partnership
      | Limited Partnership | Registered Ordinary Partnership | จำกัด | จำกัด (มหาชน) | มหาชน | Borisat Chamkat
      | Borisat Mahachon Chamkat | Hang Hun Suan Chamkat`,
  },
  VN: {
    around: `
      Công ty TNHH | Công ty Cổ phần | Công ty TNHH MTV | Công ty TNHH Một thành viên
      | Công ty TNHH Hai thành viên trở lên | Công ty Trách nhiệm hữu hạn
      | Công ty Trách nhiệm hữu hạn Một thành viên | Công ty Hợp danh | Công ty CP | Cty CP | Cty TNHH
      | Cty TNHH MTV | Cty Cổ phần | CTCP | CTTNHH | Tổng Công ty | Tổng Công ty Cổ phần | Doanh nghiệp tư nhân
      | DNTN | Hộ kinh doanh | TMCP | Doanh nghiệp nhà nước | Cong ty TNHH | Cong ty Co phan | Cong ty TNHH MTV`,
    after: `
      JSC | TNHH | TNHH MTV | Joint Stock Company | JS Co | JSCo | Co JSC | One Member Limited Liability Company
      | One Member Co Ltd | Single Member Limited Liability Company | Two Member Limited Liability Company
      | Trách nhiệm hữu hạn | Joint Venture Company | Stock Company | Partnership Company`,
  },
  KH: {
    around: `
      ក្រុមហ៊ុន | ឯ.ក | ឯក | ឯកបុគ្គល | សហគ្រាសឯកបុគ្គល`,
    after: "Pvt Co Ltd",
  },
  LA: {
    around: "ບໍລິສັດ | ວິສາຫະກິດສ່ວນບຸກຄົນ",
    after: "Sole Co Ltd | Sole Company Limited | Sole Limited | ຈຳກັດ | ຈໍາກັດ | ຈຳກັດຜູ້ດຽວ | ມະຫາຊົນ",
  },
  MM: {
    after: `
      ကုမ္ပဏီလီမိတက် | ကုမ္ပဏီ လီမိတက် | ကုမ္ပဏီလိမိတက် | လီမိတက် | အများနှင့်သက်ဆိုင်သော ကုမ္ပဏီလီမိတက်
      | ပုဂ္ဂလိက ကုမ္ပဏီလီမိတက်`,
  },
  IN: {
    before: "M/s | Messrs",
    after: `
      Pvt Ltd | Pvt | Pvt Limited | P Ltd | (P) Ltd | (Pvt) Ltd | (OPC) Pvt Ltd | OPC Private Limited
      | OPC Pvt Ltd | One Person Company | Nidhi Limited | Producer Company Limited | Producer Company
      | Section 8 Company | Private Limited Company | Proprietorship | Limited Liability Partnership
      | प्राइवेट लिमिटेड | प्रा लि | लिमिटेड | प्रा॰ लि॰ | प्रा. लि. | लि | पब्लिक लिमिटेड कंपनी
      | प्राइवेट लिमिटेड कंपनी | एलएलपी | কোম্পানি প্রাইভেট লিমিটেড`,
  },
  PK: {
    before: "M/s",
    after: `
      (Pvt) Limited | (Private) Limited | (SMC Pvt) Ltd | SMC Private Limited | SMC Pvt Ltd
      | (SMC Private) Limited | (Guarantee) Limited | Single Member Company | پرائیویٹ لمیٹڈ | لمیٹڈ
      | پبلک لمیٹڈ`,
  },
  BD: {
    before: "M/s | মেসার্স",
    after: "প্রাইভেট লিমিটেড | লিমিটেড | পাবলিক লিমিটেড কোম্পানি | প্রাঃ লিঃ | লিঃ",
  },
  LK: {
    after: `
      (Private) Limited | (Pvt) Ltd | PLC | (Guarantee) Limited | පුද්ගලික සමාගම | (පුද්ගලික) සමාගම | සීමාසහිත
      | පෞද්ගලික සමාගම | පීඑල්සී`,
  },
  NP: {
    after: "प्रा लि | प्राइभेट लिमिटेड | लिमिटेड | पब्लिक लिमिटेड",
  },
  JP: {
    around: `
      KK | Kabushiki Kaisha | Kabushiki Gaisha | Kabushikigaisha | Kabushikikaisha | Godo Kaisha | Godo Gaisha
      | Godokaisha | Goudou Gaisha | Goudou Kaisha | Yugen Kaisha | Yugen Gaisha | Yugenkaisha | Yuugen Gaisha
      | Gomei Kaisha | Gomei Gaisha | Goshi Kaisha | Goshi Gaisha | Tokutei Mokuteki Kaisha | Sogo Kaisha
      | Sogo Gaisha | Yugen Sekinin Jigyo Kumiai | Ippan Shadan Hojin | Ippan Zaidan Hojin | Koeki Shadan Hojin
      | Koeki Zaidan Hojin | Dokuritsu Gyosei Hojin | Tokutei Hieiri Katsudo Hojin | NPO Hojin | Iryo Hojin
      | Gakko Hojin | Shakai Fukushi Hojin | Toshi Hojin | Tokushu Kaisha`,
    after: `
      Mutual Company | General Incorporated Association | Public Interest Incorporated Association | GK | YK
      | GmK | TMK | Ltd KK | K K | G K | Y K`,
  },
  CN: {
    after: `
      Gufen Youxian Gongsi | Youxian Gongsi | Youxian Zeren Gongsi | Gu Fen You Xian Gong Si | You Xian Gong Si
      | You Xian Ze Ren Gong Si | Company Limited by Shares | Co Ltd by Shares | Corp Ltd | Corporation Limited
      | WFOE | Wholly Foreign Owned Enterprise | Sino Foreign Joint Venture | Sino Foreign Equity Joint Venture
      | Limited Liability Co Ltd | Youxian Hehuo | Limited Company by Shares | Stock Co Ltd
      | Company Ltd by Shares | Shareholding Co Ltd | Gongsi`,
  },
  HK: {
    after: "Company Limited by Guarantee | Open Ended Fund Company | Limited Partnership Fund",
    afterInCapitals: "LPF | OFC",
  },
  MO: {
    after: "Sociedade Unipessoal Limitada | Sociedade Unipessoal Lda | Limitada",
  },
  KR: {
    around: `
      Chusik Hoesa | Jusik Hoesa | Chusikhoesa | Jusikhoesa | Yuhan Hoesa | Yuhanhoesa | Yuhan Chaekim Hoesa
      | Yuhanchaegim Hoesa | Hapja Hoesa | Hapmyeong Hoesa | Hapmyong Hoesa | Sadan Beobin | Jaedan Beobin`,
  },
  TW: {
    after: "Limited by Shares | Ltd by Shares",
  },
  KP: {
    after: "Joint Venture Corporation",
  },
  IL: {
    after: `
      בע״מ | בעמ | בע מ | בע”מ | ע״ר | חל״צ | חברה בעירבון מוגבל | בעירבון מוגבל | בערבון מוגבל | שותפות מוגבלת
      | שותפות רשומה | שותפות כללית | אגש״ח | אגודה שיתופית חקלאית בע״מ | אגודה שיתופית בע״מ
      | חברה לתועלת הציבור`,
    afterInCapitals: "R.A. | P.B.C.",
  },
  IR: {
    around: `
      شرکت سهامی خاص | شرکت سهامی عام | شرکت با مسئولیت محدود | سهامی خاص | سهامی عام | با مسئولیت محدود
      | شرکت تضامنی | شرکت تعاونی | شرکت نسبی | مسئولیت محدود | Sherkat Sahami Khass | Sherkat Sahami Aam
      | Sahami Khas`,
    before: "شرکت",
    after: "PJS | PJSCo | PJS Co | Pvt JSC | Private JSC",
  },
  AF: {
    before: "شرکت محدوده",
    after: "محدوده",
  },
  AR: {
    around: `
      شركة ذات مسؤولية محدودة | شركة ذات مسئولية محدودة | ذات مسؤولية محدودة | ذات مسئولية محدودة | شركة مساهمة
      | شركة مساهمة عامة | شركة مساهمة خاصة | شركة مساهمة مقفلة | شركة مساهمة عامة محدودة | شركة المساهمة
      | شركة مساهمة مصرية | شركة مساهمة سعودية | شركة مساهمة لبنانية | شركة مساهمة كويتية | شركة مساهمة بحرينية
      | شركة مساهمة قطرية | شركة مساهمة مغلقة | شركة مساهمة مبسطة | شركة تضامن | شركة تضامنية | شركة توصية بسيطة
      | شركة توصية بالأسهم | شركة التوصية البسيطة | شركة التوصية بالأسهم | شركة الشخص الواحد | شركة شخص واحد
      | شركة الشخص الواحد ذات المسؤولية المحدودة | شركة الشخص الواحد ش.ذ.م.م | مؤسسة فردية | شركة محاصة
      | شركة قابضة | شركة مدنية | المحدودة | مساهمة عامة | مساهمة خاصة | شركة معفاة | منطقة حرة ذ.م.م`,
    before: "شركة",
    after: `
      ذ.م.م | ش.ذ.م.م | ذ م م | ش.م.م | ش.م.ع | ش.م.خ | ش.م.ل | ش.م.ك | ش.م.ك.ع | ش.م.ك.م | ش.م.ب | ش.م.ب.م
      | ش.م.ق | ش.م.ع.ع | ش.م.ع.م | ش.م.س | م.ح.م | م.م.ح | م.د.م.س | ش.و.م.م | ش.ش.و | ش.ت | ش.ت.ب | ش.م | ش.ق
      | ش.ع.م | ش.م.ح | ش.ش.خ | هولدنغ ش.م.ل | محدودة | ش.م.ع.ق | ش.م.ا | م.خ.م`,
  },
  AE: {
    after: `
      FZE | FZCO | FZC | FZ LLC | FZLLC | FZ Co | FZ LLE | DMCC | DWC LLC | DWC | Free Zone Establishment
      | Free Zone Enterprise | Free Zone Company | FreeZone Company | Free Zone LLC
      | Free Zone Limited Liability Company | FreeZone LLC | FZ Establishment | FZ Enterprise | FZ Company
      | LLC SO | LLC SP | LLC OPC | SOC LLC | LLC Sole Proprietorship | Sole Establishment | Civil Company
      | Private Joint Stock Company | Private Shareholding Company | Public Shareholding Company
      | Public Joint Stock Company | PJSC | PrJSC | PSC | PSJC | SPV Limited | Offshore Limited
      | Limited Liability Company Sole Proprietorship | LLC Branch | RSC Ltd | RSC Limited
      | Special Purpose Company | Free Zone Co LLC | FZ`,
    afterInCapitals: "EST",
  },
  SA: {
    after: `
      SJSC | JSC | CJSC | Saudi Joint Stock Company | Closed Joint Stock Company | Limited Liability Co
      | Single Person Limited Liability Company | Single Person Company | SPLLC | Simplified Joint Stock Company
      | Mixed Limited Liability Company | Limited by Shares`,
  },
  KW: {
    after: `
      KSC | KSCC | KSCP | KSC Closed | KSC Public | KSCC Holding | KPSC | KCSC | KSC (c)
      | Kuwaiti Shareholding Company | Kuwaiti Shareholding Company Closed | Kuwait Shareholding Company | WLL
      | With Limited Liability | Company With Limited Liability | Single Person Company | SPC`,
  },
  BH: {
    after: `
      BSC | BSC (c) | BSC Closed | Bahrain Shareholding Company | Bahrain Shareholding Company Closed
      | Bahraini Shareholding Company | SPC | WLL`,
  },
  QA: {
    after: `
      QSC | QPSC | QPJSC | QFC LLC | WLL | Qatari Shareholding Company | Qatari Public Shareholding Company
      | Qatar Shareholding Company | LLC QFC | Qatari Private Shareholding Company`,
  },
  OM: {
    after: `
      SAOG | SAOC | LLC SAOC | SPC | Société Anonyme Omanaise Générale | Omani Joint Stock Company
      | Société Anonyme Omanaise Close`,
  },
  JO: {
    after: `
      PSC | LLC Exempt | Private Shareholding Company | Public Shareholding Limited Company | Ltd Exempt
      | Public Shareholding Co Ltd`,
  },
  LB: {
    after: `
      SAL Holding | SAL Offshore | SARL Offshore | Société Anonyme Libanaise | Holding SAL | Offshore SAL
      | Holding SAL Offshore`,
    afterInCapitals: "SAL",
  },
  SY: {
    after: "SSC Private | Private JSC",
  },
  EG: {
    after: `
      SAE Free Zone | Egyptian Joint Stock Company | Société Anonyme Égyptienne | OPC LLC
      | Société Anonyme Egyptienne | Limited Partnership by Shares`,
    afterInCapitals: "SAE",
  },
} as const satisfies Record<string, LegalFormsOfCountry>;
