import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { companyNameKey } from "../../../src/crm/customers/company-name-key.ts";
import { foldName } from "../../../src/crm/customers/fold-name.ts";
import { capitalForms, legalForms, openingCapitalForms, openingForms } from "../../../src/crm/customers/legal-forms.ts";

/** Ends so that it is the end of no form and no word of one, and has small letters. */
const name = fc.stringMatching(/^[A-Z][a-z]{2,8}qzz(?: [A-Z][a-z]{2,8}qzz)?$/);
const anything = fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: "grapheme" }), fc.string());
const everyForm = [...legalForms, ...openingForms, ...capitalForms, ...openingCapitalForms];

describe("companyNameKey, by country", () => {
  it.each([
    ["PT Kimia Sejahtera (Persero) Tbk.", "kimia sejahtera"],
    ["Perum Sejahtera", "sejahtera"],
    ["pt. contoh makmur", "contoh makmur"],
    ["Contoh Makmur Sdn. Bhd.", "contoh makmur"],
    ["Contoh (S) Pte. Ltd.", "contoh s"],
    ["Công ty TNHH Hoa Sen", "hoa sen"],
    ["Hoa Sen Joint Stock Company", "hoa sen"],
    ["บริษัท สยาม จำกัด (มหาชน)", foldName("สยาม")],
    ["บริษัทสยาม จำกัด", foldName("สยาม")],
    ["Contoh (Pty) Ltd", "contoh"],
    ["Contoh (Private) Limited", "contoh"],
    ["北京示例有限责任公司", foldName("北京示例")],
    ["株式会社サンプル", foldName("サンプル")],
    ["(주)예시", foldName("예시")],
    ["شركة المثال ش.م.م", foldName("المثال")],
    ["דוגמה בע״מ", foldName("דוגמה")],
    ["ООО «Ромашка»", "romashka"],
    ["Ромашка, ООО", "romashka"],
    ["ТОВ Ромашка", "romashka"],
    ["Товариство з обмеженою відповідальністю «Ромашка»", "romashka"],
    ["ФГУП Ромашка", "romashka"],
    ["ЕТ Ромашка", "romashka"],
    ["Ромашка ЕООД", "romashka"],
    ["Primer d.o.o.", "primer"],
    ["Primer D O O", "primer"],
    ["Příklad spol. s r.o.", "priklad"],
    ["Příklad s.r.o. v likvidaci", "priklad"],
    ["Przykład Sp. z o. o. sp. k.", "przyklad"],
    ["Példa Nonprofit Kft.", "pelda"],
    ["Örnek San. ve Tic. Ltd. Şti.", "ornek"],
    ["Örnek Sanayi ve Ticaret A.Ş.", "ornek"],
    ["OÜ Näide", "naide"],
    ["Näide OÜ", "naide"],
    ["Παράδειγμα Μονοπρόσωπη Ι.Κ.Ε.", foldName("Παράδειγμα")],
    ["Beispiel GmbH und Co. KG", "beispiel"],
    ["Beispiel Gesellschaft mbH u. Co. KG", "beispiel"],
    ["Beispiel UG (haftungsbeschränkt) & Co. KG", "beispiel"],
    ["Beispiel e.V.", "beispiel"],
    ["Exemple SARL", "exemple"],
    ["SCI Exemple", "exemple"],
    ["Ejemplo, S.A.P.I. de C.V.", "ejemplo"],
    ["Ejemplo y Compañía Ltda.", "ejemplo"],
    ["Exemplo Comércio Ltda. ME", "exemplo comercio"],
    ["Esempio Soc. Coop. a r.l.", "esempio"],
    ["Esimerkki Oyj Abp", "esimerkki"],
    ["Exempel Aktie-bolag", "exempel"],
    ["አብነት ኃ.የተ.የግ.ማ", foldName("አብነት")],
  ])("%s is %s", (typed, key) => {
    expect(companyNameKey(typed)).toBe(key);
  });

  it.each([
    "Bali Spa",
    "Sia Abadi",
    "Too Good To Go",
    "Peternakan Sapi",
    "Toko Tas",
    "Earl Grey",
    "Uncle Sam",
    "Fund II",
    "San Diego Zoo",
    "New Balance",
    "JP Morgan",
    "KB Bank",
    "PP London Sumatra",
    "SD Muhammadiyah",
    "RA Al-Ikhlas",
    "IP Solutions",
    "DP World",
    "GSK Indonesia",
    "Guangzhou HK",
    "Agip ENI",
    "AT&T",
    "D&D",
    "Marks M&S",
    "Yayasan Contoh",
    "Koperasi Contoh",
    "Contoh Stiftung",
    "Fundación Contoh",
    "Contoh Foundation",
    "Contoh Bank",
    "Contoh Group",
    "Contoh Holding",
    "Siemens UK",
    "Le Lion",
    "Vitamin C",
  ])("leaves %s as it is", (typed) => {
    expect(companyNameKey(typed)).toBe(foldName(typed.replaceAll("&", " ")));
  });
});

describe("companyNameKey, of any form", () => {
  it("leaves out each form as it is listed, and in capitals, where it stands", () => {
    for (const form of [...legalForms, ...capitalForms]) {
      expect(companyNameKey(`Kurnia Wibawa ${form}`), form).toBe("kurnia wibawa");
      expect(companyNameKey(`Kurnia Wibawa, ${form.toUpperCase()}`), form).toBe("kurnia wibawa");
    }
    for (const form of [...openingForms, ...openingCapitalForms])
      expect(companyNameKey(`${form} Kurnia Wibawa`), form).toBe("kurnia wibawa");
  });

  it("gives one key to two forms in either order", () => {
    fc.assert(
      fc.property(name, fc.constantFrom(...legalForms), fc.constantFrom(...legalForms), (typed, one, other) => {
        expect(companyNameKey(`${typed} ${one} ${other}`)).toBe(companyNameKey(`${typed} ${other} ${one}`));
        expect(companyNameKey(`${typed} ${one} ${other}`)).toBe(foldName(typed));
      }),
    );
  });

  it("is its own key, and never empties a name", () => {
    const text = fc.oneof(
      anything,
      fc
        .array(fc.oneof(fc.constantFrom(...everyForm), name, fc.constantFrom("&", "and", "S.", "p", "A")), {
          maxLength: 6,
        })
        .map((words) => words.join(" ")),
    );
    fc.assert(
      fc.property(text, (typed) => {
        const key = companyNameKey(typed);
        expect(companyNameKey(key)).toBe(key);
        expect(key === "").toBe(foldName(typed.replaceAll("&", " ")) === "");
      }),
      { numRuns: 3000 },
    );
  });
});
