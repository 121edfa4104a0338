import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CsvRow, readCsv } from "../../../../src/crm/customers/import/read-csv.ts";
import { Refusal } from "../../../../src/crm/refusal.ts";

async function read(
  bytes: Uint8Array,
  chunkSize = bytes.length || 1,
): Promise<{ header: string[]; rows: CsvRow[]; delimiter: string }> {
  const chunks = Array.from({ length: Math.ceil(bytes.length / chunkSize) }, (_, i) =>
    bytes.subarray(i * chunkSize, (i + 1) * chunkSize),
  );
  const csv = await readCsv(chunks);
  return { header: csv.header, delimiter: csv.delimiter, rows: await Array.fromAsync(csv.rows) };
}

describe("readCsv", () => {
  it.each([
    [",", "name,city\nBudi,Jakarta\n"],
    [";", 'name;city\n"Santoso, Budi";Jakarta\n'],
    ["\t", "name\tcity\nBudi\tJakarta, Pusat\n"],
    ["|", "name|city\nBudi|Jakarta\n"],
    [",", "name\nBudi\n"],
  ])("sees that %j separates the cells", async (delimiter, text) => {
    expect(await read(Buffer.from(text))).toMatchObject({
      delimiter,
      header: [expect.stringMatching("name"), ...(text.includes("city") ? ["city"] : [])],
    });
  });

  const text = "name,city\nJosé Müller,São Paulo\n";
  it.each([
    ["UTF-8", Buffer.from(text)],
    ["UTF-8 with its mark", Buffer.from(`\ufeff${text}`)],
    ["UTF-16 as Excel writes it", Buffer.from(`\ufeff${text}`, "utf16le")],
    ["Windows-1252", Buffer.from(text, "latin1")],
  ])("reads %s, in pieces of any size", async (_what, bytes) => {
    for (const size of [1, 2, 3, 7, 1000]) {
      expect(await read(bytes, size)).toMatchObject({
        header: ["name", "city"],
        rows: [{ line: 2, cells: ["José Müller", "São Paulo"] }],
      });
    }
  });

  it("decides on Windows-1252 late in a file, at its first letter beyond ASCII", async () => {
    const many = `name\n${"Budi\n".repeat(50_000)}José\n`;
    expect((await read(Buffer.from(many, "latin1"), 4096))?.rows.at(-1)).toEqual({ line: 50_002, cells: ["José"] });
  });

  it("counts lines through blank lines and through cells of several lines", async () => {
    const file = await read(Buffer.from('name,note\r\n\r\nBudi,"two\r\nlines"\r\n\r\nSari,5" pipe\r\n'));
    expect(file?.rows).toEqual([
      { line: 3, cells: ["Budi", "two\r\nlines"] },
      { line: 6, cells: ["Sari", '5" pipe'] },
    ]);
  });

  it("gives up only the line whose quotation never ends", async () => {
    const rest = Array.from({ length: 20_000 }, (_, i) => `Person ${i},x`).join("\n");
    const file = await read(Buffer.from(`name,note\nBudi,"open\nSari,fine\n${rest}\n`), 5000);
    expect(file?.rows.slice(0, 2)).toEqual([
      { line: 2, text: 'Budi,"open', fault: "unclosed_quote" },
      { line: 3, cells: ["Sari", "fine"] },
    ]);
    expect(file?.rows.at(-1)).toEqual({ line: 20_003, cells: ["Person 19999", "x"] });
  });

  it.each([
    ["nothing", Buffer.alloc(0), "empty"],
    ["empty lines", Buffer.from("\n\n , \n"), "empty"],
    ["a mark and nothing", Buffer.from("\ufeff"), "empty"],
    ["only a header", Buffer.from("name,email\r\n\r\n,\r\n"), "header_only"],
    [
      "an Excel workbook",
      Buffer.from("PK\u0003\u0004\u0014\0\u0006\0[Content_Types].xml…xl/workbook.xml", "latin1"),
      "workbook",
    ],
    ["an old workbook", Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0]), "workbook"],
    ["a ZIP", Buffer.from("PK\u0003\u0004\u0014\0\u0006\0customers.csv", "latin1"), "archive"],
    ["a gzip", Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0]), "archive"],
    ["a PDF", Buffer.from("%PDF-1.7\n%\u00e2\u00e3"), "pdf"],
    ["a picture", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), "picture"],
    ["a web page", Buffer.from("\n<!DOCTYPE html><html><title>Sign in</title>"), "web_page"],
    ["noise", Buffer.from(Array.from({ length: 5000 }, (_, n) => (n * 7) % 32)), "binary"],
    ["a million columns of nothing", Buffer.from(`${",".repeat(999_999)}\n${",".repeat(999_999)}\n`), "empty"],
    [
      "ten thousand columns",
      Buffer.from(`${Array.from({ length: 10_000 }, (_, n) => `c${n}`).join(",")}\na\n`),
      "too_many_columns",
    ],
    ["a header of ten megabytes", Buffer.from(`${"x".repeat(10_000_000)}\nname\n`), "header_too_long"],
  ])("says of a file that is %s what it is", async (_, bytes, fault) => {
    for (const size of [64 * 1024, Math.max(64, Math.ceil(bytes.length / 200))]) {
      await expect(read(bytes, size)).rejects.toMatchObject({
        code: "file_unreadable",
        details: { fileName: "the file", fault },
      });
    }
  });

  it("takes a file of two thousand columns, empty ones at the end left out", async () => {
    const header = Array.from({ length: 2000 }, (_, n) => (n === 0 ? "name" : n < 1500 ? `c${n}` : ""));
    const file = await read(Buffer.from(`${header.join(";")}\nBudi${";x".repeat(1999)}\n`));
    expect([file.header.length, file.rows.length, file.delimiter]).toEqual([1500, 1, ";"]);
  });

  it.each([
    ["comma", ","],
    ["semicolon", ";"],
    ["tab", "\t"],
    ["bar", "|"],
  ])("takes Excel's word for the separator: %s", async (_, mark) => {
    const file = await read(Buffer.from(`sep=${mark}\r\nname${mark}note\r\nBudi${mark}a,b;c\td|e\r\n`));
    expect(file.header).toEqual(["name", "note"]);
    expect(file.rows[0]).toMatchObject({ line: 3 });
  });

  it.each(["utf-16le", "utf-16be"] as const)("reads %s without its mark", async (encoding) => {
    const bytes = Buffer.from("name,note\r\nBudi Santoso,héllo 你好\r\n", "utf16le");
    const file = await read(encoding === "utf-16le" ? bytes : bytes.swap16(), 7);
    expect(file.rows).toEqual([{ line: 2, cells: ["Budi Santoso", "héllo 你好"] }]);
  });

  it("gives up a line of ten megabytes without holding it, and goes on after it", async () => {
    const long = "x".repeat(10_000_000);
    let most = 0;
    const pieces = function* () {
      const whole = Buffer.from(`name,note\nBudi,a\nAna,${long}\nSari,b\n`);
      for (let at = 0; at < whole.length; at += 64 * 1024) {
        most = Math.max(most, process.memoryUsage().heapUsed);
        yield whole.subarray(at, at + 64 * 1024);
      }
    };
    const { rows } = await readCsv(pieces());
    const found = await Array.fromAsync(rows);
    expect(found.map((row) => ("cells" in row ? row.cells[0] : `${row.line} ${row.fault}`))).toEqual([
      "Budi",
      "3 line_too_long",
      "Sari",
    ]);
    expect(found[1]).toMatchObject({ text: `Ana,${"x".repeat(496)}` });
    expect(found[2]).toMatchObject({ line: 4 });
  });

  it("reads line ends of all three kinds in one file, and NULs and columns of one name as they are", async () => {
    const file = await read(Buffer.from("name,phone,phone\r\nBu\0di,1,2\nSari,3,4\r\nAna,5,6\rLast,7,8"));
    expect(file.header).toEqual(["name", "phone", "phone"]);
    expect(file.rows.flatMap((row) => ("cells" in row ? row.cells[1] : []))).toContain("3");
    expect(file.rows[0]).toMatchObject({ line: 2, cells: ["Bu\0di", "1", "2"] });
  });

  it("gives back what was written, in pieces of any size", async () => {
    const cell = fc.string({ unit: "grapheme" }).map((one) => one.toWellFormed().replaceAll("\ufeff", ""));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 20 }),
        fc.integer({ min: 1, max: 50 }),
        async (rows, size) => {
          const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
          const written = `name,note\nfirst,row\n${rows.map((row) => row.map(quoted).join(",")).join("\n")}\n`;
          const file = await read(Buffer.from(written), size);
          expect(file.rows.map((row) => ("cells" in row ? row.cells : row.fault))).toEqual([
            ["first", "row"],
            ...rows.filter((row) => row.some((one) => one !== "")),
          ]);
        },
      ),
      { numRuns: 200 },
    );
  });

  it("survives any bytes", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 500 }), async (bytes) => {
        const outcome = await read(Buffer.concat([Buffer.from("name,note\n"), bytes]), 16).catch((error) => error);
        if (outcome instanceof Refusal) expect(outcome.code).toBe("file_unreadable");
        else expect(outcome.header.length).toBeGreaterThan(0);
      }),
    );
  });
});
