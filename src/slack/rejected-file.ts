import { appendFile, writeFile } from "node:fs/promises";
import type { RejectedRow } from "../crm/customers/import/import-customers.ts";
import { rejectedHeader, rejectedLines } from "../crm/customers/import/write-rejected.ts";
import { fieldNames, reasonWords } from "./views/uploads.text.ts";

const words = {
  field: (field: keyof typeof fieldNames) => fieldNames[field],
  reason: (reason: keyof typeof reasonWords) => reasonWords[reason],
};

/** The rows of a file that were not taken, as a file that only its owner can read; made with the first of them. */
export class RejectedFile {
  /** how many are in it */
  rows = 0;
  readonly #path: string;
  readonly #header: readonly string[];

  constructor(path: string, header: readonly string[]) {
    this.#path = path;
    this.#header = header;
  }

  async add(rows: readonly RejectedRow[]): Promise<void> {
    const lines = rejectedLines(rows, this.#header.length, words);
    if (lines === "") return;
    if (this.rows === 0) await writeFile(this.#path, rejectedHeader(this.#header), { mode: 0o600 });
    this.rows += rows.filter(({ remark }) => remark.reason !== "erased_person").length;
    await appendFile(this.#path, lines);
  }
}
