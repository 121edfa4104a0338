import fc from "fast-check";
import { getCountries, getExampleNumber } from "libphonenumber-js/max";
import examples from "libphonenumber-js/mobile/examples";
import { describe, expect, it } from "vitest";
import { cleanLine } from "../../../src/crm/customers/clean-line.ts";
import { companyNameKey } from "../../../src/crm/customers/company-name-key.ts";
import { foldName } from "../../../src/crm/customers/fold-name.ts";
import { legalForms } from "../../../src/crm/customers/legal-forms.ts";
import { nameKey } from "../../../src/crm/customers/name-key.ts";
import { normaliseEmail } from "../../../src/crm/customers/normalise-email.ts";
import { normalisePhone } from "../../../src/crm/customers/normalise-phone.ts";
import { normaliseWebsite } from "../../../src/crm/customers/normalise-website.ts";

const anything = fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: "grapheme" }), fc.string());

describe("cleanLine", () => {
  it("makes one line of anything, once and for all", () => {
    fc.assert(
      fc.property(anything, (text) => {
        const line = cleanLine(text);
        expect(line).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
        expect(line.isWellFormed()).toBe(true);
        expect(cleanLine(line)).toBe(line);
      }),
    );
  });
});

describe("normaliseEmail", () => {
  it.each([
    [" Budi.Santoso@Contoh-Makmur.CO.ID ", "budi.santoso@contoh-makmur.co.id"],
    ["Budi <budi@contoh.co.id>", "budi@contoh.co.id"],
    ["mailto:budi@contoh.co.id", "budi@contoh.co.id"],
    ["budi@contoh.co.id,", "budi@contoh.co.id"],
    ["a@münchen.de", "a@xn--mnchen-3ya.de"],
    ["a@münchen。de", "a@xn--mnchen-3ya.de"],
    ["用户@例子.中国", "用户@xn--fsqu00a.xn--fiqs8s"],
    ["o'brien+tag@x.io", "o'brien+tag@x.io"],
  ])("%j is %s", (typed, normal) => {
    expect(normaliseEmail(typed)).toEqual({ ok: true, normal });
  });

  it.each([
    ["", "empty"],
    ["budi", "no_at"],
    ["budi@contoh", "bad_domain"],
    ["a b@contoh.co.id", "bad_syntax"],
    [".budi@contoh.co.id", "bad_syntax"],
    ["budi@-contoh.co.id", "bad_domain"],
    ["budi@[127.0.0.1]", "bad_domain"],
    ["a@b.co; c@d.co", "several"],
    [`${"a".repeat(65)}@b.co`, "too_long"],
  ])("%j: %s", (typed, reason) => {
    expect(normaliseEmail(typed)).toEqual({ ok: false, reason });
  });

  it("is stable: a normal form is its own, in any case and between blanks", () => {
    fc.assert(
      fc.property(fc.emailAddress(), (address) => {
        const email = normaliseEmail(address);
        if (!email.ok) return;
        expect(normaliseEmail(email.normal)).toEqual(email);
        expect(normaliseEmail(`  ${address.toUpperCase()} `)).toEqual(email);
      }),
    );
  });

  it("throws for nothing", () => {
    fc.assert(fc.property(anything, (text) => void normaliseEmail(text)));
    fc.assert(fc.property(anything, anything, (a, b) => void normaliseEmail(`${a}@${b}`)));
  });
});

describe("normalisePhone", () => {
  it.each([
    "0812-3456-7890",
    "0812 3456 7890",
    "62812 3456 7890",
    "+62 812-3456-7890",
    "+62 (0)812-3456-7890",
    "0062 812 3456 7890",
    "tel:+62-812-3456-7890",
    "０８１２３４５６７８９０",
    "𝟎𝟖𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗𝟎",
    "٠٨١٢٣٤٥٦٧٨٩٠",
    "+६२ ८१२ ३४५६ ७८९०",
    "812 3456 7890",
  ])("reads %s as an Indonesian reads it", (typed) => {
    expect(normalisePhone(typed, "ID")).toEqual({ ok: true, normal: "+6281234567890", extension: null });
  });

  it("gives the extension beside the number", () => {
    expect(normalisePhone("(021) 555-1234 ext 12", "ID")).toEqual({
      ok: true,
      normal: "+62215551234",
      extension: "12",
    });
  });

  it.each([
    ["", "empty"],
    ["hello", "not_a_number"],
    ["call 0812 3456 7890", "not_a_number"],
    ["12", "too_short"],
    ["+62 100 100 1000", "not_in_use"],
    ["+999 123456789", "unknown_country"],
    ["0812".repeat(10), "too_long"],
  ])("%j: %s", (typed, reason) => {
    expect(normalisePhone(typed, "ID")).toEqual({ ok: false, reason });
  });

  it("gives one form to every spelling of a country's example number, and keeps it", () => {
    for (const country of getCountries()) {
      const example = getExampleNumber(country, examples);
      if (!example?.isValid()) continue;
      for (const typed of [example.number, example.formatInternational(), example.formatNational(), example.getURI()]) {
        expect(normalisePhone(typed, country), `${country} ${typed}`).toMatchObject({
          ok: true,
          normal: example.number,
        });
      }
      expect(normalisePhone(example.number, "ID")).toMatchObject({ normal: example.number });
    }
  });

  it("throws for nothing, in no region", () => {
    fc.assert(
      fc.property(anything, fc.constantFrom("ID", "US", "XX", ""), (text, region) => void normalisePhone(text, region)),
    );
    fc.assert(fc.property(fc.stringMatching(/^[+\d() .-]{0,30}$/), (text) => void normalisePhone(text, "ID")));
  });
});

describe("normaliseWebsite", () => {
  it.each([
    ["contoh-makmur.co.id", "contoh-makmur.co.id"],
    ["https://www.Contoh-Makmur.co.id/en?x=1#y", "contoh-makmur.co.id"],
    ["//shop.contoh.co.id:8080", "contoh.co.id"],
    ["toko-indah.blogspot.com", "toko-indah.blogspot.com"],
    ["münchen.de", "xn--mnchen-3ya.de"],
  ])("%s is %s", (typed, normal) => {
    expect(normaliseWebsite(typed)).toEqual({ ok: true, normal });
  });

  it.each([
    "",
    "foo",
    "http://localhost",
    "192.168.1.1",
    "http://[::1]/",
    "http://0x7f.1",
    "budi@contoh.co.id",
    "javascript:alert(1)",
    "ftp://contoh.co.id",
    "co.id",
    "a.internal",
    "https://user:secret@contoh.co.id",
  ])("refuses %j", (typed) => {
    expect(normaliseWebsite(typed).ok).toBe(false);
  });

  it("is stable, and throws for nothing", () => {
    fc.assert(
      fc.property(fc.oneof(fc.webUrl(), fc.domain(), anything), (typed) => {
        const website = normaliseWebsite(typed);
        if (website.ok) expect(normaliseWebsite(website.normal)).toEqual(website);
      }),
    );
  });
});

describe("foldName", () => {
  it.each([
    ["Łukasz Żółć", "lukasz zolc"],
    ["Ma'ruf", "maruf"],
    ["Ma’ruf", "maruf"],
    ["José  García-Márquez", "jose garcia marquez"],
    ["Đặng Văn Đức", "dang van duc"],
    ["İSTANBUL", "istanbul"],
    ["王小明", "wangxiaoming"],
    ["…", ""],
  ])("%s is %j", (name, folded) => {
    expect(foldName(name)).toBe(folded);
  });

  it("holds nothing but words of a–z and 0–9, however the name is composed or written, and folds once", () => {
    fc.assert(
      fc.property(anything, (name) => {
        const folded = foldName(name);
        expect(folded).toMatch(/^(?:[a-z0-9]+(?: [a-z0-9]+)*)?$/);
        expect(foldName(folded)).toBe(folded);
        expect(foldName(name.toWellFormed().normalize("NFD"))).toBe(foldName(name.toWellFormed().normalize("NFC")));
      }),
    );
  });
});

describe("nameKey", () => {
  it.each([
    ["Pak Budi Santoso, S.E., M.M.", "budi santoso"],
    ["Santoso, Budi", "budi santoso"],
    ["H. Dr. Budi", "budi"],
    ["Ibu", "ibu"],
    ["Budi H.", "budi h"],
    ["Mr", "mr"],
  ])("%s is %s", (name, key) => {
    expect(nameKey(name)).toBe(key);
  });

  it("is the same in any order of words that are no titles, and empty only for what folds to nothing", () => {
    const word = fc.stringMatching(/^[a-z]{2,8}zz$/);
    fc.assert(
      fc.property(
        fc
          .array(word, { minLength: 1, maxLength: 5 })
          .chain((words) => fc.tuple(fc.constant(words), fc.shuffledSubarray(words, { minLength: words.length }))),
        ([words, shuffled]) => {
          expect(nameKey(shuffled.join(" "))).toBe(nameKey(words.join(" ")));
          expect(nameKey(`Pak ${words.join(" ")}, S.E.`)).toBe(nameKey(words.join(" ")));
        },
      ),
    );
    fc.assert(
      fc.property(anything, (name) => {
        expect(nameKey(name) === "").toBe(name.split(/[,،，、]/u).every((part) => foldName(part) === ""));
      }),
    );
  });
});

describe("companyNameKey", () => {
  it.each([
    ["PT Contoh Makmur Tbk", "contoh makmur"],
    ["P.T. Contoh Makmur", "contoh makmur"],
    ["PT. Contoh Makmur (Persero) Tbk.", "contoh makmur"],
    ["CV Sinar Jaya", "sinar jaya"],
    ["Müller GmbH & Co. KG", "muller"],
    ["Banca d'Italia S.p.A.", "banca ditalia"],
    ["Grupo Bimbo S.A.B. de C.V.", "grupo bimbo"],
    ["ООО Ромашка", "romashka"],
    ["株式会社トヨタ", "toyota"],
    ["Toko Indah", "toko indah"],
    ["Coca-Cola Co", "coca cola"],
    ["PT", "pt"],
  ])("%s is %s", (name, key) => {
    expect(companyNameKey(name)).toBe(key);
  });

  it("is the same whatever legal form stands after the name, and never empty for a name that can be read", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{3,8}zz$/), fc.constantFrom(...legalForms), (name, form) => {
        expect(companyNameKey(`${name} ${form}`)).toBe(name);
        expect(companyNameKey(`${name} ${form.toUpperCase()}.`)).toBe(name);
      }),
    );
    fc.assert(
      fc.property(anything, (name) => {
        expect(companyNameKey(name) === "").toBe(foldName(name.replaceAll("&", " ")) === "");
      }),
    );
  });
});
