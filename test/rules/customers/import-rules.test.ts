import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ImportField, importFields } from "../../../src/crm/customers/import/import-field.ts";
import { readDay } from "../../../src/crm/customers/import/read-day.ts";
import { readRow } from "../../../src/crm/customers/import/read-row.ts";
import { recogniseColumns } from "../../../src/crm/customers/import/recognise-columns.ts";
import { nameAgreement, samePerson } from "../../../src/crm/customers/import/same-person.ts";

describe("recogniseColumns", () => {
  const fields = (header: string[], sample: string[][] = []) =>
    recogniseColumns(header, sample, "ID").map(({ field }) => field);

  it("knows English and Indonesian headers, however they are written", () => {
    expect(fields(["First Name", "surname", "E-MAIL", "phone_number", "Company", "Job title", "City", "DOB"])).toEqual([
      "firstName",
      "lastName",
      "email",
      "phone",
      "company",
      "jobTitle",
      "city",
      "birthDate",
    ]);
    expect(
      fields([
        "Nama Lengkap",
        "Surel",
        "No. HP",
        "Nama Perusahaan",
        "Jabatan",
        "Kota/Kabupaten",
        "Tanggal Lahir",
        "Kode Pos",
        "Pelanggan sejak",
      ]),
    ).toEqual(["name", "email", "phone", "company", "jobTitle", "city", "birthDate", "postalCode", "customerSince"]);
  });

  it("leaves out what it does not understand, a bare id among it", () => {
    expect(fields(["id", "cluster_id", "Golongan Darah", ""])).toEqual([null, null, null, null]);
  });

  it("goes by the values where the header says nothing, and against the header where they disagree", () => {
    const sample = [
      ["budi@contoh.co.id", "0812-3456-7890", "12345678"],
      ["ana@contoh.co.id", "(021) 555 1234", "22345678"],
      ["x@y.co", "+62 813 1111 2222", "32345678"],
    ];
    expect(recogniseColumns(["kolom a", "kolom b", "email"], sample, "ID")).toMatchObject([
      { field: "email", reason: "values", example: "budi@contoh.co.id" },
      { field: "phone", reason: "values" },
      { field: null, reason: "values_disagree" },
    ]);
  });

  it("takes two columns of e-mail, and one of two columns of name", () => {
    expect(recogniseColumns(["Email", "Work Email", "Name", "Full name"], [], "ID")).toMatchObject([
      { field: "email" },
      { field: "email" },
      { field: "name" },
      { field: null, reason: "taken" },
    ]);
  });

  it("proposes one field for each column whatever the header, and none below .6", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "binary" })), fc.array(fc.array(fc.string())), (header, sample) => {
        const proposed = recogniseColumns(header, sample, "ID");
        expect(proposed.map(({ index }) => index)).toEqual(header.map((_, index) => index));
        for (const { field, confidence } of proposed) if (field) expect(confidence).toBeGreaterThanOrEqual(0.6);
      }),
    );
  });
});

describe("readDay", () => {
  it.each([
    ["1971-06-24", "1971-06-24"],
    ["1971-06-24 00:00:00", "1971-06-24"],
    ["1971/6/4", "1971-06-04"],
    ["24/06/1971", "1971-06-24"],
    ["06/24/1971", "1971-06-24"],
    ["05/05/1971", "1971-05-05"],
    ["24 Juni 1971", "1971-06-24"],
    ["24-Agu-1971", "1971-08-24"],
    ["June 24, 1971", "1971-06-24"],
    ["03/04/1971", null],
    ["1971-02-30", null],
    ["yesterday", null],
    ["", null],
  ])("reads %j as %j", (typed, day) => {
    expect(readDay(typed)).toBe(day);
  });

  it("reads back every day it can be given", () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date("1900-01-01"), max: new Date("2100-01-01"), noInvalidDate: true }),
        (date) => {
          const day = date.toISOString().slice(0, 10);
          expect(readDay(day)).toBe(day);
          const id = new Intl.DateTimeFormat("id", { dateStyle: "long", timeZone: "UTC" }).format(date);
          expect(readDay(id)).toBe(day);
        },
      ),
    );
  });
});

describe("nameAgreement", () => {
  it.each([
    ["Robert Alan", "Rob Allen", true],
    ["Robert Allen", "Allen Robert", true],
    ["Budi Santoso", "Santoso", true],
    ["B. Santoso", "Budi Santoso", true],
    ["Pak Budi Santoso, S.E.", "budi santosa", true],
    ["Budi Santoso", "Sari Santoso", false],
    ["Robert Allen", "Anna Allen", false],
    ["Maya", "Rizky", false],
    ["", "Rizky", false],
  ])("%s and %s: %s", (a, b, same) => {
    expect(nameAgreement(a, b) >= samePerson).toBe(same);
  });

  it("is symmetrical, between 0 and 1, and whole for a name in another order", () => {
    const word = fc.stringMatching(/^[a-z]{2,9}$/);
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 1, maxLength: 4 }),
        fc.array(word, { minLength: 1, maxLength: 4 }),
        (a, b) => {
          const [x, y] = [a.join(" "), b.join(" ")];
          expect(nameAgreement(x, y)).toBeCloseTo(nameAgreement(y, x));
          expect(nameAgreement(x, y)).toBeGreaterThanOrEqual(0);
          expect(nameAgreement(x, y)).toBeLessThanOrEqual(1);
        },
      ),
    );
    expect(nameAgreement("Budi Santoso Wijaya", "Wijaya Budi Santoso")).toBe(1);
  });
});

describe("an e-mail address in a file", () => {
  const remarks = (email: string) =>
    readRow(
      2,
      ["Budi", email],
      new Map<number, ImportField>([
        [0, "name"],
        [1, "email"],
      ]),
      {
        region: "ID",
        currency: "IDR",
      },
    );

  it("is taken as it is and remarked on where it looks mistyped or thrown away", () => {
    expect(remarks("budi@gmial.com")).toMatchObject({
      row: { points: [{ normal: "budi@gmial.com" }] },
      remarks: [{ line: 2, field: "email", value: "budi@gmial.com", reason: "likely_typo" }],
    });
    expect(remarks("budi@mailinator.com").remarks).toMatchObject([{ reason: "disposable_email" }]);
    expect(remarks("budi@contoh.co.id").remarks).toEqual([]);
  });
});

describe("readRow", () => {
  const workspace = { region: "ID", currency: "IDR" };
  const read = (fields: ImportField[], cells: string[]) =>
    readRow(2, cells, new Map(fields.map((field, index) => [index, field])), workspace);

  it.each([
    ["240.000.000", "IDR", "240000000", "IDR"],
    ["Rp 5.000", "", "5000", "IDR"],
    ["1,250.50", "usd", "125050", "USD"],
    ["1.250,5", "EUR", "125050", "EUR"],
    ["€ 12 000", "EUR", "1200000", "EUR"],
    ["1000", "JPY", "1000", "JPY"],
    ["1000", "KWD", "1000000", "KWD"],
  ])("reads %s %s in minor units", (text, code, value, currency) => {
    expect(read(["value", "currency"], [text, code]).row.value).toEqual({ value, currency });
  });

  it.each([
    ["a lot", "IDR", "value", "bad_value"],
    ["-5", "IDR", "value", "bad_value"],
    ["9".repeat(40), "IDR", "value", "bad_value"],
    ["5", "R$", "currency", "bad_currency"],
    ["5", "RPX", "currency", "bad_currency"],
  ])("leaves out %s %s, and says why", (text, code, field, reason) => {
    const { row, remarks } = read(["value", "currency"], [text, code]);
    expect(row.value).toBeNull();
    expect(remarks).toMatchObject([{ line: 2, field, reason }]);
  });

  it("splits several addresses and numbers in a cell, and joins a postal address", () => {
    const { row } = read(
      ["email", "phone", "street", "city", "postalCode", "country"],
      ["a@b.co; c@d.co", "0812-3456-7890 / 0813 1111 2222", "Jl. Sudirman 12", "Jakarta", "10220", "Indonesia"],
    );
    expect(row.points.map(({ normal }) => normal)).toEqual([
      "a@b.co",
      "c@d.co",
      "+6281234567890",
      "+6281311112222",
      "jl sudirman 12 jakarta 10220 indonesia",
    ]);
  });

  it("reads any row without throwing, and remarks on its own line", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...importFields), fc.string({ unit: "binary" }))), (cells) => {
        const { remarks } = read(
          cells.map(([field]) => field),
          cells.map(([, text]) => text),
        );
        for (const { line, field } of remarks)
          expect([line, importFields.includes(field as ImportField)]).toEqual([2, true]);
      }),
    );
  });
});
