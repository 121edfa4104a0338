import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CsvRow, readCsv } from "../../../../src/crm/customers/import/read-csv.ts";

async function read(
  bytes: Uint8Array,
  chunkSize = bytes.length || 1,
): Promise<{ header: string[]; rows: CsvRow[]; delimiter: string } | null> {
  const chunks = Array.from({ length: Math.ceil(bytes.length / chunkSize) }, (_, i) =>
    bytes.subarray(i * chunkSize, (i + 1) * chunkSize),
  );
  const csv = await readCsv(chunks);
  return csv && { header: csv.header, delimiter: csv.delimiter, rows: await Array.fromAsync(csv.rows) };
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

  it("finds nothing in a file of nothing", async () => {
    expect(await read(Buffer.alloc(0))).toBeNull();
    expect(await read(Buffer.from("\n\n , \n"))).toBeNull();
  });

  it("gives back what was written, in pieces of any size", async () => {
    const cell = fc.string({ unit: "grapheme" }).map((one) => one.toWellFormed().replaceAll("\ufeff", ""));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 20 }),
        fc.integer({ min: 1, max: 50 }),
        async (rows, size) => {
          const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
          const written = `name,note\n${rows.map((row) => row.map(quoted).join(",")).join("\n")}\n`;
          const file = await read(Buffer.from(written), size);
          expect(file?.rows.map((row) => ("cells" in row ? row.cells : row.fault))).toEqual(
            rows.filter((row) => row.some((one) => one !== "")),
          );
        },
      ),
      { numRuns: 200 },
    );
  });

  it("survives any bytes", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 500 }), async (bytes) => {
        const file = await read(Buffer.concat([Buffer.from("name,note\n"), bytes]), 16);
        expect(file?.header.length).toBeGreaterThan(0);
      }),
    );
  });
});
