import { whomRowsAreAbout } from "../crm/customers/import/import-customers.ts";
import { readCsv } from "../crm/customers/import/read-csv.ts";
import { type ProposedColumn, recogniseColumns } from "../crm/customers/import/recognise-columns.ts";
import { Refusal } from "../crm/refusal.ts";
import type { Context } from "../db/context.ts";
import type { SlackLookup } from "./define.ts";

/** The beginning of an uploaded file: enough to tell what its columns are. */
export interface UploadedHead {
  fileName: string;
  header: string[];
  sample: string[][];
}

/** Reads it before the transaction; what keeps it from being read is given, to be said within. */
export async function readUploadedHead(
  slack: Pick<SlackLookup, "download">,
  fileId: string,
): Promise<UploadedHead | Refusal> {
  const file = await slack.download(fileId);
  if (!file) return new Refusal("file_unreadable", { fileName: "the file", fault: "gone" });
  try {
    const { header, sample } = await readCsv(file.bytes, file.name);
    return { fileName: file.name, header, sample };
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

/** What its columns are. @throws Refusal no_customer_column when nothing says whom a row is about */
export function proposeColumns(ctx: Context, { fileName, header, sample }: UploadedHead): ProposedColumn[] {
  const columns = recogniseColumns(header, sample, ctx.workspace.region);
  const fields = columns.flatMap(({ field }) => field ?? []);
  if (!whomRowsAreAbout(fields)) throw new Refusal("no_customer_column", { fileName, columns: header });
  return columns;
}
