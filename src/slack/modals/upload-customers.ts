import { z } from "zod";
import { type ImportField, importFields, severalAllowed } from "../../crm/customers/import/import-field.ts";
import { readCsv } from "../../crm/customers/import/read-csv.ts";
import { type ProposedColumn, recogniseColumns } from "../../crm/customers/import/recognise-columns.ts";
import { Refusal } from "../../crm/refusal.ts";
import { requestUpload } from "../../crm/uploads/request-upload.ts";
import type { UploadMapping } from "../../crm/uploads/upload.ts";
import { input, option, section } from "../blocks.ts";
import { defineModal } from "../define.ts";
import { say, update } from "../reply.ts";
import { uploadText } from "../views/uploads.text.ts";
import { uploadStartedMessage } from "../views/uploads.ts";

const fileBlock = "file";

/** The file as it was read before the transaction. */
interface ReadFile {
  fileName: string;
  header: string[];
  sample: string[][];
}

/** First step: the file. */
export const uploadCustomers = defineModal<undefined, Record<string, never>, { fileId: string }, ReadFile | Refusal>({
  id: "uploads.choose-file",
  may: "customers:import",
  memory: z.object({}).strict(),
  build: () => ({
    memory: {},
    title: uploadText.title(),
    submit: uploadText.next(),
    close: uploadText.cancel(),
    blocks: [
      input(
        fileBlock,
        uploadText.file(),
        { type: "file_input", action_id: "chosen", filetypes: ["csv", "tsv", "text"], max_files: 1 },
        { hint: uploadText.fileHint() },
      ),
    ],
  }),
  read(values) {
    const [fileId] = values.fileIds(fileBlock);
    return fileId === undefined ? { errors: { [fileBlock]: uploadText.fileMissing() } } : { fileId };
  },
  async gather(slack, { fileId }) {
    const file = await slack.download(fileId);
    if (!file) return new Refusal("file_unreadable", { fileName: "the file", reason: uploadText.reasonGone() });
    const csv = await readCsv([file.bytes]);
    if (!csv) return new Refusal("file_unreadable", { fileName: file.name, reason: uploadText.reasonEmpty() });
    return { fileName: file.name, header: csv.header, sample: csv.sample };
  },
  async submit(ctx, { fileId }, _memory, file) {
    if (file instanceof Refusal) throw file;
    const columns = recogniseColumns(file.header, file.sample, ctx.workspace.region);
    if (columns.every(({ field }) => field === null)) {
      throw new Refusal("no_customer_column", { fileName: file.fileName, columns: file.header });
    }
    return update(checkColumns.build({ fileId, fileName: file.fileName, columns }));
  },
});

/** Columns that are asked about: each brings a list of all fields, and a view holds 250 kB. */
const mostColumns = 60;
const longestFileName = 200;
const leftOut = "leave-out";

const checkMemory = z.object({ fileId: z.string(), fileName: z.string(), columns: z.int().min(0) });

const columnBlock = (index: number) => `column-${index}`;

/** A row has to say whom it is about. */
const tellsWhose: readonly ImportField[] = ["name", "firstName", "lastName", "email", "phone", "externalId"];

/** Second step: how the columns were understood, to be set right and confirmed. */
export const checkColumns = defineModal<
  { fileId: string; fileName: string; columns: readonly ProposedColumn[] },
  z.infer<typeof checkMemory>,
  UploadMapping,
  undefined
>({
  id: "uploads.check-columns",
  may: "customers:import",
  memory: checkMemory,
  build({ fileId, fileName, columns }) {
    const shown = columns.slice(0, mostColumns);
    const understood = shown.filter(({ field }) => field !== null).length;
    return {
      memory: { fileId, fileName: fileName.slice(0, longestFileName), columns: shown.length },
      title: uploadText.checkTitle(),
      submit: uploadText.start(),
      close: uploadText.cancel(),
      blocks: [
        section(uploadText.understood(fileName, understood, columns.length)),
        ...(columns.length > shown.length ? [section(uploadText.tooManyColumns(shown.length, columns.length))] : []),
        ...shown.map(({ index, header, example, field }) => {
          const options = [
            option(uploadText.leaveOut(), leftOut),
            ...importFields.map((each) => option(uploadText.fieldName(each), each)),
          ];
          const initial = options.find(({ value }) => value === (field ?? leftOut));
          return input(
            columnBlock(index),
            uploadText.columnLabel(header, index),
            { type: "static_select", action_id: "chosen", options, ...(initial && { initial_option: initial }) },
            { hint: uploadText.columnHint(example) },
          );
        }),
      ],
    };
  },
  read(values, _typist, { columns }) {
    const mapping: UploadMapping = {};
    for (let index = 0; index < columns; index++) {
      const field = importFields.find((each) => each === values.chosen(columnBlock(index)));
      if (!field) continue;
      const taken = Object.values(mapping).includes(field) && !severalAllowed.has(field);
      if (taken) return { errors: { [columnBlock(index)]: uploadText.takenTwice(field) } };
      mapping[index] = field;
    }
    const named = Object.values(mapping).some((field) => tellsWhose.includes(field));
    return named ? mapping : { errors: { [columnBlock(0)]: uploadText.nobodyNamed() } };
  },
  async submit(ctx, mapping, { fileId, fileName }) {
    await requestUpload(ctx, { fileId, fileName, mapping });
    return say(uploadStartedMessage(fileName));
  },
});
